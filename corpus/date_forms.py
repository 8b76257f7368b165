"""The forms of a date: a small grammar over the parts of dates, in folded text.

Each form looks at the parts that follow one another and at what stands between them; the first that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from corpus.date_parts import Part, date_words
from corpus.folding import fold_text

YEARS = range(1000, 2200)
ISLAMIC_YEARS = range(1343, 1501)  # what the Umm al-Qura tables of hijridate cover
_SIGNS = frozenset("/-.")
_CENTURY_TURN = 50  # 49 is 2049, 50 is 1950


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """What the grammar made of some parts, still in folded offsets."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: str = "gregorian"
    weekday: int | None = None
    swappable: bool = False  # day and month are both numbers that could change places


@dataclass(frozen=True, slots=True)
class Match:
    """The dates that begin at a part, and how many parts they use up."""

    length: int
    found: tuple[FoundDate, ...]


@cache
def _glue(name: str) -> re.Pattern[str]:
    """What may stand between two parts of one date: space and punctuation, or one of the words of the data file."""
    words = _alternatives(date_words()["glue"].get(name, ()))
    worded = rf"|(?:,?\s{{1,3}}|-)?(?:{words})" if words else ""
    return re.compile(rf"\s{{0,3}}(?:[,/-]{worded})?\s{{0,3}}")


def match_date(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """The date that begins at this part, if one does: with its weekday first, if there is one."""
    first = parts[at]
    if first.kind != "weekday":
        return _match_form(text, parts, at)
    if at + 1 == len(parts) or not _glue("weekday").fullmatch(text, first.end, parts[at + 1].start):
        return None
    match = _match_form(text, parts, at + 1)
    if match is None or match.found[0].day is None:
        return None
    dated = replace(match.found[0], start=first.start, weekday=first.value)
    return Match(match.length + 1, (dated, *match.found[1:]))


def _match_form(text: str, parts: Sequence[Part], at: int) -> Match | None:
    for form in (_numeric, _year_month_day, _day_range, _day_month, _month_day, _month_year, _month_alone):
        match = form(text, parts, at)
        if match is not None:
            return match
    return None


def _kinds(parts: Sequence[Part], at: int, *kinds: str) -> tuple[Part, ...] | None:
    """The next parts if they are of these kinds: day (1 or 2 digits, 1–31), year (4 digits), month, ordinal."""
    taken = tuple(parts[at : at + len(kinds)])
    if len(taken) < len(kinds) or not all(_is(part, kind) for part, kind in zip(taken, kinds, strict=True)):
        return None
    return taken


def _is(part: Part, kind: str) -> bool:
    if kind == "day":
        return part.kind == "number" and part.digits <= 2 and 1 <= part.value <= 31
    if kind == "year":
        return part.kind == "number" and part.digits == 4 and part.value in YEARS
    if kind == "ordinal":
        return part.kind == "day"
    return part.kind == kind


def _joined(text: str, left: Part, right: Part, name: str) -> bool:
    return _glue(name).fullmatch(text, left.end, right.start) is not None


def _numeric(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """30.07.2018, 2014-06-30, 12/3/2019, 12/3/19. Dots are day first: no locale of CLDR writes M.D.Y."""
    taken = _kinds(parts, at, "number", "number", "number")
    separator = _separator(text, taken) if taken else None
    if taken is None or separator is None:
        return None
    first, middle, last = taken
    dotted, year_first = separator == ".", first.digits == 4
    if not year_first and last.digits != 4 and (dotted or last.digits != 2):
        return None
    year, day = (first.value, last) if year_first else (_full_year(last), first)
    month_number, day_number = middle.value, day.value
    if month_number > 12 and not (dotted or year_first):
        month_number, day_number = day_number, month_number
    if month_number not in range(1, 13) or day_number not in range(1, 32) or year not in YEARS:
        return None
    swappable = not (dotted or year_first) and day_number <= 12 and day_number != month_number
    islamic, end = _calendar_mark(text, last.end)
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
    gaps = {text[left.end : right.start].strip() for left, right in pairwise(taken)}
    before, after = text[max(0, taken[0].start - 1) : taken[0].start], text[taken[-1].end : taken[-1].end + 2]
    goes_on = before in _SIGNS or (after[:1] in _SIGNS and after[1:].isdigit())
    return gaps.pop() if len(gaps) == 1 and gaps <= _SIGNS and not goes_on else None


def _full_year(part: Part) -> int:
    if part.digits == 4:
        return part.value
    return part.value + (2000 if part.value < _CENTURY_TURN else 1900)


def _calendar_mark(text: str, end: int) -> tuple[bool | None, int]:
    """Whether the word after a year says Hijri (True) or Gregorian (False), and where that word ends."""
    for name, islamic in (("islamic", True), ("gregorian", False)):
        match = _calendar_words(name).match(text, end)
        if match:
            closed = match[0].count("(") == match[0].count(")")
            return islamic, match.end() if closed else end
    return None, end


@cache
def _calendar_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s?\(?(?:{_alternatives(date_words()['glue'][name])})\)?(?!\w)")


def _alternatives(words: Sequence[str]) -> str:
    """A pattern of any of the words, folded, the longest first."""
    return "|".join(re.escape(fold_text(word)) for word in sorted(words, key=lambda word: (-len(word), word)))


def _year_month_day(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """2014 June 30, 2014/Jun/30."""
    taken = _kinds(parts, at, "year", "month", "day")
    if taken is None or not (_joined(text, taken[0], taken[1], "") and _joined(text, taken[1], taken[2], "")):
        return None
    year, month, day = taken
    return Match(
        3,
        (
            FoundDate(
                start=year.start,
                end=day.end,
                year=year.value,
                month=month.value,
                day=day.value,
                calendar=month.calendar,
            ),
        ),
    )


def _with_year(text: str, parts: Sequence[Part], after: int) -> tuple[int, int | None, int]:
    """How many parts, which year, and where it ends, when a year follows the part before ``after``."""
    last = parts[after - 1]
    taken = _kinds(parts, after, "year")
    if taken is None or not _joined(text, last, taken[0], "year"):
        return 0, None, last.end
    return 1, taken[0].value, _calendar_mark(text, taken[0].end)[1]


def _day_month(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """30 June 2014, 28th of March, the first of April."""
    taken = _kinds(parts, at, "day", "month") or _kinds(parts, at, "ordinal", "month")
    if taken is None or not _joined(text, taken[0], taken[1], "day"):
        return None
    day, month = taken
    gap = text[day.end : month.start].strip()
    if (day.kind == "day" and not gap) or gap == ",":
        return None
    more, year, end = _with_year(text, parts, at + 2)
    if year is None and not (month.capital and (month.trust != "dated" or month.end - month.start != 2)):
        return None
    return Match(
        2 + more,
        (FoundDate(start=day.start, end=end, year=year, month=month.value, day=day.value, calendar=month.calendar),),
    )


def _day_range(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """12-15 March 2020, March 12-15, 2020: two dates, each with the month and the year."""
    month_first = _kinds(parts, at, "month", "day", "day") is not None
    if not month_first and _kinds(parts, at, "day", "day", "month") is None:
        return None
    first, last = parts[at + month_first], parts[at + 1 + month_first]
    spanned = text[first.end : last.start].strip()
    if first.value >= last.value or spanned in {"", ",", "/"} or not _joined(text, first, last, "range"):
        return None
    opening = _month_day(text, parts[: at + 2], at) if month_first else _day_month(text, parts, at + 1)
    if opening is None:
        return None
    if not month_first:
        return Match(
            opening.length + 1,
            (replace(opening.found[0], start=first.start, end=first.end, day=first.value), *opening.found),
        )
    more, year, end = _with_year(text, parts, at + 3)
    both = replace(opening.found[0], year=year)
    return Match(3 + more, (both, replace(both, start=last.start, end=end, day=last.value)))


def _month_day(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """November 1, 2015 and March 28th; in Arabic only with the year."""
    taken = _kinds(parts, at, "month", "day")
    if taken is None or not _joined(text, taken[0], taken[1], ""):
        return None
    month, day = taken
    more, year, end = _with_year(text, parts, at + 2)
    latin = text[month.start].isascii()
    if year is None and not (latin and month.capital and "," not in text[month.end : day.start]):
        return None
    return Match(
        2 + more,
        (FoundDate(start=month.start, end=end, year=year, month=month.value, day=day.value, calendar=month.calendar),),
    )


def _month_year(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """June 2014."""
    taken = _kinds(parts, at, "month", "year")
    if (
        taken is None
        or not _joined(text, taken[0], taken[1], "year")
        or not (taken[0].capital or taken[0].trust == "alone")
    ):
        return None
    end = _calendar_mark(text, taken[1].end)[1]
    month = taken[0]
    return Match(
        2, (FoundDate(start=month.start, end=end, year=taken[1].value, month=month.value, calendar=month.calendar),)
    )


def _month_alone(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """A bare month name, where its neighbours leave no doubt that it is one."""
    taken = _kinds(parts, at, "month")
    if taken is None or not taken[0].capital:
        return None
    month = taken[0]
    if month.trust != "alone" and not _in_context(text, parts, at):
        return None
    return Match(1, (FoundDate(start=month.start, end=month.end, month=month.value, calendar=month.calendar),))


@cache
def _context(name: str) -> re.Pattern[str]:
    words = _alternatives(date_words()["context"][name])
    if name == "after":
        return re.compile(rf"\s{{1,2}}(?:{words})(?!\w)")
    return re.compile(rf"(?<!\w)[\N{{ARABIC LETTER WAW}}]?(?:{words})[\s-]{{1,2}}$")


def _in_context(text: str, parts: Sequence[Part], at: int) -> bool:
    month = parts[at]
    before = text[max(0, month.start - 24) : month.start]
    if _context("month").search(before) or _context("after").match(text, month.end):
        return True
    if month.trust == "dated":
        return False
    if _context("before").search(before):
        return True
    neighbour = parts[at - 1] if at else None
    return (
        neighbour is not None and neighbour.kind == "month" and text[neighbour.end : month.start].strip() in _joining()
    )


@cache
def _joining() -> frozenset[str]:
    return frozenset(fold_text(word) for word in date_words()["context"]["joining"])
