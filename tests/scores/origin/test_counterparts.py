"""What a dictionary would give: the same for a word whatever company it is looked up in."""

import numpy as np

from scores.origin.counterparts import nearest_cosines


def test_the_nearest_does_not_depend_on_the_company():
    chance = np.random.default_rng(5)
    rows, columns = (chance.normal(size=shape).astype(np.float32) for shape in ((37, 64), (64, 500)))
    together = list(nearest_cosines(rows, columns))
    assert together == [found for row in rows for found in nearest_cosines(row[None], columns)]
    np.testing.assert_allclose(together, (rows.astype(np.float64) @ columns).max(axis=1), rtol=1e-6)
