"""A second dictionary beside the bundled encoder's own: what multilingual-e5-small says of the commonest words.

The encoder is asked about single words, of which it was never taught, and a second opinion helps more than any
weighing. That model is slow (docs/alignment.md), but its words do not change: their vectors are a table, made by
benchmarks/distil_dictionary.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, Vectors

_ENCODER = "use|"  # how the signature of the encoder begins whose vectors the table's maps begin from
_LEAST = 1e-6
_FEWEST = 3  # letters of a word that are left without what is written onto it


class _Clitics(NamedTuple):
    conjunctions: list[str]
    particles: list[tuple[str, str]]  # and what is left in their place
    pronouns: list[str]
    marbuta: str
    joined: str  # how it is written before a pronoun


class Dictionary:
    """Words of both languages and their vectors, four bits a number."""

    def __init__(self, data: dict[str, npt.NDArray[np.generic]]) -> None:
        """Take ``words_ar`` and ``words_en`` (UTF-8, a line each), ``packed_*`` (words, bytes) and ``map_*``."""
        self._rows = {
            language: {word: row for row, word in enumerate(data[f"words_{language}"].tobytes().decode().split("\n"))}
            for language in ("ar", "en")
        }
        self._packed = {language: data[f"packed_{language}"].astype(np.uint8) for language in ("ar", "en")}
        self._maps = {language: data[f"map_{language}"].astype(np.float32) for language in ("ar", "en")}

    def look_up(self, words: Sequence[str], language: str, vectors: Vectors) -> Vectors:
        """One row of unit length for each word, guessed from the encoder's vector where the table lacks the word."""
        rows = np.array([self._row(word, language) for word in words], dtype=np.int64)
        found = np.empty((len(words), self._maps[language].shape[1]), dtype=np.float32)
        found[rows >= 0] = unpack(self._packed[language][rows[rows >= 0]])
        found[rows < 0] = vectors[rows < 0] @ self._maps[language]
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), _LEAST)
        return found

    def _row(self, word: str, language: str) -> int:
        rows = self._rows[language]
        if language != "ar":
            return rows.get(word.casefold(), -1)
        return next((rows[form] for form in (word, *bare_forms(word)) if form in rows), -1)


def join_dictionary(words: Sequence[str], language: str, vectors: Vectors, *, encoder: Encoder) -> Vectors:
    """The bundled encoder's vectors of single words with the dictionary's beside them, of equal weight.

    Shape (words, dimension of both). The vectors of any other encoder come back as they are: nobody has tried whether
    the dictionary helps it.
    """
    if not encoder.signature.startswith(_ENCODER):
        return vectors
    found = load_dictionary().look_up(words, language, vectors)
    return np.asarray(np.concatenate([vectors, found], axis=1) / np.sqrt(2), dtype=np.float32)


@lru_cache(maxsize=65_536)
def bare_forms(word: str) -> tuple[str, ...]:
    """An Arabic word without what is written onto it, the likeliest forms first.

    >>> bare_forms("وكتابه")[:3]
    ('كتابه', 'تابه', 'وكتاب')
    """
    return tuple(dict.fromkeys(_bare(word)))


def _bare(word: str) -> Iterator[str]:
    clitics = _load_clitics()
    heads = [word]
    if len(word) > _FEWEST and word[0] in clitics.conjunctions:
        heads.append(word[1:])
    for head in tuple(heads):
        for particle, rest in clitics.particles:
            if head.startswith(particle) and len(head) - len(particle) >= _FEWEST:
                heads.append(rest + head[len(particle) :])
    yield from heads[1:]
    for head in heads:
        for pronoun in clitics.pronouns:
            stem = head.removesuffix(pronoun)
            if stem != head and len(stem) >= _FEWEST:
                yield stem
                yield stem.removesuffix(clitics.joined) + clitics.marbuta


def pack(numbers: npt.NDArray[np.int8]) -> npt.NDArray[np.uint8]:
    """Numbers from -7 to 7, two a byte: shape (words, numbers) to (words, numbers / 2)."""
    halves = (numbers + 7).astype(np.uint8)
    return np.asarray(halves[:, ::2] << 4 | halves[:, 1::2], dtype=np.uint8)


def unpack(packed: npt.NDArray[np.uint8]) -> Vectors:
    """The numbers that were packed."""
    halves = np.stack([packed >> 4, packed & 15], axis=2)
    return halves.reshape(len(packed), 2 * packed.shape[1]).astype(np.float32) - 7


@cache
def load_dictionary() -> Dictionary:
    """The table that ships, read once a process."""
    with resources.files("alignments").joinpath("data/dictionary.npz").open("rb") as file, np.load(file) as data:
        return Dictionary(dict(data))


@cache
def _load_clitics() -> _Clitics:
    data = tomllib.loads(resources.files("alignments").joinpath("data/clitics.toml").read_text(encoding="utf-8"))
    return _Clitics(**data)
