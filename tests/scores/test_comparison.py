"""Machines are scored against the published translation on common segments, and compared without a tie to it."""

import pytest

from alignments.beads import Bead
from scores.comparison import Candidate, compare, find_parts


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


SHORT = candidate("short", ["The school opened its doors."], [((0,), (0,)), ((1,), ()), ((2,), ())], penalty=90.0)
NOTHING = candidate("nothing", ["Contact us."], [((0,), ()), ((1,), ()), ((2,), ()), ((), (0,))], penalty=90.0)


def test_a_version_of_a_part_is_scored_on_that_part_and_disturbs_no_other():
    scores, contests, counts = compare(PUBLISHED, [SAME, SHORT, NOTHING])
    whole = {score.candidate: score for score in scores if score.bead is None and score.metric == "chrF++"}
    assert whole["short"].value == pytest.approx(100)
    assert whole["short"].signature == f"{whole['same'].signature}|covers:1 of 3"
    assert "nothing" not in whole
    assert [score for score in scores if score.candidate == "same"] == compare(PUBLISHED, [SAME])[0]
    assert counts == compare(PUBLISHED, [SAME])[2]
    refused = [made for made in contests if made.second == "short"]
    assert [(made.first, made.winner, made.difference) for made in refused] == [("published", None, None)]
    assert "short covers only 1 of 3 sentences" in refused[0].reason
    assert find_parts(PUBLISHED, [SAME, SHORT, NOTHING]) == {"short": "1 of 3", "nothing": "0 of 3"}


def test_a_sentence_left_out_is_a_fault_and_not_a_part():
    published = candidate("published", ["One."] * 6, [((number,), (number,)) for number in range(6)])
    beads = [((number,), (number,)) for number in range(5)]
    machine = candidate("machine", ["One."] * 5, [*beads, ((5,), ())])
    assert find_parts(published, [machine]) == {}
    assert next(score.value for score in compare(published, [machine])[0] if score.metric == "BLEU") < 99
