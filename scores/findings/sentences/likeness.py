"""How well two texts answer each other: the sentence vectors' cosine, and word by word.

One number from single vectors confuses free renderings with wrong ones. Words encoded alone find their own
translations, so ``word_fit`` asks for each word, weighted by how rare it is, whether the other side has it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from alignments.encoders import Encoder, Vectors
from alignments.vocabulary import word_vectors
from corpus.frequencies import zipf

_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670])*"  # vowel marks part no word
WORDS = re.compile(_LETTERS + "(?:['\N{RIGHT SINGLE QUOTATION MARK}-]" + _LETTERS + ")*")
_MOST_WORDS = 400  # of one text; a longer one is judged by its beginning


def encode_texts(texts: list[str], encoder: Encoder) -> Vectors:
    """One row of unit length, in half precision, for each word or short text; they are held as words are."""
    return word_vectors(texts, encoder=encoder).astype(np.float16).astype(np.float32)


@lru_cache(maxsize=100_000)
def word_weight(word: str, language: str) -> float:
    """How much a word says: 7 minus its Zipf frequency (van Heuven et al. 2014), names unknown to it 4."""
    frequency = zipf(word, language)
    return max(0.05, 7.0 - frequency) if frequency > 0 else 4.0


def word_cosines(arabic: list[str], english: list[str], encoder: Encoder) -> Vectors:
    """Cosine of every Arabic word (rows) with every English word (columns), each encoded alone."""
    vectors = encode_texts([*arabic, *english], encoder)
    return np.asarray(vectors[: len(arabic)] @ vectors[len(arabic) :].T)


def word_fit(arabic: str, english: str, encoder: Encoder) -> tuple[float, float]:
    """Weighted mean of each word's best cosine on the other side: for the Arabic words, for the English words."""
    first, second = WORDS.findall(arabic)[:_MOST_WORDS], WORDS.findall(english)[:_MOST_WORDS]
    if not first or not second:
        return 0.0, 0.0
    cosine = word_cosines(first, second, encoder)
    weights = [np.array([word_weight(word, "ar") for word in first]), np.array([word_weight(w, "en") for w in second])]
    return (
        float(cosine.max(axis=1) @ weights[0] / weights[0].sum()),
        float(cosine.max(axis=0) @ weights[1] / weights[1].sum()),
    )
