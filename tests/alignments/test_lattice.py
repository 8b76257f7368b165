"""The lattice against every path written out."""

import math

import numpy as np
import pytest

from alignments.lattice import best_path, marginals

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
