"""The end of a run: groups under the names that a person declared to be one."""

from flows.pipeline.runners import pass_alone
from flows.run import Run
from flows.settings import Settings, Work

HEADED = {"library.txt": "Publisher: Northern Post", "harbour.txt": "Publisher: NP"}


def test_aliases_make_one_group_and_a_broken_table_costs_nothing_else(tmp_path, corpus, vectors):
    for name, header in HEADED.items():
        path = corpus / "translations" / name
        path.write_text(f"{header}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    table = tmp_path / "names.csv"
    table.write_text("alias,name\nNP,Northern Post\n", encoding="utf-8")
    run = vectors(Run(root=str(tmp_path / "run"), folder=str(corpus), settings=Settings(aliases=table)))
    assert not pass_alone(run, Work()).problems
    assert publishers(run) == {"Northern Post": 2}
    table.write_text("NP;Northern Post\n", encoding="utf-8")
    summary = pass_alone(run, Work(), first="report")
    assert [(problem.file, problem.remedy) for problem in summary.problems] == [
        ("names.csv", "begin it with the line alias,name")
    ]
    assert publishers(run) == {"Northern Post": 1, "NP": 1}


def publishers(run):
    groups = run.read("groups").filter(by="publisher")
    return dict(zip(groups["value"], groups["translations"], strict=True))
