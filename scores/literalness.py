"""How closely an English text follows its Arabic, measured bead by bead.

Machines stay nearer to the Arabic than people do: more of its words have a dictionary counterpart, in the
same order, with the same commas, one sentence for one. None of this says how good the translation is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, Vectors
from corpus.folding import fold_text

FEATURES = (
    "similarity",  # cosine of the two sides
    "english_answered",  # mean, over English content words, of the cosine with the nearest Arabic word
    "english_free",  # share of English content words that no Arabic word is near to
    "arabic_gap",  # mean, over different Arabic content words, of how much nearer an English word of the text is than
    # the nearest of all common English words
    "arabic_free",  # share of the different Arabic content words that no English word is near to
    "arabic_least",  # cosine with the nearest English word that three quarters of them exceed
    "linked",  # Arabic content words in mutual links, as a share
    "dictionary",  # mean, over Arabic content words, of the cosine with the nearest of all common English words:
    # says nothing about the translation, but how much the links can be trusted on this vocabulary
    "order",  # share of pairs of links that stand in the same order on both sides
    "drift",  # mean difference between the steps from link to link, as a share of the bead
    "commas",  # commas more or less than in the Arabic, in 20 words
    "relatives",  # who, which, that beyond the Arabic relative pronouns, in 20 words
    "articles",  # "the" beyond 0.6 of the Arabic definite words, in 20 words
    "length",  # log of English words over Arabic words
)
LONGEST = 4_000  # characters of one side of a bead that are looked at

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AL = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_PREFIXES = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER KAF}"
_DEFINITE = re.compile(rf"[{_PREFIXES}]?{_AL}|\N{{ARABIC LETTER LAM}}\N{{ARABIC LETTER LAM}}")
_RELATIVE = re.compile(
    rf"[{_PREFIXES}\N{{ARABIC LETTER LAM}}]?{_AL}"
    "(?:\N{ARABIC LETTER THAL}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}?|\N{ARABIC LETTER TEH}\N{ARABIC LETTER YEH})$"
)
_RELATIVES = ("which", "who", "that", "whose")
_COMMAS = (",", "\N{ARABIC COMMA}")
_LINK = 0.3  # cosine, means removed, from which two words are taken for counterparts
_STRAY = 0.3  # what a link loses for standing at the other end of the bead
_WORD_VECTORS: dict[str, dict[str, Vectors]] = {}
_VOCABULARY: dict[str, Vectors] = {}
_COMMON = 7_000  # English words that stand for the dictionary
_MOST_WORDS = 200_000  # word vectors kept in a process (about 400 MB); then it begins anew

Row = dict[str, float]


def measure_beads(pairs: Sequence[tuple[str, str]], *, encoder: Encoder) -> npt.NDArray[np.float64]:
    """One row of ``FEATURES`` for each (Arabic, English), shape (beads, features); NaN where one cannot be measured."""
    cut = [(arabic[:LONGEST], english[:LONGEST]) for arabic, english in pairs]
    if not cut:
        return np.empty((0, len(FEATURES)))
    if len(_WORD_VECTORS.get(encoder.signature, ())) > _MOST_WORDS:
        del _WORD_VECTORS[encoder.signature]
    first = _encode([arabic for arabic, _ in cut], encoder)
    second = _encode([english for _, english in cut], encoder)
    known = _word_vectors(
        {word for arabic, english in cut for word in (*_content(arabic, "ar"), *_content(english, "en"))}, encoder
    )
    means = {language: _mean_vector(language, encoder) for language in ("ar", "en")}
    best = _dictionary({word for arabic, _ in cut for word in _content(arabic, "ar")}, known, means, encoder)
    rows = []
    for (arabic, english), one, two in zip(cut, first, second, strict=True):
        row = {"similarity": float(one @ two), **_surface(arabic, english)}
        rows.append(row | _word_links(arabic, english, known, means, best))
    return np.array([[row.get(name, np.nan) for name in FEATURES] for row in rows])


def words_of(text: str) -> list[str]:
    """The words of either language, in lower case, in order; digits are not words.

    >>> words_of("The mayor's car-park, 1994")
    ['the', "mayor's", 'car-park']
    """
    return [match.group().lower() for match in _WORD.finditer(text)]


@lru_cache(maxsize=200_000)
def zipf(word: str, language: str) -> float:
    """How common a word is: log10 of its occurrences in a billion words, 0 where unknown (Speer 2022, wordfreq)."""
    from wordfreq import zipf_frequency  # on use: half a second that most commands need not wait for

    return float(zipf_frequency(word[:60], language))


def _content(text: str, language: str) -> dict[str, list[int]]:
    """Content words → the places (word numbers) where they stand."""
    most = {"ar": 5.6, "en": 6.2}[language]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words_of(text)):
        if len(word) > 2 and zipf(word, language) <= most:
            places.setdefault(word, []).append(place)
    return places


def _word_vectors(words: set[str], encoder: Encoder) -> dict[str, Vectors]:
    known = _WORD_VECTORS.setdefault(encoder.signature, {})
    missing = sorted(words - known.keys())
    known.update(zip(missing, _encode(missing, encoder), strict=True))
    return known


def _encode(texts: Sequence[str], encoder: Encoder) -> list[Vectors]:
    """Vectors in the order of the texts, made in batches of texts of like length, which bounds the memory."""
    vectors: dict[int, Vectors] = {}
    sequence = sorted(range(len(texts)), key=lambda number: (len(texts[number]), number))
    for start in range(0, len(sequence), 128):
        part = sequence[start : start + 128]
        vectors.update(zip(part, encoder.encode([texts[number] for number in part]), strict=True))
    return [vectors[number] for number in range(len(texts))]


def _mean_vector(language: str, encoder: Encoder) -> Vectors:
    """What all words of a language share, which hides what they mean: the mean of its 500 most frequent ones."""
    from wordfreq import top_n_list

    words = top_n_list(language, 500)
    known = _word_vectors(set(words), encoder)
    mean: Vectors = np.mean([known[word] for word in words], axis=0)
    return mean


def _unit(words: Sequence[str], known: dict[str, Vectors], mean: Vectors) -> Vectors:
    vectors = np.array([known[word] for word in words]) - mean
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return unit


def _dictionary(
    words: set[str], known: dict[str, Vectors], means: dict[str, Vectors], encoder: Encoder
) -> dict[str, float]:
    """For every Arabic word its cosine with the nearest of the common English words."""
    if encoder.signature not in _VOCABULARY:
        from wordfreq import top_n_list

        common = [word for word in top_n_list("en", _COMMON) if word.isalpha() and word in _content(word, "en")]
        table = dict(zip(common, _encode(common, encoder), strict=True))
        _VOCABULARY[encoder.signature] = _unit(common, table, means["en"])
    ordered = sorted(words)
    best: dict[str, float] = {}
    for start in range(0, len(ordered), 256):
        part = ordered[start : start + 256]
        cosine = _unit(part, known, means["ar"]) @ _VOCABULARY[encoder.signature].T
        best.update(zip(part, map(float, cosine.max(axis=1)), strict=True))
    return best


def _word_links(
    arabic: str, english: str, known: dict[str, Vectors], means: dict[str, Vectors], best: dict[str, float]
) -> Row:
    ours, theirs = _content(arabic, "ar"), _content(english, "en")
    if not ours or not theirs:
        return {}
    rows = [(place, word) for word, places in ours.items() for place in places]
    columns = [(place, word) for word, places in theirs.items() for place in places]
    cosine = (
        _unit([word for _, word in rows], known, means["ar"]) @ _unit([w for _, w in columns], known, means["en"]).T
    )
    place_a = np.array([place for place, _ in rows]) / max(1, len(words_of(arabic)))
    place_e = np.array([place for place, _ in columns]) / max(1, len(words_of(english)))
    best_e = cosine.max(axis=0)
    different = np.unique([word for _, word in rows], return_index=True)[1]
    best_a = cosine.max(axis=1)[different]
    common = np.array([best[rows[number][1]] for number in different])
    row = {
        "dictionary": float(np.mean([best[word] for _, word in rows])),
        "english_answered": float(best_e.mean()),
        "english_free": float((best_e < _LINK).mean()),
        "arabic_gap": float((best_a - common).mean()),
        "arabic_free": float((best_a < _LINK).mean()),
        "arabic_least": float(np.quantile(best_a, 0.25)),
    }
    near = cosine - _STRAY * np.abs(place_a[:, None] - place_e[None])
    forth, back = near.argmax(axis=1), near.argmax(axis=0)
    linked = [i for i, j in enumerate(forth) if back[j] == i and cosine[i, j] > _LINK]
    row["linked"] = len(linked) / len(rows)
    return row | _order(place_a[linked], place_e[forth[linked]])


def _order(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> Row:
    """Kendall's share of concordant pairs, and how unevenly the two sides advance; nothing for fewer than 3 links."""
    if len(first) < 3:
        return {}
    sequence = np.argsort(first, kind="stable")
    first, second = first[sequence], second[sequence]
    upper = np.triu_indices(len(first), 1)
    same = (first[:, None] - first) * (second[:, None] - second)
    return {
        "order": float((same[upper] > 0).mean()),
        "drift": float(np.abs(np.diff(second) - np.diff(first)).mean()),
    }


def _surface(arabic: str, english: str) -> Row:
    ours, theirs = words_of(fold_text(arabic)), Counter(words_of(english))
    unit = 20 / max(1, theirs.total())
    definite = sum(bool(_DEFINITE.match(word)) for word in ours)
    relative = sum(bool(_RELATIVE.match(word)) for word in ours)
    return {
        "commas": abs(_count(english, _COMMAS) - _count(arabic, _COMMAS)) * unit,
        "relatives": (sum(theirs[word] for word in _RELATIVES) - relative) * unit,
        "articles": (theirs["the"] - 0.6 * definite) * unit,
        "length": float(np.log(max(1, theirs.total()) / max(1, len(ours)))),
    }


def _count(text: str, characters: Sequence[str]) -> int:
    return sum(text.count(character) for character in characters)
