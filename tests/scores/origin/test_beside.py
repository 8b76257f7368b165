"""A document and machine versions of the same Arabic are cut into the same passages."""

from __future__ import annotations

import math

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from scores.origin.beside import lay_beside
from scores.origin.measures import subtract

ARABIC = [
    "وصل وزير الري صباح أمس إلى المدينة القديمة.",
    "وقال الوزير إن الحكومة ستحفر ثلاث آبار جديدة قبل نهاية الصيف.",
    "وفي المساء عاد الوفد إلى العاصمة بعد أن زار السد.",
]
ENGLISH = [
    "The irrigation minister arrived in the old city yesterday and said that three wells would be dug by summer's end.",
    "In the evening the delegation returned to the capital after visiting the dam.",
]
VERSION = [
    "The minister of irrigation arrived yesterday morning to the old city.",
    "The minister said that the government will dig three new wells before the end of the summer.",
    "And in the evening the delegation returned to the capital after it visited the dam.",
]
BEADS = [
    Bead(arabic=arabic, english=english, similarity=0.7, confidence=0.9)
    for arabic, english in (((0, 1), (0,)), ((2,), (1,)))
]


def test_both_are_cut_where_both_have_an_end() -> None:
    laid = lay_beside(ARABIC, ENGLISH, BEADS, {"engine": VERSION}, encoder=load_encoder())
    assert laid is not None
    first = " ".join(ARABIC[:2])
    assert laid.passages == [(first, ENGLISH[0]), (ARABIC[2], ENGLISH[1])]
    assert laid.versions == ([(first, " ".join(VERSION[:2])), (ARABIC[2], VERSION[2])],)


def test_of_many_versions_the_first_by_name_are_taken() -> None:
    laid = lay_beside(ARABIC, ENGLISH, BEADS, dict.fromkeys("dcba", VERSION), encoder=load_encoder())
    assert laid is not None
    assert laid.systems == ("a", "b", "c")


@pytest.mark.parametrize("lines", [[], [""], VERSION[:1]])
def test_a_version_of_a_part_is_passed_over(lines: list[str]) -> None:
    assert lay_beside(ARABIC, ENGLISH, BEADS, {"engine": lines}, encoder=load_encoder()) is None
    laid = lay_beside(ARABIC, ENGLISH, BEADS, {"engine": lines, "whole": VERSION}, encoder=load_encoder())
    assert laid is not None
    assert laid.systems == ("whole",)


def test_what_either_did_not_measure_has_no_difference() -> None:
    found = subtract({"rare": 0.5, "drift": 1.0, "variety": math.nan}, {"rare": 0.25, "variety": 1.0})
    assert found["rare"] == 0.25
    assert math.isnan(found["drift"])
    assert math.isnan(found["variety"])
