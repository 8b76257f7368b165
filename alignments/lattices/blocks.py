"""Long texts in blocks: corners that the alignment surely passes through, so that each block is aligned alone.

Anchors are sentences that are each other's nearest by a clear margin; the heaviest chain of them that rises on
both sides is kept. Time is that of one matrix product; memory is bounded by the rows compared at once.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from alignments.encoders import Vectors

_CELLS = 40_000  # a block of no more cells is aligned whole
_ROWS = 512  # rows compared at once
_STEP = 60  # sentences between two corners, about
_CLOSE, _CLEAR = 0.35, 0.08  # cosine of an anchor, and its lead over the next best on either side

Block = tuple[int, int, int, int]  # Arabic from, to; English from, to


@dataclass(frozen=True, slots=True)
class _Anchor:
    row: int
    column: int
    lead: float


def cut_blocks(first: Vectors, second: Vectors) -> list[Block]:
    """Blocks that cover both texts in order; one block where the texts are short."""
    rows, columns = len(first), len(second)
    if rows * columns <= _CELLS:
        return [(0, rows, 0, columns)]
    corners = [(0, 0), *_corners(_chain(_anchors(first, second)), rows, columns), (rows, columns)]
    blocks: list[Block] = []
    for (i, j), (k, m) in pairwise(corners):
        blocks += _in_proportion(i, k, j, m)
    return blocks


def _anchors(first: Vectors, second: Vectors) -> list[_Anchor]:
    """Mutual nearest neighbours with a clear lead, by rising row."""
    best, place = np.full(len(second), -1.0), np.zeros(len(second), dtype=np.int64)
    runner_up = np.full(len(second), -1.0)
    nearest: list[tuple[int, float, float]] = []
    for start in range(0, len(first), _ROWS):
        cosine = first[start : start + _ROWS] @ second.T
        top, second_top = _two_highest(cosine)
        nearest += zip(cosine.argmax(axis=1).tolist(), top.tolist(), second_top.tolist(), strict=True)
        top, second_top = _two_highest(cosine.T)
        runner_up = np.maximum(np.minimum(best, top), np.maximum(runner_up, second_top))
        place = np.where(top > best, cosine.argmax(axis=0) + start, place)
        best = np.maximum(best, top)
    found = []
    for row, (column, highest, next_best) in enumerate(nearest):
        lead = highest - max(next_best, float(runner_up[column]))
        if place[column] == row and highest >= _CLOSE and lead >= _CLEAR:
            found.append(_Anchor(row, column, lead))
    return found


def _two_highest(values: Vectors) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The highest and the second highest of each row."""
    if values.shape[1] == 1:
        return values[:, 0], np.full(len(values), -1, dtype=np.float32)
    highest = np.partition(values, -2, axis=1)[:, -2:]
    return highest[:, 1], highest[:, 0]


def _chain(anchors: list[_Anchor]) -> list[_Anchor]:
    """The chain with the most lead whose rows and columns both rise."""
    columns: list[int] = []  # ends of the chains worth keeping: column and total both rise
    totals: list[float] = []
    last: list[int] = []
    before: list[int] = []
    for number, anchor in enumerate(anchors):
        place = bisect_left(columns, anchor.column)
        total = anchor.lead + (totals[place - 1] if place else 0.0)
        before.append(last[place - 1] if place else -1)
        stop = place
        while stop < len(columns) and totals[stop] <= total:
            stop += 1
        if place == len(columns) or stop > place or columns[place] > anchor.column:
            columns[place:stop], totals[place:stop], last[place:stop] = [anchor.column], [total], [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(anchors[number])
        number = before[number]
    return chain[::-1]


def _corners(chain: list[_Anchor], rows: int, columns: int) -> list[tuple[int, int]]:
    """About one corner every 60 sentences: between two anchors that touch if there are such, else before one."""
    corners: list[tuple[int, int]] = []
    i = j = 0
    candidates: list[tuple[float, int, int]] = []
    for before, anchor in pairwise(chain):
        if anchor.row - i < _STEP and anchor.column - j < _STEP:
            continue
        touching = anchor.row - before.row == 1 and anchor.column - before.column == 1
        candidates.append((min(before.lead, anchor.lead) + touching, anchor.row, anchor.column))
        if anchor.row - i >= 2 * _STEP or anchor.column - j >= 2 * _STEP or touching:
            _, i, j = max(candidates)
            if i < rows and j < columns:
                corners.append((i, j))
            candidates = []
    return corners


def _in_proportion(i: int, k: int, j: int, m: int) -> list[Block]:
    """A stretch without anchors that is too large, cut evenly: its two sides have little in common."""
    pieces = int(np.ceil(np.sqrt((k - i) * (m - j) / _CELLS))) or 1
    rows = np.linspace(i, k, pieces + 1).astype(int).tolist()
    columns = np.linspace(j, m, pieces + 1).astype(int).tolist()
    return [(rows[n], rows[n + 1], columns[n], columns[n + 1]) for n in range(pieces)]
