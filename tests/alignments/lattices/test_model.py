"""The scores of beads by their features, and the weights that ship."""

import numpy as np
import pytest

from alignments.encoders import load_encoder
from alignments.lattices.model import Weights, bead_chances, load_weights, sentence_moves
from alignments.units import read_units

LAYERS = np.arange(24, dtype=np.float32).reshape(2, 3, 4) / 24


def weights(*, hidden):
    inner = np.array([[1.0], [-2.0]]) if hidden else np.zeros((2, 0))
    bias, outer = (np.array([0.5]), np.array([3.0])) if hidden else (np.zeros(0), np.zeros(0))
    return Weights(
        arabic_null=np.array([1.0, 0]),
        english_null=np.array([0, 1.0]),
        bead=np.array([2.0, -1]),
        inner=inner,
        bias=bias,
        outer=outer,
    )


def test_a_null_has_the_weights_of_its_side_alone():
    assert weights(hidden=True).score((1, 0), LAYERS) == pytest.approx(LAYERS[0])
    assert weights(hidden=True).score((0, 1), LAYERS) == pytest.approx(LAYERS[1])


@pytest.mark.parametrize("layers", [LAYERS, LAYERS[:, 0]], ids=["grid", "spots"])
def test_hidden_units_add_to_the_linear_score(layers):
    linear = 2 * layers[0] - layers[1]
    assert weights(hidden=False).score((1, 1), layers) == pytest.approx(linear)
    hidden = np.tanh(layers[0] - 2 * layers[1] + 0.5)
    assert weights(hidden=True).score((1, 1), layers) == pytest.approx(linear + 3 * hidden, abs=1e-6)


def test_the_weights_that_ship_fit_the_features():
    first, last = load_weights()
    assert (first.inner.shape, len(first.bead)) == ((13, 0), 13)
    assert last.inner.shape == (len(last.bead), len(last.outer)) == (21, len(last.bias))


def test_chances_of_all_ways_sum_to_one():
    encoder = load_encoder()
    arabic = read_units(["نزل المطر.", "ثم أشرقت الشمس."], "ar", encoder=encoder)
    english = read_units(["It rained.", "Then the sun came out."], "en", encoder=encoder)
    found = bead_chances(arabic, english)
    assert set(found.chances) == set(sentence_moves(2, 2))
    in_first = sum(grid[0].sum() for (m, _), grid in found.chances.items() if m)
    assert in_first == pytest.approx(1)
    assert found.chances[1, 1][0, 0] > 0.5
