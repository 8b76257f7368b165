"""Words: where they stand, how much they weigh, and their vectors, which make an encoder a dictionary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, Vectors, plain_text
from corpus.frequencies import zipf

_WORD = re.compile(r"[^\W_]+(?:[\u064B-\u0652\u0670\u0640]+[^\W_]*)*")  # marks and tatweel do not part a word
_LONGEST = 64  # characters of one word
_COMMON, _SPREAD = 7.0, 4.0  # Zipf frequencies: of a word that weighs nothing, and down to one that weighs 1
_LEAST = 0.05
_NAME_LETTERS = 4  # of a name in Latin letters: shorter words sound like many others
_KEPT = 30_000  # words with their vectors that one process holds for one encoder (60 MB at 512 numbers)


def find_words(text: str) -> list[tuple[int, int]]:
    """Where the words of a text begin and end, marks included.

    >>> find_words("It's 5 p.m.")
    [(0, 2), (3, 4), (5, 6), (7, 8), (9, 10)]
    """
    return [match.span() for match in _WORD.finditer(text)]


@lru_cache(maxsize=65_536)
def plain_word(word: str) -> str:
    """A word as it is looked up: no marks, digits of any script as 0 to 9."""
    plain = plain_text(word[:_LONGEST])
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in plain)


@lru_cache(maxsize=65_536)
def word_weight(word: str, language: str) -> float:
    """How much a word tells, from 0.05 (the, of) to 1 (rare words, numbers), by its frequency."""
    if word.isdigit():
        return 1.0
    return min(max((_COMMON - zipf(word.casefold(), language)) / _SPREAD, _LEAST), 1.0)


def word_weights(words: Sequence[str], language: str) -> npt.NDArray[np.float64]:
    """The weight of each word, shape (words,)."""
    return np.array([word_weight(word, language) for word in words], dtype=np.float64)


def find_names(by_sentence: Sequence[Sequence[str]]) -> npt.NDArray[np.bool_]:
    """Which of the running words a capital makes a name, shape (words,).

    The first word of a sentence has one anyway, and a word all in capitals is a heading or an abbreviation. In a short
    word few letters are there to be compared.
    """
    found = [
        place > 0 and len(word) >= _NAME_LETTERS and word[0].isupper() and not word.isupper()
        for words in by_sentence
        for place, word in enumerate(words)
    ]
    return np.array(found, dtype=np.bool_)


def word_vectors(words: Sequence[str], *, encoder: Encoder) -> Vectors:
    """The vectors of single words or phrases, shape (words, dimension); each is encoded once while it is held."""
    known = _known.setdefault(encoder.signature, _Known())
    new = sorted({word for word in words if word not in known.rows})
    if len(known.rows) + len(new) > _KEPT:  # a new table, not an emptied one: other threads may be reading from this
        known = _known[encoder.signature] = _Known()
        new = sorted(set(words))
    if new:
        known.add(new, encoder.encode(new))
    return known.vectors_of(words)


class _Known:
    """Words and their vectors, in one table. Rows are only ever added, so a reader needs no lock."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self._table = np.zeros((0, 0), dtype=np.float32)
        self._adding = Lock()

    def add(self, words: Sequence[str], vectors: Vectors) -> None:
        with self._adding:
            first = len(self.rows)
            fresh = [number for number, word in enumerate(words) if word not in self.rows]  # by no other thread
            last = first + len(fresh)
            if last > len(self._table):
                grown = np.empty((max(last, min(2 * last, _KEPT)), vectors.shape[1]), dtype=np.float32)
                grown[:first] = self._table[:first] if first else 0
                self._table = grown
            self._table[first:last] = vectors[fresh]
            self.rows.update((words[number], first + row) for row, number in enumerate(fresh))

    def vectors_of(self, words: Sequence[str]) -> Vectors:
        rows = [self.rows[word] for word in words]
        return self._table[rows]


_known: dict[str, _Known] = {}
