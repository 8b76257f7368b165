"""Exports: each format as the program that it is for reads it, and valid by the published schemas."""

import csv
import dataclasses
import io
import json
import os
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from lxml import etree

from corpus.problems import UsageError
from reports.collecting import collect_reports
from reports.exports.datasets import PASSAGES
from reports.exports.formats import FORMATS, export_run
from reports.exports.tmx import from_tmx
from reports.exports.units import units_of
from reports.exports.xliff import from_xliff
from reports.renderings import Rendering, decisions_folder, write_renderings
from reports.report import join_sentences
from reports.tables import open_tables

ROOT = Path(__file__).parents[3]
SCHEMAS = Path(os.environ.get("MUQABALA_SCHEMAS", ROOT / ".schemas"))
published = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the published schemas are not here (.ci/schemas)")
SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def reports(built):
    run, names = built
    return list(collect_reports(open_tables(run), [names["budget"], names["hostile"]]))


@pytest.mark.parametrize("name", FORMATS)
def test_equal_reports_give_equal_bytes(reports, name: str) -> None:
    first, second = (FORMATS[name].convert(iter(reports)) for _ in range(2))
    assert first == second
    assert first


@pytest.mark.parametrize(("name", "read"), [("tmx", from_tmx), ("xliff", from_xliff), ("xliff2", from_xliff)])
def test_the_units_of_several_documents_come_back(reports, name: str, read) -> None:
    units = [unit for report in reports for unit in units_of(report)]
    back = read(FORMATS[name].convert(reports))
    assert [(unit.id, unit.findings) for unit in back] == [(unit.id, unit.findings) for unit in units]
    assert [unit.arabic for unit in back] == [unit.arabic for unit in units]


@pytest.mark.parametrize(("form", "read"), [("tmx", from_tmx), ("xliff", from_xliff), ("xliff2", from_xliff)])
def test_what_an_editor_wrote_is_the_english_that_leaves(built, tmp_path, form: str, read) -> None:
    run = tmp_path / "run"
    shutil.copytree(built[0], run)
    report = next(collect_reports(open_tables(run), [built[1]["budget"]]))
    passage = next(each for each in report.passages if each.open)
    wrote = Rendering(
        translation=report.translation.document,
        english=join_sentences(passage.english),
        arabic=join_sentences(passage.arabic),
        rendering="A better <rendering>.",
        by="an editor",
        at="2030-01-02T03:04:05Z",
    )
    write_renderings(decisions_folder(run) / "renderings.jsonl", [wrote, replace(wrote, english="Other words.")])
    export_run(run, form=form, documents=[report.translation.document], out=tmp_path / "out")
    before, after = list(units_of(report)), list(read((tmp_path / "out").read_bytes()))
    changed = [(old.english, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old, new.english, new.findings) for old, new in changed] == [(wrote.english, wrote.rendering, ())]


def test_mqm_has_ten_columns_and_marks_the_words(reports) -> None:
    lines = FORMATS["mqm"].convert(reports).decode("utf-8").splitlines()
    assert lines[0].startswith("system\tdoc\t")  # how Marot knows a heading
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(len(line.split("\t")) == 10 for line in lines)
    number = next(row for row in rows if "250" in row["metadata"])
    assert number["target"] == "It provides <v>350 million</v> for schools."
    assert "<v>٢٥٠ مليونًا</v>" in number["source"]
    assert (number["category"], number["severity"]) == ("Accuracy/Number", "Major")
    assert json.loads(number["metadata"])["corrected_translation"] == "250 million"
    omission = next(row for row in rows if row["category"] == "Accuracy/Omission")
    assert omission["source"].startswith("<v>")
    assert omission["target"] == ""
    assert [row["severity"] for row in rows if row["docSegId"] == "1"] == ["no-error", "no-error"]


def test_mqm_never_takes_a_documents_tag_for_its_own(reports) -> None:
    report = reports[1]
    sentence = dataclasses.replace(report.passages[0].english[0], text="a <v>b</v>\tc")
    passage = dataclasses.replace(report.passages[0], english=(sentence,), findings=())
    text = FORMATS["mqm"].convert([dataclasses.replace(report, passages=(passage,))]).decode("utf-8")
    assert "a ‹v›b‹/v› c" in text


def test_the_workbook_holds_text_only_and_arabic_reads_from_the_right(reports) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].convert(reports))) as book:
        sheets = [etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")) for number in (1, 2)]
        strings = ["".join(each.itertext()) for each in etree.fromstring(book.read("xl/sharedStrings.xml"))]
        styles = etree.fromstring(book.read("xl/styles.xml"))
    assert '=HYPERLINK("http://example.invalid","click")' in strings
    assert "He wrote [RLO]gnp.exe\u202c and <img src=x onerror=alert(1)> & went on." in strings
    orders = [part.get("readingOrder") for part in styles.iterfind("s:cellXfs/s:xf/s:alignment", SHEET)]
    formats = styles.findall("s:cellXfs/s:xf", SHEET)
    assert {"1", "2"} <= set(orders)
    for sheet in sheets:
        assert sheet.findall(".//s:f", SHEET) == []
        assert sheet.findall(".//s:hyperlink", SHEET) == []
        for cell in sheet.iterfind(".//s:row[@r='2']/s:c", SHEET):
            text = strings[int(cell.findtext("s:v", namespaces=SHEET))]
            order = formats[int(cell.get("s"))].find("s:alignment", SHEET).get("readingOrder")
            assert order == ("2" if re.match(r"[\u0600-\u06ff]", text) else "1") or not text


def test_jsonl_and_parquet_hold_the_same_rows(reports) -> None:
    rows = [json.loads(line) for line in FORMATS["jsonl"].convert(reports).decode("utf-8").splitlines()]
    frame = pl.read_parquet(io.BytesIO(FORMATS["parquet"].convert(reports)))
    assert frame.schema == PASSAGES
    assert frame.to_dicts() == rows
    assert rows[2]["findings"][0]["arabic"] == "٢٥٠ مليونًا"
    assert rows[2]["machines"][0]["system"] == "marian"
    assert [row["original"] for row in rows].count(None) == 4


def _foreign_out(root) -> None:
    """Take out what other namespaces add: XLIFF 1.2 allows it, its strict schema wants their schemas too."""
    for element in [each for each in root.iter() if etree.QName(each).namespace != etree.QName(root).namespace]:
        element.getparent().remove(element)
    for element in root.iter():
        for name in element.attrib:
            if etree.QName(name).namespace not in {None, "http://www.w3.org/XML/1998/namespace"}:
                del element.attrib[name]


class _Local(etree.Resolver):
    def resolve(self, url: str, _: str, context: object):
        return self.resolve_filename(str(SCHEMAS / Path(url).name), context)


@published
@pytest.mark.parametrize(("name", "schema"), [("xliff", "xliff-core-1.2-strict.xsd"), ("xliff2", "xliff-core-2.0.xsd")])
def test_xliff_is_valid(reports, name: str, schema: str) -> None:
    parser = etree.XMLParser()
    parser.resolvers.add(_Local())
    found = etree.fromstring(FORMATS[name].convert(reports))
    if name == "xliff":
        _foreign_out(found)
    etree.XMLSchema(etree.parse(SCHEMAS / schema, parser)).assertValid(found)


@published
def test_tmx_is_valid(reports) -> None:
    with (SCHEMAS / "tmx14.dtd").open("rb") as dtd:
        etree.DTD(dtd).assertValid(etree.fromstring(FORMATS["tmx"].convert(reports)))


def test_a_run_is_exported_into_one_file(built, tmp_path: Path) -> None:
    run, names = built
    assert export_run(run, form="csv", out=tmp_path / "all.csv") == 2
    assert export_run(run, form="csv", documents=[names["hostile"]], out=tmp_path / "one.csv") == 1
    rows = list(csv.DictReader((tmp_path / "one.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["Document"] for row in rows} == {names["hostile"]}


def test_an_unknown_format_or_document_is_named(built, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="parquet"):
        export_run(built[0], form="doc", out=tmp_path / "a")
    with pytest.raises(UsageError, match="nobody"):
        export_run(built[0], form="csv", documents=["nobody"], out=tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
