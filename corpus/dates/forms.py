"""The forms of a date: a small grammar over the parts of dates, in folded text.

Each form looks at the parts that follow one another and at what stands between them; the first that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates.figures import match_figures
from corpus.dates.gaps import FoundDate, Match, full_year, glue, is_joined, read_calendar, take_kinds
from corpus.dates.months import match_month
from corpus.dates.parts import Part


def match_date(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """The date that begins at this part, if one does: with its weekday first, if there is one."""
    first = parts[at]
    if first.kind != "weekday":
        return _match_form(text, parts, at)
    if at + 1 == len(parts) or not glue("weekday").fullmatch(text, first.end, parts[at + 1].start):
        return None
    match = _match_form(text, parts, at + 1)
    if match is None or match.found[0].day is None:
        return None
    dated = match.found[0]._replace(start=first.start, weekday=first.value)
    return Match(match.length + 1, (dated, *match.found[1:]))


def _match_form(text: str, parts: Sequence[Part], at: int) -> Match | None:
    for form in (match_figures, _year_month_day, _day_range, _day_month, _month_day, _month_year, match_month):
        match = form(text, parts, at)
        if match is not None:
            return match
    return None


def _year_month_day(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """2014 June 30, 2014/Jun/30."""
    taken = take_kinds(parts, at, "year", "month", "day")
    if taken is None or not (is_joined(text, taken[0], taken[1], "") and is_joined(text, taken[1], taken[2], "")):
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


_SHORT_YEAR = re.compile(r"\.?,?\s?'\s?")
_NOTHING_AFTER = re.compile(r"\s*(?:\Z|[\r\n)\]|/;]|\.\s*\Z|\d{1,2}[:.]\d\d\b|[-\u2013\u2014]\s)")


def _with_year(text: str, parts: Sequence[Part], after: int) -> tuple[int, int | None, int]:
    """How many parts, which year, and where it ends, when a year follows the part before ``after``."""
    last = parts[after - 1]
    taken = take_kinds(parts, after, "year")
    if taken is None or not is_joined(text, last, taken[0], "year"):
        return _with_short_year(text, parts, after)
    return 1, taken[0].value, read_calendar(text, taken[0].end)[1]


def _with_short_year(text: str, parts: Sequence[Part], after: int) -> tuple[int, int | None, int]:
    """The same for a year of two digits: "1-Nov-15", "1 Nov '15", and "1 Nov 15" where nothing follows."""
    first, last = parts[after - 2], parts[after - 1]
    taken = take_kinds(parts, after, "short year")
    if taken is None:
        return 0, None, last.end
    (year,) = taken
    gap, gap_before = text[last.end : year.start], text[first.end : last.start]
    signed = gap == gap_before and gap.strip() in {"-", "/", "."}
    plain = last.kind == "month" and gap == " " and gap_before.strip() in {"", "."}
    if signed or _SHORT_YEAR.fullmatch(gap) or (plain and _NOTHING_AFTER.match(text, year.end)):
        return 1, full_year(year), year.end
    return 0, None, last.end


def _day_month(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """30 June 2014, 28th of March, the first of April, 1 Nov 15, 3. Mai 2017."""
    taken = take_kinds(parts, at, "day", "month") or take_kinds(parts, at, "ordinal", "month")
    if taken is None:
        return None
    day, month = taken
    gap = text[day.end : month.start].strip()
    if gap != "." and not is_joined(text, day, month, "day"):
        return None
    if (day.kind == "day" and not gap) or gap == ",":
        return None
    more, year, end = _with_year(text, parts, at + 2)
    if year is None and not (gap != "." and month.capital and (month.trust != "dated" or month.end - month.start != 2)):
        return None
    return Match(
        2 + more,
        (FoundDate(start=day.start, end=end, year=year, month=month.value, day=day.value, calendar=month.calendar),),
    )


def _day_range(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """12-15 March 2020, March 12-15, 2020: two dates, each with the month and the year."""
    month_first = take_kinds(parts, at, "month", "day", "day") is not None
    if not month_first and take_kinds(parts, at, "day", "day", "month") is None:
        return None
    first, last = parts[at + month_first], parts[at + 1 + month_first]
    spanned = text[first.end : last.start].strip()
    if first.value >= last.value or spanned in {"", ",", "/"} or not is_joined(text, first, last, "range"):
        return None
    opening = _month_day(text, parts[: at + 2], at) if month_first else _day_month(text, parts, at + 1)
    if opening is None:
        return None
    if not month_first:
        return Match(
            opening.length + 1,
            (opening.found[0]._replace(start=first.start, end=first.end, day=first.value), *opening.found),
        )
    more, year, end = _with_year(text, parts, at + 3)
    both = opening.found[0]._replace(year=year)
    return Match(3 + more, (both, both._replace(start=last.start, end=end, day=last.value)))


def _month_day(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """November 1, 2015 and March 28th; in Arabic only with the year."""
    taken = take_kinds(parts, at, "month", "day")
    if taken is None or not is_joined(text, taken[0], taken[1], ""):
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
    taken = take_kinds(parts, at, "month", "year")
    if (
        taken is None
        or not is_joined(text, taken[0], taken[1], "year")
        or not (taken[0].capital or taken[0].trust == "alone")
    ):
        return None
    end = read_calendar(text, taken[1].end)[1]
    month = taken[0]
    return Match(
        2, (FoundDate(start=month.start, end=end, year=taken[1].value, month=month.value, calendar=month.calendar),)
    )
