"""The self-test: faults planted in somebody's own documents, and how many of them are found there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from alignments.beads import Bead
from alignments.encoders import Encoder
from corpus.documents import Sentence
from scores.planting.families import FAMILIES, plant
from scores.planting.fault import Text
from scores.planting.measuring import check_text, is_found

MOST_LINES = 40  # of one document; a window at a place drawn at random
LEAST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many faults of one family were planted and found; ``low`` to ``high`` is the 95 % interval of the share."""

    family: str
    planted: int
    found: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A translation that faults may be planted in: its two sides, and how many grave findings it has itself."""

    name: str
    arabic: Sequence[Sentence]
    english: Sequence[Sentence]
    beads: Sequence[Bead]
    grave: int = 0


def draw_texts(candidates: Iterable[Candidate], *, count: int, seed: int) -> list[Text]:
    """Up to ``count`` texts, those without grave findings first; every line of a text is one bead."""
    rng = Random(f"{seed} texts")  # noqa: S311 - a sample, no secret
    ordered = sorted(candidates, key=lambda each: each.name)
    rng.shuffle(ordered)
    texts = (text for each in sorted(ordered, key=lambda each: each.grave) if (text := _text(each, rng)))
    return [text for text, _ in zip(texts, range(count), strict=False)]


def _text(candidate: Candidate, rng: Random) -> Text | None:
    lines = [
        (_join(candidate.arabic, bead.arabic), _join(candidate.english, bead.english))
        for bead in candidate.beads
        if bead.arabic and bead.english
    ]
    if len(lines) < LEAST_LINES:
        return None
    start = rng.randrange(max(1, len(lines) - MOST_LINES + 1))
    arabic, english = zip(*lines[start : start + MOST_LINES], strict=True)
    return Text(name=candidate.name, arabic=arabic, english=english)


def _join(side: Sequence[Sentence], numbers: Iterable[int]) -> str:
    return " ".join(" ".join(side[number].text for number in numbers).split())


def run_selftest(texts: Sequence[Text], *, encoder: Encoder, count: int, seed: int) -> Iterator[Outcome]:
    """One outcome for each family, as soon as it is known; a family that the texts do not offer has none planted."""
    for name, family in FAMILIES.items():
        planted = found = 0
        for fault in plant(texts, name, seed=seed, count=count):
            findings = check_text(fault.text.arabic, fault.english, encoder=encoder, glossary=fault.glossary)
            planted += 1
            found += is_found(fault, findings, family.categories)
        low, high = interval(found, planted)
        yield Outcome(family=name, planted=planted, found=found, low=low, high=high)


def interval(found: int, planted: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); from 0 to 1 where nothing was planted.

    >>> interval(9, 10), interval(0, 0)
    ((0.596, 0.982), (0.0, 1.0))
    """
    if not planted:
        return 0.0, 1.0
    z = 1.96
    share, spread = found / planted, z * z / planted
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / planted + spread / (4 * planted)) / (1 + spread)
    return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)
