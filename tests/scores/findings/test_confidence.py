"""Confidences, moved by how often a kind of finding was right."""

import pytest

from scores.findings.confidence import LIKELY, calibrate, fit_shift, kind_of, move
from scores.findings.finding import Finding
from scores.findings.weights import load_weights


def finding(category, severity, confidence, check="clauses 2"):
    return Finding(
        category=category,
        severity=severity,
        confidence=confidence,
        arabic=None,
        english=None,
        evidence="!",
        check=check,
    )


def test_a_kind_that_was_measured_moves_and_another_one_does_not():
    shift = load_weights()["calibration"]["clauses omission minor"]
    assert calibrate(finding("omission", "minor", 0.75)).confidence == pytest.approx(move(0.75, shift), abs=0.001)
    assert calibrate(finding("run-on", "minor", 0.8)).confidence == 0.8


def test_what_is_hardly_ever_right_is_no_fault_by_itself():
    unlikely, likely = (calibrate(finding("omission", "minor", confidence)) for confidence in (0.1, 0.9))
    assert (unlikely.severity, likely.severity) == ("neutral", "minor")
    assert unlikely.confidence < LIKELY <= likely.confidence


def test_a_critical_finding_is_as_sure_as_a_major_one():
    kinds = [finding("omission", severity, 0.9, check="sentences 4") for severity in ("critical", "major")]
    shift = load_weights()["calibration"]["sentences omission major"]
    assert {calibrate(each).confidence for each in kinds} == {round(move(0.9, shift), 3)}


def test_a_kind_is_a_check_a_category_and_a_severity():
    assert kind_of(finding("omission", "critical", 0.9)) == "clauses omission major"
    assert kind_of(finding("omission", "neutral", 0.03, check="sentences, doubtful 3")) == (
        "sentences, doubtful omission minor"
    )


@pytest.mark.parametrize("confidence", [0.0, 0.3, 1.0])
def test_the_order_of_confidences_stays_and_none_is_certain(confidence):
    assert 0 < move(confidence, -1) < move(confidence, 0) < move(confidence, 1) < 1


@pytest.mark.parametrize(("right", "wrong"), [(30, 70), (99, 1), (0, 50)])
def test_after_the_shift_the_mean_is_the_share_that_was_right(right, wrong):
    seen = [(0.8, True)] * right + [(0.8, False)] * wrong
    assert move(0.8, fit_shift(seen, unseen=0)) == pytest.approx((right + 0.5) / (right + wrong + 1), abs=0.001)


def test_a_kind_that_was_never_wrong_is_not_taken_to_be_so_elsewhere():
    seen = [(0.8, True)] * 20
    assert move(0.8, fit_shift(seen, unseen=4)) == pytest.approx(0.82, abs=0.001)
