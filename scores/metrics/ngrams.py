"""The n-gram counts of BLEU and chrF for all segments at once.

sacrebleu counts segment by segment in dictionaries; sorting all n-grams of a corpus together gives the same counts
in a third of the time. The tests hold every value against sacrebleu's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of all segments of one side, one after the other, as numbers; ``sizes`` are those of the segments."""

    numbers: Numbers
    sizes: Numbers


def bleu_rows(
    hypothesis: Sequence[str], references: Sequence[Sequence[str]], split: Callable[[str], list[str]]
) -> Array:
    """Lengths, matches and totals of 1- to 4-grams, shape (segments, 10); the nearest of the references' lengths."""
    sides = _number_words([[split(line) for line in lines] for lines in (hypothesis, *references)])
    matched, totals = [], []
    for counts, segments in _count(sides, orders=4):
        ours, theirs = counts[:, 0], counts[:, 1:].max(axis=1)
        matched.append(np.bincount(segments, np.minimum(ours, theirs), minlength=len(hypothesis)))
        totals.append(np.bincount(segments, ours, minlength=len(hypothesis)))
    ours = sides[0].sizes
    lengths = np.array([side.sizes for side in sides[1:]])
    # the nearest length, the shorter one of two that are as near
    nearest = np.lexsort((lengths, np.abs(lengths - ours)), axis=0)[0]
    chosen = np.take_along_axis(lengths, nearest[None], axis=0)[0]
    return np.column_stack([ours, chosen, *matched, *totals]).astype(np.float64)


def chrf_rows(hypothesis: Sequence[str], reference: Sequence[str], *, words: int) -> Array:
    """(ours, theirs, matched) of 1- to 6-grams of characters and 1- to ``words``-grams of words, for every segment."""
    rows = _triples([_characters(lines) for lines in (hypothesis, reference)], orders=6)
    if words:
        sides = _number_words([[_split(line) for line in lines] for lines in (hypothesis, reference)])
        rows += _triples(sides, orders=words)
    return np.column_stack(rows)


def _triples(sides: Sequence[Tokens], *, orders: int) -> list[Array]:
    rows = []
    for counts, segments in _count(sides, orders=orders):
        size = len(sides[0].sizes)
        theirs = np.bincount(segments, counts[:, 1], minlength=size)
        # sacrebleu counts nothing of ours where the reference has no n-gram of that length
        ours = np.where(theirs > 0, np.bincount(segments, counts[:, 0], minlength=size), 0)
        rows += [ours, theirs, np.bincount(segments, counts.min(axis=1), minlength=size)]
    return rows


def _count(sides: Sequence[Tokens], *, orders: int) -> Iterator[tuple[Numbers, Numbers]]:
    """For each order: how often every n-gram of every segment stands on every side, and which segment that is.

    An n-gram is numbered by its segment, the number of the n-gram without its last token, and that token.
    """
    tokens = np.concatenate([side.numbers for side in sides])
    segment = np.concatenate([np.repeat(np.arange(len(side.sizes)), side.sizes) for side in sides])
    left = np.concatenate([_left(side.sizes) for side in sides])  # tokens from here to the end of the segment
    which = np.repeat(np.arange(len(sides)), [len(side.numbers) for side in sides])
    base = int(tokens.max(initial=0)) + 1
    start, number = np.arange(len(tokens)), segment
    for order in range(1, orders + 1):
        long = left[start] >= order
        start, number = start[long], number[long]
        known, number = np.unique(number * base + tokens[start + order - 1], return_inverse=True)
        cells = np.bincount(number * len(sides) + which[start], minlength=len(known) * len(sides))
        owner = np.zeros(len(known), dtype=np.int64)
        owner[number] = segment[start]
        yield cells.reshape(len(known), len(sides)), owner


def _left(sizes: Numbers) -> Numbers:
    return np.repeat(np.cumsum(sizes), sizes) - np.arange(int(sizes.sum()))


def _characters(lines: Sequence[str]) -> Tokens:
    """All characters but white space."""
    dense = ["".join(line.split()) for line in lines]
    numbers = np.frombuffer("".join(dense).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    return Tokens(numbers=numbers, sizes=np.array([len(line) for line in dense], dtype=np.int64))


def _number_words(sides: Sequence[Sequence[Sequence[str]]]) -> list[Tokens]:
    known: dict[str, int] = {}
    numbered = []
    for lines in sides:
        numbers = [known.setdefault(word, len(known)) for line in lines for word in line]
        sizes = np.array([len(line) for line in lines], dtype=np.int64)
        numbered.append(Tokens(numbers=np.array(numbers, dtype=np.int64), sizes=sizes))
    return numbered


def _split(line: str) -> list[str]:
    """Words with one mark of punctuation split off, the last before the first, as in Popovic's chrF++.

    >>> _split('"No," (he) said.')
    ['"No,', '"', '(he', ')', 'said', '.']
    """
    words = []
    for word in line.split():
        if len(word) == 1:
            words.append(word)
        elif word[-1] in _PUNCTUATION:
            words += [word[:-1], word[-1]]
        elif word[0] in _PUNCTUATION:
            words += [word[0], word[1:]]
        else:
            words.append(word)
    return words
