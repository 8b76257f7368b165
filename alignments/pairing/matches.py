"""Matches: how much of a translation one Arabic text answers, by a quick alignment of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignments.lattices.features import Spans, running_sums
from alignments.lattices.lattice import Grid, Move, best_path
from alignments.pairing.sides import Side, Span
from alignments.pairing.signs import Signs, all_values, read_signs, usual_ratio
from alignments.units import Numbers

_ANSWERED = 0.45  # cosine from which a bead says the same
_MOVES: tuple[Move, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1))
_STRANGERS = 0.4  # cosine up to which sentences may be strangers of one matter
_JOINING = 0.05  # what each further sentence must add to the cosine


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What speaks for one original. Shares are in [0, 1] and count length, words count by their rarity."""

    translation: str
    original: str
    english: float  # share of the English that beads with the same meaning cover
    arabic: float
    likely_english: float  # the same shares, each bead by the chance that it is a translation
    likely_arabic: float
    clear: float  # mean cosine of the clearer half of the beads: a free translation has no clear ones
    words: float  # how far the words of the English have a counterpart in their bead; outside beads they have none
    answered: int  # English sentences with a counterpart
    looked_at: int
    numbers: int  # different numbers of the English, from 10 up
    shared_numbers: tuple[str, ...]  # those that stand in the Arabic, as the English writes them, the greatest first
    missing_names: tuple[str, ...]  # names in those beads that no Arabic word means or sounds like, in reading order


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A bead of the quick alignment whose two sides say the same."""

    arabic: Span
    english: Span
    cosine: float
    signs: Signs


def match_sides(translation: Side, original: Side) -> Match:
    """Align two documents by sentence vectors and lengths, and measure what is covered and which words are answered."""
    return sum_up(translation, original, find_answers(translation, original))


def sum_up(translation: Side, original: Side, answers: Sequence[Answer]) -> Match:
    """What the answering beads of two documents show together."""
    first, second = original.lengths, translation.lengths
    chances = np.array([answer.signs.chance for answer in answers])
    arabic = np.array([first[slice(*answer.arabic)].sum() for answer in answers]) / first.sum()
    english = np.array([second[slice(*answer.english)].sum() for answer in answers]) / second.sum()
    there = all_values(original, (0, len(first)))
    shared = sorted((value for value in translation.numbers if value in there), reverse=True)
    missing = dict.fromkeys(name for answer in answers for name in answer.signs.missing)
    return Match(
        translation=translation.document.id,
        original=original.document.id,
        english=round(float(english.sum()), 4),
        arabic=round(float(arabic.sum()), 4),
        likely_english=round(float(english @ chances), 4),
        likely_arabic=round(float(arabic @ chances), 4),
        clear=_upper_mean([answer.cosine for answer in answers]),
        words=round(sum(answer.signs.words for answer in answers) / float(translation.weights.sum()), 4),
        answered=sum(answer.english[1] - answer.english[0] for answer in answers),
        looked_at=len(second),
        numbers=len(translation.numbers),
        shared_numbers=tuple(translation.numbers[value] for value in shared),
        missing_names=tuple(missing),
    )


def find_answers(translation: Side, original: Side) -> list[Answer]:
    """The beads whose two sides say the same, in reading order, with what they show."""
    first, second = original.lengths, translation.lengths
    spans = Spans((original.vectors, first), (translation.vectors, second))
    path = best_path(_gains(spans, first, second), rows=len(first), columns=len(second))
    drawn = [
        ((i, i + m), (j, j + n), float(spans.cosines((m, n))[i, j]))
        for i, j, (m, n) in path
        if m and n and spans.cosines((m, n))[i, j] >= _ANSWERED
    ]
    ratio = usual_ratio(
        np.array([first[slice(*rows)].sum() for rows, _, _ in drawn]),
        np.array([second[slice(*columns)].sum() for _, columns, _ in drawn]),
    )
    return [
        Answer(
            arabic=rows,
            english=columns,
            cosine=cosine,
            signs=read_signs(original, translation, rows, columns, cosine=cosine, ratio=ratio),
        )
        for rows, columns, cosine in drawn
    ]


def _gains(spans: Spans, first: Numbers, second: Numbers) -> dict[Move, Grid]:
    """What each bead gains: its length on either side times what its cosine is above that of strangers.

    Unlike the aligner, this looks at no ratio of the two whole lengths: one side may be a part of the other.
    """
    rows, columns = len(first), len(second)
    gains: dict[Move, Grid] = {(1, 0): np.zeros((rows, columns + 1)), (0, 1): np.zeros((rows + 1, columns))}
    sums = running_sums(first / first.mean()), running_sums(second / second.mean())
    for m, n in _MOVES:
        if m <= rows and n <= columns:
            high, wide = (total[size:] - total[:-size] for total, size in zip(sums, (m, n), strict=True))
            above = spans.cosines((m, n)) - _STRANGERS - _JOINING * (m + n - 2)
            gains[m, n] = above * (high[:, None] + wide[None, :])
    return gains


def _upper_mean(values: Sequence[float]) -> float:
    """The mean of the greater half; 0 of none."""
    return round(float(np.mean(sorted(values)[len(values) // 2 :])), 4) if values else 0.0
