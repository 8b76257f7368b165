"""A metadata value found on a line, with its place in the text."""

from __future__ import annotations

from typing import NamedTuple

from corpus.dates import DateMention
from corpus.line_places import Line


class Found(NamedTuple):
    """A metadata value at start:end of the file's text; ``date`` is set where it is a date."""

    name: str
    start: int
    end: int
    date: DateMention | None = None


def place_date(mention: DateMention, line: Line) -> Found:
    """A date found in a line's text, with its place in the file's."""
    return Found(name="date", start=line.start + mention.start, end=line.start + mention.end, date=mention)
