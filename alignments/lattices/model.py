"""The chances of all beads between two texts, in three passes: sentences, clauses with their words, sentences again.

The first pass knows sentence vectors and lengths. What it thinks likely guides a lattice over *clauses*,
where word links count as well: it tells which half of a long Arabic period an English sentence answers.
The last pass weighs everything. The weights were fitted by likelihood on constructed gold
(benchmarks/fit_alignment.py) and are data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from alignments.encoders import Vectors
from alignments.lattices.features import (
    Capture,
    Layers,
    Spans,
    Spots,
    answered,
    blur,
    gather,
    join_spots,
    link_chances,
    make_capture,
)
from alignments.lattices.lattice import Grid, Marginals, Move, marginals
from alignments.names import fit_names
from alignments.units import Numbers, Places, Units

Mask = npt.NDArray[np.bool_]
Answers = tuple[Vectors, Vectors]

NULLS: tuple[Move, Move] = ((1, 0), (0, 1))
MOST = 8
_CLAUSE_MOVES: tuple[Move, ...] = (*((m, n) for m in range(1, 6) for n in range(1, 6) if min(m, n) <= 2), (3, 3))
_REACH = 2  # sentences around what the first pass thinks likely
_FLOOR = 1e-6
_TOGETHER = 20_000  # beads weighed at once, or all of one size
_PLAUSIBLE = 1e-4  # chance of the first pass, summed over the neighbourhood, from which a place is looked at again
_WORDS = 8.0  # weight of the shares of answered words in the clause lattice
_SPREAD = 0.04  # temperature of word similarities
_NAME = 0.7  # the cosine that letters count as which fit perfectly
_TYPICAL = 30  # units at which half of a side's mean vector is taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One weight a feature: of Arabic nulls, English nulls and all other beads.

    Beads with both sides may have a layer of hidden units as well: what a cosine says depends on how free the
    translation is, and that the other features tell.
    """

    arabic_null: Numbers
    english_null: Numbers
    bead: Numbers
    inner: Numbers  # (features, hidden units)
    bias: Numbers  # (hidden units,)
    outer: Numbers

    def score(self, move: Move, layers: Layers) -> Grid:
        """What speaks for each place of a bead of this size, by its features, shape as theirs less the first axis."""
        if 0 in move:
            return _weigh(self.arabic_null if move == (1, 0) else self.english_null, layers)
        score = _weigh(self.bead, layers)
        if len(self.outer):
            hidden = np.tensordot(self.inner.astype(np.float32).T, layers, axes=1)
            bias = self.bias.astype(np.float32).reshape(-1, *(1,) * (hidden.ndim - 1))
            score += _weigh(self.outer, np.tanh(hidden + bias))
        return score


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the last pass weighs, and the pairs of sentences (rows, columns) that it looks at."""

    spans: Spans
    captures: tuple[Capture, ...]
    plausible: Mask


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
    evidence = read_evidence(arabic, english, load_weights()[0])
    return score_beads(evidence.spans, load_weights()[1], evidence)


def read_evidence(arabic: Units, english: Units, weights: Weights) -> Evidence:
    """Everything the last pass weighs; ``weights`` are the first pass's."""
    spans = Spans((arabic.vectors, arabic.lengths), (english.vectors, english.lengths))
    rows, columns = spans.shape
    likely = link_chances(score_beads(spans, weights).chances, rows=rows, columns=columns)
    prior = blur(likely, _REACH)
    plausible = prior >= _PLAUSIBLE
    captures = _captures(arabic, english, prior + _FLOOR, plausible, weights)
    return Evidence(spans=spans, captures=captures, plausible=plausible)


def bead_features(spans: Spans, found: Mapping[Move, Spots], captures: Sequence[Capture] = ()) -> Layers:
    """All features of some beads with both sides, shape (features, beads), by the spots of each size."""
    own = spans.features(found)
    if not captures:
        return own
    spots = join_spots(found)
    return np.concatenate([own, *(capture.features(spots) for capture in captures)])


def score_beads(spans: Spans, weights: Weights, evidence: Evidence | None = None) -> Marginals:
    """The chance of every bead under these weights; with evidence, of beads at its plausible places alone."""
    rows, columns = spans.shape
    plausible = np.ones((rows, columns), dtype=np.bool_) if evidence is None else evidence.plausible
    captures = () if evidence is None else evidence.captures
    scores = {move: weights.score(move, spans.null_features(move)) for move in NULLS}
    moves = [move for move in sentence_moves(rows, columns) if move not in NULLS]
    for found in _spots_of(plausible, moves):
        layers = bead_features(spans, found, captures)
        for move, part in zip(found, _parts(layers, found), strict=True):
            scores[move] = _scatter(weights.score(move, part), found[move], plausible.shape, move)
    return marginals(scores, rows=rows, columns=columns)


def find_spots(plausible: Mask, move: Move) -> Spots:
    """Where a bead of this size may begin: its first and its last pair of sentences are both plausible."""
    m, n = move
    rows, columns = plausible.shape
    down, across = np.nonzero(plausible[: rows + 1 - m, : columns + 1 - n] & plausible[m - 1 :, n - 1 :])
    return Spots(down.astype(np.int64), across.astype(np.int64), np.full(len(down), m), np.full(len(down), n))


def _spots_of(plausible: Mask, moves: Sequence[Move]) -> Iterator[dict[Move, Spots]]:
    """The spots of all moves, as many moves at once as are looked at together."""
    found: dict[Move, Spots] = {}
    for move in moves:
        found[move] = find_spots(plausible, move)
        if sum(len(spots.rows) for spots in found.values()) >= _TOGETHER:
            yield found
            found = {}
    if found:
        yield found


def _parts(values: npt.NDArray[Any], found: Mapping[Move, Spots]) -> list[npt.NDArray[Any]]:
    """What of these values belongs to each move; spots are their last axis.

    Each part is copied: a product with a part in place can sum in another order.
    """
    ends = np.cumsum([len(spots.rows) for spots in found.values()])
    return [np.ascontiguousarray(part) for part in np.split(values, ends[:-1], axis=-1)]


def _weigh(weights: Numbers, layers: Layers) -> Grid:
    scores: Grid = np.tensordot(weights.astype(np.float32), layers, axes=1).astype(np.float64)
    return scores


def _scatter(scores: Numbers, spots: Spots, shape: tuple[int, ...], move: Move) -> Grid:
    """The scores on their grid; no other place can be drawn."""
    high, wide = shape[0] + 1 - move[0], shape[1] + 1 - move[1]
    if len(scores) == high * wide:
        return scores.reshape(high, wide)
    grid = np.full((high, wide), -np.inf)
    grid[spots.rows, spots.columns] = scores
    return grid


def _captures(arabic: Units, english: Units, prior: Grid, plausible: Mask, weights: Weights) -> tuple[Capture, ...]:
    """What clauses and what words say about sentences."""
    best = _best_similarities(arabic, english)
    cells = np.ix_(arabic.sentence_of, english.sentence_of)
    links = _clause_links(arabic, english, prior[cells], plausible[cells], best, weights)
    rows = (arabic.sentence_of, len(arabic.lengths))
    columns = (english.sentence_of, len(english.lengths))
    by_clause = make_capture(
        gather(_shared(links, axis=1) * arabic.clause_lengths[:, None], rows, columns),
        gather(_shared(links, axis=0) * english.clause_lengths[None, :], rows, columns),
        _per_place(arabic.clause_lengths, rows),
        _per_place(english.clause_lengths, columns),
    )
    words = _word_answers(arabic, english, blur(links, 1) + 1e-4, best)
    by_word = make_capture(
        gather(words[0], rows, columns),
        gather(words[1], rows, columns),
        _per_place(_clause_words(arabic), rows),
        _per_place(_clause_words(english), columns),
    )
    return (by_clause, by_word)


def _clause_links(arabic: Units, english: Units, near: Grid, plausible: Mask, best: Answers, weights: Weights) -> Grid:
    """The chance that two clauses belong together, by a lattice over clauses."""
    first, second = (_centred(side.clauses, side.clauses.mean(axis=0), len(side.clauses)) for side in (arabic, english))
    spans = Spans((first, arabic.clause_lengths), (second, english.clause_lengths))
    rows, columns = spans.shape
    answers = make_capture(*_word_answers(arabic, english, near, best), _clause_words(arabic), _clause_words(english))
    closeness = np.log(near + 1e-4)
    scores = {move: weights.score(move, spans.null_features(move)) for move in NULLS}
    moves = [(m, n) for m, n in _CLAUSE_MOVES if m <= rows and n <= columns]
    for found in _spots_of(plausible, moves):
        spots = join_spots(found)
        ends = (spots.rows + spots.high - 1, spots.columns + spots.wide - 1)
        parts = _parts(spans.features(found), found)
        score = np.concatenate([weights.score(move, part) for move, part in zip(found, parts, strict=True)])
        score += (closeness[spots.rows, spots.columns] + closeness[ends]) / 2
        score += _WORDS * sum(answers.shares(spots))
        for move, part in zip(found, _parts(score, found), strict=True):
            scores[move] = _scatter(part, found[move], plausible.shape, move)
    return link_chances(marginals(scores, rows=rows, columns=columns).chances, rows=rows, columns=columns)


def _best_similarities(arabic: Units, english: Units) -> Answers:
    """The best cosine of every word in every clause of the other side: of the Arabic words, of the English ones.

    Shapes (English clauses, Arabic words) and (Arabic clauses, English words). Different words are compared
    once, however often they stand in the text.
    """
    cosines = _word_cosines(arabic, english)
    cuts, other_cuts = (np.searchsorted(side.clause_of, np.arange(len(side.clauses))) for side in (arabic, english))
    of_english = np.maximum.reduceat(cosines[arabic.words], cuts, axis=0)[:, english.words]
    return np.maximum.reduceat(cosines.T[english.words], other_cuts, axis=0)[:, arabic.words], of_english


def _word_cosines(arabic: Units, english: Units) -> Vectors:
    """The likeness of all different words: cosines, and of a name how well its letters fit where that is more."""
    cosines: Vectors = _word_directions(arabic) @ _word_directions(english).T
    for column in np.flatnonzero(english.named):
        fits = fit_names(arabic.spelt, english.spelt[column])
        cosines[:, column] = np.maximum(cosines[:, column], fits * _NAME)
    return cosines


def _word_directions(side: Units) -> Vectors:
    """The vectors of the different words, the mean direction of all running words taken out."""
    counts = np.bincount(side.words, minlength=len(side.vocabulary))
    return _centred(side.vocabulary, counts @ side.vocabulary / len(side.words), len(side.words))


def _word_answers(arabic: Units, english: Units, prior: Grid, best: Answers) -> tuple[Grid, Grid]:
    """Word weight answered between clauses: of the Arabic and of the English, both (Arabic, English clauses)."""
    of_arabic = answered(best[0], prior.T, arabic.word_weights, arabic.clause_of, _SPREAD).T
    return of_arabic, answered(best[1], prior, english.word_weights, english.clause_of, _SPREAD)


def _clause_words(side: Units) -> Numbers:
    return _per_place(side.word_weights, (side.clause_of, len(side.clause_lengths)))


def _per_place(weights: Numbers, places: tuple[Places, int]) -> Numbers:
    return np.bincount(places[0], weights, places[1]).astype(np.float64)


def _shared(links: Grid, *, axis: int) -> Grid:
    """Link chances as shares: what a clause has to give is given once."""
    shares: Grid = links / np.maximum(links.sum(axis=axis, keepdims=True), 1)
    return shares


def _centred(vectors: Vectors, mean: Vectors | Numbers, count: int) -> Vectors:
    """Vectors less their mean (the less, the fewer they are), of unit length: a language's own direction is no news."""
    moved = vectors - mean * (count / (count + _TYPICAL))
    unit: Vectors = (moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), _FLOOR)).astype(np.float32)
    return unit
