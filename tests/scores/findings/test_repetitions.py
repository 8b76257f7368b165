"""The same words again."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import find_findings

SENTENCE = "The harbour was closed to ships for three days."
OTHER = "The fishermen mended their nets and waited for the wind."


def repeated(english: list[str], arabic: list[str] | None = None) -> list[tuple[str, tuple[int, ...]]]:
    sides = [[Sentence(text=line, start=0, end=len(line)) for line in lines] for lines in (arabic or [], english)]
    beads = [
        Bead(arabic=(number,) if arabic else (), english=(number,), similarity=0.8, confidence=0.9)
        for number in range(len(english))
    ]
    findings = find_findings(*sides, beads, encoder=load_encoder(), off=["sentences", "clauses"])
    return [(each.category, each.english.sentences) for each in findings if each.english]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ([SENTENCE, SENTENCE], [("repetition", (1,))]),
        ([SENTENCE, OTHER, SENTENCE], [("repetition", (2,))]),
        (["Yes, they said.", "Yes, they said."], []),
        ([SENTENCE, OTHER], []),
        ([SENTENCE, "They waited for the wind and the"], [("truncation", (1,))]),
    ],
)
def test_a_sentence_must_not_come_twice(english, expected):
    assert repeated(english) == expected


def test_what_the_arabic_repeats_may_be_repeated():
    arabic = "أُغلق المرفأ أمام السفن ثلاثة أيام."
    assert repeated([SENTENCE, SENTENCE], [arabic, arabic]) == []


def test_only_the_english_repeats():
    arabic = ["أُغلق المرفأ أمام السفن ثلاثة أيام.", "وأصلح الصيادون شباكهم بانتظار الريح."]
    assert repeated([SENTENCE, SENTENCE], arabic) == [("repetition", (1,))]


def test_one_arabic_sentence_cannot_ask_for_two_equal_ones():
    text = "أُغلق المرفأ أمام السفن ثلاثة أيام."
    sides = [[Sentence(text=line, start=0, end=len(line)) for line in lines] for lines in ([text], [SENTENCE] * 2)]
    bead = Bead(arabic=(0,), english=(0, 1), similarity=0.8, confidence=0.9)
    findings = find_findings(*sides, [bead], encoder=load_encoder(), off=["sentences", "clauses"])
    assert [(each.category, each.english.sentences) for each in findings if each.english] == [("repetition", (1,))]


def test_a_text_that_breaks_off_before_any_word_is_found_by_its_arabic():
    arabic = ["أُغلق المرفأ أمام السفن ثلاثة أيام.", "وأصلح الصيادون شباكهم على الشاطئ بانتظار الريح الشمالية."]
    assert repeated([SENTENCE, "The fishermen mended their"], arabic) == [("truncation", (1,))]
    assert repeated([SENTENCE, OTHER.rstrip(".")], arabic) == []
