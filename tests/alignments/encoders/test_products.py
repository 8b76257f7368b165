"""Products in which a row's result does not depend on the rows beside it."""

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController

from alignments.encoders.products import MOST, Product, is_steady

ThreadpoolController().limit(limits=1, user_api="blas")  # as the encoder does; several threads make edges of their own

RANDOM = np.random.default_rng(4)


@pytest.mark.parametrize(("inputs", "outputs"), [(512, 768), (1280, 256), (320, 512)])
def test_a_row_has_the_same_result_to_the_last_bit_wherever_it_stands(inputs, outputs):
    matrix = RANDOM.standard_normal((inputs, outputs)).astype(np.float32)
    rows = RANDOM.standard_normal((2 * MOST + 5, inputs)).astype(np.float32)
    product = Product(matrix)
    expected = product(rows)
    assert expected == pytest.approx(rows.astype(np.float64) @ matrix, abs=1e-3)
    for count in (1, 2, 7, 8, 9, 25, 64, 111, MOST - 1, MOST, MOST + 1):
        some = RANDOM.permutation(len(rows))[:count]
        assert np.array_equal(product(rows[some]), expected[some]), count


def test_no_rows_have_no_result():
    assert Product(np.ones((3, 2), dtype=np.float32))(np.zeros((0, 3), dtype=np.float32)).shape == (0, 2)


@pytest.mark.parametrize("bad", [0, 1, MOST - 1])
def test_a_library_that_sums_one_row_in_another_way_is_found_out(bad):
    def product(rows):
        result = rows.sum(axis=1, keepdims=True)
        result[min(bad, len(rows) - 1)] = np.nextafter(result[min(bad, len(rows) - 1)], np.float32(9))
        return result

    assert is_steady(lambda rows: rows.sum(axis=1, keepdims=True), 16)
    assert not is_steady(product, 16)
