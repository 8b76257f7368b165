"""Another unit or currency beside the same number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.documents import Sentence
from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words
from scores.findings.values.measures import Measure, find_measures, same_unit

CHECK = "units 3"

_Placed = tuple[int, Measure]  # with its sentence


def check_units(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding for each number that both sides have, and count two things by."""
    for number, bead in reading.open_beads(found):
        english = _placed(reading.english, bead.english, "en")
        arabic = _placed(reading.arabic, bead.arabic, "ar") if english else []
        for said in english:
            same_value = [each for each in arabic if each[1].values & said[1].values]
            if not same_value or any(same_unit(each[1].unit, said[1].unit) for each in same_value):
                continue
            if not _is_said(same_value[0][1], english):
                yield _finding(reading, number, same_value[0], said)


def _placed(side: Sequence[Sentence], sentences: Iterable[int], language: str) -> list[_Placed]:
    return [(number, each) for number in sentences for each in find_measures(side[number].text, language)]


def _is_said(measure: Measure, english: list[_Placed]) -> bool:
    """Whether the English has this number by this unit somewhere: 300 dollars, that is 270 euros."""
    return any(each.values & measure.values and same_unit(measure.unit, each.unit) for _, each in english)


def _finding(reading: Reading, bead: int, arabic: _Placed, english: _Placed) -> Finding:
    (i, there), (j, here) = arabic, english
    return Finding(
        category="unit",
        severity="major",
        confidence=0.85,
        arabic=mark_words(reading.arabic, i, there.start, there.end),
        english=mark_words(reading.english, j, here.start, here.end),
        evidence=f"The English counts by the {here.unit}, the Arabic by the {there.unit}.",
        check=CHECK,
        bead=bead,
    )
