"""Stretches of an Arabic sentence that may have been left out, and the signs that each of them was.

A stretch is one from where a clause can begin to where one ends, or one of just the length that is missing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from alignments.encoders import Encoder, Vectors
from corpus.folding import fold_text
from corpus.sentences.stops import sentence_words
from scores.findings.sentences.likeness import WORDS, word_cosines, word_weight

_LEAST_WORDS = 3  # of a stretch, and of what is left of the sentence
_MOST_SHARE = 0.65  # of the words of a sentence; who leaves out more has translated another sentence
_SLIDING = 0.15  # shortfall from which its length is known well enough to slide a stretch of it
_MOST_SLIDING = 7
_MOST_WEIGHT = 5.0
_MOST_ENGLISH = 240
_AND = fold_text("\N{ARABIC LETTER WAW}")
_LEAST_JOINED = 4  # letters of a word that begins with "and"
_SURE = 2  # that a clause begins at a mark; 1 at a word that may open one, 0 elsewhere
_MARK = re.compile(
    '[.,;:!?()"\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{EN DASH}\N{EM DASH}'
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]|(?<= )-(?= )"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a sentence at start:end of its text, and the signs that it was left out, by name."""

    start: int
    end: int
    signs: Mapping[str, float]

    def chance(self, weights: Mapping[str, float]) -> float:
        """The chance that these words are missing, by the weights of its signs."""
        value = weights["bias"] + sum(weights[name] * value for name, value in self.signs.items())
        return 1 / (1 + math.exp(-value))


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of an Arabic sentence and of its English, and how well each is answered."""

    text: str
    english: str
    encoder: Encoder

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of every Arabic word."""
        return [match.span() for match in WORDS.finditer(self.text)]

    @cached_property
    def _english_words(self) -> list[str]:
        return WORDS.findall(self.english)[:_MOST_ENGLISH]

    @cached_property
    def _cosines(self) -> Vectors:
        words = [self.text[start:end] for start, end in self.spans]
        return word_cosines(words, self._english_words, self.encoder)

    def windows(self, shortfall: float) -> list[Window]:
        """All stretches; ``shortfall`` is how much longer the Arabic is than it should be, in natural logarithms."""
        count = len(self.spans)
        if count < 2 * _LEAST_WORDS or not self._english_words:
            return []
        breaks = [*(self._break(place) for place in range(count)), _SURE]
        places = {*_clauses(breaks), *_sliding(count, shortfall)}
        weights = _weights([self.text[start:end] for start, end in self.spans], "ar")
        best = self._cosines.max(axis=1) * weights
        sums = np.cumsum([0.0, *best]), np.cumsum([0.0, *weights])
        surplus = self._surplus(float(sums[0][-1] / sums[1][-1]))
        return [self._window(*place, breaks, sums, shortfall, surplus) for place in sorted(places)]

    def _window(
        self,
        first: int,
        last: int,
        breaks: Sequence[int],
        sums: tuple[np.ndarray, np.ndarray],
        shortfall: float,
        surplus: float,
    ) -> Window:
        inside = [float(each[last] - each[first]) for each in sums]
        outside = [float(each[-1]) - part for each, part in zip(sums, inside, strict=True)]
        start, end = self.spans[first][0], self.spans[last - 1][1]
        signs = {
            "shortfall": shortfall,
            "contrast": outside[0] / outside[1] - inside[0] / inside[1],
            "surplus": surplus,
            "misfit": abs(shortfall + math.log(1 - (end - start) / (len(self.text) + 1))),
            "tail": float(last == len(self.spans)),
            "opens": float(breaks[first]),
            "closes": float(breaks[last]),
        }
        return Window(start=start, end=end, signs=signs)

    def _surplus(self, arabic: float) -> float:
        """How much better the English words are answered than the Arabic ones."""
        weights = _weights(self._english_words, "en")
        return float(self._cosines.max(axis=0) @ weights / weights.sum()) - arabic

    def _break(self, place: int) -> int:
        """How sure it is that a clause begins with a word."""
        start, end = self.spans[place]
        if not place or _MARK.search(self.text, self.spans[place - 1][1], start):
            return _SURE
        word = fold_text(self.text[start:end])
        return int(word in _openings() or (word.startswith(_AND) and len(word) >= _LEAST_JOINED))


def _clauses(breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First word and the one after the last, from one break to any later one."""
    count = len(breaks) - 1
    places = [place for place, sure in enumerate(breaks) if sure]
    for first in places:
        for last in places:
            size = last - first
            if _LEAST_WORDS <= size <= min(_MOST_SHARE * count, count - _LEAST_WORDS):
                yield first, last


def _sliding(count: int, shortfall: float) -> Iterator[tuple[int, int]]:
    """Evenly spread stretches of the length that is missing."""
    if shortfall < _SLIDING:
        return
    size = min(max(_LEAST_WORDS, round((1 - math.exp(-shortfall)) * count)), count - _LEAST_WORDS)
    last = count - size
    for first in {round(place) for place in np.linspace(0, last, min(last + 1, _MOST_SLIDING))}:
        yield first, first + size


def _weights(words: Sequence[str], language: str) -> np.ndarray:
    return np.array([min(_MOST_WEIGHT, word_weight(word, language)) for word in words])


@cache
def _openings() -> frozenset[str]:
    return frozenset(fold_text(word) for word in sentence_words("ar")["connectors"])
