import csv
import io
import json

import pytest

from reports.collecting import collect_report
from reports.exports import to_csv, to_json, to_markdown
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
    assert [row["category"] for row in rows][:2] == ["Run-on sentence", "Date"]
    assert rows[1]["arabic"] == "4 حزيران"
    assert rows[1]["passage"] == "2"
    assert rows[-1]["passage"] == ""


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_csv_has_no_formulas(reports, start: str) -> None:
    import dataclasses

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
    assert "No Arabic original was found" in text


def test_markdown_keeps_each_language_to_itself(reports) -> None:
    text = to_markdown(reports["budget"])
    assert "\N{FIRST STRONG ISOLATE}4 حزيران\N{POP DIRECTIONAL ISOLATE}" in text
    assert text.count("\N{FIRST STRONG ISOLATE}") == text.count("\N{POP DIRECTIONAL ISOLATE}")
    assert "**Revise**" in text
