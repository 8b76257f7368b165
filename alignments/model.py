"""The chances of all beads between two texts, in three passes: sentences, clauses with their words, sentences again.

The first pass knows sentence vectors and lengths. What it thinks likely guides a lattice over *clauses*,
where word links count as well: it tells which half of a long Arabic period an English sentence answers.
The last pass weighs everything. The weights were fitted by likelihood on constructed gold
(benchmarks/fit_alignment.py) and are data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from alignments.encoders import Vectors
from alignments.features import Capture, Spans, answered, blur, gather, link_chances, make_capture
from alignments.lattice import Grid, Marginals, Move, marginals
from alignments.units import Numbers, Places, Units

NULLS: tuple[Move, Move] = ((1, 0), (0, 1))
MOST = 8
_CLAUSE_MOVES: tuple[Move, ...] = (
    *NULLS,
    *((m, n) for m in range(1, 6) for n in range(1, 6) if min(m, n) <= 2),
    (3, 3),
)
_REACH = 2  # sentences around what the first pass thinks likely
_FLOOR = 1e-6
_WORDS = 8.0  # weight of the shares of answered words in the clause lattice
_SPREAD = 0.04  # temperature of word similarities
_TYPICAL = 30  # units at which half of a side's mean vector is taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One weight a feature: of Arabic nulls, English nulls and all other beads."""

    arabic_null: Numbers
    english_null: Numbers
    bead: Numbers

    def of(self, move: Move) -> Numbers:
        """The weights that score this move."""
        return self.arabic_null if move == (1, 0) else self.english_null if move == (0, 1) else self.bead


@cache
def load_weights() -> tuple[Weights, Weights]:
    """The fitted weights of the first and of the last pass."""
    data = json.loads(resources.files("alignments").joinpath("data/weights.json").read_text(encoding="utf-8"))
    first, last = ({name: np.array(values) for name, values in data[key].items()} for key in ("first", "last"))
    return Weights(**first), Weights(**last)


def sentence_moves(rows: int, columns: int) -> list[Move]:
    """The sizes of beads looked at: to 8 on a side, to 1:12, and more where one side has far more sentences."""
    wide = 12 if columns <= 4 * rows else min(columns, 40)
    high = MOST if rows <= 4 * columns else min(rows, 40)
    beads = {(m, n) for m in range(1, MOST + 1) for n in range(1, MOST + 1) if min(m, n) <= 3 and m + n <= 10}
    beads |= {(1, n) for n in range(1, wide + 1)} | {(m, 1) for m in range(1, high + 1)}
    return [*NULLS, *sorted(move for move in beads if move[0] <= rows and move[1] <= columns)]


def bead_chances(arabic: Units, english: Units) -> Marginals:
    """The chance of every bead between two sides, neither of them empty."""
    spans, captures = read_evidence(arabic, english, load_weights()[0])
    return score_beads(spans, captures, load_weights()[1])


def read_evidence(arabic: Units, english: Units, weights: Weights) -> tuple[Spans, Sequence[Capture]]:
    """Everything the last pass weighs; ``weights`` are the first pass's."""
    spans = Spans((arabic.vectors, arabic.lengths), (english.vectors, english.lengths))
    rows, columns = spans.shape
    likely = link_chances(score_beads(spans, (), weights).chances, rows=rows, columns=columns)
    prior = blur(likely, _REACH) + _FLOOR
    return spans, _captures(arabic, english, prior, weights)


def bead_features(spans: Spans, captures: Sequence[Capture], move: Move) -> Grid:
    """All features of one move, shape (features, places down, places across)."""
    own = spans.features(move)
    return own if 0 in move else np.concatenate([own, *(capture.features(move) for capture in captures)])


def score_beads(spans: Spans, captures: Sequence[Capture], weights: Weights) -> Marginals:
    """The chance of every bead under these weights."""
    rows, columns = spans.shape
    scores = {
        move: np.tensordot(weights.of(move), bead_features(spans, captures, move), axes=1)
        for move in sentence_moves(rows, columns)
    }
    return marginals(scores, rows=rows, columns=columns)


def _captures(arabic: Units, english: Units, prior: Grid, weights: Weights) -> list[Capture]:
    """What clauses and what words say about sentences."""
    similarity = _word_similarity(arabic, english)
    near = prior[np.ix_(arabic.sentence_of, english.sentence_of)]
    links = _clause_links(arabic, english, near, similarity, weights)
    rows = (arabic.sentence_of, len(arabic.lengths))
    columns = (english.sentence_of, len(english.lengths))
    by_clause = make_capture(
        gather(_shared(links, axis=1) * arabic.clause_lengths[:, None], rows, columns),
        gather(_shared(links, axis=0) * english.clause_lengths[None, :], rows, columns),
        _per_place(arabic.clause_lengths, rows),
        _per_place(english.clause_lengths, columns),
    )
    words = _word_answers(arabic, english, blur(links, 1) + 1e-4, similarity)
    by_word = make_capture(
        gather(words[0], rows, columns),
        gather(words[1], rows, columns),
        _per_place(_clause_words(arabic), rows),
        _per_place(_clause_words(english), columns),
    )
    return [by_clause, by_word]


def _clause_links(arabic: Units, english: Units, near: Grid, similarity: Vectors, weights: Weights) -> Grid:
    """The chance that two clauses belong together, by a lattice over clauses."""
    spans = Spans(
        (_centred(arabic.clauses), arabic.clause_lengths), (_centred(english.clauses), english.clause_lengths)
    )
    rows, columns = spans.shape
    answers = make_capture(
        *_word_answers(arabic, english, near, similarity), _clause_words(arabic), _clause_words(english)
    )
    closeness = np.log(near + 1e-4)
    scores = {}
    for move in _CLAUSE_MOVES:
        m, n = move
        if m <= rows and n <= columns:
            score = np.tensordot(weights.of(move), spans.features(move), axes=1)
            if m and n:
                score += (closeness[: rows + 1 - m, : columns + 1 - n] + closeness[m - 1 :, n - 1 :]) / 2
                score += _WORDS * sum(answers.shares(move))
            scores[move] = score
    return link_chances(marginals(scores, rows=rows, columns=columns).chances, rows=rows, columns=columns)


def _word_similarity(arabic: Units, english: Units) -> Vectors:
    """Cosines of all running words, shape (Arabic words, English words), each side's mean direction taken out."""
    first, second = (_centred(side.vocabulary[side.words]) for side in (arabic, english))
    similarity: Vectors = first @ second.T
    return similarity


def _word_answers(arabic: Units, english: Units, prior: Grid, similarity: Vectors) -> tuple[Grid, Grid]:
    """Word weight answered between clauses: of the Arabic and of the English, both (Arabic, English clauses)."""
    places = (arabic.clause_of, english.clause_of)
    of_arabic = answered(similarity.T, prior.T, arabic.word_weights, places[::-1], _SPREAD).T
    return of_arabic, answered(similarity, prior, english.word_weights, places, _SPREAD)


def _clause_words(side: Units) -> Numbers:
    return _per_place(side.word_weights, (side.clause_of, len(side.clause_lengths)))


def _per_place(weights: Numbers, places: tuple[Places, int]) -> Numbers:
    return np.bincount(places[0], weights, places[1]).astype(np.float64)


def _shared(links: Grid, *, axis: int) -> Grid:
    """Link chances as shares: what a clause has to give is given once."""
    shares: Grid = links / np.maximum(links.sum(axis=axis, keepdims=True), 1)
    return shares


def _centred(vectors: Vectors) -> Vectors:
    """Vectors less their mean (the less, the fewer they are), of unit length: a language's own direction is no news."""
    moved = vectors - vectors.mean(axis=0) * (len(vectors) / (len(vectors) + _TYPICAL))
    unit: Vectors = (moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), _FLOOR)).astype(np.float32)
    return unit
