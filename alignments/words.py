"""Words into links: which English words answer which Arabic ones, and which Arabic ones nothing answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignments.encoders import Encoder, plain_text
from alignments.lattices.lattice import Grid
from alignments.names import fit_names
from alignments.vocabulary import find_words, plain_word, word_vectors, word_weights

_LONGEST = 20_000  # characters of one side that are looked at
_LINKED = 0.42  # similarity from which two words are linked
_NEAR = 0.12  # what being at the same place of its sentence adds at most: the order of telling differs little
_NAME_LETTERS = 3  # of an English word that may be a name
_WINDOW = (5, 6)  # words of an Arabic and of an English phrase: Arabic says the same in fewer
_ANSWERED = np.array([14.5, 1.6, -6.3])  # logistic weights: phrase cosine, word cosine, one
_TELLING = 0.3  # weight from which a word is worth missing

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two words that say the same: (start, end) in either text as given; ``strength`` in [0, 1]."""

    arabic: Span
    english: Span
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the Arabic is answered.

    ``share`` in [0, 1] is the answered part of the weight of all words; ``uncovered`` are the telling words that
    nothing answers, in reading order, with their ``weights`` (0.3 to 1, by rarity) and the ``chances`` in [0, 1]
    that each is answered after all.
    """

    share: float
    uncovered: tuple[Span, ...]
    weights: tuple[float, ...]
    chances: tuple[float, ...]


def link_words(arabic: str, english: str, *, encoder: Encoder) -> list[Link]:
    """The links between two texts that belong together, one to one, in Arabic reading order."""
    first, second = find_words(arabic[:_LONGEST]), find_words(english[:_LONGEST])
    if not first or not second:
        return []
    similarity = _similarity(_cut(arabic, first), _cut(english, second), encoder=encoder)
    return [
        Link(arabic=first[i], english=second[j], strength=round(float(np.clip(similarity[i, j], 0, 1)), 4))
        for i, j in sorted(_compete(similarity))
    ]


def uncovered(arabic: str, english: str, *, encoder: Encoder) -> Coverage:
    """Which words of the Arabic have no counterpart in the English."""
    found = word_chances(arabic, english, encoder=encoder)
    if not found:
        return Coverage(share=1.0, uncovered=(), weights=(), chances=())
    weights = word_weights([plain_word(arabic[start:end]) for (start, end), _ in found], "ar")
    missing = [i for i, (_, chance) in enumerate(found) if chance < 0.5 and weights[i] >= _TELLING]
    return Coverage(
        share=round(float(weights @ [chance for _, chance in found] / weights.sum()), 4),
        uncovered=tuple(found[i][0] for i in missing),
        weights=tuple(round(float(weights[i]), 4) for i in missing),
        chances=tuple(round(found[i][1], 4) for i in missing),
    )


def word_chances(arabic: str, english: str, *, encoder: Encoder) -> list[tuple[Span, float]]:
    """Every Arabic word with the chance that something in the English answers it.

    A word is judged by itself and by the phrases it stands in: their cosines tell far more than the word's own
    (benchmarks/words.py).
    """
    first, second = find_words(arabic[:_LONGEST]), find_words(english[:_LONGEST])
    if not first or not second:
        return [(span, 0.0) for span in first]
    chances = _chances(_cut(arabic, first), _cut(english, second), encoder=encoder)
    return list(zip(first, chances.tolist(), strict=True))


def _cut(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _similarity(first: list[str], second: list[str], *, encoder: Encoder) -> Grid:
    """Cosines of single words; equal numbers count 1, a name as far as its letters fit."""
    plain = [plain_word(word) for word in first], [plain_word(word) for word in second]
    vectors = [word_vectors(words, encoder=encoder) for words in plain]
    similarity = np.asarray(vectors[0] @ vectors[1].T, dtype=np.float64)
    for j, word in enumerate(plain[1]):
        if word.isdigit():
            similarity[:, j] = [float(other == word) for other in plain[0]]
        elif word[0].isupper() and len(word) >= _NAME_LETTERS:
            fits = fit_names(plain[0], word)
            similarity[:, j] = np.where(fits > 0, np.maximum(similarity[:, j], fits), similarity[:, j])
    return similarity


def _compete(similarity: Grid) -> list[tuple[int, int]]:
    """Pairs one to one, the best first; of two that are alike, the one nearer its own place in the sentence."""
    rows, columns = similarity.shape
    places = np.abs(np.linspace(0, 1, rows)[:, None] - np.linspace(0, 1, columns)[None, :])
    scores = similarity + _NEAR * (1 - places)
    order = np.argsort(-scores, axis=None, kind="stable")
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for cell in order[: 20 * (rows + columns)].tolist():
        i, j = divmod(cell, columns)
        if similarity[i, j] >= _LINKED and i not in taken[0] and j not in taken[1]:
            pairs.append((i, j))
            taken[0].add(i)
            taken[1].add(j)
    return pairs


def _chances(first: list[str], second: list[str], *, encoder: Encoder) -> Grid:
    """The chance that each Arabic word is answered."""
    alone = _similarity(first, second, encoder=encoder).max(axis=1)
    phrases, starts = _phrases(first, _WINDOW[0])
    others, _ = _phrases(second, _WINDOW[1])
    best = (encoder.encode(phrases) @ encoder.encode(others).T).max(axis=1)
    total, count = np.zeros(len(first)), np.zeros(len(first))
    for start, cosine in zip(starts, best, strict=True):
        total[start : start + _WINDOW[0]] += cosine
        count[start : start + _WINDOW[0]] += 1
    evidence = np.stack([total / count, alone, np.ones(len(first))], axis=1)
    chances: Grid = 1 / (1 + np.exp(-evidence @ _ANSWERED))
    return chances


def _phrases(words: list[str], size: int) -> tuple[list[str], range]:
    starts = range(max(len(words) - size, 0) + 1)
    return [plain_text(" ".join(words[start : start + size])) for start in starts], starts
