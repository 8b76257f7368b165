"""Signs: what speaks for it that one side of a bead translates the other, and how likely that makes it.

A retelling has sentences near every sentence of a text: of the same matter, but with other words, names and figures,
and of another length. One such bead proves nothing, a text of them does (alignments/pairing/matches.py sums them up).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from alignments.names import nearest_name
from alignments.pairing.sides import Readings, Side, Span
from alignments.units import Numbers, Places

_UNLIKE = 0.4  # cosine of the nearest word below which nothing answers a word
_MEANT = 0.5  # the same, from which a name needs no comparison of letters
_HEARD = 0.7  # name similarity from which a word may spell a name
_HEARD_LETTERS = 3  # of an Arabic word that may
_RATIO, _BEADS = float(np.log(0.95)), 4  # letters of Arabic for one of English, and how many beads that weighs like
_FAR = 5.0  # what lengths can speak against a bead at most


@dataclass(frozen=True, slots=True)
class Signs:
    """What one bead shows. ``features`` are in the order of the fitted weights."""

    features: Numbers
    words: float  # the weight of the English words, each times its best cosine with a word of the Arabic
    missing: tuple[str, ...]  # names of the English that no word of the Arabic means or sounds like

    @property
    def chance(self) -> float:
        """The chance that one side translates the other."""
        return float(1 / (1 + np.exp(-self.features @ load_weights("bead"))))


def read_signs(original: Side, translation: Side, rows: Span, columns: Span, *, cosine: float, ratio: float) -> Signs:
    """The signs of a bead over these sentences; ``ratio`` is the log of the texts' usual ratio of lengths."""
    near = (max(rows[0] - 1, 0), min(rows[1] + 1, len(original.lengths)))
    around, own, second = original.words_of(near), original.words_of(rows), translation.words_of(columns)
    cosines = original.words[around] @ translation.words[second].T
    bead = cosines[own.start - around.start : own.stop - around.start]
    of_english, of_arabic = bead.max(axis=0), bead.max(axis=1)
    english, arabic = translation.weights[second], original.weights[own]
    numbers = _compare_numbers(original, translation, rows, columns)
    numbers += _compare_numbers(translation, original, columns, rows)
    names = translation.named[second]
    unmeant = np.flatnonzero(names & (cosines.max(axis=0) < _MEANT)) + second.start
    heard = [word for word in original.spelt[around] if len(word) >= _HEARD_LETTERS]
    missing = tuple(name for name in (translation.spelt[place] for place in unmeant) if not _is_heard(name, heard))
    features = [
        cosine,
        english[of_english < _UNLIKE].sum() / english.sum(),
        arabic[of_arabic < _UNLIKE].sum() / arabic.sum(),
        _unlikeness(original.lengths[slice(*rows)].sum(), translation.lengths[slice(*columns)].sum(), ratio),
        *np.log1p(numbers),
        np.log1p(names.sum() - len(missing)),
        np.log1p(len(missing)),
        1.0,
    ]
    return Signs(features=np.array(features), words=float(english @ of_english), missing=missing)


def usual_ratio(arabic: Numbers, english: Numbers) -> float:
    """The log of the ratio of lengths that most of these beads have, drawn to the commonest one where they are few."""
    if not len(arabic):
        return _RATIO
    ratios, weights = np.log(arabic / english), np.minimum(arabic, english)
    order = np.argsort(ratios, kind="stable")
    running = weights[order].cumsum()
    median = ratios[order][np.searchsorted(running, running[-1] / 2)]
    return float((median * len(ratios) + _RATIO * _BEADS) / (len(ratios) + _BEADS))


@cache
def load_weights(name: str) -> Numbers:
    """The logistic weights of a ``bead`` or of a ``pair``, fitted on constructed cases (benchmarks/fit_pairing.py)."""
    data = json.loads(resources.files("alignments").joinpath("data/pairing.json").read_text(encoding="utf-8"))
    return np.array(data[name], dtype=np.float64)


def _unlikeness(arabic: float, english: float, ratio: float) -> float:
    """How far two lengths are from their usual ratio, in the deviations of sentences as long (Gale & Church 1993)."""
    expected = float(np.exp(ratio)) * english
    return min(abs(arabic - expected) / float(np.sqrt(arabic + expected)), _FAR)


def _is_heard(name: str, words: list[str]) -> bool:
    return nearest_name(words, [name]) >= _HEARD


def _compare_numbers(one: Side, other: Side, span: Span, across: Span) -> Places:
    """How many numbers of a stretch of one side the other has in its stretch or a sentence beside it, and lacks."""
    there = all_values(other, (max(across[0] - 1, 0), across[1] + 1))
    answered = [bool(there & readings) for sentence in one.readings[slice(*span)] for readings in sentence]
    return np.array([sum(answered), len(answered) - sum(answered)], dtype=np.int64)


def all_values(side: Side, span: Span) -> Readings:
    """Every value that a number of these sentences could have."""
    return frozenset(value for sentence in side.readings[slice(*span)] for readings in sentence for value in readings)
