"""A batch gives its documents, and a problem for every line that holds none."""

import json

import pytest

from corpus.problems import Problem
from flows.interchange.batches import read_batch

GOOD = b'{"id": "good", "english": ["They got off."]}\n'


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
    assert texts.machines == {}


def test_a_document_brings_its_machine_versions(tmp_path):
    path = tmp_path / "batch.jsonl"
    path.write_text('{"id": 1, "machines": {"engine": ["They got", "off."], "empty": []}}', encoding="utf-8")
    (texts,) = read_batch(path)
    assert {name: side.texts for name, side in texts.machines.items()} == {"engine": ["They got", "off."], "empty": []}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "is not JSON"),
        (b"[1]", "has no id"),
        (b'{"id": "a", "arabic": "x"}', '"arabic" is no list of sentences'),
        (b'{"id": "a", "english": [1]}', '"english" is no list of sentences'),
        (b'{"id": "a", "machines": ["x"]}', '"machines" names no systems'),
        (b'{"id": "a", "machines": {"engine": "x"}}', '"engine" is no list of sentences'),
        (b'{"id": "caf\xe9"}', "is not UTF-8"),
    ],
)
def test_a_broken_line_says_which_and_the_others_are_read(tmp_path, line, message):
    path = tmp_path / "batch.jsonl"
    path.write_bytes(GOOD + line + b"\n" + GOOD)
    first, broken, last = read_batch(path)
    assert isinstance(broken, Problem)
    assert message in str(broken)
    assert "line 2" in broken.file
    assert first == last
