"""Lines that close an article with its source: ``(Source: Media Office / 30.07.2018)``."""

from __future__ import annotations

import re

from corpus.dates import find_dates
from corpus.fields import Found
from corpus.lines import Line, read_label

_LONGEST = 110  # characters of a dateline or a closing line


def read_closing(line: Line) -> list[Found]:
    """Source and date of a line that closes an article, in brackets or after "Source:"; empty if it is none.

    Place and date are found in any order: (Source: X / 30.07.2018), (X, 30 July 2018), المصدر: X - ١٢/٣/٢٠١٥.
    """
    if len(line.text) > _LONGEST:
        return []
    bracketed = line.text[0] in "([" and line.text[-1] in ")]"
    inner_start = line.start + bracketed
    inner = line.text[1:-1] if bracketed else line.text
    label = read_label(
        Line(text=inner.strip(), start=inner_start + len(inner) - len(inner.lstrip()), end=line.end, after_gap=False)
    )
    is_source = label is not None and label.name == "source" and bool(label.value)
    if not is_source and not bracketed:
        return []
    start, value = (label.start, label.value) if is_source and label else (inner_start, inner)
    dates = [mention for mention in find_dates(value) if mention.iso and mention.day]
    if not dates:
        return _trimmed("source", value, start) if is_source and len(value.split()) <= 8 else []
    date = dates[-1]
    if not is_source and len(value) - date.end > 2:
        return []
    name = value[: date.start] if date.start > len(value) - date.end else value[date.end :]
    name_start = start if date.start > len(value) - date.end else start + date.end
    place = Found(name="date", start=start + date.start, end=start + date.end, date=date)
    return [*_trimmed("source", name, name_start), place]


def _trimmed(name: str, value: str, start: int) -> list[Found]:
    match = re.search(r"[^\s/|,\u060c()\u2013\u2014-](?:.*[^\s/|,\u060c(\u2013\u2014-])?", value)
    return [Found(name=name, start=start + match.start(), end=start + match.end())] if match else []
