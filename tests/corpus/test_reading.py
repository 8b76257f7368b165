"""The way from files to documents, and what must hold for any text at all."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.documents import Document
from corpus.problems import Problem
from corpus.reading import read_documents, read_file, read_paths, read_text

SHARED = Path(__file__).parents[2].parent / "shared" / "seeds"

PIECES = st.sampled_from(
    [
        *["\n", "\r\n", "\n\n", " ", "\0", "\x85", "\ud800", "\N{RIGHT-TO-LEFT MARK}", "«", "”", "...", "1. "],
        *["Publisher: ", "الناشر: ", "Author:", "Date: 2014-06-30", "12/3/2019", "Saturday, 28 March 2020 20:40"],
        *["بقلم سلمى حداد", "(Source: X / 30.07.2018)", "# # #", "Home > News", "Press release", "President"],
        *[
            "بيروت - «الحياة»: ",
            "A Plan for the City",
            "The council met on Friday to discuss the plan for the old city. ",
        ],
        "اجتمع المجلس يوم الجمعة لمناقشة خطة المدينة القديمة وأقر بنودها. ",
        "The members who had come from the villages of the valley\nvoted against the plan, as did most of those who\n",
        "> و",
        *["By ", "Published in Far Shore, ", "Page 9 - ", "Posted by Huda on ", "> On Tuesday he wrote:", "(photo: "],
        *["Statement on ", "\n* كاتب", "نقلا عن ", "— ", "Huda Rashid", "| ", "Interviewed by ", ", 9 August 2010"],
        "The members who had come from the villages of the valley and the hills voted against the ce-\nment works, ",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join))


def assert_same(stretch: str, taken: str) -> None:
    """The stretch of the text and what was taken from it: equal but for joined line ends and words parted there."""
    assert len(stretch) == len(taken)
    assert re.sub(r"\s|[->]", "", stretch) == re.sub(r"\s|[->]", "", taken)
    if not re.search(r"[\r\n]", stretch):
        assert stretch == taken


def assert_places(document: Document, text: str) -> None:
    """Every place in a document is exact but for joined line ends, inside its article, and in order."""
    end = document.offset + len(document.text)
    assert text[document.offset : end] == document.text
    assert_same(text[document.title_start : document.title_end], document.title)
    for field in document.metadata:
        assert_same(text[field.start : field.end], field.raw)
        assert field.value
        assert field.raw.strip() == field.raw
    for sentence in document.sentences:
        assert_same(text[sentence.start : sentence.end], sentence.text)
        assert sentence.text.splitlines() == [sentence.text]
    spans = [(each.start, each.end) for each in document.sentences if each.kind == "body"]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for start, stop in [*spans, *((note.start, note.end) for note in document.notes)]:
        assert document.offset <= start <= stop <= end
    assert all(document.body.start <= start <= stop <= document.body.end for start, stop in spans)


def assert_nothing_lost(document: Document) -> None:
    """Every letter is in the title, in a sentence or in a note."""
    seen = bytearray(len(document.text))
    for each in [*document.sentences, *document.notes]:
        seen[each.start - document.offset : each.end - document.offset] = b"\1" * (each.end - each.start)
    lost = [
        character for character, covered in zip(document.text, seen, strict=True) if not covered and character.isalnum()
    ]
    assert lost == []


def load_golden_texts() -> list[str]:
    files = sorted((Path(__file__).parent / "data").glob("golden-*.txt"))
    cases = [case for file in files for case in file.read_text("utf-8").split("\n===\n")]
    return [case.partition("\n--- expected\n")[0] for case in cases]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_golden_texts_keep_their_places_and_lose_nothing(ending: str) -> None:
    for golden in load_golden_texts():
        text = golden.replace("\n", ending)
        for document in read_text(text, file="golden.txt"):
            assert_places(document, text)
            assert_nothing_lost(document)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("BY ,00")
def test_any_text_keeps_its_places_and_loses_nothing(text: str) -> None:
    documents = list(read_text(text, file="any.txt"))
    for document in documents:
        assert_places(document, text)
        assert_nothing_lost(document)
    assert bool(documents) == any(character.isalnum() for character in text) or not any(map(str.isalnum, text))


@pytest.mark.parametrize("text", ["DATE:\b 00010000", "Date:\b 20100809", "Author:\x01 Huda Rashid\nA text."])
def test_control_characters_move_no_place(text: str) -> None:
    for document in read_text(text, file="a.txt"):
        assert_places(document, text)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert [*read_text(text, file="a")] == [*read_text(text, file="a")]


BODY = "The council met on Friday to discuss the plan for the old city. It will meet again in May.\n"
FRENCH = "Le conseil a ouvert une bibliothèque dans la ville.\n"
ARABIC = "اجتمع المجلس يوم الجمعة لمناقشة خطة المدينة القديمة. وسيجتمع مرة أخرى في أيار.\n"


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b"\n" * 1_000_000, "the file is empty"),
        ("binary.txt", bytes(range(256)) * 40, "the file is not text"),
        ("marks.txt", b"\xe2\x80\x8f" * 9, "there is no text in the file"),
        ("program.exe", b"MZ", "this kind of file is not read"),
        ("french.txt", FRENCH.encode(), "the text is neither Arabic nor English"),
    ],
)
def test_bad_files_become_problems_with_a_remedy(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(data)
    (problem,) = read_file(tmp_path / name).problems
    assert (problem.file, problem.stage, problem.what) == (name, "read", what)
    assert problem.remedy


def test_another_language_is_said_and_kept(tmp_path: Path) -> None:
    (tmp_path / "fa.txt").write_text("رئیس شورا گفت که مدرسه‌های تازه در پاییز باز می‌شوند.", "utf-8")
    reading = read_file(tmp_path / "fa.txt")
    assert [document.language for document in reading.documents] == ["fa"]
    assert "Persian" in reading.problems[0].value


MONSTERS = {
    "no space": "x" * 1_000_000,
    "one line": BODY.strip() * 3_000,
    "rules": "# # #\n" * 10_000,
    "underscores": f"{BODY}\n{'_' * 1_000_000}\n\n{BODY}",
    "closing lines": "(Source: X / 30.07.2018)\n" * 3_000,
    "labels": "a: b\n" * 10_000,
    "blank lines": "\r\n \r" * 99_999 + BODY,
    "titles": "A Title Here\n\n" * 10_000,
}


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS)
def test_monstrous_files_are_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "big.txt").write_text(text, "utf-8", newline="")
    reading = read_file(tmp_path / "big.txt")
    assert reading.documents


def test_a_windows_1256_file_with_mixed_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(("خطة المدينة\r\rالكاتب: سلمى حداد\r\n\r\n" + ARABIC * 3).encode("cp1256"))
    (document,) = read_file(tmp_path / "a.txt").documents
    assert (document.title, document.language) == ("خطة المدينة", "ar")
    assert document.field("author") is not None
    assert document.notes[0].kind == "encoding"


def test_copies_get_ids_of_their_own_and_versions_are_noted(tmp_path: Path) -> None:
    text = "".join(f"Sentence number {number} speaks of matter {number * 7}. " for number in range(60))
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text(text)
    (tmp_path / "c.txt").write_text(text + "It ends with one more remark of the editor.")
    first, copy, version = (each for each in read_paths([tmp_path]) if isinstance(each, Document))
    assert copy.id == f"{first.id}-1"
    assert not first.notes
    assert [note.kind for note in (*copy.notes, *version.notes)] == ["duplicate", "duplicate"]
    assert "a.txt" in copy.notes[0].reason


@pytest.mark.skipif(not SHARED.is_dir(), reason="the seed documents are not here")
def test_the_seeds_are_read_right() -> None:
    documents = [each for each in read_paths([SHARED]) if isinstance(each, Document)]
    fields = {(each.file[:11], each.article, part.name): part.value for each in documents for part in each.metadata}
    assert len(documents) == 14
    july = ["07-30", "07-27", "07-21", "07-17", "07-13", "07-11", "07-06", "07-05", "07-04", "07-02"]
    assert [fields["syrian-coal", number, "date"] for number in range(1, 11)] == [f"2018-{day}" for day in july]
    expected = {
        ("khaddam-mem", "publisher"): "Asharq Al-Awsat",
        ("khaddam-mem", "date"): "2021-04-26",
        ("khaddam-mes", "date"): "2014-06-30",
        ("khatib-lett", "date"): "2015-11-01",
        ("soc-press-r", "date"): "2020-03-28",
        ("soc-press-r", "publisher"): "Syrian Opposition Coalition - Syria",
    }
    assert {(file, name): fields[file, 1, name] for file, name in expected} == expected
    assert {fields[each.file[:11], 1, "author"] for each in documents if each.file.startswith("khaddam")} == {
        "ابراهيم حميدي",
        "عبد الحليم خدام",
    }
    assert {part.language for each in documents for part in each.metadata if part.value == "عبد الحليم خدام"} == {"ar"}
    for document in documents:
        assert document.title
        assert not any("# # #" in each.text or "(Source:" in each.text for each in document.sentences)
        assert_places(document, (SHARED / document.file).read_text("utf-8"))
        assert_nothing_lost(document)


def test_documents_are_handed_on_one_by_one_with_their_problems(tmp_path: Path) -> None:
    source = "(Source: The Coast Daily / 30.07.2018)"
    text = (
        "\n\n".join(f"Title {number}\n\n{BODY * 4}\n{source}" for number in (1, 2))
        + f"\n\nVille\n\n{FRENCH.strip() * 6}"
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    read = list(read_documents(tmp_path / "a.txt"))
    assert [type(each) for each in read] == [Document, Document, Document, Problem]
    together = read_file(tmp_path / "a.txt")
    assert [*together.documents, *together.problems] == read
