"""What is counted: another unit or currency beside the same number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from corpus.folding import fold_text
from corpus.numbers import find_numbers
from scores.findings.finding import Finding, Mark
from scores.findings.reading import Reading, mark_words

CHECK = "units 1"
_NEXT = re.compile(r"[ \N{NO-BREAK SPACE}-]?(?P<word>[^\W\d_](?:[^\W\d_]|[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}])*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number with its unit, both marked together."""

    values: frozenset[Fraction]
    unit: str
    mark: Mark


def check_units(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding for each number that both sides have, and count two things by."""
    for number, bead in reading.open_beads(found):
        arabic = list(_measures(reading, "arabic", bead.arabic))
        english = list(_measures(reading, "english", bead.english))
        for said in english:
            same_value = [each for each in arabic if each.values & said.values]
            if not same_value or any(_same(each.unit, said.unit) for each in same_value):
                continue
            other = same_value[0]
            elsewhere = [each for each in english if each.values & other.values and _same(other.unit, each.unit)]
            if not elsewhere:
                yield _finding(number, other, said)


def _finding(bead: int, arabic: Measure, english: Measure) -> Finding:
    return Finding(
        category="unit",
        severity="major",
        confidence=0.85,
        arabic=arabic.mark,
        english=english.mark,
        evidence=f"The English counts by the {english.unit}, the Arabic by the {arabic.unit}.",
        check=CHECK,
        bead=bead,
    )


def _measures(reading: Reading, language: str, sentences: Iterable[int]) -> Iterator[Measure]:
    side = reading.arabic if language == "arabic" else reading.english
    words, signs = _units()[language], _units()["signs"]
    for number in sentences:
        text = side[number].text
        for mention in find_numbers(text, language[:2]):
            start, end, unit = mention.start, mention.end, None
            for sign, meaning in signs.items():
                if text.endswith(sign, 0, mention.start):
                    start, unit = mention.start - len(sign), meaning
            match = _NEXT.match(text, mention.end)
            if unit is None and match and (unit := words.get(fold_text(match["word"]))):
                end = match.end()
            if unit is not None:
                mark = mark_words(side, number, start, end)
                yield Measure(values=frozenset(mention.readings), unit=unit, mark=mark)


def _same(first: str, second: str) -> bool:
    return first == second or frozenset((first, second)) in _alike()


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("scores").joinpath("data", "units.toml").read_text(encoding="utf-8"))


@cache
def _units() -> dict[str, dict[str, str]]:
    """For each table of the data: form → unit."""
    return {
        table: {form if table == "signs" else fold_text(form): unit for unit, forms in units.items() for form in forms}
        for table, units in _data().items()
    }


@cache
def _alike() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((unit, other)) for unit, others in _data()["same"].items() for other in others)
