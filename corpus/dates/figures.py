"""Dates in figures alone: 30.07.2018, 2014-06-30, 12/3/2019, 12/3/19."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.dates.gaps import ISLAMIC_YEARS, YEARS, FoundDate, Match, full_year, read_calendar, take_kinds
from corpus.dates.parts import Part

_TATWEEL = "  "  # what folding leaves of one between blanks, with which Arabic writes dashes
_SIGNS = frozenset("/-.\\")


def match_figures(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """30.07.2018, 2014-06-30, 12/3/2019, 12/3/19, 30.07.18. Dots are day first: no locale of CLDR writes M.D.Y."""
    taken = take_kinds(parts, at, "number", "number", "number")
    separator = _separator(text, taken) if taken else None
    if taken is None or separator is None:
        return None
    first, middle, last = taken
    dotted, year_first = separator == ".", first.digits == 4
    if not year_first and last.digits != 4 and (last.digits != 2 or (dotted and first.digits + middle.digits < 4)):
        return None
    year, day = (first.value, last) if year_first else (full_year(last), first)
    month_number, day_number = middle.value, day.value
    if month_number > 12 and not (dotted or year_first):
        month_number, day_number = day_number, month_number
    if month_number not in range(1, 13) or day_number not in range(1, 32) or year not in YEARS:
        return None
    swappable = not (dotted or year_first) and day_number <= 12 and day_number != month_number
    islamic, end = read_calendar(text, last.end)
    calendar = "islamic" if islamic or (islamic is None and year in ISLAMIC_YEARS) else "gregorian"
    found = FoundDate(
        start=first.start,
        end=end,
        year=year,
        month=month_number,
        day=day_number,
        calendar=calendar,
        swappable=swappable,
    )
    return Match(3, (found,))


def _separator(text: str, taken: Sequence[Part]) -> str | None:
    """The one sign between three numbers, unless the row of numbers goes on to the left or right."""
    gaps = {text[left.end : right.start] for left, right in pairwise(taken)}
    gaps = {"-" if gap == _TATWEEL else gap.strip() for gap in gaps}
    before, after = text[max(0, taken[0].start - 1) : taken[0].start], text[taken[-1].end : taken[-1].end + 2]
    goes_on = before in _SIGNS or (after[:1] in _SIGNS and after[1:].isdigit())
    return gaps.pop() if len(gaps) == 1 and gaps <= _SIGNS and not goes_on else None
