"""The cache of vectors: the same vectors, encoded once, shared by processes."""

import pytest

from alignments.encoders import load_encoder
from alignments.encoders.cache import CachedEncoder
from corpus.problems import UsageError


class Counting:
    """The default encoder, and how many texts it was asked for."""

    def __init__(self):
        self.signature = load_encoder().signature
        self.asked = 0

    def encode(self, texts):
        self.asked += len(texts)
        return load_encoder().encode(texts)


def test_each_text_is_encoded_once(tmp_path):
    counting = Counting()
    cached = CachedEncoder(counting, tmp_path / "deep" / "vectors.sqlite")
    texts = ["one", "اثنان", "one"]
    first = cached.encode(texts)
    again = CachedEncoder(counting, tmp_path / "deep" / "vectors.sqlite").encode(texts)
    assert counting.asked == 2
    assert first.tobytes() == again.tobytes()
    assert first == pytest.approx(load_encoder().encode(texts), abs=1e-6)


def test_another_signature_shares_nothing(tmp_path):
    first, second = Counting(), Counting()
    second.signature = "other"
    CachedEncoder(first, tmp_path / "v").encode(["one"])
    CachedEncoder(second, tmp_path / "v").encode(["one"])
    assert (first.asked, second.asked) == (1, 1)


def test_no_text(tmp_path):
    assert CachedEncoder(Counting(), tmp_path / "v").encode([]).shape == (0, 512)


def test_a_broken_file_says_what_to_do(tmp_path):
    (tmp_path / "v").write_bytes(b"this is no database, it is only text" * 100)
    with pytest.raises(UsageError, match="delete it"):
        CachedEncoder(Counting(), tmp_path / "v")
