"""Which English word answers which Arabic word, by the vectors of single words; and what a dictionary would give.

Words encoded alone lie near their translations once what all words of a language share is taken away. So an
encoder serves as a bilingual dictionary: its English side is the most frequent English words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, Vectors
from alignments.vocabulary import word_vectors
from corpus.frequencies import commonest_words
from scores.origin.vocabulary import content_words, words_of

Array = npt.NDArray[np.float64]

NEAR = 0.3  # cosine, means removed, from which two words are taken for counterparts
_STRAY = 0.3  # what a link loses for standing at the other end of the bead
_COMMON = 7_000  # English words that stand for the dictionary
_KEPT = 200_000  # Arabic words whose nearest common English word one process remembers
_NEARLY = 1e-5  # by what a cosine in single precision may be wrong
_MEANS: dict[tuple[str, str], Vectors] = {}
_VOCABULARY: dict[str, Vectors] = {}
_NEAREST: dict[str, dict[str, float]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterparts:
    """The content words of a bead and how near they are to each other.

    ``arabic`` and ``english`` hold every occurrence in an order of their own, ``arabic_places`` and
    ``english_places`` where each stands, as a share of the bead; ``cosine`` has a row an Arabic occurrence and a
    column an English one; ``dictionary`` is the cosine of each Arabic occurrence with the nearest common English
    word, NaN where it was not looked up; ``links`` are pairs (row, column) of words that are each other's nearest, by
    their rows.
    """

    arabic: tuple[str, ...]
    english: tuple[str, ...]
    arabic_places: Array
    english_places: Array
    cosine: Array
    dictionary: Array
    links: tuple[tuple[int, int], ...]


def find_counterparts(
    pairs: Sequence[tuple[str, str]], *, encoder: Encoder, look_up: bool = True
) -> list[Counterparts | None]:
    """The counterparts in each (Arabic, English); None where a side has no content word.

    With ``look_up`` each Arabic word is held against all common English words, which costs more than all the rest.
    """
    arabic = {word for text, _ in pairs for word in content_words(text, "ar")}
    words = sorted(arabic | {word for _, text in pairs for word in content_words(text, "en")})
    known = dict(zip(words, word_vectors(words, encoder=encoder), strict=True)) if words else {}
    means = {language: _mean_vector(language, encoder) for language in ("ar", "en")}
    nearest = _look_up(arabic, known, means, encoder) if look_up else dict.fromkeys(arabic, np.nan)
    return [_match(*pair, known, means, nearest) for pair in pairs]


def encode_texts(texts: Sequence[str], encoder: Encoder) -> list[Vectors]:
    """Vectors in the order of the texts, made in batches of texts of like length, which bounds the memory."""
    vectors: dict[int, Vectors] = {}
    sequence = sorted(range(len(texts)), key=lambda number: (len(texts[number]), number))
    for start in range(0, len(sequence), 128):
        part = sequence[start : start + 128]
        vectors.update(zip(part, encoder.encode([texts[number] for number in part]), strict=True))
    return [vectors[number] for number in range(len(texts))]


def _match(
    arabic: str,
    english: str,
    known: Mapping[str, Vectors],
    means: Mapping[str, Vectors],
    nearest: Mapping[str, float],
) -> Counterparts | None:
    rows, columns = (
        [(place, word) for word, places in content_words(text, language).items() for place in places]
        for text, language in ((arabic, "ar"), (english, "en"))
    )
    if not rows or not columns:
        return None
    ours, theirs = (tuple(word for _, word in side) for side in (rows, columns))
    cosine = (_unit(ours, known, means["ar"]) @ _unit(theirs, known, means["en"]).T).astype(np.float64)
    first, second = (
        np.array([place for place, _ in side]) / max(1, len(words_of(text)))
        for side, text in ((rows, arabic), (columns, english))
    )
    near = cosine - _STRAY * np.abs(first[:, None] - second[None])
    forth, back = near.argmax(axis=1), near.argmax(axis=0)
    return Counterparts(
        arabic=ours,
        english=theirs,
        arabic_places=first,
        english_places=second,
        cosine=cosine,
        dictionary=np.array([nearest[word] for word in ours]),
        links=tuple((i, int(j)) for i, j in enumerate(forth) if back[j] == i and cosine[i, j] > NEAR),
    )


def _mean_vector(language: str, encoder: Encoder) -> Vectors:
    """What all words of a language share, which hides what they mean: the mean of its 500 most frequent ones."""
    mean = _MEANS.get((language, encoder.signature))
    if mean is None:
        mean = np.mean(word_vectors(commonest_words(language, 500), encoder=encoder), axis=0)
        _MEANS[language, encoder.signature] = mean
    return mean


def _unit(words: Sequence[str], known: Mapping[str, Vectors], mean: Vectors) -> Vectors:
    vectors = np.array([known[word] for word in words]) - mean
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return unit


def _look_up(
    words: set[str], known: Mapping[str, Vectors], means: Mapping[str, Vectors], encoder: Encoder
) -> dict[str, float]:
    """For every Arabic word its cosine with the nearest of the common English words; remembered for later texts."""
    if encoder.signature not in _VOCABULARY:
        common = [
            word for word in commonest_words("en", _COMMON) if word.isalpha() and word in content_words(word, "en")
        ]
        table = dict(zip(common, encode_texts(common, encoder), strict=True))
        # A word a column: a product of few rows with it takes three quarters of the time.
        _VOCABULARY[encoder.signature] = np.ascontiguousarray(_unit(common, table, means["en"]).T)
    held = _NEAREST.setdefault(encoder.signature, {})
    best = {word: held[word] for word in words if word in held}
    ordered = sorted(words - best.keys())
    for start in range(0, len(ordered), 256):
        part = ordered[start : start + 256]
        best.update(
            zip(part, nearest_cosines(_unit(part, known, means["ar"]), _VOCABULARY[encoder.signature]), strict=True)
        )
    if len(held) + len(ordered) > _KEPT:
        held = _NEAREST[encoder.signature] = {}
    held.update((word, best[word]) for word in ordered)
    return best


def nearest_cosines(rows: Vectors, columns: Vectors) -> Iterator[float]:
    """The greatest cosine of each row with any column.

    A product of matrices in single precision sums a row by the company it is in, and what is remembered must not
    depend on that: the columns that come near enough are weighed again, in double precision.
    """
    cosines = rows @ columns
    for row, near in zip(rows, cosines >= cosines.max(axis=1, keepdims=True) - _NEARLY, strict=True):
        yield float(np.float32((row.astype(np.float64) @ columns[:, near].astype(np.float64)).max()))
