"""Records that people keep: one broken line costs no other, and what is written is read."""

import pytest

from corpus.problems import DocumentError, Problem
from corpus.records import scan_records, sound_records, write_records


def scan(path):
    return scan_records(path, lambda row: row["word"], kind="word", stage="check", remedy="give a word")


def test_what_is_written_is_read(tmp_path):
    words = ["مقابلة", "two\u2028lines", "\ud800"]
    path = tmp_path / "new" / "words.jsonl"
    write_records(path, ({"word": word} for word in words))
    assert list(sound_records(scan(path))) == words
    assert "مقابلة" in path.read_text(encoding="utf-8")


def test_a_broken_line_is_a_problem_with_its_number(tmp_path):
    path = tmp_path / "words.jsonl"
    path.write_text('{"word": "one"}\n\n{"word"\n[]\n{"word": "two"}\n', encoding="utf-8")
    one, broken, other, two = scan(path)
    assert (one, two) == ("one", "two")
    assert isinstance(broken, Problem)
    assert broken.what == "line 3 is no word"
    assert other.what == "line 4 is no word"
    with pytest.raises(DocumentError, match="line 3"):
        list(sound_records(scan(path)))


def test_a_file_that_is_absent_holds_none_and_one_that_cannot_be_read_is_a_problem(tmp_path):
    assert list(scan(tmp_path / "absent")) == []
    assert [each.file for each in scan(tmp_path)] == [tmp_path.name]
