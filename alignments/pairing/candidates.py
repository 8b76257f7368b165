"""Candidates: which Arabic documents could be the original of an English one, before anything is aligned."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, Vectors
from alignments.lattices.lattice import Grid
from alignments.units import Numbers, Places
from corpus.documents import Document
from corpus.numbers import find_numbers

Steps = npt.NDArray[np.int16]

SENTENCES = 400  # of one document that are looked at; a long one shows itself long before
_STRETCH = 8  # sentences that are found together: a part of a document is found by its own stretch
_LEAST = 10  # a smaller number stands in every text
_BLOCK = 256  # stretches of translations compared at once
_TYPICAL = 30
_RARE = 0.02  # share of the documents up to which a number tells them apart
_VECTORS, _NUMBERS, _DATES = 4, 1, 1  # candidates by each kind of evidence
# Vectors are compared in whole steps: every product and every sum of products is then exact in 32 bits, so that what
# is proposed depends neither on the machine nor on how the translations are split into batches.
_STEPS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a document is found by. Documents with the same sentences have the same ``content``."""

    id: str
    content: str
    stretches: Steps  # (stretches, dimension): mean vectors of the whole and of its stretches, in steps of 1/4000
    numbers: tuple[str, ...]  # from 10 up; of an original every value that they could have
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The places of the originals proposed for one translation, likeliest first, and how often each was read."""

    places: tuple[int, ...]
    copies: tuple[int, ...]


def read_profile(document: Document, *, encoder: Encoder) -> Profile:
    """The profile of a document that has sentences."""
    texts = [sentence.text for sentence in document.sentences[:SENTENCES]]
    language = "ar" if document.language == "ar" else "en"
    mentions = [mention for text in texts for mention in find_numbers(text, language) if mention.certain]
    values = {
        str(value)
        for mention in mentions
        for value in (mention.readings if language == "ar" else (mention.value,))
        if value >= _LEAST
    }
    date = document.field("date")
    return Profile(
        id=document.id,
        content=_content(document),
        stretches=_stretches(encoder.encode(texts), np.array([max(len(text), 1) for text in texts], dtype=np.float64)),
        numbers=tuple(sorted(values)),
        dates=tuple(sorted({date.value, *date.readings})) if date else (),
    )


def propose(translations: Sequence[Profile], originals: Sequence[Profile]) -> list[Candidates]:
    """At most six originals for each translation: by vectors, by rare numbers that both have, by the same date.

    How well an original fits is the mean, over the stretches of the translation, of the best cosine with a stretch of
    the original, once the mean of all originals is taken out of both. The search is exact: its time is that of one
    product of (stretches, dimension) matrices, and originals with the same sentences are compared once.
    """
    first, copies = _different(originals)
    if not first or not translations:
        return [Candidates(places=(), copies=()) for _ in translations]
    index = _Index([originals[place] for place in first])
    proposed: list[Candidates] = []
    for block in _blocks(translations):
        fits = index.fit(block)
        for translation, row in zip(block, fits, strict=True):
            chosen = index.choose(translation, row)
            proposed.append(
                Candidates(
                    places=tuple(first[place] for place in chosen), copies=tuple(copies[place] for place in chosen)
                )
            )
    return proposed


class _Index:
    """Originals ready to be compared with many translations."""

    def __init__(self, originals: Sequence[Profile]) -> None:
        self._starts = _starts(originals)
        stacked = np.concatenate([original.stretches for original in originals])
        self._mean = stacked.mean(axis=0, dtype=np.float64) * (len(stacked) / (len(stacked) + _TYPICAL))
        self._vectors = self._centred(stacked)
        limit = max(3, _RARE * len(originals))
        numbers = _postings([original.numbers for original in originals])
        self._numbers = {number: places for number, places in numbers.items() if len(places) <= limit}
        self._dates = _postings([original.dates for original in originals])

    def fit(self, translations: Sequence[Profile]) -> Grid:
        """How well each original fits each translation, shape (translations, originals)."""
        vectors = self._centred(np.concatenate([translation.stretches for translation in translations]))
        best = np.maximum.reduceat(vectors @ self._vectors.T, self._starts, axis=1)
        starts = _starts(translations)
        counts = np.diff([*starts, len(best)])
        fits: Grid = np.add.reduceat(best, starts, axis=0, dtype=np.float64) / counts[:, None]
        return fits

    def choose(self, translation: Profile, fits: Numbers) -> list[int]:
        """The places proposed, by how well they fit."""
        chosen = _highest(fits, np.arange(len(fits)), _VECTORS)
        votes = Counter(place for number in translation.numbers for place in self._numbers.get(number, ()))
        shared = max(votes.values(), default=0)
        if shared > 1:
            most = [place for place, count in sorted(votes.items()) if count == shared]
            chosen += _highest(fits, np.array(most), _NUMBERS)
        dated = sorted({place for date in translation.dates for place in self._dates.get(date, ())})
        chosen += _highest(fits, np.array(dated, dtype=np.int64), _DATES)
        return sorted(dict.fromkeys(chosen), key=lambda place: (-fits[place], place))

    def _centred(self, vectors: Steps) -> Vectors:
        """Vectors less the mean of the originals' (the less, the fewer they are), of unit length, in whole steps."""
        moved = vectors - self._mean
        unit = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        steps: Vectors = np.rint(unit * _STEPS).astype(np.float32)
        return steps


def _highest(fits: Numbers, places: Places, most: int) -> list[int]:
    """At most so many of the places, those that fit best; of equal ones the first."""
    if len(places) > most:
        least = np.partition(fits[places], len(places) - most)[len(places) - most]
        places = places[fits[places] >= least]
    return sorted(places.tolist(), key=lambda place: (-fits[place], place))[:most]


def _content(document: Document) -> str:
    joined = "\0".join(sentence.text for sentence in document.sentences)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _stretches(vectors: Vectors, lengths: Numbers) -> Steps:
    """The mean of all sentence vectors by length, then those of stretches of 8 sentences, each half over the next."""
    count = len(lengths)
    starts = range(0, max(count - _STRETCH // 2, 1), _STRETCH // 2) if count > _STRETCH else range(0)
    spans = [(0, count), *((start, start + _STRETCH) for start in starts)]
    means = np.stack([lengths[low:high] @ vectors[low:high] / lengths[low:high].sum() for low, high in spans])
    steps: Steps = np.rint(means * _STEPS).astype(np.int16)
    return steps


def _different(originals: Sequence[Profile]) -> tuple[list[int], list[int]]:
    """The first place of each content, and how many originals have it."""
    counts: dict[str, list[int]] = {}
    for place, original in enumerate(originals):
        counts.setdefault(original.content, [place, 0])[1] += 1
    return [place for place, _ in counts.values()], [count for _, count in counts.values()]


def _blocks(translations: Sequence[Profile]) -> list[list[Profile]]:
    """Translations in their order, about 256 stretches together."""
    blocks: list[list[Profile]] = [[]]
    size = 0
    for translation in translations:
        if size + len(translation.stretches) > _BLOCK and blocks[-1]:
            blocks.append([])
            size = 0
        blocks[-1].append(translation)
        size += len(translation.stretches)
    return blocks


def _starts(profiles: Sequence[Profile]) -> Places:
    """Where the stretches of each document begin among those of all."""
    return np.cumsum([0, *(len(profile.stretches) for profile in profiles)])[:-1]


def _postings(values: Sequence[Sequence[str]]) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, ones in enumerate(values):
        for value in ones:
            places[value].append(place)
    return places
