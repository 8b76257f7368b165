"""A part of a sentence left out: the English is too short, and says more of the Arabic once that part is taken away.

The stretches that may be missing (``scores.findings.sentences.windows``) are ranked by lengths and single words; only
of the likeliest the rest of the sentence is encoded, to see whether it is nearer to the English than the whole is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from alignments.beads import Bead
from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words
from scores.findings.sentences.likeness import encode_texts
from scores.findings.sentences.matching import split_bead
from scores.findings.sentences.windows import Window, Words
from scores.findings.weights import load_weights

CHECK = "clauses 2"
_LEAST_WORDS = 6  # of the Arabic; less is no sentence to lose a clause from
_MOST_WORDS = 120
_OF_WHOLE = 0.7  # share of what a sentence lacks that its bead must lack too
_LEAST_SHORTFALL = 0.05  # natural logarithm of how much longer the Arabic is than it should be
MOST_MEASURED = 2  # stretches of a sentence without which it is encoded, and
LIKELY = 0.05  # the chance by lengths and words from which they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The likeliest stretch of one Arabic sentence to be missing, and the chance that it is."""

    start: int
    end: int
    shortfall: float  # log of the Arabic's length over the length that the English asks for
    chance: float


def check_clauses(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding at most for each Arabic sentence that has English of its own."""
    levels = load_weights()["clause"]
    usual = usual_shortfall(reading)
    for number, bead in reading.open_beads(found):
        for i, english in _pairs(reading, bead, usual):
            gap = find_gap(reading, i, english, usual=usual)
            if gap is None or gap.chance < levels["least"]:
                continue
            yield Finding(
                category="omission",
                severity="major" if gap.chance >= levels["major"] else "minor",
                confidence=round(gap.chance * levels["confidence"], 3),
                arabic=mark_words(reading.arabic, i, gap.start, gap.end),
                english=reading.mark_english(english),
                evidence=(
                    f"The English is about {100 * (1 - math.exp(-gap.shortfall)):.0f} % shorter than this Arabic "
                    "sentence asks for, and these words have the least in common with it."
                ),
                check=CHECK,
                bead=number,
            )


def _pairs(reading: Reading, bead: Bead, usual: float) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The Arabic sentences of a bead with the English of each.

    Of several on both sides each may have taken words from the next: only where it lacks what the whole bead does.
    """
    if len(bead.arabic) == 1:
        yield bead.arabic[0], bead.english
        return
    blocks = split_bead(reading, bead.arabic, bead.english)
    if any(len(arabic) != 1 or len(english) != 1 for arabic, english in blocks):
        return
    missing = _missing(reading, bead.arabic, bead.english, usual)
    for arabic, english in blocks:
        if missing >= _OF_WHOLE * _missing(reading, arabic, english, usual):
            yield arabic[0], english


def _missing(reading: Reading, arabic: tuple[int, ...], english: tuple[int, ...], usual: float) -> float:
    """How many characters the English lacks by the length of the Arabic."""
    ratio = float(load_weights()["length"]["ratio"])
    expected = len(reading.arabic_text(arabic)) / ratio / math.exp(usual)
    return expected - len(reading.english_text(english))


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
    """The likeliest stretch of one Arabic sentence, or None where nothing can be missing."""
    weights = load_weights()["clause"]
    windows = find_windows(reading, number, english, usual=usual)
    likely = [(window.chance(weights["words"]), window) for window in windows]
    likely = sorted((each for each in likely if each[0] >= LIKELY), key=lambda each: -each[0])
    if not likely:
        return None
    measured = measure_gains(reading, number, english, [window for _, window in likely[:MOST_MEASURED]])
    chance, window = max(((each.chance(weights["vectors"]), each) for each in measured), key=lambda each: each[0])
    return Gap(start=window.start, end=window.end, shortfall=window.signs["shortfall"], chance=chance)


def find_windows(reading: Reading, number: int, english: tuple[int, ...], *, usual: float) -> list[Window]:
    """The stretches of one Arabic sentence that its lengths allow to be missing."""
    text, said = reading.arabic[number].text, reading.english_text(english)
    ratio = load_weights()["length"]["ratio"]
    shortfall = math.log(max(len(text), 1) / ratio / max(len(said), 1)) - usual
    if shortfall < _LEAST_SHORTFALL:
        return []
    words = Words(text=text, english=said, encoder=reading.encoder)
    return words.windows(shortfall) if _LEAST_WORDS <= len(words.spans) <= _MOST_WORDS else []


def measure_gains(reading: Reading, number: int, english: tuple[int, ...], windows: Sequence[Window]) -> list[Window]:
    """The same stretches with the sign ``gain``: the cosine to the English without the stretch minus that with it."""
    text, target = reading.arabic[number].text, reading.english_vector(english)
    rests = [" ".join((text[: window.start] + text[window.end :]).split()) for window in windows]
    gains = encode_texts(rests, reading.encoder) @ target - float(reading.vectors[0][number] @ target)
    return [
        replace(window, signs={**window.signs, "gain": float(gain)})
        for gain, window in zip(gains, windows, strict=True)
    ]
