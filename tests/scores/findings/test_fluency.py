"""What the English alone gives away."""

import pytest

from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import find_findings


def alone(*lines: str) -> list[tuple[str, str]]:
    sentences = [Sentence(text=line, start=0, end=len(line)) for line in lines]
    findings = find_findings([], sentences, [], encoder=load_encoder())
    return [(each.category, each.english.text) for each in findings if each.english]


@pytest.mark.parametrize(
    ("text", "category", "words"),
    [
        ("He came\N{ARABIC COMMA} and then he left.", "punctuation", "\N{ARABIC COMMA}"),
        ("Did he come\N{ARABIC QUESTION MARK}", "punctuation", "\N{ARABIC QUESTION MARK}"),
        ("He came \N{RIGHT-TO-LEFT MARK}and left.", "punctuation", "\N{RIGHT-TO-LEFT MARK}"),
        ("The town (in the north was quiet.", "punctuation", "("),
        ("The town in the north) was quiet.", "punctuation", ")"),
        ("He went to the the market.", "doubled-word", "the the"),
        ("It was good good good good good good good good.", "repetition", "good good good good good good good good"),
    ],
)
def test_a_slip_is_marked_on_its_words(text, category, words):
    assert alone(text) == [(category, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The guards let them in in groups of twenty.",
        "He said that that was the end of it.",
        "1) The town (in the [far] north) was quiet; a) so was the sea; iv) and the sky.",
        "Steel (AISI 304) and people at least 6 feet (1.8 m) apart.",
        "Log on on Monday, and it had had its day.",
        "It was a very, very long day, and the band New New Order played.",
        "The children sang, danced and laughed, and the old men watched.",
    ],
)
def test_english_that_only_looks_wrong_is_left_alone(text):
    assert alone(text) == []


def test_a_bracket_may_close_in_the_next_sentence():
    assert alone("The town was quiet (as ever.", "The sea was, too.)") == []
    far = alone("The town was quiet (as ever.", "So was it.", "And it.", "The sea was, too.)")
    assert sorted(far) == [("punctuation", "("), ("punctuation", ")")]


def test_a_sentence_of_many_ands_runs_on():
    text = " and ".join(["the people of the old town went down to the harbour once more"] * 3)
    other = " and ".join(["nobody came home before the lamps were lit on the long quay"] * 3)
    assert ("run-on", f"{text} and {other}.") in alone(f"{text} and {other}.")


def test_two_sentences_without_a_blank_between_them_are_no_long_one():
    half = " and ".join(["the people of the old town went down to the harbour once more"] * 3)
    assert alone(f"{half}.The lamps and {half}.") == []
