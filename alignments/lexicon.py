"""A lexicon learned from aligned beads: which stems stand for which, after IBM Model 1 (Brown et al. 1993).

Learned in both directions by expectation maximisation, over light stems (snowballstemmer takes off articles,
conjunctions, pronouns and endings), so that a corpus teaches its own names and terms to ``link_words``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from alignments.encoders import plain_text
from alignments.lattice import Grid
from alignments.vocabulary import find_words, plain_word

_ROUNDS = 6  # of expectation maximisation
_LONGEST = 80  # words of one side of a bead that teaches; longer ones say little about single words
_FEWEST = 2  # beads in which two stems must meet
_LEAST = 0.05  # chance from which two stems are kept

Codes = npt.NDArray[np.int64]
Stems = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """(Arabic stem, English stem) → the geometric mean of the chances that one stands for the other."""

    chances: Mapping[tuple[str, str], float]

    def similarity(self, arabic: Sequence[str], english: Sequence[str]) -> Grid:
        """The chance of every two words, shape (Arabic words, English words)."""
        first, second = [stem(word, "ar") for word in arabic], [stem(word, "en") for word in english]
        rows = [[self.chances.get((one, other), 0.0) for other in second] for one in first]
        return np.array(rows, dtype=np.float64).reshape(len(first), len(second))


def learn_lexicon(beads: Iterable[tuple[str, str]]) -> Lexicon:
    """Learn from the Arabic and the English text of beads; those with an empty side teach nothing."""
    pairs = [pair for arabic, english in beads if all(pair := (_stems(arabic, "ar"), _stems(english, "en")))]
    pairs = [pair for pair in pairs if max(map(len, pair)) <= _LONGEST]
    if not pairs:
        return Lexicon(chances={})
    names: tuple[dict[str, int], dict[str, int]] = ({}, {})
    cells = [np.array(list(_cells(pair, number, names)), dtype=np.int64) for number, pair in enumerate(pairs)]
    bead, first, second = np.concatenate(cells).T
    kinds, kind, counts = np.unique(first * len(names[1]) + second, return_inverse=True, return_counts=True)
    of_first, of_second = np.divmod(kinds, len(names[1]))
    there = _expect(kind, _slots(bead, first), of_second, len(kinds))  # an English stem gives an Arabic one
    back = _expect(kind, _slots(bead, second), of_first, len(kinds))
    chances = np.sqrt(there * back)
    kept = np.flatnonzero((chances >= _LEAST) & (counts >= _FEWEST))
    words = [list(side) for side in names]
    return Lexicon(
        chances={(words[0][of_first[k]], words[1][of_second[k]]): round(float(chances[k]), 4) for k in kept.tolist()}
    )


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """A word without what it shares with its forms; numbers and short words as they are.

    >>> stem("Governments", "en")
    'govern'
    """
    bare = plain_text(plain_word(word)).casefold()
    stemmed: str = _stemmer(language).stemWord(bare) if len(bare) > 2 and not bare.isdigit() else bare
    return stemmed or bare


def _stems(text: str, language: str) -> list[str]:
    """The different stems of a text."""
    return list(dict.fromkeys(stem(text[start:end], language) for start, end in find_words(text)))


def _cells(pair: Stems, number: int, names: tuple[dict[str, int], dict[str, int]]) -> Iterable[tuple[int, int, int]]:
    """(bead, Arabic stem, English stem) for every two stems that meet in one bead."""
    rows, columns = (
        [known.setdefault(word, len(known)) for word in side] for side, known in zip(pair, names, strict=True)
    )
    return ((number, row, column) for row in rows for column in columns)


def _slots(bead: Codes, words: Codes) -> Codes:
    """One number for each word of each bead: what has to be explained."""
    slots: Codes = np.unique(bead * (words.max() + 1) + words, return_inverse=True)[1]
    return slots


def _expect(kind: Codes, slots: Codes, givers: Codes, kinds: int) -> npt.NDArray[np.float64]:
    """The chance that a stem gives another one, for each kind of two stems (IBM Model 1)."""
    chances = np.ones(kinds)
    for _ in range(_ROUNDS):
        weights = chances[kind]
        weights /= np.bincount(slots, weights)[slots]
        totals = np.bincount(kind, weights, kinds)
        chances = totals / np.bincount(givers, totals)[givers]
    return chances


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer({"ar": "arabic", "en": "english"}[language])
