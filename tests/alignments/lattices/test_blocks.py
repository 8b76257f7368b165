"""Blocks of long texts: everything is covered in order, and the corners are true ones."""

from itertools import pairwise

import numpy as np

from alignments.lattices.blocks import cut_blocks


def unit_rows(count, seed):
    rows = np.random.default_rng(seed).normal(size=(count, 64)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def assert_covers(blocks, rows, columns):
    assert blocks[0][0] == blocks[0][2] == 0
    assert (blocks[-1][1], blocks[-1][3]) == (rows, columns)
    for before, after in pairwise(blocks):
        assert (before[1], before[3]) == (after[0], after[2])


def test_short_texts_are_one_block():
    assert cut_blocks(unit_rows(10, 1), unit_rows(20, 2)) == [(0, 10, 0, 20)]


def test_corners_lie_on_the_true_path_around_a_deletion():
    arabic = unit_rows(1000, 1)
    english = np.concatenate([arabic[:400], arabic[600:]])
    blocks = cut_blocks(arabic, english)
    assert_covers(blocks, 1000, 800)
    assert len(blocks) > 8
    for i, _, j, _ in blocks:
        assert i == j if j < 400 else i == j + 200 or (j == 400 and 400 <= i <= 600)


def test_texts_with_nothing_in_common_are_cut_all_the_same():
    blocks = cut_blocks(unit_rows(900, 3), unit_rows(1200, 4))
    assert_covers(blocks, 900, 1200)
    assert max((k - i) * (m - j) for i, k, j, m in blocks) < 100_000
