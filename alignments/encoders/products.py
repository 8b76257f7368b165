"""Products of rows with a fixed matrix, in single precision, in which a row's result does not depend on the others.

A library of linear algebra may sum a row in another order at the edge of a matrix than inside it (OpenBLAS does so
with its kernels for Haswell and Zen), and so the last bits of a row would depend on what stands beside it. Rows are
therefore multiplied in blocks with idle rows at both ends, so that each stands inside. Whether that is enough with
the library at hand is tried once for every matrix; where it is not, as with several threads, which cut a block up, the
product is made in double precision and rounded once, which takes twice as long.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from alignments.encoders.encoder import Vectors

MOST = 304  # rows of one block; OpenBLAS cuts a matrix of more than 320 rows in two, with edges of their own
_EDGE = 8  # idle rows at either end, and what the rows of a block are filled up to a multiple of


class Product:
    """Multiplies rows with one matrix, given with a row for each input."""

    def __init__(self, matrix: Vectors) -> None:
        self._matrix: npt.NDArray[np.floating] = np.ascontiguousarray(matrix.T, dtype=np.float32)
        if not is_steady(self, len(matrix)):
            self._matrix = self._matrix.astype(np.float64)

    def __call__(self, rows: Vectors) -> Vectors:
        """The rows times the matrix, shape (rows, outputs)."""
        result = np.empty((len(rows), len(self._matrix)), dtype=np.float32)
        for start in range(0, len(rows), MOST):
            block = rows[start : start + MOST]
            inside = slice(_EDGE, _EDGE + len(block))
            padded = np.zeros((len(block) + -len(block) % _EDGE + 2 * _EDGE, rows.shape[1]), self._matrix.dtype)
            padded[inside] = block
            result[start : start + MOST] = (self._matrix @ padded.T).T[inside]
        return result


def is_steady(product: Callable[[Vectors], Vectors], inputs: int) -> bool:
    """Whether one row, many times over, always has the same result, in the smallest block and in the largest."""
    rows = np.tile(np.sin(np.arange(1, inputs + 1, dtype=np.float32)), (1 + MOST, 1))
    results = np.concatenate([product(rows[:1]), product(rows[1:])])
    return bool((results == results[0]).all())
