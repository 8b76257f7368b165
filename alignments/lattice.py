"""The lattice of all beads between two texts: every path sums up, the best one is drawn.

A semi-Markov conditional random field (Sarawagi & Cohen 2004): a path is a sequence of beads, a bead has a
score, and the chance of a path grows with the exponential of its summed scores. The forward-backward
recursion then gives every bead its chance over all paths, which is its confidence; and the path with the
most expected right beads is drawn (minimum Bayes risk), not the single likeliest one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]
Move = tuple[int, int]  # Arabic and English sentences of one bead; (1, 0) and (0, 1) are nulls


@dataclass(frozen=True, slots=True, kw_only=True)
class Marginals:
    """``chances[m, n][i, j]`` is the chance of the bead over i..i+m and j..j+n, ``total`` the log of all paths' sum."""

    chances: Mapping[Move, Grid]
    total: float


def marginals(scores: Mapping[Move, Grid], *, rows: int, columns: int) -> Marginals:
    """The chance of every bead, from ``scores[m, n]`` of shape (rows - m + 1, columns - n + 1).

    Time and memory are cells × moves. Both null moves must be there: they keep every corner reachable.
    """
    forward = _sums(scores, rows, columns)
    turned = {move: grid[::-1, ::-1] for move, grid in scores.items()}
    backward = _sums(turned, rows, columns)[::-1, ::-1]
    total = float(forward[rows, columns])
    chances = {
        (m, n): np.exp(forward[: rows + 1 - m, : columns + 1 - n] + grid + backward[m:, n:] - total)
        for (m, n), grid in scores.items()
    }
    return Marginals(chances=chances, total=total)


def _sums(scores: Mapping[Move, Grid], rows: int, columns: int) -> Grid:
    """Log of the summed paths from the first corner to every corner, row by row."""
    sums = np.full((rows + 1, columns + 1), -np.inf)
    sums[0, 0] = 0.0
    across = scores[0, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        for i in range(rows + 1):
            arriving = _arriving(scores, sums, i)
            steps = np.concatenate([[0.0], np.cumsum(across[i])])
            sums[i] = np.logaddexp.accumulate(arriving - steps) + steps
    return sums


def _arriving(scores: Mapping[Move, Grid], sums: Grid, i: int) -> Grid:
    """Log-sum of the paths that come into row i from a row above."""
    if i == 0:
        start: Grid = sums[0].copy()
        return start
    width = sums.shape[1]
    moves = [move for move in scores if 1 <= move[0] <= i and move[1] < width]
    ways = np.full((len(moves), width), -np.inf)
    for way, (m, n) in zip(ways, moves, strict=True):
        way[n:] = sums[i - m, : width - n] + scores[m, n][i - m]
    highest = ways.max(axis=0)
    shift = np.where(np.isfinite(highest), highest, 0.0)
    summed: Grid = np.log(np.exp(ways - shift).sum(axis=0)) + shift
    return summed


def best_path(gains: Mapping[Move, Grid], *, rows: int, columns: int) -> list[tuple[int, int, Move]]:
    """The path with the highest summed gain, as (i, j, move) from the first corner to the last."""
    best = np.full((rows + 1, columns + 1), -np.inf)
    best[0, 0] = 0.0
    chosen = np.zeros((rows + 1, columns + 1), dtype=np.int16)
    moves = list(gains)
    null = moves.index((0, 1))
    for i in range(rows + 1):
        for k, (m, n) in enumerate(moves):
            if 1 <= m <= i and n <= columns:
                gain = best[i - m, : columns + 1 - n] + gains[m, n][i - m]
                better = gain > best[i, n:]
                best[i, n:][better] = gain[better]
                chosen[i, n:][better] = k
        steps = np.concatenate([[0.0], np.cumsum(gains[0, 1][i])])
        level = np.maximum.accumulate(best[i] - steps) + steps
        chosen[i][level > best[i] + 1e-12] = null
        best[i] = np.maximum(level, best[i])
    return _walk_back(chosen, moves, rows, columns)


def _walk_back(
    chosen: npt.NDArray[np.int16], moves: list[Move], rows: int, columns: int
) -> list[tuple[int, int, Move]]:
    path = []
    i, j = rows, columns
    while i or j:
        move = moves[int(chosen[i, j])]
        i, j = i - move[0], j - move[1]
        path.append((i, j, move))
    return path[::-1]
