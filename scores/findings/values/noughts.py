"""Hundreds against thousands: where both sides say only how many noughts there are, and not the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.documents import Sentence
from corpus.numbers.scales import Scale, find_scales
from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words
from scores.findings.values.order import find_leftovers

CHECK = "numbers, noughts 1"
_CONFIDENCE = 0.9

_Placed = tuple[int, Scale]  # sentence


def check_noughts(reading: Reading, number: int) -> Iterator[Finding]:
    """One finding for each two that differ in bead ``number``, where as many are left on both sides."""
    bead = reading.beads[number]
    arabic, english = _scales(reading.arabic, bead.arabic, "ar"), _scales(reading.english, bead.english, "en")
    if not arabic or not english:
        return
    sides = [
        [(place / len(side), (scale.value,)) for place, (_, scale) in enumerate(side)] for side in (arabic, english)
    ]
    left = find_leftovers(*sides)
    if len(left[0]) != len(left[1]):
        return
    for (i, said), (j, here) in zip((arabic[k] for k in left[0]), (english[k] for k in left[1]), strict=True):
        yield Finding(
            category="number",
            severity="major",
            confidence=round(_CONFIDENCE * (0.6 + 0.4 * min(1.0, reading.trust(number))), 3),
            arabic=mark_words(reading.arabic, i, said.start, said.end),
            english=mark_words(reading.english, j, here.start, here.end),
            evidence=f"The English says {here.text}; the Arabic says {said.text}.",
            check=CHECK,
            bead=number,
        )


def _scales(side: Sequence[Sentence], sentences: Iterable[int], language: str) -> list[_Placed]:
    return [(number, scale) for number in sentences for scale in find_scales(side[number].text, language)]
