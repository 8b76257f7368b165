"""Lines that close an article with its source: ``(Source: Media Office / 30.07.2018)``."""

from __future__ import annotations

import re

from corpus.dates import find_days
from corpus.headers.fields import Found
from corpus.line_places import Line
from corpus.lines import first_keys, key, may_begin, read_label, word_keys
from corpus.names import is_organisation, is_outlet

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
    led = 0 if is_source else _after_lead(inner)
    if not is_source and not bracketed and not led:
        return []
    start, value = (label.start, label.value) if is_source and label else (inner_start + led, inner[led:])
    is_source = is_source or bool(led) or _is_known(inner)
    dates = find_days(value)
    if not dates:
        return _trimmed("source", value, start) if is_source and len(value.split()) <= 8 else []
    date = dates[-1]
    if not is_source and len(value) - date.end > 2:
        return []
    name = value[: date.start] if date.start > len(value) - date.end else value[date.end :]
    name_start = start if date.start > len(value) - date.end else start + date.end
    place = Found(name="date", start=start + date.start, end=start + date.end, date=date)
    return [*_trimmed("source", name, name_start), place]


def _after_lead(text: str) -> int:
    """Where the name of a source begins after words that need no colon; 0 where they do not stand there."""
    if not may_begin(text, first_keys("source", "lead")):
        return 0
    lead = next(
        (match for match in re.finditer(r"\s+", text) if key(text[: match.start()]) in word_keys("source", "lead")),
        None,
    )
    if lead is None or not (is_outlet(text[lead.end() :]) or is_organisation(text[lead.end() :])):
        return 0
    return lead.end()


def _is_known(text: str) -> bool:
    """Whether brackets hold nothing but a newspaper or an agency: "(Coast Daily)"."""
    return is_outlet(text) or key(text) in word_keys("agencies", "dateline")


def _trimmed(name: str, value: str, start: int) -> list[Found]:
    match = re.search(r"[^\s/|,\u060c()\u2013\u2014-](?:.*[^\s/|,\u060c(\u2013\u2014-])?", value)
    return [Found(name=name, start=start + match.start(), end=start + match.end())] if match else []
