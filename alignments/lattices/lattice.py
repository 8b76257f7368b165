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
Scores = npt.NDArray[np.float32]
Move = tuple[int, int]  # Arabic and English sentences of one bead; (1, 0) and (0, 1) are nulls


@dataclass(frozen=True, slots=True, kw_only=True)
class Marginals:
    """``chances[m, n][i, j]`` is the chance of the bead over i..i+m and j..j+n, ``total`` the log of all paths' sum."""

    chances: Mapping[Move, Grid]
    total: float


def marginals(scores: Mapping[Move, Grid], *, rows: int, columns: int) -> Marginals:
    """The chance of every bead, from ``scores[m, n]`` of shape (rows - m + 1, columns - n + 1).

    A score of minus infinity rules a bead out. Both null moves must be there, with scores everywhere: they keep
    every corner reachable. Time and memory are cells × moves; the time is that of the cells not ruled out where
    those of a row stand close together.
    """
    forward = _sums(scores, rows, columns)
    turned = {move: grid[::-1, ::-1] for move, grid in scores.items()}
    backward = _sums(turned, rows, columns)[::-1, ::-1]
    total = float(forward[rows, columns])
    chances = {
        (m, n): _chances(grid, forward[: rows + 1 - m, : columns + 1 - n], backward[m:, n:], total)
        for (m, n), grid in scores.items()
    }
    return Marginals(chances=chances, total=total)


def _chances(scores: Grid, forward: Grid, backward: Grid, total: float) -> Grid:
    """The chance of each bead; where most are ruled out, the others are picked out first."""
    possible = scores > -np.inf
    if 4 * np.count_nonzero(possible) > possible.size:
        whole: Grid = np.exp(forward + scores + backward - total)
        return whole
    chances = np.zeros(scores.shape)
    chances[possible] = np.exp(forward[possible] + scores[possible] + backward[possible] - total)
    return chances


def _sums(scores: Mapping[Move, Grid], rows: int, columns: int) -> Grid:
    """Log of the summed paths from the first corner to every corner, row by row."""
    moves = [move for move in scores if all(move)]
    down, right = (np.array(steps, dtype=np.int64)[:, None] for steps in zip(*moves or [(1, 1)], strict=True))
    top, left = int(down.max()), int(right.max())
    padded = np.full((top + rows + 1, left + columns + 1), -np.inf)  # beads that begin outside have no path
    sums = padded[top:, left:]
    ends, corners = _by_end(scores, moves, rows, columns), np.arange(left, left + columns + 1)
    windows = _windows(ends)
    for i in range(rows + 1):
        arriving = sums[i - 1] + scores[1, 0][i - 1] if i else np.concatenate([[0.0], np.full(columns, -np.inf)])
        low, high = windows[i]
        if low < high:
            ways = padded[top + i - down, corners[low:high] - right] + ends[i, :, low:high]
            arriving[low:high] = _log_sum(ways, arriving[low:high])
        steps = np.concatenate([[0.0], np.cumsum(scores[0, 1][i])])
        sums[i] = np.logaddexp.accumulate(arriving - steps) + steps
    return sums


def _by_end(scores: Mapping[Move, Grid], moves: list[Move], rows: int, columns: int) -> Scores:
    """The scores of beads with both sides by the corner they end in, shape (rows + 1, moves, columns + 1)."""
    ends = np.full((rows + 1, max(len(moves), 1), columns + 1), -np.inf, dtype=np.float32)
    for number, (m, n) in enumerate(moves):
        ends[m:, number, n:] = scores[m, n]
    return ends


def _windows(ends: Scores) -> list[tuple[int, int]]:
    """For each row of corners the columns, from and to, in which beads with both sides can end."""
    possible = ends.max(axis=1) > -np.inf
    low, high = possible.argmax(axis=1), possible.shape[1] - possible[:, ::-1].argmax(axis=1)
    return list(zip(low.tolist(), np.where(possible.any(axis=1), high, 0).tolist(), strict=True))


def _log_sum(ways: Grid, more: Grid) -> Grid:
    """Log of the summed exponents of each column of ``ways`` and of ``more``, which is finite."""
    highest = np.maximum(ways.max(axis=0), more)
    summed: Grid = np.log(np.exp(ways - highest).sum(axis=0) + np.exp(more - highest)) + highest
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
