"""What speaks for a bead: cosines, lengths and sizes, and how much of either side the other one answers.

A grid has Arabic sentences as rows and English ones as columns. ``Spots`` are places of beads, of whatever sizes
together, since most texts are short and a call of numpy costs more than its work on a small grid. Their features have
shape (features, spots).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from alignments.encoders import Vectors
from alignments.lattices.lattice import Grid, Move
from alignments.units import Numbers, Places

_FAR = 1e-9
_RATIOS = (0.6, 1.1)  # letters of Arabic for one of English: .7 where the Arabic is the original, else .8 to 1.05

Layers = npt.NDArray[np.float32]


class Spots(NamedTuple):
    """Beads with both sides: the row and the column where each begins, and how many of either it takes."""

    rows: Places
    columns: Places
    high: Places
    wide: Places


def join_spots(found: Mapping[Move, Spots]) -> Spots:
    """The spots of several sizes, one after the other."""
    return Spots(*(np.concatenate(parts) for parts in zip(*found.values(), strict=True)))


class Spans:
    """The features of spans by their vectors and lengths alone."""

    def __init__(self, first: tuple[Vectors, Numbers], second: tuple[Vectors, Numbers]) -> None:
        """Take (vectors, lengths) of the Arabic and of the English pieces."""
        self._sides = (first, second)
        self.shape = (len(first[1]), len(second[1]))
        self._sums = (running_sums(first[1]), running_sums(second[1]))
        # Where half of a side is missing the whole texts do not tell how long a translation is.
        self._ratio = float(np.clip(self._sums[0][-1] / self._sums[1][-1], *_RATIOS))
        self._mean = second[1].mean()
        self._norms: dict[tuple[int, int], Numbers] = {}
        self._known: dict[Move, tuple[Layers, Layers]] = {}
        cosines = first[0] @ second[0].T
        self._highest = (cosines.max(axis=1), cosines.max(axis=0))
        self._products = _table(cosines * np.outer(first[1], second[1]))
        self._totals = tuple(
            np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors * lengths[:, None], axis=0)])
            for vectors, lengths in self._sides
        )

    def features(self, found: Mapping[Move, Spots]) -> Layers:
        """13 features of each bead with both sides, by the spots of each size."""
        rows, columns, m, n = join_spots(found)
        high = _stretch(self._sums[0], rows, m) / self._ratio
        wide = _stretch(self._sums[1], columns, n)
        ratio = (np.minimum(high, wide) / np.maximum(high, wide)).astype(np.float32)
        known = [(self._closeness(move), spots) for move, spots in found.items()]
        cosine, margin = (np.concatenate([_at(grids[kind], spots) for grids, spots in known]) for kind in (0, 1))
        layers = np.empty((13, *ratio.shape), dtype=np.float32)
        layers[0] = margin
        layers[3] = np.log2(1 + ratio)
        layers[1] = margin * layers[3]
        layers[2] = cosine
        layers[4] = np.minimum(-np.log(ratio), 2)
        layers[5] = np.sqrt((high + wide) / (2 * self._mean))
        layers[6] = 1
        layers[7] = (m == 1) & (n == 1)
        layers[8] = m > 1
        layers[9] = (m > 1) & (n > 1)
        logarithms = np.log(np.arange(1, max(self.shape) + 1))
        layers[10], layers[11] = logarithms[m - 1], logarithms[n - 1]
        # What one side has beyond twice the other, in sentences: to absorb a section costs like leaving it alone.
        layers[12] = np.maximum(np.maximum(high, wide) - 2 * np.minimum(high, wide), 0) / self._mean
        return layers

    def null_features(self, move: Move) -> Layers:
        """3 features of a null, (1, 0) or (0, 1): one, its relative length, its best cosine; wherever it stands."""
        side = 0 if move[1] == 0 else 1
        lengths = self._sides[side][1]
        other = self.shape[1 - side] + 1
        columns = [np.ones_like(lengths), np.minimum(lengths / lengths.mean(), 3), self._highest[side]]
        layers = np.stack(columns).astype(np.float32)[:, :, None].repeat(other, axis=2)
        return layers if side == 0 else layers.transpose(0, 2, 1)

    def cosines(self, move: Move) -> Grid:
        """The cosine of the two spans, their vectors being the mean of their pieces' by length."""
        norms = self._norm(0, move[0])[:, None] * self._norm(1, move[1])[None, :]
        cosines: Grid = _area(self._products, move) / norms
        return cosines

    def _closeness(self, move: Move) -> tuple[Layers, Layers]:
        """All cosines of one size, and what they have beyond half of their neighbours'; two passes ask for them."""
        if move not in self._known:
            cosine = self.cosines(move).astype(np.float32)
            margin = cosine - _neighbours(cosine, move) * np.float32(0.5)
            self._known[move] = (cosine, margin)
        return self._known[move]

    def _norm(self, side: int, size: int) -> Numbers:
        """The length of each span's summed vector."""
        if (side, size) not in self._norms:
            totals = self._totals[side]
            sums = totals[size:] - totals[: len(totals) - size]
            self._norms[side, size] = np.maximum(np.linalg.norm(sums, axis=1), _FAR)
        return self._norms[side, size]


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

    def shares(self, spots: Spots) -> tuple[Numbers, Numbers]:
        """The share of each side of the bead that the bead's other side answers."""
        arabic = _area_at(self.arabic, spots) / _stretch(self.arabic_weights, spots.rows, spots.high)
        return arabic, _area_at(self.english, spots) / _stretch(self.english_weights, spots.columns, spots.wide)

    def features(self, spots: Spots) -> Layers:
        """4 features: the lesser and the mean share, and the weight each side loses to sentences outside."""
        arabic, english = self.shares(spots)
        high = _stretch(self.arabic_weights, spots.rows, spots.high) / _mean(self.arabic_weights)
        wide = _stretch(self.english_weights, spots.columns, spots.wide) / _mean(self.english_weights)
        lost = (np.minimum((1 - arabic) * high, 3), np.minimum((1 - english) * wide, 3))
        return np.stack([np.minimum(arabic, english), (arabic + english) / 2, *lost]).astype(np.float32)


def make_capture(arabic: Grid, english: Grid, arabic_weights: Numbers, english_weights: Numbers) -> Capture:
    """A capture from plain grids and each sentence's whole weight."""
    return Capture(
        arabic=_table(arabic),
        english=_table(english),
        arabic_weights=running_sums(arabic_weights),
        english_weights=running_sums(english_weights),
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


def answered(best: Vectors, prior: Grid, weights: Numbers, places: Places, spread: float) -> Grid:
    """How much of each column place every row place answers, by the words in them.

    ``best`` (row places, column words) is the best similarity of each column word in each row place, ``places``
    the column place of each word, ``prior`` (row places, column places) how likely the places belong together at
    all. A word's ``weight`` is shared out over the rows by the softmax of its best similarities, with
    temperature ``spread``.
    """
    scores = best / np.float32(spread)
    scores += np.log(prior + _FAR).astype(np.float32)[:, places]
    scores -= scores.max(axis=0)
    np.exp(scores, out=scores)
    scores *= weights / scores.sum(axis=0)
    shared: Grid = np.add.reduceat(scores, np.searchsorted(places, np.arange(prior.shape[1])), axis=1)
    return shared.astype(np.float64)


def _neighbours(cosine: Layers, move: Move) -> Layers:
    """The mean cosine of the spans of the same size just before and after, on either side."""
    m, n = move
    total = np.zeros_like(cosine)
    total[m:] += cosine[:-m]
    total[:-m] += cosine[m:]
    total[:, n:] += cosine[:, :-n]
    total[:, :-n] += cosine[:, n:]
    high, wide = (_sides_of(size, step) for size, step in zip(cosine.shape, move, strict=True))
    total /= np.maximum(high[:, None] + wide[None, :], 1)
    return total


@lru_cache(maxsize=1024)  # many texts have few sentences
def _sides_of(size: int, step: int) -> Layers:
    """How many of the places ``step`` before and after each place there are."""
    places = np.arange(size)
    counts: Layers = ((places >= step).astype(np.float32) + (places < size - step)).astype(np.float32)
    return counts


def running_sums(values: Numbers) -> Numbers:
    """What stands before each value in sum: 0, the first value, the first two and so on."""
    return np.concatenate([[0.0], np.cumsum(values)])


def _at(grid: Layers, spots: Spots) -> Layers:
    """The cells where beads begin."""
    cells: Layers = grid.reshape(-1) if len(spots.rows) == grid.size else grid[spots[:2]]
    return cells


def _stretch(running: Numbers, places: Places, sizes: Places) -> Numbers:
    """The sum of each span, from running sums."""
    sums: Numbers = running[places + sizes] - running[places]
    return sums


def _mean(running: Numbers) -> float:
    return float(running[-1]) / (len(running) - 1)


def _table(grid: Grid) -> Grid:
    """The summed-area table, one row and one column larger."""
    table = np.zeros((grid.shape[0] + 1, grid.shape[1] + 1))
    np.cumsum(np.cumsum(grid, axis=0, dtype=np.float64), axis=1, out=table[1:, 1:])
    return table


def _area(table: Grid, move: Move) -> Grid:
    """The sums of all rectangles of one size."""
    m, n = move
    return table[m:, n:] - table[:-m, n:] - table[m:, :-n] + table[:-m, :-n]


def _area_at(table: Grid, spots: Spots) -> Numbers:
    """The sums of these rectangles."""
    across = table.shape[1]
    upper = spots.rows * across + spots.columns
    lower = upper + spots.high * across
    sums: Numbers = (
        table.take(lower + spots.wide) - table.take(upper + spots.wide) - table.take(lower) + table.take(upper)
    )
    return sums
