"""Pass marks and dismissals change verdicts and encode nothing; other documents keep what they have."""

import polars as pl
import pytest

from alignments.corrections import Correction, bead_texts, write_corrections
from flows.run import Run
from flows.settings import Settings
from flows.stages.checking import CHECK
from flows.stages.judging import JUDGE
from flows.stages.pairing import MATCH, PAIR
from flows.stages.proposing import PROFILE, PROPOSE, read_documents
from flows.stages.reading import READ
from flows.stages.stage import batches, do_batch, gather_tables
from flows.stages.usage import USAGE
from scores.findings.dismissals import Dismissal, write_dismissals
from scores.ledger import MENTIONS

WHOLE = (READ, PROFILE, PROPOSE, MATCH, PAIR, CHECK, USAGE, JUDGE)


def do(run, *stages):
    """Run the stages; returns how many items each had to do, and the problems met."""
    done, problems = {}, []
    for stage in stages:
        plan = stage.plan(run)
        todo = batches(run, stage, plan.items, size=8)
        done[stage.name] = sum(map(len, todo))
        for batch in todo:
            do_batch(run, stage, batch)
        problems += [*plan.problems, *gather_tables(run, stage, plan.items)]
    return done, problems


@pytest.fixture
def run(finished):
    return finished


def with_settings(run, **values):
    return Run(root=run.root, folder=run.folder, settings=Settings(**values))


def wrong_number(run):
    return run.read("findings").filter(pl.col("category") == "number").row(0, named=True)


def dismissal(row):
    return Dismissal(
        finding=row["finding"],
        translation=row["translation"],
        original=row["original"],
        category=row["category"],
        english=row["english_text"] or "",
        arabic=row["arabic_text"] or "",
        reason="the edition of 2020 says five",
        by="editor",
        at="2026-11-26T09:00:00Z",
    )


def test_other_pass_marks_judge_again_and_check_nothing(run):
    before = run.read("verdicts")
    done, _ = do(with_settings(run, publish=0, publish_coverage=1.0, least_coverage=1.0), *WHOLE)
    assert done.pop("judge") == 2
    assert set(done.values()) == {0}
    assert run.read("verdicts")["signature"].to_list() != before["signature"].to_list()


def test_a_dismissal_judges_its_document_again_and_no_other(run):
    row = wrong_number(run)
    before = dict(run.read("verdicts").select("translation", "penalty").iter_rows())
    write_dismissals(run.decisions / "dismissals.jsonl", [dismissal(row)])
    done, problems = do(run, CHECK, JUDGE)
    assert (done, problems) == ({"check": 0, "judge": 1}, [])
    marked = run.read("findings").filter(pl.col("dismissed").is_not_null())
    assert marked["finding"].to_list() == [row["finding"]]
    after = dict(run.read("verdicts").select("translation", "penalty").iter_rows())
    assert after[row["translation"]] < before[row["translation"]]
    assert {name: value for name, value in after.items() if name != row["translation"]} == {
        name: value for name, value in before.items() if name != row["translation"]
    }


def test_a_line_that_is_no_dismissal_is_a_problem_and_the_others_hold(run):
    row = wrong_number(run)
    path = run.decisions / "dismissals.jsonl"
    write_dismissals(path, [dismissal(row)])
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    _, problems = do(run, JUDGE)
    assert [problem.what for problem in problems] == ["line 2 is no dismissal"]
    assert run.read("findings")["dismissed"].count() == 1


def test_a_correction_checks_its_pair_again_and_what_no_longer_fits_is_said(run):
    pair = run.read("pairs").row(0, named=True)
    before = run.read("beads").filter(pl.col("translation") == pair["translation"])
    drawn = (((0,), (0,)), ((1,), (1, 2)), ((99,), (99,)))
    names = {name: pair[name] for name in ("translation", "original")}
    write_corrections(run.decisions / "corrections.jsonl", [Correction(**names, beads=drawn, by="editor", at="")])
    done, (problem,) = do(run, CHECK, JUDGE)
    assert done == {"check": 1, "judge": 1}
    assert (problem.what, problem.value) == ("corrected beads no longer fit the text", "1 of 3")
    beads = run.read("beads").filter(pl.col("translation") == pair["translation"])
    assert beads.filter(pl.col("number") == 1)["english"].to_list() == [[1, 2]]
    assert not before.equals(beads)


def test_a_correction_of_an_earlier_wording_holds_in_the_revised_translation(run):
    pair = run.read("pairs").row(0, named=True)
    arabic, english = (
        [sentence.text for sentence in read_documents(run, [pair[side]])[0].sentences]
        for side in ("original", "translation")
    )
    drawn = (((1, 2), (1, 2)),)
    earlier = Correction(
        translation="earlier wording",
        original=pair["original"],
        beads=drawn,
        texts=bead_texts(drawn, arabic, english),
        by="editor",
        at="",
    )
    write_corrections(run.decisions / "corrections.jsonl", [earlier])
    done, problems = do(run, CHECK)
    assert (done, problems) == ({"check": 1}, [])
    beads = run.read("beads").filter(pl.col("translation") == pair["translation"])
    assert [1, 2] in beads.filter(pl.col("confidence") == 1)["arabic"].to_list()


def test_what_could_not_be_checked_is_not_judged(run):
    first, *others = CHECK.plan(run).items
    do_batch(run, CHECK, others)
    gather_tables(run, CHECK, [first, *others])
    assert len(JUDGE.plan(run).items) == 2
    (missing,) = [item for item in CHECK.plan(run).items if item.document == first.document]
    gather_tables(run, CHECK, [*others, type(missing)(key="never done", file=missing.file, document=missing.document)])
    assert [item.document for item in JUDGE.plan(run).items] == [item.document for item in others]


def test_a_name_spelt_otherwise_than_in_the_corpus_is_a_finding_of_its_document(run):
    bead = next(row for row in run.read("beads").rows(named=True) if len(row["arabic"]) == len(row["english"]) == 1)
    texts = {document.id: document for document in read_documents(run, [bead["translation"], bead["original"]])}
    arabic = texts[bead["original"]].sentences[bead["arabic"][0]]
    english = texts[bead["translation"]].sentences[bead["english"][0]]
    own = {
        "translation": bead["translation"],
        "original": bead["original"],
        "bead": bead["number"],
        "kind": "person",
        "arabic": " ".join(arabic.text.split(" ")[:2]),
        "english": " ".join(english.text.split(" ")[:2]),
        "english_start": english.start,
    }
    others = [own | {"translation": f"other{each % 3}", "english": "Usual Name"} for each in range(20)]
    run.write("mentions", pl.DataFrame([own, *others], schema=MENTIONS))
    assert do(run, USAGE, JUDGE)[0] == {"usage": 1, "judge": 1}
    (row,) = run.read("findings").filter(pl.col("check").str.starts_with("usage")).rows(named=True)
    assert (row["translation"], row["english_text"], row["repair"]) == (
        own["translation"],
        own["english"],
        "Usual Name",
    )
    assert row["arabic_text"] == own["arabic"]
    assert do(run, USAGE, JUDGE)[0] == {"usage": 0, "judge": 0}  # the names are the same, so nothing weighs them again
    do(with_settings(run, off="spellings: each writes as he likes"), USAGE, JUDGE)
    assert run.read("findings").filter(pl.col("check").str.starts_with("usage")).is_empty()
