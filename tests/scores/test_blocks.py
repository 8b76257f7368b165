"""Alignments of one original are cut where all have a boundary."""

import pytest

from alignments.beads import Bead
from scores.blocks import common_blocks


def beads(*pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> list[Bead]:
    return [Bead(arabic=arabic, english=english, similarity=0.5, confidence=1.0) for arabic, english in pairs]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([((0,), (0,)), ((1,), (1,))], [((0,), (0, 1)), ((1,), (2,))], [((0,), (0,), (0, 1)), ((1,), (1,), (2,))]),
        ([((0, 1), (0,)), ((2,), (1,))], [((0,), (0,)), ((1, 2), (1,))], [((0, 1, 2), (0, 1), (0, 1))]),
        ([((0,), ()), ((1,), (0,))], [((0,), (0,)), ((1,), (1,))], [((0,), (), (0,)), ((1,), (0,), (1,))]),
        ([((), (0,)), ((0,), (1,)), ((), (2,))], [((0,), (0,))], [((0,), (0, 1, 2), (0,))]),
        ([], [], []),
    ],
)
def test_blocks_lie_between_common_boundaries(first, second, expected):
    blocks = common_blocks(beads(*first), beads(*second))
    assert [(block.arabic, *block.sides) for block in blocks] == expected
