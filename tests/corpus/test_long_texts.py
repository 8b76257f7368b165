"""Long texts read a block at a time say what they say as strings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document
from corpus.encodings import open_long
from corpus.long_texts import LongText, blocks_of
from corpus.problems import DocumentError, Problem
from corpus.reading import LONG, read_documents, read_text

DATA = Path(__file__).parent / "data"
GOLDEN = [
    case.partition("\n--- ")[0]
    for name in ("golden-tuned.txt", "golden-third.txt", "wraps.txt")
    for case in (DATA / name).read_text("utf-8").split("\n===\n")
]
JOINED = ["\n\n\n".join(GOLDEN[at : at + 7]) for at in range(0, len(GOLDEN), 7)]
ARTICLE = "Why We Stayed\n\nAuthor: Nadir Khalil\n\nWe stayed because our parents are buried here. Nobody decided it.\n"


@given(st.text(max_size=40), st.lists(st.integers(0, 40), max_size=6), st.integers(-45, 45), st.integers(-45, 45))
def test_a_long_text_is_sliced_as_a_string_is(text: str, cuts: list[int], start: int, end: int) -> None:
    starts = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    long = LongText(starts, lambda number: text[starts[number] : starts[number + 1]])
    assert len(long) == len(text)
    assert long[start:end] == text[start:end]
    assert "".join(block for _, block in blocks_of(long, 0, len(text))) == text


@pytest.mark.parametrize("block", [60, 1500])
@pytest.mark.parametrize("number", range(len(JOINED)))
def test_a_long_text_is_read_as_a_string_is(tmp_path: Path, number: int, block: int) -> None:
    path, text = tmp_path / "long.txt", JOINED[number]
    path.write_bytes(text.encode())
    long = open_long(path, block=block)
    assert long is not None
    assert len([*long.blocks(0, len(long))]) > 1
    assert [*read_text(long, file="long")] == [*read_text(text, file="long")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_large_file_is_read_whatever_stands_between_its_articles(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(mark + f"{ARTICLE}\n{'_' * LONG}\n\n{ARTICLE}".encode())
    first, second = (each for each in read_documents(path) if isinstance(each, Document))
    assert first.title == second.title == "Why We Stayed"
    assert (first.offset, second.offset) == (0, len(ARTICLE) + LONG + 3)


@pytest.mark.parametrize(
    "data",
    [
        "مدينة\n\n".encode("cp1256") * 9,
        "The bank’s plan\n\n".encode().decode("cp1252").encode(),
        "One\n\n".encode("utf-16"),
        b"%PDF-1.7\n\n",
        b"\x01\x02\x03\x04\n\n" * 9,
        b"\xef\xbb\xbfbroken \xef\xbf\xbd\n\n",
        b"\n\n \0\n\n",
        b"",
    ],
)
def test_a_file_that_must_be_mended_or_refused_is_not_opened_as_a_long_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes(data)
    assert open_long(path, block=4) is None


def test_a_file_that_changes_while_it_is_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(f"{ARTICLE}\n".encode() * 3)
    long = open_long(path, block=100)
    assert long is not None
    path.write_bytes(b"gone")
    with pytest.raises(DocumentError, match="changed"):
        long[0:300]


def test_a_large_file_without_a_letter_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"\n" * (LONG + 1))
    (problem,) = read_documents(path)
    assert isinstance(problem, Problem)
    assert problem.what == "the file is empty"
