"""Where a sign of origin is to be seen: words, phrases and passages of the text itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder
from corpus.frequencies import zipf
from scores.excerpts import cut, quote, quote_beginning
from scores.origin.counterparts import NEAR, Counterparts, find_counterparts
from scores.origin.literalness import LONGEST
from scores.origin.patterns import find_patterns
from scores.origin.vocabulary import content_words, words_of

_MOST = 3  # words or phrases of an example
_PLACES = 3  # decimals by which words are ranked: the last bits of a cosine depend on what is encoded with them
_RARE = 3.2  # Zipf frequency below which a word is uncommon, as in the feature


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A document as it was measured: (Arabic, English) passages, and a row of features for each."""

    passages: Sequence[tuple[str, str]]
    names: Sequence[str]
    rows: npt.NDArray[np.float64]
    encoder: Encoder | None  # None where there is no Arabic
    patterns: Mapping[str, float]  # weights, positive for machines

    def strongest(self, feature: str, *, largest: bool) -> tuple[str, str]:
        """The passage in which a feature is largest or smallest."""
        column = np.round(self.rows[:, list(self.names).index(feature)], _PLACES)
        worst = -np.inf if largest else np.inf
        filled = np.where(np.isnan(column), worst, column)
        arabic, english = self.passages[int(filled.argmax() if largest else filled.argmin())]
        return arabic[:LONGEST], english[:LONGEST]


def _phrases(seen: Seen, *, largest: bool) -> str:
    """The words behind the patterns that weigh most in the document."""
    sign = 1 if largest else -1
    weighed: dict[str, float] = {}
    words: dict[str, str] = {}
    for _, english in seen.passages:
        for pattern, text in find_patterns(english[:LONGEST]).items():
            weight = sign * seen.patterns.get(pattern, 0.0)
            if weight > 0 and " " in text and text[0].isalnum() and text[-1].isalnum():
                weighed[pattern] = weighed.get(pattern, 0.0) + weight
                words.setdefault(pattern, text)
    chosen: list[str] = []
    # three shapes say more than two
    for pattern, _ in sorted(weighed.items(), key=lambda item: (-item[0].count(" "), -item[1], item[0])):
        text = words[pattern]
        if len(chosen) < _MOST and not any(text in other or other in text for other in chosen):
            chosen.append(text)
    return ", ".join(quote(text) for text in chosen)


def _uncommon(seen: Seen) -> str:
    """The rarest words that are no names: known to the word list, and written small somewhere."""
    text = " ".join(english for _, english in seen.passages)
    small = {word for word in text.split() if word.islower()}
    known = {word for word in words_of(text) if word in small and 0 < zipf(word, "en") < _RARE}
    return ", ".join(quote(word) for word in sorted(known, key=lambda word: (zipf(word, "en"), word))[:_MOST])


def _repeated(seen: Seen) -> str:
    """The content word that comes most often within one passage; where none comes twice, whatever word does."""
    for words in (lambda text: [word for word, places in content_words(text, "en").items() for _ in places], words_of):
        counted = ((count, word) for _, text in seen.passages for word, count in Counter(words(text)).items())
        count, word = max(counted, default=(0, ""))
        if count > 1:
            return f"{quote(word)} comes {count} times in one passage"
    return ""


def _passage(seen: Seen, *, largest: bool) -> str:
    return quote_beginning(seen.strongest("similarity", largest=largest)[1])


def _pairs(seen: Seen, feature: str) -> str:
    """English words with the Arabic ones that they answer, the nearest first."""
    found = _counterparts(seen, feature, largest=True)
    if found is None:
        return ""
    near = found.cosine.round(_PLACES)
    linked = sorted({(-near[i, j], found.english[j], found.arabic[i]) for i, j in found.links})
    return ", ".join(f"{quote(english)} for {cut(arabic)}" for _, english, arabic in linked[:_MOST])


def _unanswered_english(seen: Seen) -> str:
    found = _counterparts(seen, "english_answered", largest=False)
    if found is None:
        return ""
    nearest = found.cosine.max(axis=0).round(_PLACES)
    far = sorted({(near, word) for near, word in zip(nearest, found.english, strict=True)})
    return ", ".join(quote(word) for near, word in far[:_MOST] if near < NEAR)


def _unanswered_arabic(seen: Seen) -> str:
    found = _counterparts(seen, "arabic_gap", largest=False, look_up=True)
    if found is None:
        return ""
    gaps = (found.cosine.max(axis=1) - found.dictionary).round(_PLACES)
    far = sorted({(gap, word) for gap, word in zip(gaps, found.arabic, strict=True) if gap < -NEAR / 2})
    words = ", ".join(cut(word) for _, word in far[:_MOST])
    return f"{words} in the passage {quote_beginning(seen.strongest('arabic_gap', largest=False)[1])}" if words else ""


def _in_order(seen: Seen) -> str:
    found = _counterparts(seen, "drift", largest=False)
    if found is None:
        return ""
    links = sorted(found.links, key=lambda link: found.arabic_places[link[0]])[:4]
    if not links:
        return ""
    ours = " … ".join(found.arabic[i] for i, _ in links)
    return f"{quote(' … '.join(found.english[j] for _, j in links))} for {cut(ours)}"


def _moved(seen: Seen) -> str:
    """Two linked words, the furthest apart, that stand the other way round than in the Arabic."""
    found = _counterparts(seen, "drift", largest=True)
    if found is None:
        return ""
    turned = [
        (found.english_places[second[1]] - found.english_places[first[1]], second, first)
        for first in found.links
        for second in found.links
        if found.arabic_places[first[0]] > found.arabic_places[second[0]]
        and found.english_places[first[1]] < found.english_places[second[1]]
    ]
    if not turned:
        return ""
    _, (late, last), (early, first) = max(turned)
    return (
        f"{quote(found.english[first])} stands before {quote(found.english[last])}, "
        f"in the Arabic {cut(found.arabic[late])} before {cut(found.arabic[early])}"
    )


def _counterparts(seen: Seen, feature: str, *, largest: bool, look_up: bool = False) -> Counterparts | None:
    if seen.encoder is None:
        return None
    passage = seen.strongest(feature, largest=largest)
    return find_counterparts([passage], encoder=seen.encoder, look_up=look_up)[0]


EXAMPLES: dict[tuple[str, str], Callable[[Seen], str]] = {
    ("patterns", "machine"): lambda seen: _phrases(seen, largest=True),
    ("patterns", "human"): lambda seen: _phrases(seen, largest=False),
    ("rare", "human"): _uncommon,
    ("variety", "machine"): _repeated,
    ("similarity", "machine"): lambda seen: _passage(seen, largest=True),
    ("similarity", "human"): lambda seen: _passage(seen, largest=False),
    ("english_answered", "machine"): lambda seen: _pairs(seen, "english_answered"),
    ("english_answered", "human"): _unanswered_english,
    ("arabic_gap", "machine"): lambda seen: _pairs(seen, "arabic_gap"),
    ("arabic_gap", "human"): _unanswered_arabic,
    ("drift", "machine"): _in_order,
    ("drift", "human"): _moved,
}
