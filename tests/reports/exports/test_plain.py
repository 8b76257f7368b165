import csv
import dataclasses
import io
import json

import pytest

from reports.collecting import collect_report
from reports.exports.plain import to_csv, to_json, to_markdown
from reports.tables import open_tables


@pytest.fixture(scope="module")
def reports(built):
    run, names = built
    tables = open_tables(run)
    return {name: collect_report(tables, names[name]) for name in ("budget", "hostile")}


def test_json_has_everything_in_its_own_letters(reports) -> None:
    text = to_json(reports["budget"])
    data = json.loads(text)
    assert data["verdict"]["verdict"] == "revise"
    assert data["passages"][2]["findings"][0]["finding"]["arabic"]["text"] == "٢٥٠ مليونًا"
    assert "حزيران" in text


def test_csv_opens_in_a_spreadsheet_as_text(reports) -> None:
    text = to_csv(reports["budget"])
    assert text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert [row["Kind"] for row in rows][:2] == ["Run-on sentence", "Date"]
    assert rows[1]["Arabic words"] == "4 حزيران"
    assert rows[1]["Passage"] == "2"
    assert rows[-1]["Passage"] == ""


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_csv_has_no_formulas(reports, start: str) -> None:
    report = reports["hostile"]
    one = report.passages[1].findings[0]
    bad = dataclasses.replace(one, finding=dataclasses.replace(one.finding, evidence=start))
    passage = dataclasses.replace(report.passages[1], findings=(bad,))
    rows = list(csv.reader(io.StringIO(to_csv(dataclasses.replace(report, passages=(passage,)))[1:], newline="")))
    assert rows[1][7] == "'" + start
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for cell in rows[1])


def test_markdown_shows_markup_as_text(reports) -> None:
    text = to_markdown(reports["hostile"])
    assert "Evidence with \\<em\\>markup\\</em\\>\\." in text
    assert "<em>" not in text
    assert "No original was found" in text


@pytest.fixture
def rendered(reports):
    """The budget with an editor's English in a passage with a finding and in one without."""
    report = reports["budget"]
    passages = [
        dataclasses.replace(passage, rendering=f"Rendering {passage.number}.") if passage.number in {2, 3} else passage
        for passage in report.passages
    ]
    return dataclasses.replace(report, passages=tuple(passages))


def test_what_an_editor_wrote_is_in_the_csv_with_and_without_findings(rendered) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(rendered)[1:], newline="")))
    written = [
        (row["Passage"], row["Kind"], row["What an editor wrote"]) for row in rows if row["What an editor wrote"]
    ]
    assert written == [("3", "Number", "Rendering 2."), ("4", "", "Rendering 3.")]


def test_what_an_editor_wrote_is_in_the_markdown_beside_what_was_published(rendered) -> None:
    text = to_markdown(rendered)
    assert "## What editors wrote" in text
    assert text.index("It provides 350 million") < text.index("Rendering 2") < text.index("Rendering 3")


def test_headings_and_words_are_those_of_the_interface(rendered) -> None:
    spoken = dataclasses.replace(rendered, run=dataclasses.replace(rendered.run, interface="ar"))
    rows = list(csv.DictReader(io.StringIO(to_csv(spoken)[1:], newline="")))
    assert rows[1]["النوع"] == "التاريخ"
    assert rows[1]["الشدّة"] == "جسيمة"
    assert "## ما كتبه المراجعون" in to_markdown(spoken)


def test_markdown_keeps_each_language_to_itself(reports) -> None:
    text = to_markdown(reports["budget"])
    assert "\N{FIRST STRONG ISOLATE}4 حزيران\N{POP DIRECTIONAL ISOLATE}" in text
    assert text.count("\N{FIRST STRONG ISOLATE}") == text.count("\N{POP DIRECTIONAL ISOLATE}")
    assert "**Revise**" in text
