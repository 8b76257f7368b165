"""Bad input becomes rows of the problems table; everything else is done."""

import io
import json
import zipfile
from contextlib import redirect_stdout

import polars as pl
import pytest

from flows.run import Run
from flows.settings import Settings, Work
from flows.starting import report_alone

GOOD = {
    "kitab.txt": """افتتاح مكتبة الحي

افتتحت البلدية مكتبة الحي يوم الأحد بحضور عدد كبير من الأهالي. وقالت المديرة إن المكتبة تضم ثلاثة آلاف كتاب.
وستفتح أبوابها كل يوم من التاسعة صباحاً حتى السادسة.
""",
    "library.txt": """Neighbourhood library opens

The municipality opened the neighbourhood library on Sunday in the presence of many residents. The director said
that the library holds three thousand books. It will be open every day from nine in the morning until six.
""",
}
PERSIAN = """کتابخانه‌ی محله روز یکشنبه با حضور گروهی از ساکنان گشایش یافت.
مدیر کتابخانه گفت که این جا سه هزار کتاب دارد و هر روز باز است. گروهی از کودکان پیش از ظهر به آن جا می‌آیند.
"""
FRENCH = """La bibliothèque du quartier a ouvert ses portes dimanche en présence de nombreux habitants.
Elle compte trois mille livres, et elle est ouverte chaque jour. Les enfants y viennent le matin.
"""


PAIR = """<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="ar"><seg>أغلق الجسر القديم مساء أمس.</seg></tuv>
<tuv xml:lang="en"><seg>The old bridge was closed yesterday evening.</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>وسيفتح من جديد بعد شهرين.</seg></tuv>
<tuv xml:lang="en"><seg>It will open again in two months.</seg></tuv></tu></body></tmx>"""
ROW = {"heading": "The market moves", "words": "The market moved to the new hall on Monday. The traders are content."}


@pytest.fixture(scope="module")
def run(tmp_path_factory, vectors):
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "windows.txt").write_bytes(GOOD["kitab.txt"].replace("الأحد", "الجمعة").encode("cp1256"))
    (folder / "persian.txt").write_text(PERSIAN, encoding="utf-8")
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "large.txt").write_text(GOOD["library.txt"] * (50_000_000 // len(GOOD["library.txt"])), encoding="utf-8")
    (folder / "bridge.tmx").write_text(PAIR, encoding="utf-8")
    (folder / "table.jsonl").write_text(json.dumps(ROW) + "\n{broken", encoding="utf-8")
    (folder / "locked.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", " " * 100_000_000)
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("../out.txt", "It leads out of the archive.")
        archive.writestr("rain.txt", "It rained for three days in the hills. The river rose by a metre.")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    settings = Settings(columns="title=heading,text=words")
    machine = tmp_path_factory.mktemp("machine")
    (machine / "kitab.txt").write_text(
        "The municipality inaugurated the district library on Sunday in the presence of a large number of families.\n",
        encoding="utf-8",
    )
    root = str(tmp_path_factory.mktemp("runs") / "bad")
    run = vectors(Run(root=root, folder=str(folder), machines={"short": str(machine)}, settings=settings))
    with redirect_stdout(io.StringIO()) as printed:
        assert report_alone(run, Work(), first="read") == 1
    return run.path, printed.getvalue()


BAD = ["empty.txt", "binary.txt", "persian.txt", "french.txt", "large.txt", "gone.txt"]
BAD_FORMATS = ["table.jsonl", "locked.docx", "bomb.zip", "packed.zip"]


@pytest.mark.parametrize("name", BAD + BAD_FORMATS)
def test_each_becomes_a_problem_with_a_remedy_on_top_of_the_index(run, name):
    out, printed = run
    problems = pl.read_parquet(out / "problems.parquet").filter(pl.col("file").str.ends_with(name))
    assert len(problems) == 1
    assert all(problems.select("what", "value", "remedy").row(0))
    assert name in printed
    assert name in (out / "index.html").read_text(encoding="utf-8")


def test_the_good_documents_are_done_all_the_same(run):
    out, _ = run
    documents = pl.read_parquet(out / "documents.parquet")
    done = documents.filter(pl.col("role").is_in(["translation", "original"]))
    assert sorted(done["file"].to_list()) == [
        *["bridge.tmx", "bridge.tmx", "kitab.txt", "library.txt"],
        *["packed.zip/rain.txt", "table.jsonl", "windows.txt"],
    ]
    assert done.filter(pl.col("file") == "table.jsonl")["title"].item() == "The market moves"


def test_the_pair_that_a_file_gives_is_taken(run):
    out, _ = run
    documents = pl.read_parquet(out / "documents.parquet").filter(pl.col("file") == "bridge.tmx").sort("article")
    arabic, english = documents["document"].to_list()
    pairs = pl.read_parquet(out / "pairs.parquet").filter(pl.col("translation") == english)
    assert pairs.select("original", "confidence").row(0) == (arabic, 1.0)
    assert "belong together" in pairs["reasons"].item()[0]
    beads = pl.read_parquet(out / "beads.parquet").filter(pl.col("translation") == english)
    assert len(beads) == 2


def test_a_machine_version_of_a_part_is_said_in_the_run_and_beside_the_translation(run):
    out, printed = run
    problem = pl.read_parquet(out / "problems.parquet").filter(pl.col("file") == "machine/short/kitab.txt")
    [(stage, part)] = problem.select("stage", pl.col("value").str.extract(r"^(\d of 4) sentences$")).rows()
    assert stage == "compare"
    assert "machine/short/kitab.txt: the machine version covers only a part of the original" in printed
    translation = pl.read_parquet(out / "documents.parquet").filter(pl.col("file") == "library.txt")["document"].item()
    page = (out / "documents" / f"{translation}.html").read_text(encoding="utf-8")
    assert f"short covers only {part} sentences" in page
    assert "the machine version covers only a part" in page
    scores = pl.read_parquet(out / "scores.parquet").filter(pl.col("candidate") == "short")
    assert scores["signature"].str.ends_with(f"|covers:{part}").all()
    assert not scores.is_empty()


def test_wrong_usage_is_exit_code_2(muqabala, tmp_path):
    muqabala("run", tmp_path / "nowhere", code=2)
    assert "cannot be written" in muqabala("run", tmp_path, "--out", "/dev/null/run", code=2).stderr
    assert "no such encoder" in muqabala("run", tmp_path, "--encoder", "nobody", code=2).stderr
    assert "NAME=DIR" in muqabala("run", tmp_path, "--machine", "x", code=2).stderr
