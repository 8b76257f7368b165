"""Features of beads, of one size or of several together."""

from __future__ import annotations

import numpy as np
import pytest

from alignments.lattices.features import Spans, make_capture
from alignments.lattices.model import bead_features, find_spots

ROWS, COLUMNS = 4, 5
MOVES = [(1, 1), (1, 2), (3, 1), (2, 2), (4, 5)]


def made() -> tuple[Spans, tuple]:
    chance = np.random.default_rng(7)
    sides = [
        (chance.standard_normal((size, 8)).astype(np.float32), chance.uniform(20, 90, size)) for size in (ROWS, COLUMNS)
    ]
    answered = chance.uniform(0, 0.2, (2, ROWS, COLUMNS))
    return Spans(*sides), (make_capture(*answered, np.ones(ROWS), np.ones(COLUMNS)),)


def test_sizes_looked_at_together_have_the_features_that_each_has_alone() -> None:
    spans, captures = made()
    plausible = np.random.default_rng(8).random((ROWS, COLUMNS)) < 0.7
    found = {move: find_spots(plausible, move) for move in MOVES}
    alone = [bead_features(spans, {move: spots}, captures) for move, spots in found.items()]
    np.testing.assert_array_equal(bead_features(spans, found, captures), np.concatenate(alone, axis=1))


@pytest.mark.parametrize("move", MOVES)
def test_a_bead_s_cosine_is_that_of_its_summed_pieces(move: tuple[int, int]) -> None:
    spans, _ = made()
    (first, heights), (second, widths) = spans._sides  # noqa: SLF001 - what it was made of
    spots = find_spots(np.ones((ROWS, COLUMNS), dtype=np.bool_), move)
    expected = []
    for row, column in zip(*spots[:2], strict=True):
        arabic = heights[row : row + move[0]] @ first[row : row + move[0]]
        english = widths[column : column + move[1]] @ second[column : column + move[1]]
        expected.append(arabic @ english / np.linalg.norm(arabic) / np.linalg.norm(english))
    assert spans.features({move: spots})[2] == pytest.approx(expected, abs=1e-6)
