"""Candidates: which Arabic documents could be the original of an English one, before anything is aligned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, Vectors
from alignments.units import Numbers
from corpus.documents import Document
from corpus.numbers import find_numbers

_SENTENCES = 400  # of one document that are looked at; a long one shows itself long before
_LEAST = 10  # a smaller number stands in every text
_BLOCK = 1024  # documents compared at once
_TYPICAL = 30
_COMMON = 0.1  # share of the documents from which a number tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a document is found by."""

    id: str
    vectors: Vectors  # (sentences, dimension)
    lengths: Numbers
    numbers: dict[Fraction, str]  # from 10 up, by value in reading order, as first written
    readings: frozenset[Fraction]  # every value that these could have
    document: Document


def read_profiles(documents: Sequence[Document], *, encoder: Encoder) -> list[Profile]:
    """The profiles of documents that have sentences."""
    return [_read_profile(document, encoder) for document in documents if document.sentences]


def propose(translations: Sequence[Profile], originals: Sequence[Profile], *, most: int) -> list[list[int]]:
    """For each translation the places of at most ``most`` originals, the likeliest first.

    Exact search over whole-document vectors and over shared rare numbers, then the mean best cosine of single
    sentences decides the order. Time is that of one product of two (documents, dimension) matrices.
    """
    if not originals or not translations:
        return [[] for _ in translations]
    first, second = _document_vectors(translations), _document_vectors(originals)
    postings = _postings(originals)
    proposed = []
    for start in range(0, len(translations), _BLOCK):
        cosines = first[start : start + _BLOCK] @ second.T
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, : 3 * most]
        for translation, near in zip(translations[start : start + _BLOCK], nearest.tolist(), strict=True):
            chosen = list(dict.fromkeys([*near, *_by_numbers(translation, postings, most)]))
            chosen.sort(key=lambda place: -_best_cosines(translation, originals[place]))
            proposed.append(chosen[:most])
    return proposed


def _read_profile(document: Document, encoder: Encoder) -> Profile:
    texts = [sentence.text for sentence in document.sentences[:_SENTENCES]]
    mentions = [
        mention
        for text in texts
        for mention in find_numbers(text, "ar" if document.language == "ar" else "en")
        if mention.certain and mention.value >= _LEAST
    ]
    return Profile(
        id=document.id,
        vectors=encoder.encode(texts),
        lengths=np.array([max(len(text), 1) for text in texts], dtype=np.float64),
        numbers={mention.value: mention.text for mention in reversed(mentions)},
        readings=frozenset(reading for mention in mentions for reading in mention.readings),
        document=document,
    )


def _document_vectors(profiles: Sequence[Profile]) -> Vectors:
    """Sentence vectors in the mean, less the mean of all documents (the less, the fewer they are)."""
    means = np.stack([profile.lengths @ profile.vectors / profile.lengths.sum() for profile in profiles])
    moved = means - means.mean(axis=0) * (len(means) / (len(means) + _TYPICAL))
    unit: npt.NDArray[np.float32] = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit.astype(np.float32)


def _postings(originals: Sequence[Profile]) -> dict[Fraction, list[int]]:
    """Number → the originals it stands in; numbers that stand in many are left out."""
    places: dict[Fraction, list[int]] = defaultdict(list)
    for place, original in enumerate(originals):
        for number in sorted(original.readings):
            places[number].append(place)
    limit = max(3, _COMMON * len(originals))
    return {number: where for number, where in places.items() if len(where) <= limit}


def _by_numbers(translation: Profile, postings: dict[Fraction, list[int]], most: int) -> list[int]:
    votes: Counter[int] = Counter()
    for number in sorted(translation.numbers):
        for place in postings.get(number, ()):
            votes[place] += 1
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return [place for place, count in ranked[:most] if count > 1]


def _best_cosines(translation: Profile, original: Profile) -> float:
    """The mean over English sentences, by length, of the best cosine in the original."""
    best = (translation.vectors @ original.vectors.T).max(axis=1)
    return float(translation.lengths @ best / translation.lengths.sum())
