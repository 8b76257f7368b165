"""What may stand between the parts of a date, and after its year, in folded text; and what a form of a date gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from corpus.dates.parts import Part, date_words
from corpus.folding import fold_text

YEARS = range(1000, 2200)
ISLAMIC_YEARS = range(1343, 1501)  # what the Umm al-Qura tables of hijridate cover
_CENTURY_TURN = 50  # 49 is 2049, 50 is 1950


class FoundDate(NamedTuple):
    """What the grammar made of some parts, still in folded offsets."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: str = "gregorian"
    weekday: int | None = None
    swappable: bool = False  # day and month are both numbers that could change places


class Match(NamedTuple):
    """The dates that begin at a part, and how many parts they use up."""

    length: int
    found: tuple[FoundDate, ...]


@cache
def glue(name: str) -> re.Pattern[str]:
    """What may stand between two parts of one date: space and punctuation, or one of the words of the data file."""
    words = alternatives(date_words()["glue"].get(name, ()))
    worded = rf"|(?:,?\s{{1,3}}|-)?(?:{words})" if words else ""
    return re.compile(rf"\s{{0,3}}(?:[,/-]{worded})?\s{{0,3}}")


def take_kinds(parts: Sequence[Part], at: int, *kinds: str) -> tuple[Part, ...] | None:
    """The next parts if they are of these kinds: day (1 or 2 digits, 1–31), year (4 digits), month, ordinal.

    A "short year" has two digits.
    """
    if at + len(kinds) > len(parts) or not all(map(_is, parts[at : at + len(kinds)], kinds)):
        return None
    return tuple(parts[at : at + len(kinds)])


def _is(part: Part, kind: str) -> bool:
    if kind == "day":
        return part.kind == "number" and part.digits <= 2 and 1 <= part.value <= 31
    if kind == "year":
        return part.kind == "number" and part.digits == 4 and part.value in YEARS
    if kind == "short year":
        return part.kind == "number" and part.digits == 2
    if kind == "ordinal":
        return part.kind == "day"
    return part.kind == kind


def is_joined(text: str, left: Part, right: Part, name: str) -> bool:
    """Whether nothing stands between two parts but what may join them, by the name of the words in the data file."""
    return glue(name).fullmatch(text, left.end, right.start) is not None


def full_year(part: Part) -> int:
    """The year that a number says, with the century that two digits leave out."""
    if part.digits == 4:
        return part.value
    return part.value + (2000 if part.value < _CENTURY_TURN else 1900)


def read_calendar(text: str, end: int) -> tuple[bool | None, int]:
    """Whether the word after a year says Hijri (True) or Gregorian (False), and where that word ends."""
    for name, islamic in (("islamic", True), ("gregorian", False)):
        match = _calendar_words(name).match(text, end)
        if match:
            closed = match[0].count("(") == match[0].count(")")
            return islamic, match.end() if closed else end
    return None, end


@cache
def _calendar_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s?\(?(?:{alternatives(date_words()['glue'][name])})\)?(?!\w)")


def alternatives(words: Sequence[str]) -> str:
    """A pattern of any of the words, folded, the longest first."""
    return "|".join(re.escape(fold_text(word)) for word in sorted(words, key=lambda word: (-len(word), word)))
