"""Lines, documents and batches become sentences with the caller's numbers and offsets."""

import json

import pytest

from corpus.problems import DocumentError, UsageError
from flows.texts import read_batch, read_lines, read_pair


def test_blank_lines_are_counted_but_are_no_sentences(tmp_path):
    path = tmp_path / "lines.txt"
    text = "First line.\n\n  Second line.  \r\nThird line."
    path.write_bytes(text.encode())
    side = read_lines(path)
    assert side.numbers == (0, 2, 3)
    assert [text[sentence.start : sentence.end] for sentence in side.sentences] == side.texts
    assert side.texts == ["First line.", "Second line.", "Third line."]


def test_a_batch_gives_its_ids_and_offsets_into_the_joined_sentences(tmp_path):
    path = tmp_path / "batch.jsonl"
    row = {"id": "a", "arabic": ["وصل القطار.", "", "نزل الركاب."], "english": ["The train\narrived.", "They got off."]}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n\n", encoding="utf-8")
    (texts,) = read_batch(path)
    assert texts.id == "a"
    assert texts.arabic.numbers == (0, 2)
    joined = "\n".join(row["arabic"])
    assert [joined[sentence.start : sentence.end] for sentence in texts.arabic.sentences] == texts.arabic.texts
    assert texts.english.sentences[1].start == len("The train arrived.\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1 is not JSON"),
        ("[1]", "line 1 has no id"),
        ('{"id": "a", "arabic": "x"}', "no list of sentences"),
        ('{"id": "a", "english": [1]}', "no list of sentences"),
    ],
)
def test_a_broken_batch_says_which_line(tmp_path, line, message):
    path = tmp_path / "batch.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        list(read_batch(path))


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
