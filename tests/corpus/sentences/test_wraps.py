"""Wrapped lines by golden texts, and what must hold for any text."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reading import read_text
from corpus.sentences.wraps import join_wraps

CASES = [
    tuple(case.split("\n---\n"))
    for case in (Path(__file__).parents[1] / "data" / "wraps.txt").read_text("utf-8").rstrip("\n").split("\n===\n")
]
PARAGRAPH = (
    "The council of the old city met on Friday to discuss the plan for the harbour, which had been drawn up by two "
    "engineers from abroad. Dr. Haddad, who leads the council, said that nobody would lose a house. “We have time,” "
    "she said, “and we will use it.” The members agreed to meet again after the feast."
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_golden_wraps(text: str, expected: str) -> None:
    joined = join_wraps(text)
    assert len(joined) == len(text)
    assert [re.sub(r"(?<=\S) +", " ", line) for line in joined.splitlines()] == expected.splitlines()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_a_wrapped_text_has_the_sentences_of_the_unwrapped_one(width: int, ending: str) -> None:
    wrapped = f"{ending}{ending}".join(ending.join(textwrap.wrap(PARAGRAPH, width)) for _ in range(2))
    (document,) = read_text(wrapped, file="wrapped.txt")
    (plain,) = read_text(f"{PARAGRAPH}\n\n{PARAGRAPH}", file="plain.txt")
    assert [each.text.split() for each in document.sentences] == [each.text.split() for each in plain.sentences]
    for sentence in document.sentences:
        assert re.sub(r"[\r\n]", " ", wrapped[sentence.start : sentence.end]) == sentence.text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["word ", "so ", "Longer", " كلمة ", "\n", "\r\n", "> ", "1. ", ". ", "x" * 50])))
def test_any_text_keeps_its_length_and_all_but_line_ends_and_quote_signs(pieces: list[str]) -> None:
    text = "".join(pieces)
    joined = join_wraps(text)
    assert len(joined) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, joined, strict=True))
    assert re.sub(r"[\s>]", "", joined) == re.sub(r"[\s>]", "", text)


HYPHENATED = (
    "The members of the council had come from all of the villages, to the par-\n"
    "ish hall of the lower town, and spoke for three hours of the long, well-\n"
    "known dispute between the two mills. Al-Mudawer calls it all a mis-\n"
    "understanding between people who need one another every winter. Ce-\n"
    "ment is what he sells to everybody in the valley, at a price that no-\n"
    "body can pay. They all want it to end, be it by means of a Syrian-\n"
    "Turkish company or by an engineer whom they can trust, and so do we."
)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_words_parted_by_a_hyphen_are_whole_and_sentences_keep_their_places(ending: str) -> None:
    text = HYPHENATED.replace("\n", ending)
    joined = join_wraps(text)
    assert len(joined) == len(text)
    for word in ("parish", "well-known", "misunderstanding", "Cement", "nobody", "Syrian-Turkish"):
        assert word in joined.split()
    (document,) = read_text(text, file="parted.txt")
    for sentence in document.sentences:
        assert joined[sentence.start : sentence.end] == sentence.text
        assert re.sub(r"\W", "", text[sentence.start : sentence.end]) == re.sub(r"\W", "", sentence.text)
