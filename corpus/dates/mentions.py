"""Dates in running text, each as it was written and what it can mean.

A text is folded and cut into the parts that dates are made of (``corpus.dates.parts``); a small grammar joins
neighbouring parts (``corpus.dates.forms``). Both steps take linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from corpus.dates.forms import match_date
from corpus.dates.gaps import ISLAMIC_YEARS, YEARS, FoundDate
from corpus.dates.parts import find_parts, merge_twin_months
from corpus.folding import Folded, fold

_REMEMBERED = 120  # characters of a line whose dates are remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """One date at ``text[start:end]``; the parts that were not said are None.

    Parts are in their own ``calendar`` (gregorian or islamic); ``iso`` converts. ``readings`` holds every
    ISO date that an ambiguous order of day and month could mean, the likeliest (day first) first, and is
    empty where there is no doubt. ``weekday`` is the ISO number that the text itself names (1 is Monday).
    """

    start: int
    end: int
    raw: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: str = "gregorian"
    readings: tuple[str, ...] = ()
    weekday: int | None = None

    @property
    def iso(self) -> str | None:
        """ISO 8601 in the Gregorian calendar, as precise as the text: 2014-06-30, 2014-06 or 2014; else None.

        A Hijri month without a day spans two Gregorian ones, and has none.
        """
        return _iso(self.year, self.month, self.day, self.calendar)

    @property
    def contradicted(self) -> bool:
        """Whether the weekday that the text names is not the weekday of that date."""
        iso = self.iso
        if self.weekday is None or iso is None or len(iso) < len("2014-06-30"):
            return False
        return all(date.fromisoformat(each).isoweekday() != self.weekday for each in (iso, *self.readings))


def find_dates(text: str) -> list[DateMention]:
    """Every date in running Arabic or English text, in reading order, none inside another.

    Full dates, month and year, day and month, and a bare month name where it can be no other word; not a
    bare year and not a bare weekday. Two names of one month side by side are one month.

    >>> [(each.raw, each.iso) for each in find_dates("On Saturday, 28 March 2020 they may march; since July none did.")]
    [('Saturday, 28 March 2020', '2020-03-28'), ('July', None)]
    """
    return list(_find_in_line(text) if len(text) <= _REMEMBERED else _find_all(text))


def find_days(text: str) -> list[DateMention]:
    """Those of ``find_dates`` that are whole: day, month and year."""
    return [mention for mention in find_dates(text) if mention.iso and mention.day]


def say_date(value: str, *, language: str = "en") -> str:
    """An ISO date as a reader writes it; anything else as it is.

    >>> say_date("2014-06-30"), say_date("around 2014")
    ('30 June 2014', 'around 2014')
    """
    from babel.dates import format_date  # on use: it takes longer to load than a document to read

    try:
        return str(format_date(date.fromisoformat(value), format="d MMMM y", locale=language))
    except ValueError:
        return value


@lru_cache(maxsize=2048)
def _find_in_line(text: str) -> tuple[DateMention, ...]:
    """Short lines are asked about several times, and a page repeats its own."""
    return tuple(_find_all(text))


def _find_all(text: str) -> list[DateMention]:
    folded = fold(text)
    parts = merge_twin_months(folded.text, list(find_parts(text, folded)))
    mentions: list[DateMention] = []
    at = 0
    while at < len(parts):
        match = match_date(folded.text, parts, at)
        if match is None:
            at += 1
            continue
        at += match.length
        mentions += [_mention(text, folded, found) for found in match.found]
    return mentions


def parse_date(text: str) -> DateMention | None:
    """The date that a metadata value means: the most precise one, Gregorian before Hijri, or a bare year.

    >>> parse_date("Publishing date: 2014-06-30").iso
    '2014-06-30'
    """
    mentions = [each for each in find_dates(text) if each.iso]
    if mentions:
        return max(mentions, key=lambda each: (len(each.iso or ""), each.calendar == "gregorian", -each.start))
    folded = fold(text)
    if compact := re.fullmatch(r"\s*(\d{4})(\d\d)(\d\d)\s*", folded.text):
        start, end = folded.span(compact.start(1), compact.end(3))
        whole = DateMention(
            start=start, end=end, raw=text[start:end], year=int(compact[1]), month=int(compact[2]), day=int(compact[3])
        )
        return whole if whole.iso and int(compact[1]) in YEARS else None
    year = re.fullmatch(r"\D{0,12}?\b(\d{4})\b\D{0,12}", folded.text)
    if year is None or int(year[1]) not in YEARS:
        return None
    calendar = "islamic" if int(year[1]) in ISLAMIC_YEARS else "gregorian"
    start, end = folded.span(*year.span(1))
    return DateMention(start=start, end=end, raw=text[start:end], year=int(year[1]), calendar=calendar)


def _mention(text: str, folded: Folded, found: FoundDate) -> DateMention:
    """Back to the written text, with the weekday deciding an ambiguous order where it can."""
    start, end = folded.span(found.start, found.end)
    mention = DateMention(
        start=start,
        end=end,
        raw=text[start:end],
        year=found.year,
        month=found.month,
        day=found.day,
        calendar=found.calendar,
        weekday=found.weekday,
    )
    if not found.swappable or found.month is None:
        return mention
    swapped = replace(mention, month=found.day, day=found.month)
    if found.weekday is not None and mention.contradicted != swapped.contradicted:
        return swapped if mention.contradicted else mention
    readings = tuple(each.iso for each in (mention, swapped) if each.iso)
    return replace(mention, readings=readings) if len(readings) > 1 else mention


@lru_cache(maxsize=1024)
def _iso(year: int | None, month: int | None, day: int | None, calendar: str) -> str | None:
    if year is None or (calendar == "islamic" and day is None):
        return None
    try:
        if calendar == "islamic":
            from hijridate import Hijri  # on use: tables that few documents need

            return str(Hijri(year, month or 0, day or 0).to_gregorian().isoformat())
        # The missing parts are filled in only to check the others.
        return date(year, month or 1, day or 1).isoformat()[: 10 if day else 7 if month else 4]
    except (ValueError, OverflowError):
        return None
