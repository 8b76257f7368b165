"""A part of a sentence left out: the English is too short, and says more of the Arabic once a part is taken away.

The length that is missing is known, so a window of just that length is moved over the Arabic words; where the
rest of the sentence is nearer to the English than the whole is, the window holds what was left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scores.findings.finding import Finding
from scores.findings.likeness import WORDS, encode_texts, word_cosines, word_weight
from scores.findings.reading import Reading, mark_words
from scores.findings.weights import load_weights

CHECK = "clauses 1"
_LEAST_WORDS = 8  # of the Arabic; less is no sentence to lose a clause from
_MOST_WORDS = 120
_LEAST_SHORTFALL = 0.15  # natural logarithm of how much longer the Arabic is than it should be
_MOST_WINDOWS = 7
_MOST_WEIGHT = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The likeliest stretch of one Arabic sentence to be missing, and the signs that it is."""

    start: int
    end: int
    shortfall: float  # log of the Arabic's length over the length that the English asks for
    gain: float  # cosine without the stretch minus cosine with it
    contrast: float  # how much better the words outside are answered than those inside
    surplus: float  # how much better the English words are answered than the Arabic ones

    @property
    def chance(self) -> float:
        """The chance that something is missing, by the weights in ``data/findings.toml``."""
        weights = load_weights()["clause"]
        value = weights["bias"] + sum(weights[name] * getattr(self, name) for name in _SIGNS)
        return 1 / (1 + math.exp(-value))


_SIGNS = ("shortfall", "gain", "contrast", "surplus")


def check_clauses(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding at most for each Arabic sentence that has the English of its bead to itself."""
    levels = load_weights()["clause"]
    usual = usual_shortfall(reading)
    for number, bead in reading.open_beads(found):
        if len(bead.arabic) != 1:
            continue
        gap = find_gap(reading, bead.arabic[0], bead.english, usual=usual)
        if gap is None or gap.chance < levels["least"]:
            continue
        yield Finding(
            category="omission",
            severity="major" if gap.chance >= levels["major"] else "minor",
            confidence=round(gap.chance * levels["confidence"], 3),
            arabic=mark_words(reading.arabic, bead.arabic[0], gap.start, gap.end),
            english=reading.mark_english(bead.english),
            evidence=(
                f"The English is about {100 * (1 - math.exp(-gap.shortfall)):.0f} % shorter than this Arabic sentence "
                "asks for, and these words have the least in common with it."
            ),
            check=CHECK,
            bead=number,
        )


def usual_shortfall(reading: Reading) -> float:
    """How much longer than elsewhere this document's Arabic is, drawn towards none where there are few sentences."""
    ratio = load_weights()["length"]["ratio"]
    logs = [
        math.log(len(reading.arabic_text(bead.arabic)) / ratio / len(reading.english_text(bead.english)))
        for bead in reading.beads
        if bead.arabic and bead.english and reading.similarity(bead.arabic, bead.english) > 0.5
    ]
    return float(np.median(logs)) * len(logs) / (len(logs) + 5) if logs else 0.0


def find_gap(reading: Reading, number: int, english: tuple[int, ...], *, usual: float) -> Gap | None:
    """The best window of one Arabic sentence, or None where nothing can be missing."""
    text, said = reading.arabic[number].text, reading.english_text(english)
    ratio = load_weights()["length"]["ratio"]
    shortfall = math.log(max(len(text), 1) / ratio / max(len(said), 1)) - usual
    if shortfall < _LEAST_SHORTFALL:
        return None
    words = _Words(text=text, english=said, reading=reading)
    if not _LEAST_WORDS <= len(words.spans) <= _MOST_WORDS or not words.english_words:
        return None
    size = min(max(3, round((1 - math.exp(-shortfall)) * len(words.spans))), len(words.spans) - 3)
    starts = words.starts(size)
    rests = [(text[: words.spans[s][0]] + text[words.spans[s + size - 1][1] :]).strip() for s in starts]
    target = reading.english_vector(english)
    gains = encode_texts(rests, reading.encoder) @ target - float(reading.vectors[0][number] @ target)
    signs = [(float(gain) + words.contrast(s, size), float(gain), s) for gain, s in zip(gains, starts, strict=True)]
    _, gain, start = max(signs)
    return Gap(
        start=words.spans[start][0],
        end=words.spans[start + size - 1][1],
        shortfall=shortfall,
        gain=gain,
        contrast=words.contrast(start, size),
        surplus=words.surplus,
    )


@dataclass(frozen=True, kw_only=True)
class _Words:
    """The words of both sides and how well each is answered."""

    text: str
    english: str
    reading: Reading

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in WORDS.finditer(self.text)]

    @cached_property
    def english_words(self) -> list[str]:
        return WORDS.findall(self.english)[: 2 * _MOST_WORDS]

    @cached_property
    def _cosines(self) -> np.ndarray:
        words = [self.text[start:end] for start, end in self.spans]
        return word_cosines(words, self.english_words, self.reading.encoder)

    @cached_property
    def _weights(self) -> np.ndarray:
        return np.array([min(_MOST_WEIGHT, word_weight(self.text[a:b], "ar")) for a, b in self.spans])

    @cached_property
    def surplus(self) -> float:
        weights = np.array([min(_MOST_WEIGHT, word_weight(word, "en")) for word in self.english_words])
        answered = self._cosines.max(axis=0) @ weights / weights.sum()
        return float(answered - self._cosines.max(axis=1) @ self._weights / self._weights.sum())

    def starts(self, size: int) -> list[int]:
        """Evenly spread first words of windows of that many words."""
        last = len(self.spans) - size
        return sorted({round(place) for place in np.linspace(0, last, min(last + 1, _MOST_WINDOWS))})

    def contrast(self, start: int, size: int) -> float:
        best, weights = self._cosines.max(axis=1), self._weights
        inside = np.zeros(len(best), dtype=bool)
        inside[start : start + size] = True
        means = [float(best[part] @ weights[part] / weights[part].sum()) for part in (~inside, inside)]
        return means[0] - means[1]
