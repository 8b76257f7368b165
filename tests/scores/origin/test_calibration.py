"""The chances of the origin model follow the documents of known origin, and nothing is fitted to a few."""

import random

import pytest

from corpus.problems import UsageError
from scores.origin.calibration import LEAST, Labelled, calibrate, cost, fit_calibration
from scores.origin.models import own_model

OWN = own_model()["models"]["with_arabic"]["calibration"]


def documents(people, machines, *, shift=0.0, kind="with_arabic"):
    """Documents whose log odds lie about one on their own side of ``shift``."""
    chance = random.Random(6)  # noqa: S311 - made data, no secret
    return [
        Labelled(machine=machine, kind=kind, logit=shift + chance.gauss(1 if machine else -1, 1))
        for machine, count in ((False, people), (True, machines))
        for _ in range(count)
    ]


@pytest.mark.parametrize("shift", [-2.0, 3.0])
def test_an_archive_whose_texts_all_look_alike_moves_the_border(shift):
    known = documents(200, 200, shift=shift)
    slope, moved = fit_calibration(OWN, known)
    assert slope > 0
    assert abs(moved / slope + shift) < 0.4
    assert cost((slope, moved), known) < cost(OWN, known)


def test_people_and_machines_weigh_the_same_however_many_there_are():
    (slope, moved), (_, other) = (fit_calibration(OWN, documents(people, 100)) for people in (100, 1000))
    assert abs(moved - other) < 0.3 * slope


def test_a_few_documents_move_little_and_fewer_than_the_least_nothing():
    few, many = (fit_calibration(OWN, documents(count, count, shift=3)) for count in (LEAST, 400))
    assert abs(few[1] - OWN[1]) < abs(many[1] - OWN[1])
    made = calibrate(own_model(), [*documents(LEAST, LEAST), *documents(LEAST, LEAST - 1, kind="english_only")])
    assert made["models"]["english_only"] == own_model()["models"]["english_only"]
    assert made["models"]["with_arabic"]["calibration"] != OWN
    assert made["models"]["with_arabic"]["weights"] == own_model()["models"]["with_arabic"]["weights"]
    assert made["signature"] == f"{own_model()['signature']}|calibrated:with_arabic:{LEAST}+{LEAST}"
    with pytest.raises(UsageError, match=f"too few documents of known origin .{LEAST} with_arabic human"):
        calibrate(own_model(), documents(LEAST, 0))
