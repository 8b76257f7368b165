"""Matches: how much of a translation one Arabic text answers, by a quick alignment of the two."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from alignments.encoders import Encoder, Vectors
from alignments.features import Spans, running_sums
from alignments.lattice import Grid, Move, best_path
from alignments.units import Numbers, Places
from alignments.vocabulary import find_words, plain_word, word_vectors, word_weights
from corpus.documents import Document
from corpus.numbers import find_numbers

_SENTENCES = 120  # of either side that are aligned to decide
_LONGEST = 4000  # characters of one sentence that are looked at
_ANSWERED = 0.45  # cosine from which a bead says the same
_LEAST = 10  # a smaller number stands in every text
_MOVES: tuple[Move, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1))
_STRANGERS = 0.4  # cosine up to which sentences may be strangers of one matter
_JOINING = 0.05  # what each further sentence must add to the cosine

Span = tuple[int, int]
Readings = frozenset[Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What speaks for one original. Shares are in [0, 1] and count length, words count by their rarity."""

    translation: str
    original: str
    english: float  # share of the English that beads with the same meaning cover
    arabic: float
    faint: float  # mean cosine of the fainter half of them: a retelling quotes some sentences and tells others anew
    words: float  # how far the words of the English have a counterpart in their bead; outside beads they have none
    answered: int  # English sentences with a counterpart
    looked_at: int
    numbers: int  # different numbers of the English, from 10 up
    shared_numbers: tuple[str, ...]  # those that stand in the Arabic, as the English writes them, the greatest first
    agreeing: int  # numbers of either side that the other side of their bead has, or a neighbour of it
    disagreeing: int  # those that it lacks: a retelling has other figures


@dataclass(frozen=True, slots=True)
class Side:
    """The beginning of a document, ready to be aligned with several others."""

    document: Document
    vectors: Vectors  # (sentences, dimension)
    lengths: Numbers
    words: Vectors  # (running words, dimension)
    weights: Numbers  # of each word, by its rarity
    starts: Places  # where the words of each sentence begin; where those of the last end
    numbers: dict[Fraction, str]  # by value in reading order, as first written
    readings: tuple[tuple[Readings, ...], ...]  # of each sentence's numbers, every value that they could have


def read_side(document: Document, *, encoder: Encoder) -> Side:
    """Everything that is compared of a document that has sentences."""
    language = "ar" if document.language == "ar" else "en"
    texts = [sentence.text[:_LONGEST] for sentence in document.sentences[:_SENTENCES]]
    by_sentence = [[plain_word(text[start:end]) for start, end in find_words(text)] or ["."] for text in texts]
    words = [word for ones in by_sentence for word in ones]
    mentions = [
        [mention for mention in find_numbers(text, language) if mention.certain and mention.value >= _LEAST]
        for text in texts
    ]
    return Side(
        document=document,
        vectors=encoder.encode(texts),
        lengths=np.array([max(len(text), 1) for text in texts], dtype=np.float64),
        words=word_vectors(words, encoder=encoder),
        weights=word_weights(words, language),
        starts=np.cumsum([0, *(len(ones) for ones in by_sentence)]),
        numbers={mention.value: mention.text for ones in reversed(mentions) for mention in reversed(ones)},
        readings=tuple(tuple(frozenset(mention.readings) for mention in ones) for ones in mentions),
    )


def match_sides(translation: Side, original: Side) -> Match:
    """Align two documents by sentence vectors and lengths, and measure what is covered and which words are answered."""
    first, second = original.lengths, translation.lengths
    spans = Spans((original.vectors, first), (translation.vectors, second))
    path = best_path(_gains(spans, first, second), rows=len(first), columns=len(second))
    covered, words, held = np.zeros(2), 0.0, np.zeros(2, dtype=np.int64)
    cosines: list[float] = []
    for i, j, (m, n) in path:
        cosine = float(spans.cosines((m, n))[i, j]) if m and n else 0.0
        if cosine >= _ANSWERED:
            covered += first[i : i + m].sum(), second[j : j + n].sum()
            cosines += [cosine] * n
            words += _answered_words(original, translation, (i, i + m), (j, j + n))
            held += _compare_numbers(original, translation, (i, i + m), (j, j + n))
            held += _compare_numbers(translation, original, (j, j + n), (i, i + m))
    there = _values(original, (0, len(first)))
    shared = sorted((value for value in translation.numbers if value in there), reverse=True)
    return Match(
        translation=translation.document.id,
        original=original.document.id,
        english=round(float(covered[1] / second.sum()), 4),
        arabic=round(float(covered[0] / first.sum()), 4),
        faint=round(float(np.mean(sorted(cosines)[: -(-len(cosines) // 2)])), 4) if cosines else 0.0,
        words=round(words / float(translation.weights.sum()), 4),
        answered=len(cosines),
        looked_at=len(second),
        numbers=len(translation.numbers),
        shared_numbers=tuple(translation.numbers[value] for value in shared),
        agreeing=int(held[0]),
        disagreeing=int(held[1]),
    )


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


def _answered_words(original: Side, translation: Side, rows: Span, columns: Span) -> float:
    """The weight of the English words of a bead, each times its best cosine with a word of the Arabic."""
    first, second = (slice(*side.starts[list(span)]) for side, span in ((original, rows), (translation, columns)))
    best = (original.words[first] @ translation.words[second].T).max(axis=0)
    return float(translation.weights[second] @ best)


def _compare_numbers(one: Side, other: Side, span: Span, across: Span) -> Places:
    """How many numbers of a stretch of one side the other has in its stretch or a sentence beside it, and lacks."""
    there = _values(other, (max(across[0] - 1, 0), across[1] + 1))
    answered = [bool(there & readings) for sentence in one.readings[slice(*span)] for readings in sentence]
    return np.array([sum(answered), len(answered) - sum(answered)], dtype=np.int64)


def _values(side: Side, span: Span) -> Readings:
    return frozenset(value for sentence in side.readings[slice(*span)] for readings in sentence for value in readings)
