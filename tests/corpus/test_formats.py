"""Formats beyond text: each gives the same document as its text would, and what a file says of its parts is kept."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import polars as pl
import pytest
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from corpus.documents import Document
from corpus.files import Found, find_files
from corpus.formats.archives import list_members
from corpus.formats.columns import parse_columns
from corpus.problems import DocumentError, Problem, UsageError
from corpus.reading import PAIRED, read_file, read_paths

DATA = Path(__file__).parent / "data"
ARABIC = "اجتمع المجلس يوم الجمعة لمناقشة خطة المدينة القديمة. وسيجتمع مرة أخرى في أيار."
ENGLISH = "The council met on Friday to discuss the plan for the old city. It will meet again in May."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    return document


def saved(document: docx.document.Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def fields(document: object) -> dict[str, str]:
    return {field.name: field.value for field in document.metadata}  # type: ignore[attr-defined]


def test_a_word_document_is_read_like_its_text(tmp_path: Path) -> None:
    document = word("A Plan for the City", "Author: Salma Haddad", ENGLISH)
    document.core_properties.author = "Windows User"
    document.add_table(rows=1, cols=1).cell(0, 0).text = "The table has a sentence of its own."
    (tmp_path / "a.docx").write_bytes(saved(document))
    (read,) = read_file(tmp_path / "a.docx").documents
    assert (read.title, fields(read)) == ("A Plan for the City", {"author": "Salma Haddad"})
    assert [each.text for each in read.sentences[1:]] == [
        "The council met on Friday to discuss the plan for the old city.",
        "It will meet again in May.",
        "The table has a sentence of its own.",
    ]


def test_changes_of_a_word_document_are_read_as_accepted(tmp_path: Path) -> None:
    document = word(ENGLISH)
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:p {W}><w:r><w:t>The mayor </w:t></w:r><w:ins><w:r><w:t>spoke</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>wept</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom><w:r><w:t>.</w:t></w:r></w:p>"
        ),
    )
    (tmp_path / "a.docx").write_bytes(saved(document))
    (read,) = read_file(tmp_path / "a.docx").documents
    assert read.sentences[-1].text == "The mayor spoke."


def test_footnotes_of_a_word_document_are_kept_as_notes_with_their_places(tmp_path: Path) -> None:
    document = word(ENGLISH)
    notes = f"""<w:footnotes {W}>
      <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
      <w:footnote w:id="2"><w:p>
        <w:r><w:t>The first council </w:t></w:r><w:r><w:t>met in 1921.</w:t></w:r>
      </w:p></w:footnote>
    </w:footnotes>"""
    part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    (tmp_path / "a.docx").write_bytes(saved(document))
    (read,) = read_file(tmp_path / "a.docx").documents
    kept = [(each.kind, read.slice(each.start, each.end)) for each in read.notes]
    assert ("footnote", "The first council met in 1921.") in kept
    assert not any("1921" in each.text for each in read.sentences)


def test_an_arabic_pdf_is_read_in_reading_order() -> None:
    (read,) = read_file(DATA / "arabic.pdf").documents
    assert (read.language, read.title) == ("ar", "افتتاح مكتبة الحي")
    assert fields(read) == {"author": "سلمى حداد"}
    assert [each.text for each in read.sentences[1:]] == [
        "افتتحت البلدية مكتبة الحي يوم الأحد ٣ نيسان 2014 بحضور عدد كبير من الأهالي.",
        "وقالت المديرة (سلمى) إن المكتبة تضم ثلاثة آلاف كتاب.",
        "وستفتح أبوابها كل يوم من التاسعة حتى السادسة.",
        "وأضافت أن المدارس ستزور المكتبة كل أسبوع.",
    ]


ROWS = [
    {"Headline": "A Plan", "Published": "2014-06-30", "Writer": "Salma Haddad", "Body": ENGLISH, "views": 7},
    {"Headline": "خطة", "Published": "2014-07-01", "Writer": "سلمى حداد", "Body": ARABIC, "views": 9},
]


def table(kind: str) -> bytes:
    data = io.BytesIO()
    frame = pl.DataFrame(ROWS).with_columns(
        pl.col("Published").str.to_datetime("%Y-%m-%d") if kind == "parquet" else []
    )
    if kind == "parquet":
        frame.write_parquet(data)
    elif kind == "jsonl":
        frame.write_ndjson(data)
    else:
        frame.write_csv(data, separator="\t" if kind == "tsv" else ";")
    return data.getvalue()


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "parquet"])
def test_a_row_of_a_table_is_an_article(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"a.{kind}").write_bytes(table(kind))
    reading = read_file(tmp_path / f"a.{kind}")
    assert not reading.problems
    english, arabic = reading.documents
    assert (english.article, english.title, arabic.title) == (1, "A Plan", "خطة")
    assert fields(english) == {"author": "Salma Haddad", "date": "2014-06-30"}
    assert fields(arabic) == {"author": "سلمى حداد", "date": "2014-07-01"}
    assert [each.text for each in arabic.sentences[1:]] == [
        "اجتمع المجلس يوم الجمعة لمناقشة خطة المدينة القديمة.",
        "وسيجتمع مرة أخرى في أيار.",
    ]


def test_columns_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'id,body,newsroom,x\n1,skip this,The Gazette,"{ENGLISH}"\n', "utf-8")
    columns = parse_columns("text=x,publisher=newsroom")
    (read,) = read_paths([tmp_path], columns=columns)
    assert isinstance(read, Document)
    assert fields(read) == {"publisher": "The Gazette"}
    assert "skip this" not in read.text


@pytest.mark.parametrize("given", ["x=y", "text", "text="])
def test_a_mapping_that_is_none_is_wrong_usage(given: str) -> None:
    with pytest.raises(UsageError, match="NAME=COLUMN"):
        parse_columns(given)


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"text": ENGLISH}), "{broken", "[1]", json.dumps({"text": " "}), json.dumps({"text": ARABIC})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    reading = read_file(tmp_path / "a.jsonl")
    assert [each.language for each in reading.documents] == ["en", "ar"]
    assert len(reading.problems) == 3
    assert all(problem.remedy for problem in reading.problems)


TMX = f"""<?xml version="1.0"?><tmx version="1.4"><header/><body>
<tu><tuv xml:lang="ar"><seg>{ARABIC}</seg></tuv><tuv xml:lang="en"><seg>{ENGLISH}</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>وقال العمدة إنه موافق.</seg></tuv><tuv xml:lang="en"><seg>The mayor agreed.</seg></tuv></tu>
</body></tmx>"""
XLIFF = f"""<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="ar" target-language="en-GB" original="a"><body><trans-unit id="1"><source>{ARABIC}</source>
<target>{ENGLISH}</target></trans-unit></body></file>
<file source-language="ar" target-language="en" original="b"><body><trans-unit id="1"><source>وافق العمدة.</source>
<target>The mayor agreed.</target></trans-unit></body></file></xliff>"""


@pytest.mark.parametrize(("name", "data", "pairs"), [("a.tmx", TMX, 1), ("a.xlf", XLIFF, 2)])
def test_a_translators_file_gives_its_pairs(tmp_path: Path, name: str, data: str, pairs: int) -> None:
    (tmp_path / name).write_text(data, "utf-8")
    documents = read_file(tmp_path / name).documents
    assert [each.language for each in documents] == ["ar", "en"] * pairs
    assert [any(note.kind == PAIRED for note in each.notes) for each in documents] == [False, True] * pairs


def test_a_row_with_both_languages_is_a_pair(tmp_path: Path) -> None:
    row = {"title": "A Plan", "date": "2014-06-30", "arabic": ARABIC, "english": ENGLISH}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    arabic, english = read_file(tmp_path / "a.jsonl").documents
    assert (arabic.title, english.title) == ("", "A Plan")
    assert [note.kind for note in english.notes if note.kind == PAIRED] == [PAIRED]


def pack(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_an_archive_is_read_as_a_folder(tmp_path: Path) -> None:
    members = {
        "b/z.txt": ENGLISH.encode(),
        "a.docx": saved(word(ENGLISH)),
        "خبر.txt": ARABIC.encode(),
        "__MACOSX/x": b"",
    }
    pack(tmp_path / "all.zip", members)
    assert [each.file for each in read_paths([tmp_path]) if isinstance(each, Document)] == [
        "all.zip/a.docx",
        "all.zip/b/z.txt",
        "all.zip/خبر.txt",
    ]


def test_members_that_lead_out_or_are_packed_twice_are_problems(tmp_path: Path) -> None:
    inner = pack(tmp_path / "inner", {"a.txt": b"x"}).read_bytes()
    members = {"../out.txt": b"x", "/etc/x.txt": b"x", "C:\\x.txt": b"x", "in.zip": inner, "good.txt": ENGLISH.encode()}
    pack(tmp_path / "all.zip", members)
    found = list(find_files([tmp_path / "all.zip"]))
    assert [each.member for each in found if isinstance(each, Found)] == ["good.txt"]
    problems = [each for each in found if isinstance(each, Problem)]
    assert len(problems) == 4
    assert all(problem.remedy for problem in problems)
    assert not (tmp_path.parent / "out.txt").exists()


def test_a_date_of_a_table_is_a_day(tmp_path: Path) -> None:
    frame = pl.DataFrame({"date": [datetime(2014, 6, 30, 9, 15)], "text": [ENGLISH], "tags": [["a", "b"]]})  # noqa: DTZ001
    frame.write_parquet(tmp_path / "a.parquet")
    (read,) = read_file(tmp_path / "a.parquet").documents
    assert fields(read) == {"date": "2014-06-30"}


def test_a_missing_member_is_a_problem(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"a.txt": b"x"})
    (problem,) = read_file(tmp_path / "a.zip", member="b.txt").problems
    assert problem.remedy
    with pytest.raises(DocumentError):
        next(iter(list_members(tmp_path / "nowhere.zip")))
