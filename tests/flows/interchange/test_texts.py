"""Lines and documents become sentences with the caller's numbers and offsets."""

import pytest

from corpus.problems import DocumentError, UsageError
from flows.interchange.texts import read_lines, read_pair


def test_blank_lines_are_counted_but_are_no_sentences(tmp_path):
    path = tmp_path / "lines.txt"
    text = "First line.\n\n  Second line.  \r\nThird line."
    path.write_bytes(text.encode())
    side = read_lines(path)
    assert side.numbers == (0, 2, 3)
    assert [text[sentence.start : sentence.end] for sentence in side.sentences] == side.texts
    assert side.texts == ["First line.", "Second line.", "Third line."]


def test_files_in_the_wrong_order_are_said(tmp_path):
    arabic, english = tmp_path / "a.txt", tmp_path / "e.txt"
    arabic.write_text("أعلنت البلدية افتتاح المكتبة الجديدة يوم الأحد. وحضر الافتتاح عدد من الأهالي.", encoding="utf-8")
    english.write_text(
        "The municipality opened the new library on Sunday. Many families attended it.", encoding="utf-8"
    )
    assert read_pair(arabic, english, lines=False).arabic.texts
    with pytest.raises(UsageError, match="expected ar, found en"):
        read_pair(english, arabic, lines=False)


def test_an_empty_file_says_what_to_do(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    with pytest.raises(DocumentError, match="empty"):
        read_pair(path, path, lines=False)
