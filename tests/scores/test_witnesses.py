"""What other translations of the same original say about a finding."""

import pytest

from scores.findings.confidence import LIKELY
from scores.findings.finding import Finding, Mark
from scores.tables import findings_frame
from scores.witnesses import ALONE, SHARED, hear_witnesses

PLACE = (10, 14)


def table(translation, *, category="number", start=PLACE[0], confidence=0.8):
    mark = Mark(sentences=(0,), start=start, end=start + 4, text="كلمة")
    finding = Finding(
        category=category,
        severity="major",
        confidence=confidence,
        arabic=mark,
        english=None,
        evidence="Why.",
        check="one 1",
    )
    return findings_frame([finding], translation=translation, original="o")


@pytest.mark.parametrize(
    ("other", "severity", "said"),
    [
        (table("b"), "minor", SHARED),
        (table("b", start=PLACE[1] - 1), "minor", SHARED),
        (table("b", start=PLACE[1]), "major", ALONE),
        (table("b", category="name"), "major", ALONE),
        (table("b").clear(), "major", ALONE),
    ],
)
def test_what_two_translations_share_is_less_sure(other, severity, said):
    own = table("a")
    (row,) = hear_witnesses(own.vstack(other), "a", witnesses={"b"}).to_dicts()
    assert (row["translation"], row["severity"], row["evidence"]) == ("a", severity, f"Why. {said}")
    assert (row["confidence"] < 0.8) == (severity == "minor")
    assert row["finding"] == own["finding"][0]


def test_what_is_hardly_ever_right_is_only_to_be_looked_at():
    own, other = table("a", confidence=0.3), table("b", confidence=0.3)
    (row,) = hear_witnesses(own.vstack(other), "a", witnesses={"b"}).to_dicts()
    assert (row["severity"], row["confidence"] < LIKELY) == ("neutral", True)


def test_without_a_witness_nothing_changes():
    both = table("a").vstack(table("b"))
    assert hear_witnesses(both, "a", witnesses=()).equals(table("a"))


def test_what_only_the_english_shows_is_left_alone():
    own = table("a", category="run-on")
    assert hear_witnesses(own.vstack(table("b")), "a", witnesses={"b"}).equals(own)
