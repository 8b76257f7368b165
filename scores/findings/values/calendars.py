"""One day in two calendars: a Hijri date answers the Gregorian one of the same day, or of the day beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from corpus.dates import DateMention

_FULL = len("2014-06-30")
_APART = 2  # days: a Hijri month begins when its moon is seen, and the evening belongs to the day after


def near_days(mention: DateMention) -> list[date]:
    """The Gregorian day of a full date of either calendar, with the days around; none where it is no full date."""
    if mention.iso is None or len(mention.iso) < _FULL:
        return []
    day = date.fromisoformat(mention.iso)
    return [day + timedelta(days=apart) for apart in range(-_APART, _APART + 1)]


def other_calendar(mention: DateMention) -> Iterator[int]:
    """The numbers that a full date has in the other calendar, with the days around.

    >>> from corpus.dates import find_dates
    >>> sorted(set(other_calendar(find_dates("On 1 Ramadan 1435")[0])))
    [6, 26, 27, 28, 29, 30, 2014]
    """
    for day in near_days(mention):
        if mention.calendar == "islamic":
            yield from (day.year, day.month, day.day)
        else:
            from hijridate import Gregorian  # on use: tables that only dates in full need

            try:
                yield from Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
            except OverflowError:  # the tables reach from 1343 to 1500 of the Hijra
                return


def same_day(first: DateMention, second: DateMention) -> bool | None:
    """Whether two full dates of different calendars are one day; None where they cannot be compared."""
    days = [each.iso for each in (first, second)]
    if first.calendar == second.calendar or not all(day and len(day) == _FULL for day in days):
        return None
    one, other = (date.fromisoformat(day or "") for day in days)
    return abs((one - other).days) <= _APART
