"""Machines are scored against the published translation on common segments, and compared without a tie to it."""

import pytest

from alignments.beads import Bead
from scores.comparison import Candidate, compare


def candidate(name, sentences, beads, penalty=0.0):
    made = [Bead(arabic=arabic, english=english, similarity=0.5, confidence=1.0) for arabic, english in beads]
    return Candidate(name=name, sentences=sentences, beads=made, penalty=penalty, words=100)


PUBLISHED = candidate(
    "published",
    ["The school opened its doors.", "Every pupil got a book and a pen.", "The headmaster thanked the parents."],
    [((0,), (0,)), ((1,), (1,)), ((2,), (2,))],
    penalty=2.0,
)
SAME = candidate("same", PUBLISHED.sentences, [((0,), (0,)), ((1,), (1,)), ((2,), (2,))], penalty=3.0)
MERGED = candidate(
    "merged",
    ["Opened the school its doors, and got every pupil a book and a pen.", "And thanked the headmaster the parents."],
    [((0, 1), (0,)), ((2,), (1,))],
    penalty=40.0,
)


def test_a_machine_that_says_the_same_has_full_marks():
    scores, _, _ = compare(PUBLISHED, [SAME])
    whole = {score.metric: score.value for score in scores if score.bead is None}
    assert whole == {"BLEU": pytest.approx(100), "chrF++": pytest.approx(100), "TER": 0}
    assert {score.bead for score in scores if score.metric == "chrF++"} == {None, 0, 1, 2}


def test_a_bead_that_spans_two_of_the_published_is_scored_once_under_the_first():
    scores, _, _ = compare(PUBLISHED, [MERGED])
    assert {score.bead for score in scores} == {None, 0, 2}


def test_the_published_one_is_compared_by_findings_and_machines_with_each_other_by_the_reference():
    _, contests, _ = compare(PUBLISHED, [SAME, MERGED])
    assert {(made.first, made.second, made.by) for made in contests} == {
        ("published", "same", "findings"),
        ("published", "merged", "findings"),
        ("same", "merged", "chrF++"),
    }
    assert {made.second: made.winner for made in contests if made.by == "findings"} == {
        "same": None,
        "merged": "published",
    }
