"""The corpus of broken files: always a document or a problem with a remedy, in bounded time and memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from corpus.problems import Problem
from corpus.reading import FORMATS, TABLES, read_file, read_paths

LINE = "The council met on Friday to discuss the plan for the old city. It will meet again in May."


def pdf_page(content: bytes) -> bytes:
    """The smallest PDF that says something: one page in Helvetica."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


def pdf() -> bytes:
    lines = [LINE[:64], LINE[64:], "", "A second paragraph follows here."]
    drawn = b"".join(b"(%s)'\n" % line.encode() for line in lines)
    return pdf_page(b"BT /F 11 Tf 50 780 Td 14 TL\n" + drawn + b"ET")


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer.write)


def scanned_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    return written(writer.write)


def pdf_bomb() -> bytes:
    bomb = zlib.compress(b"BT /F 9 Tf (x) Tj ET\n" * 20_000_000, 9)
    head = b"<</Length %d>>stream\n" % len(bomb)
    return pdf_page(b"q Q").replace(b"<</Length 3>>stream\nq Q", head.replace(b"<<", b"<</Filter/FlateDecode") + bomb)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(LINE)
    return written(document.save)


def word_with(name: str, data: bytes) -> bytes:
    """A Word document one of whose parts is something else."""
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return packed({**parts, name: data})


def packed(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return data.getvalue()


def locked_zip() -> bytes:
    """An archive whose member says that it needs a password (bit 0 of its flags)."""
    data = bytearray(packed({"a.txt": LINE.encode()}))
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(signature) + flags
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def written(write: Callable[[io.BytesIO], object]) -> bytes:
    data = io.BytesIO()
    write(data)
    return data.getvalue()


def parquet(rows: int) -> bytes:
    return written(pl.DataFrame({"text": [LINE]}).select(pl.col("text").repeat_by(rows).explode()).write_parquet)


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BROKEN = {
    "truncated.docx": lambda: word()[:-400],
    "half.docx": lambda: word()[: len(word()) // 2],
    "no-body.docx": lambda: word_with("word/document.xml", b"<a/>"),
    "entities.docx": lambda: word_with("word/document.xml", ENTITIES + b"<a>&b;</a>"),
    "bomb.docx": lambda: word_with("word/media/a.png", b"\0" * 200_000_000),
    "text.docx": LINE.encode,
    "old.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999,
    "empty.docx": lambda: written(docx.Document().save),
    "locked.pdf": locked_pdf,
    "scanned.pdf": scanned_pdf,
    "truncated.pdf": lambda: pdf()[:150],
    "text.pdf": LINE.encode,
    "bomb.pdf": pdf_bomb,
    "bomb.html": lambda: b"<div>" * 200_000 + b"<p>" + LINE.encode(),
    "bomb.zip": lambda: packed({"a.txt": b" " * 200_000_000}),
    "truncated.zip": lambda: packed({"a.txt": LINE.encode() * 99})[:-30],
    "damaged.zip": lambda: packed({"a.txt": LINE.encode()})[:60] + b"????" + packed({"a.txt": LINE.encode()})[64:],
    "locked.zip": locked_zip,
    "empty.zip": lambda: packed({}),
    "traversal.zip": lambda: packed({"../../evil.txt": LINE.encode()}),
    "inner.zip": lambda: packed({"a.zip": packed({"a.txt": LINE.encode()})}),
    "bad.jsonl": lambda: b"{broken\n" * 9,
    "deep.jsonl": lambda: b"[" * 100_000,
    "heading.csv": lambda: b"title,text\n",
    "binary.csv": lambda: bytes(range(256)) * 9,
    "truncated.parquet": lambda: parquet(9)[:-20],
    "bomb.parquet": lambda: parquet(3_000_000),
    "text.tmx": LINE.encode,
    "entities.tmx": lambda: ENTITIES + b"<tmx><body>&b;</body></tmx>",
    "deep.xlf": lambda: b"<a>" * 100_000,
    "way.xlf": lambda: b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="fr"/></xliff>',
    "no-segment.tmx": lambda: b"<tmx><body/></tmx>",
}
STRANGE = {
    "nul.txt": lambda: LINE.replace(" ", "\0 ", 3).encode(),
    "surrogates.txt": lambda: b"\xed\xa0\x80 " + LINE.encode() * 3,
    "surrogate.jsonl": lambda: b'{"text": "\\ud800 %s"}' % LINE.encode(),
    "one-line.txt": lambda: (LINE + " ").encode() * 12_000,
    "blank-lines.txt": lambda: b"\n" * 1_000_000 + LINE.encode(),
    "line-ends.txt": lambda: b"A Plan\r\rAuthor: Salma\r\n\n\r" + b"It rained.\x0b\x0c\x1c" + LINE.encode(),
    "ragged.csv": lambda: b'title,text\na,"%s",b,c\nd\n' % LINE.encode(),
    "many-elements.html": lambda: b"<p>" * 100_000 + LINE.encode() * 9,
    "huge-field.csv": lambda: b'text\n"' + LINE.encode() * 9_000 + b'"\n',
    "plain.pdf": pdf,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_a_problem_with_a_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BROKEN[name]())
    problems = [each for each in read_paths([tmp_path]) if isinstance(each, Problem)]
    assert len(problems) == len(list(read_paths([tmp_path])))
    (problem,) = {each.what: each for each in problems}.values()
    assert problem.file.startswith(name)
    assert all((problem.what, problem.value, problem.remedy))
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_file_is_read_all_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(STRANGE[name]())
    (document,) = read_file(tmp_path / name).documents
    assert document.language == "en"
    assert "It will meet again in May." in [each.text for each in document.sentences]


WHOLE = {
    ".docx": word(),
    ".pdf": pdf(),
    ".parquet": parquet(2),
    ".html": b"<html><body><p>" + LINE.encode(),
    ".jsonl": b'{"text": "' + LINE.encode() + b'"}',
    ".csv": b"title,text\nA," + LINE.encode(),
    ".tmx": b'<tmx><body><tu><tuv xml:lang="ar"><seg>x</seg></tuv></tu></body></tmx>',
    ".txt": LINE.encode("utf-16"),
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 3000), st.binary(max_size=8), st.integers(0, 8))
def test_any_damage_gives_a_document_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, at: int, inserted: bytes, lost: int
) -> None:
    path = tmp_path_factory.mktemp("damage") / f"a{suffix}"
    data = WHOLE[suffix]
    at = at % len(data)
    path.write_bytes(data[:at] + inserted + data[at + lost :])
    reading = read_file(path)
    assert reading.documents or reading.problems
    assert all(problem.remedy for problem in reading.problems)
    for document in reading.documents:
        for sentence in document.sentences:
            assert document.slice(sentence.start, sentence.end) == sentence.text


@pytest.mark.parametrize("suffix", sorted({*FORMATS, *TABLES}))
@pytest.mark.parametrize("data", [b"", b"\0" * 99, bytes(range(256)), b"\xff" * 999])
def test_no_format_stumbles_over_noise(tmp_path: Path, suffix: str, data: bytes) -> None:
    (tmp_path / f"a{suffix}").write_bytes(data)
    reading = read_file(tmp_path / f"a{suffix}")
    assert reading.problems or reading.documents
    assert all(problem.remedy for problem in reading.problems)
