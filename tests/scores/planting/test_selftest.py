"""The self-test on texts of one's own."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.planting import FAMILIES
from scores.planting.memory import Memory
from scores.planting.selftest import MOST_LINES, Candidate, draw_texts, interval, run_selftest

ARABIC = [
    "جاء الوفد يوم الثلاثاء إلى المدينة.",
    "ثم غادر.",
    "وعاد المزارعون إلى الحقول بعد المطر.",
    "وباعوا عشرين طناً من القمح.",
]
ENGLISH = [
    "The delegation came to the city on Tuesday and left.",
    "The farmers went back to the fields after the rain.",
    "They sold twenty tons of wheat.",
]
BEADS = [((0, 1), (0,)), ((2,), (1,)), ((3,), (2,))]


def candidate(name="a", *, grave=0, times=1):
    sides = [
        [Sentence(text=text, start=0, end=len(text)) for _ in range(times) for text in side]
        for side in (ARABIC, ENGLISH)
    ]
    beads = [
        Bead(
            arabic=tuple(4 * turn + i for i in arabic),
            english=tuple(3 * turn + j for j in english),
            similarity=0.8,
            confidence=0.9,
        )
        for turn in range(times)
        for arabic, english in BEADS
    ]
    return Candidate(name=name, arabic=sides[0], english=sides[1], beads=beads, grave=grave)


def test_a_line_is_a_bead_and_a_long_text_a_window():
    (text,) = draw_texts([candidate()], count=5, seed=1)
    assert text.english == tuple(ENGLISH)
    assert text.arabic == (" ".join(ARABIC[:2]), *ARABIC[2:])
    (window,) = draw_texts([candidate(times=100)], count=5, seed=1)
    assert len(window.arabic) == len(window.english) == MOST_LINES


def test_clean_texts_come_first_and_the_same_seed_draws_the_same():
    candidates = [candidate(str(number), grave=number % 2) for number in range(20)]
    names = [[text.name for text in draw_texts(order, count=8, seed=5)] for order in (candidates, candidates[::-1])]
    assert names[0] == names[1]
    assert all(int(name) % 2 == 0 for name in names[0])


def test_every_family_has_an_outcome_and_what_cannot_be_planted_is_none():
    texts = draw_texts([candidate()], count=1, seed=1)
    outcomes = {each.family: each for each in run_selftest(texts, encoder=Memory(load_encoder()), count=1, seed=2)}
    assert list(outcomes) == list(FAMILIES)
    assert (outcomes["wrong weekday"].planted, outcomes["wrong weekday"].found) == (1, 1)
    assert (outcomes["wrong month"].planted, outcomes["wrong month"].low, outcomes["wrong month"].high) == (0, 0, 1)


@pytest.mark.parametrize(("found", "planted"), [(0, 1), (1, 1), (50, 100), (100, 100)])
def test_the_interval_holds_the_share(found, planted):
    low, high = interval(found, planted)
    assert 0 <= low <= found / planted <= high <= 1
