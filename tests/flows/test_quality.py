"""The whole way on the examples: what was planted is found, what was not is left in peace, a rerun does nothing."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


def table(heading):
    """The rows of a table of examples/README.md, by column name."""
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def files(demo):
    """Document id → (path below examples/, article)."""
    documents = pl.read_parquet(demo.out / "documents.parquet")
    return {
        row["document"]: (
            row["file"] if row["file"].startswith("originals/") else f"translations/{row['file']}",
            row["article"],
        )
        for row in documents.filter(pl.col("system").is_null()).iter_rows(named=True)
    }


def test_the_run_names_its_index_and_ends_well(demo):
    first = demo.done.stdout.splitlines()[0]
    assert Path(first).name == "index.html"
    assert Path(first).is_file()
    assert pl.read_parquet(demo.out / "problems.parquet").is_empty()


def test_every_translation_meets_its_original_and_no_other(demo):
    places = files(demo)
    pairs = pl.read_parquet(demo.out / "pairs.parquet").filter(pl.col("translation").is_in(list(places)))
    found = {places[row["translation"]]: places.get(row["original"]) for row in pairs.iter_rows(named=True)}
    expected = {
        (row["translation file"], int(row["article"])): (row["original file"], article_of(row))
        if row["original file"]
        else None
        for row in pair_rows()
    }
    assert found == expected


def pair_rows():
    """The pairs table has two columns named "article", so it is read by position."""
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8").split("## Pairs", 1)[1]
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    names = ("translation file", "article", "original file", "original article")
    return [
        dict(zip(names, (cell.strip() for cell in line.strip().strip("|").split("|")), strict=True)) for line in lines
    ]


def article_of(row):
    return int(row["original article"])


@pytest.mark.parametrize(
    "fault",
    [row for row in table("Planted faults") if row["claimed"] == "yes"],
    ids=lambda row: f"{row['category']}-{row['file'].split('/')[-1]}",
)
def test_every_claimed_fault_is_found_on_its_words(demo, fault):
    places = files(demo)
    findings = pl.read_parquet(demo.out / "findings.parquet")
    found = [
        row
        for row in findings.iter_rows(named=True)
        if places.get(row["translation"], ("",))[0] == fault["file"] and row["category"] == fault["category"]
    ]
    assert any(touches(row, fault) for row in found), [row["evidence"] for row in found]


def touches(row, fault):
    """The finding marks words of the fault, on the English side or on the Arabic."""
    return any(
        fault[cell]
        and row[text]
        and (fault[cell] in row[text] or row[text] in fault[cell] or shared(fault[cell], row[text]))
        for cell, text in (("in English", "english_text"), ("in Arabic", "arabic_text"))
    )


def shared(one, other):
    words = [set(re.findall(r"\w+", text)) for text in (one, other)]
    return len(words[0] & words[1]) >= 0.5 * min(map(len, words))


def test_clean_translations_have_no_serious_finding(demo):
    places = files(demo)
    faulty = {row["file"] for row in table("Planted faults")}
    pairs = {row["translation file"] for row in pair_rows() if row["original file"]}
    findings = pl.read_parquet(demo.out / "findings.parquet").filter(pl.col("severity").is_in(["critical", "major"]))
    alarms = [
        row for row in findings.iter_rows(named=True) if places.get(row["translation"], ("",))[0] in pairs - faulty
    ]
    assert not [(places[row["translation"]], row["category"], row["evidence"]) for row in alarms]


def test_beside_the_planted_faults_nothing_is_serious(demo):
    places = files(demo)
    faults = table("Planted faults")
    findings = pl.read_parquet(demo.out / "findings.parquet").filter(pl.col("severity").is_in(["critical", "major"]))
    for row in findings.iter_rows(named=True):
        own = [fault for fault in faults if fault["file"] == places.get(row["translation"], ("",))[0]]
        assert not own or any(touches(row, fault) for fault in own), (own[0]["file"], row["category"], row["evidence"])


def test_a_second_run_changes_no_byte_of_any_table(demo):
    before = {path.name: path.read_bytes() for path in demo.out.glob("*.parquet")}
    pages = {path.name: path.stat().st_mtime_ns for path in (demo.out / "documents").iterdir()}
    demo.again(demo.out)
    assert {path.name: path.read_bytes() for path in demo.out.glob("*.parquet")} == before
    assert {path.name: path.stat().st_mtime_ns for path in (demo.out / "documents").iterdir()} == pages


def test_explain_shows_every_input_of_a_finding(demo, muqabala):
    finding = pl.read_parquet(demo.out / "findings.parquet").filter(pl.col("original").is_not_null()).row(0, named=True)
    parts = [
        json.loads(line) for line in muqabala("explain", demo.out, finding["finding"], "--json").stdout.splitlines()
    ]
    kinds = [part["what"] for part in parts]
    assert kinds[0] == f"finding {finding['finding']}"
    assert {"pairs", "verdicts", f"document {finding['translation']}", f"document {finding['original']}"} <= set(kinds)
    assert any(kind.startswith("sentence ") for kind in kinds)


def test_explain_of_an_unknown_id_is_wrong_usage(demo, muqabala):
    assert "knows no such id" in muqabala("explain", demo.out, "nothing", code=2).stderr
