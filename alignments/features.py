"""What speaks for a bead: cosines, lengths and sizes, and how much of either side the other one answers.

A grid has Arabic sentences as rows and English ones as columns. The features of a move (m, n) have shape
(features, rows - m + 1, columns - n + 1): one layer a feature, one cell for each place of the bead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alignments.encoders import Vectors
from alignments.lattice import Grid, Move
from alignments.units import Numbers, Places

_FAR = 1e-9


class Spans:
    """The features of spans by their vectors and lengths alone."""

    def __init__(self, first: tuple[Vectors, Numbers], second: tuple[Vectors, Numbers]) -> None:
        """Take (vectors, lengths) of the Arabic and of the English pieces."""
        self._sides = (first, second)
        self.shape = (len(first[1]), len(second[1]))
        self._sums = (_running(first[1]), _running(second[1]))
        self._ratio = self._sums[0][-1] / self._sums[1][-1]
        self._pooled: dict[tuple[int, int], Vectors] = {}
        self._highest = first[0] @ second[0].T

    def features(self, move: Move) -> Grid:
        """3 features of a null: one, its relative length, its best cosine; 12 of any other bead."""
        if 0 in move:
            return self._null_features(0 if move[1] == 0 else 1)
        m, n = move
        cosine = self.cosines(move)
        high = _stretch(self._sums[0], m)[:, None] / self._ratio
        wide = _stretch(self._sums[1], n)[None, :]
        likeness = np.log2(1 + np.minimum(high, wide) / np.maximum(high, wide))
        margin = cosine - _neighbours(cosine, move) / 2
        size = np.sqrt((high + wide) / 2 / np.mean(self._sides[1][1]))
        apart = np.minimum(np.abs(np.log(high / wide)), 2)
        kinds = (1, m == n == 1, m > 1, m > 1 and n > 1, np.log(m), np.log(n))
        layers = [margin, margin * likeness, cosine, likeness, apart, size]
        return np.stack(layers + [np.full(cosine.shape, float(kind)) for kind in kinds])

    def cosines(self, move: Move) -> Grid:
        """The cosine of the two spans, their vectors being the mean of their pieces' by length."""
        return np.asarray(self._pool(0, move[0]) @ self._pool(1, move[1]).T, dtype=np.float64)

    def _pool(self, side: int, size: int) -> Vectors:
        if (side, size) not in self._pooled:
            vectors, lengths = self._sides[side]
            sums = np.zeros((len(lengths) - size + 1, vectors.shape[1]), dtype=np.float32)
            for step in range(size):
                rows = slice(step, step + len(sums))
                sums += vectors[rows] * lengths[rows, None].astype(np.float32)
            self._pooled[side, size] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), _FAR)
        return self._pooled[side, size]

    def _null_features(self, side: int) -> Grid:
        lengths = self._sides[side][1]
        other = self.shape[1 - side] + 1
        columns = [np.ones_like(lengths), np.minimum(lengths / lengths.mean(), 3), self._highest.max(axis=1 - side)]
        layers = np.stack(columns)[:, :, None].repeat(other, axis=2)
        return layers if side == 0 else layers.transpose(0, 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """How much of each sentence's weight every sentence of the other side answers.

    ``arabic[i, j]`` is the weight of Arabic sentence i that English sentence j answers, ``english[i, j]`` the
    other way round: both are summed-area tables, so any bead is four look-ups.
    """

    arabic: Grid
    english: Grid
    arabic_weights: Numbers  # running sums
    english_weights: Numbers

    def shares(self, move: Move) -> tuple[Grid, Grid]:
        """The share of each side of the bead that the bead's other side answers."""
        m, n = move
        arabic = _area(self.arabic, move) / _stretch(self.arabic_weights, m)[:, None]
        return arabic, _area(self.english, move) / _stretch(self.english_weights, n)[None, :]

    def features(self, move: Move) -> Grid:
        """4 features: the lesser and the mean share, and the weight each side loses to sentences outside."""
        m, n = move
        arabic, english = self.shares(move)
        whole = (_stretch(self.arabic_weights, m)[:, None], _stretch(self.english_weights, n)[None, :])
        mean = (_mean(self.arabic_weights), _mean(self.english_weights))
        lost = [
            np.minimum((1 - share) * weight / one, 3)
            for share, weight, one in zip((arabic, english), whole, mean, strict=True)
        ]
        return np.stack([np.minimum(arabic, english), (arabic + english) / 2, *lost])


def make_capture(arabic: Grid, english: Grid, arabic_weights: Numbers, english_weights: Numbers) -> Capture:
    """A capture from plain grids and each sentence's whole weight."""
    return Capture(
        arabic=_table(arabic),
        english=_table(english),
        arabic_weights=_running(arabic_weights),
        english_weights=_running(english_weights),
    )


def link_chances(chances: Mapping[Move, Grid], *, rows: int, columns: int) -> Grid:
    """The chance that two pieces share a bead, shape (rows, columns): each bead's chance laid over its rectangle."""
    steps = np.zeros((rows + 1, columns + 1))
    for (m, n), grid in chances.items():
        if m and n:
            high, wide = grid.shape
            steps[:high, :wide] += grid
            steps[m : m + high, :wide] -= grid
            steps[:high, n : n + wide] -= grid
            steps[m : m + high, n : n + wide] += grid
    linked: Grid = np.clip(steps.cumsum(axis=0).cumsum(axis=1)[:rows, :columns], 0, 1)
    return linked


def blur(grid: Grid, reach: int) -> Grid:
    """Each cell becomes the sum of the square around it, ``reach`` cells to every side."""
    return _area(_table(np.pad(grid, reach)), (2 * reach + 1, 2 * reach + 1))


def gather(grid: Grid, rows: tuple[Places, int], columns: tuple[Places, int]) -> Grid:
    """Sum the cells of pieces into the cells of what they are pieces of: (place of each piece, how many places)."""
    high = np.add.reduceat(grid, np.searchsorted(rows[0], np.arange(rows[1])), axis=0)
    wide: Grid = np.add.reduceat(high, np.searchsorted(columns[0], np.arange(columns[1])), axis=1)
    return wide


def answered(similarity: Vectors, prior: Grid, weights: Numbers, places: tuple[Places, Places], spread: float) -> Grid:
    """How much of each column place every row place answers, by the words in them.

    ``similarity`` is (row words, column words), ``places`` tells the place of each word on either side, ``prior``
    (row places, column places) how likely the places belong together at all. A word's ``weight`` is shared out
    over the rows by the softmax of its best similarity in each, with temperature ``spread``.
    """
    rows, columns = prior.shape
    best = np.maximum.reduceat(similarity, np.searchsorted(places[0], np.arange(rows)), axis=0)
    scores = best / spread + np.log(prior + _FAR)[:, places[1]]
    scores = np.exp(scores - scores.max(axis=0))
    scores *= weights / scores.sum(axis=0)
    shared: Grid = np.add.reduceat(scores, np.searchsorted(places[1], np.arange(columns)), axis=1)
    return shared


def _neighbours(cosine: Grid, move: Move) -> Grid:
    """The mean cosine of the spans of the same size just before and after, on either side."""
    m, n = move
    total, count = np.zeros_like(cosine), np.zeros_like(cosine)
    for grid, values in ((total, cosine), (count, np.ones_like(cosine))):
        grid[m:] += values[:-m] if m < len(values) else 0
        grid[:-m] += values[m:]
        grid[:, n:] += values[:, :-n] if n < values.shape[1] else 0
        grid[:, :-n] += values[:, n:]
    return total / np.maximum(count, 1)


def _running(values: Sequence[float] | Numbers) -> Numbers:
    return np.concatenate([[0.0], np.cumsum(values)])


def _stretch(running: Numbers, size: int) -> Numbers:
    return running[size:] - running[: len(running) - size]


def _mean(running: Numbers) -> float:
    return float(running[-1]) / (len(running) - 1)


def _table(grid: Grid) -> Grid:
    """The summed-area table, one row and one column larger."""
    table = np.zeros((grid.shape[0] + 1, grid.shape[1] + 1))
    table[1:, 1:] = grid.cumsum(axis=0).cumsum(axis=1)
    return table


def _area(table: Grid, move: Move) -> Grid:
    m, n = move
    return table[m:, n:] - table[:-m, n:] - table[m:, :-n] + table[:-m, :-n]
