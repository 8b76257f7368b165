"""The lattice against every path written out."""

import math

import numpy as np
import pytest

from alignments.lattices.lattice import best_path, marginals

MOVES = [(1, 0), (0, 1), (1, 1), (1, 2), (2, 1)]


def all_paths(rows, columns, i=0, j=0):
    if (i, j) == (rows, columns):
        yield []
    for m, n in MOVES:
        if i + m <= rows and j + n <= columns:
            for rest in all_paths(rows, columns, i + m, j + n):
                yield [(i, j, (m, n)), *rest]


def random_scores(rows, columns, seed):
    rng = np.random.default_rng(seed)
    return {(m, n): rng.normal(size=(rows - m + 1, columns - n + 1)) for m, n in MOVES}


@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (3, 4), (4, 2)])
def test_chances_are_those_of_all_paths(rows, columns):
    scores = random_scores(rows, columns, rows)
    weights = [(path, math.exp(sum(scores[move][i, j] for i, j, move in path))) for path in all_paths(rows, columns)]
    total = sum(weight for _, weight in weights)
    found = marginals(scores, rows=rows, columns=columns)
    assert found.total == pytest.approx(math.log(total))
    for move, grid in found.chances.items():
        for (i, j), chance in np.ndenumerate(grid):
            through = sum(weight for path, weight in weights if (i, j, move) in path)
            assert chance == pytest.approx(through / total)


@pytest.mark.parametrize(("rows", "columns"), [(2, 3), (4, 4)])
def test_best_path_is_the_best_of_all(rows, columns):
    scores = random_scores(rows, columns, 9)
    best = max(all_paths(rows, columns), key=lambda path: sum(scores[move][i, j] for i, j, move in path))
    assert best_path(scores, rows=rows, columns=columns) == best


def test_ruled_out_beads_have_no_chance_and_change_no_other():
    scores, small = random_scores(6, 7, 5), random_scores(6, 7, 5)
    for move in MOVES[2:]:
        far = np.abs(np.subtract.outer(np.arange(len(scores[move])), np.arange(scores[move].shape[1]))) > 0
        scores[move][far], small[move][far] = -np.inf, -1e9
    found, expected = marginals(scores, rows=6, columns=7), marginals(small, rows=6, columns=7)
    assert found.total == pytest.approx(expected.total)
    for move in MOVES:
        assert found.chances[move] == pytest.approx(expected.chances[move])
    assert found.chances[1, 1][0, 3] == 0 < found.chances[1, 1][3, 3]


def test_nulls_alone_are_a_path():
    scores = {move: np.full_like(grid, -np.inf) for move, grid in random_scores(3, 2, 1).items() if all(move)}
    scores |= {(1, 0): np.zeros((3, 3)), (0, 1): np.zeros((4, 2))}
    assert marginals(scores, rows=3, columns=2).total == pytest.approx(math.log(math.comb(5, 2)))
