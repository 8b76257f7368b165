"""The penalty is arithmetic; the decision turns at the pass marks and says why."""

import pytest

from alignments.beads import Bead
from corpus.documents import Sentence
from scores.findings.finding import Finding, Mark
from scores.tables import VERDICTS, verdicts_frame
from scores.verdicts import PassMarks, coverage, decide, judge, penalty


def finding(severity: str, confidence: float, category: str = "number", arabic: Mark | None = None) -> Finding:
    return Finding(
        category=category,
        severity=severity,
        confidence=confidence,
        arabic=arabic,
        english=None,
        evidence="because",
        check="test 1",
    )


@pytest.mark.parametrize(
    ("findings", "words", "expected"),
    [
        ([], 500, 0.0),
        ([finding("major", 1.0)], 1000, 5.0),
        ([finding("critical", 0.5), finding("minor", 1.0)], 500, 27.0),
        ([finding("neutral", 1.0)], 500, 0.0),
        ([finding("major", 1.0)], 10, 50.0),
    ],
)
def test_penalty_is_weight_times_confidence_per_thousand_words(findings, words, expected):
    assert penalty(findings, words) == expected


@pytest.mark.parametrize(
    ("points", "share", "serious", "verdict"),
    [
        (0.0, 1.0, 0, "publish"),
        (10.0, 0.95, 0, "publish"),
        (10.1, 1.0, 0, "revise"),
        (0.0, 0.85, 0, "revise"),
        (0.0, 1.0, 1, "revise"),
        (60.0, 1.0, 0, "retranslate"),
        (0.0, 0.5, 0, "retranslate"),
        (0.0, None, 0, None),
        (12.0, None, 0, "revise"),
    ],
)
def test_the_decision_turns_at_the_pass_marks(points, share, serious, verdict):
    decision, reasons = decide(points, share, serious={"name": serious} if serious else {}, marks=PassMarks())
    assert decision == verdict
    assert reasons


def test_other_pass_marks_decide_otherwise_and_sign_otherwise():
    strict = PassMarks(publish=1.0)
    assert decide(5.0, 1.0, serious={}, marks=strict)[0] == "revise"
    assert strict.signature != PassMarks().signature


@pytest.mark.parametrize(("least", "verdict"), [(0.0, "revise"), (0.4, "revise"), (0.5, "publish")])
def test_a_doubtful_major_finding_asks_for_a_person_unless_the_marks_say_otherwise(least, verdict):
    side = [Sentence(text="word " * 1000, start=0, end=5000)]
    bead = Bead(arabic=(0,), english=(0,), similarity=0.9, confidence=0.9)
    marks = PassMarks(least_confidence=least)
    judged = judge([finding("major", 0.4, "name")], arabic=side, english=side, beads=[bead], marks=marks)
    assert judged.verdict == verdict
    assert any("name (1)" in reason for reason in judged.reasons) == (verdict == "revise")


def test_omitted_words_are_not_covered():
    arabic = [
        Sentence(text="كلمة أخرى هنا الآن", start=0, end=18),
        Sentence(text="كلمة أخرى هنا الآن", start=19, end=37),
    ]
    mark = Mark(sentences=(1,), start=19, end=37, text="كلمة أخرى هنا الآن")
    assert coverage([finding("major", 0.9, "omission", mark)], arabic) == 0.5
    assert coverage([finding("neutral", 0.03, "omission", mark)], arabic) == 1.0
    assert coverage([], []) is None


def test_similarity_has_no_part_in_the_verdict():
    side = [Sentence(text="one two three", start=0, end=13)]
    judged = {
        judge(
            [], arabic=side, english=side, beads=[Bead(arabic=(0,), english=(0,), similarity=value, confidence=value)]
        )
        for value in (0.1, 0.9)
    }
    assert len(judged) == 1


def test_a_verdict_becomes_a_row():
    side = [Sentence(text="one two three", start=0, end=13)]
    frame = verdicts_frame({"t": judge([finding("major", 1.0)], arabic=[], english=side)})
    assert frame.schema == VERDICTS
    assert frame["verdict"].to_list() == ["revise"]
    assert any("No original" in reason for reason in frame["reasons"][0])
