"""A place or a publisher beside a date on a line of their own: ``Tunis, 3 July 2015``."""

from __future__ import annotations

import re

from corpus.dates import find_dates, find_days
from corpus.headers.fields import Found, place_date
from corpus.line_places import Line
from corpus.lines import key, kind_of_words, read_date_line, word_keys
from corpus.names import is_capitalised, is_organisation, is_outlet, is_place

_LONGEST = 110  # characters of a dateline or a closing line
_IN = "\N{ARABIC LETTER BEH}"  # "in", written onto the city's name
_DIGIT = re.compile(r"\d")
_BESIDE = re.compile(
    r"[\s,\u060c|/\u2013\u2014-]*(?P<name>[^\W\d][^,\u060c|/\u2013\u2014]*?)(?P<mark>\s*[,\u060c|/\u2013\u2014-]|\s+\u0641\u064a|)\s*(?:(?:le|den)\s+)?"
)
_ORGANISATION_AND_CITY = re.compile(
    r"(?P<name>.+?)(?:\s*[,\u060c]|\s[-\u2013\u2014])\s+(?P<place>[^,\u060c\u2013\u2014-]+?)\s*[,\u060c\u2013\u2014-]\s*"
)
_STOPS = ".!?\u061f\u06d4:\u2026;,\u060c\u061b"


def read_dated_line(line: Line) -> list[Found]:
    """A place or a publisher beside a date on a line of their own: "Tunis, 3 July 2015", "Coast Daily - 12/3/2015".

    The date may stand in two calendars; both are found, the Gregorian first.
    """
    if len(line.text) > _LONGEST or line.text[-1] in _STOPS or not _DIGIT.search(line.text):
        return []
    dates = find_days(line.text)
    if not 1 <= len(dates) <= 3:
        return []
    first, last = dates[0].start, dates[-1].end
    only_dates = Line(text=line.text[first:last], start=line.start + first, end=line.start + last, after_gap=False)
    named = _read_organisation_before(line, first) or _read_beside(line, first, last)
    if not named or (len(dates) > 1 and read_date_line(only_dates) is None):
        return []
    dates.sort(key=lambda mention: (mention.calendar != "gregorian", mention.start))
    placed = [place_date(mention, line) for mention in dates]
    return [*named, *placed] if named[0].start < placed[0].start else [*placed, *named]


def read_place_and_month(line: Line) -> Found | None:
    """The city before a month and a year, which are no full date: "Damascus, February 2001"."""
    if len(line.text) > _LONGEST or not _DIGIT.search(line.text[-1]):
        return None
    dates = [mention for mention in find_dates(line.text) if mention.end == len(line.text) and not mention.day]
    place = line.text[: dates[0].start].rstrip(" ,\u060c-\u2013\u2014") if dates and dates[0].year else ""
    return Found(name="place", start=line.start, end=line.start + len(place)) if place and is_place(place) else None


def _read_organisation_before(line: Line, first: int) -> list[Found]:
    """An organisation and its city before the date at ``first``: "Syndicate of Nurses – Aleppo, 5 May 2016"."""
    match = _ORGANISATION_AND_CITY.fullmatch(line.text, 0, first)
    if match is None or not is_place(match["place"]) or not is_organisation(match["name"]):
        return []
    return [
        Found(name="publisher", start=line.start, end=line.start + match.end("name")),
        Found(name="place", start=line.start + match.start("place"), end=line.start + match.end("place")),
    ]


def _read_beside(line: Line, first: int, last: int) -> list[Found]:
    """The name before or after the dates at first:last of a line, if there is one on one side only."""
    before, after = line.text[:first], line.text[last:]
    if key(after) in word_keys("date", "lead"):
        after = ""
    if bool(before.strip()) == bool(after.strip(" .")) or len(before.split()) + len(after.split()) > 8:
        return []
    if place := _read_done_at(before):
        return [Found(name="place", start=line.start + place[0], end=line.start + place[1])]
    match = _BESIDE.fullmatch(before) if before.strip() else _BESIDE.fullmatch(after)
    name = _kind_of_name(match["name"], match["mark"].strip(), before=bool(before.strip())) if match else None
    if match is None or name is None:
        return []
    start = line.start + (0 if before.strip() else last) + match.start("name")
    return [Found(name=name, start=start, end=start + len(match["name"]))]


def _read_done_at(before: str) -> tuple[int, int] | None:
    """Where the city stands in the words before a date: "Issued in Damascus on", "Done at Geneva,"."""
    words = list(re.finditer(r"[^\s,\u060c]+", before))
    if words and key(words[-1][0]) in word_keys("date", "lead") | word_keys("date", "fields"):
        words.pop()
    if len(words) < 2:
        return None
    is_joined = words[1][0][0] == _IN and f"{key(words[0][0])} \N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}" in word_keys(
        "place", "lead"
    )
    if not is_joined and (len(words) < 3 or key(f"{words[0][0]} {words[1][0]}") not in word_keys("place", "lead")):
        return None
    start, end = (words[1].start() + 1 if is_joined else words[2].start()), words[-1].end()
    return (start, end) if is_place(before[start:end]) else None


def _kind_of_name(name: str, mark: str, *, before: bool) -> str | None:
    """Whether a name beside a date is a place or a publisher; a sentence is neither."""
    words = len(name.split())
    if is_place(name):
        return "place"
    if mark in {"", "\u0641\u064a"} or not is_capitalised(name):
        return None
    if kind_of_words(name.rsplit(maxsplit=1)[-1]) == "release":
        return None  # "Council Statement – 2 April 2013" is a title
    known = (
        key(name).startswith("the ")
        or is_organisation(name)
        or is_outlet(name)
        or key(name) in word_keys("agencies", "dateline")
    )
    if not known and before and mark in {",", "\u060c"} and words <= 2:
        return "place"
    return "publisher" if known or words <= 4 else None
