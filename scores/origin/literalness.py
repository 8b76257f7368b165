"""How closely an English text follows its Arabic, measured bead by bead.

Machines stay nearer to the Arabic than people do: more of its words have a dictionary counterpart, step by step,
with every article. None of this says how good the translation is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder
from corpus.folding import fold_text
from scores.origin.counterparts import NEAR, Counterparts, encode_texts, find_counterparts
from scores.origin.vocabulary import words_of

FEATURES = (
    "similarity",  # cosine of the two sides
    "english_answered",  # mean, over English content words, of the cosine with the nearest Arabic word
    "english_free",  # share of English content words that no Arabic word is near to
    "arabic_gap",  # mean, over different Arabic content words, of how much nearer an English word of the text is than
    # the nearest of all common English words
    "arabic_free",  # share of the different Arabic content words that no English word is near to
    "arabic_least",  # cosine with the nearest English word that three quarters of them exceed
    "dictionary",  # mean, over Arabic content words, of the cosine with the nearest of all common English words:
    # says nothing about the translation, but how much the links can be trusted on this vocabulary
    "drift",  # mean difference between the steps from one linked word to the next, as a share of the bead
    "articles",  # "the" beyond 0.6 of the Arabic definite words, in 20 words
    "length",  # log of English words over Arabic words
)
_PER = 20  # words for which articles are counted
ARTICLES = 0.6  # "the" that is expected for each definite Arabic word
LONGEST = 4_000  # characters of one side of a bead that are looked at

_AL = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_PREFIXES = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER KAF}"
_HEH, _KAF, _MEEM = "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER MEEM}"
_NOON, _ALEF, _YEH = "\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER YEH}"
_TO = rf"{_YEH}(?:{_HEH}(?:{_ALEF}|{_MEEM}{_ALEF}?|{_NOON})?|{_KAF}{_MEEM}?|{_NOON}{_ALEF})?$"
"""What makes of alef and lam not the article but the preposition ila, alone or with a pronoun."""
_DEFINITE = re.compile(rf"[{_PREFIXES}]?{_AL}(?!{_TO}|{_ALEF}$)|\N{{ARABIC LETTER LAM}}\N{{ARABIC LETTER LAM}}")
_HAMZAS = re.compile("[\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA BELOW}]")

Row = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What can be counted on either side without knowing a word: words and articles."""

    arabic_words: int
    english_words: int
    arabic_articles: int
    english_articles: int


def measure_beads(pairs: Sequence[tuple[str, str]], *, encoder: Encoder) -> npt.NDArray[np.float64]:
    """One row of ``FEATURES`` for each (Arabic, English), shape (beads, features); NaN where one cannot be measured."""
    cut = [(arabic[:LONGEST], english[:LONGEST]) for arabic, english in pairs]
    if not cut:
        return np.empty((0, len(FEATURES)))
    first, second = (encode_texts(side, encoder) for side in zip(*cut, strict=True))
    rows = []
    for pair, one, two, found in zip(cut, first, second, find_counterparts(cut, encoder=encoder), strict=True):
        rows.append({"similarity": float(one @ two), **_compare(count_surface(*pair)), **_closeness(found)})
    return np.array([[row.get(name, np.nan) for name in FEATURES] for row in rows])


@lru_cache(maxsize=1024)  # the evidence asks again for what was measured
def count_surface(arabic: str, english: str) -> Surface:
    """The counts of one bead."""
    ours, theirs = words_of(fold_text(arabic)), Counter(words_of(english))
    return Surface(
        arabic_words=len(ours),
        english_words=theirs.total(),
        arabic_articles=_count_definite(arabic),
        english_articles=theirs["the"],
    )


def _count_definite(arabic: str) -> int:
    """Words with the article. No article has a hamza, which folding takes off: so hamzas are set apart before."""
    words = words_of(fold_text(_HAMZAS.sub("\N{ARABIC LETTER HAMZA}", arabic)))
    return sum(bool(_DEFINITE.match(word)) for word in words)


def _compare(counts: Surface) -> Row:
    beyond = counts.english_articles - ARTICLES * counts.arabic_articles
    return {
        "articles": beyond * _PER / max(1, counts.english_words),
        "length": float(np.log(max(1, counts.english_words) / max(1, counts.arabic_words))),
    }


def _closeness(found: Counterparts | None) -> Row:
    if found is None:
        return {}
    english = found.cosine.max(axis=0)
    different = np.unique(found.arabic, return_index=True)[1]
    arabic = found.cosine.max(axis=1)[different]
    row = {
        "dictionary": float(found.dictionary.mean()),
        "english_answered": float(english.mean()),
        "english_free": float((english < NEAR).mean()),
        "arabic_gap": float((arabic - found.dictionary[different]).mean()),
        "arabic_free": float((arabic < NEAR).mean()),
        "arabic_least": float(np.quantile(arabic, 0.25)),
    }
    linked = np.array(found.links, dtype=np.int64).reshape(-1, 2)
    return row | _measure_drift(found.arabic_places[linked[:, 0]], found.english_places[linked[:, 1]])


def _measure_drift(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> Row:
    """How unevenly the two sides advance; nothing for fewer than 3 links."""
    if len(first) < 3:
        return {}
    sequence = np.argsort(first, kind="stable")
    return {"drift": float(np.abs(np.diff(second[sequence]) - np.diff(first[sequence])).mean())}
