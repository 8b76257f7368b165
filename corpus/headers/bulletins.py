"""Bulletins of numbered items: they stay one document, and a note says so."""

from __future__ import annotations

import re

from corpus.documents import Note
from corpus.headers.drafts import Draft
from corpus.line_places import Line
from corpus.lines import RUNNING, STOPS

_ITEM = re.compile(r"[(\[]?(?P<number>\d{1,2})\s?[-.)\]\u2013\u2014]+\s+(?=\S)")
_INNER_STOP = re.compile(rf"\w\w[{STOPS}]\s+\S")
_LEAST = 2  # items with titles of their own
_LEAST_PLAIN = 3  # items of several sentences each
_LATEST = 3  # lines of running text above the first item


def note_bulletin(draft: Draft) -> None:
    """Note that a document is several numbered items: each under a title of its own, or each of several sentences.

    A list of demands, of a sentence each, is none.
    """
    body = [line for line, is_body in zip(draft.lines, draft.is_body, strict=True) if is_body]
    numbered = [(at, match) for at, line in enumerate(body) if (match := _ITEM.match(line.text))]
    starts: list[int] = []
    for at, match in numbered:
        if int(match["number"]) == len(starts) + 1:
            starts.append(at)
    if len(starts) < _LEAST or starts[0] > _LATEST:
        return
    items = [body[first:last] for first, last in zip(starts, [*starts[1:], len(body)], strict=True)]
    is_titled = all(_has_title(item) for item in items)
    if not is_titled and (len(items) < _LEAST_PLAIN or not all(_INNER_STOP.search(item[0].text, 4) for item in items)):
        return
    reason = f"{len(items)} numbered items, kept as one document"
    draft.notes.append(Note(kind="bulletin", reason=reason, start=items[0][0].start, end=items[0][0].start))


def _has_title(item: list[Line]) -> bool:
    """Whether an item is a short line without a full stop, and running text."""
    first, *text = item
    return first.text[-1] not in STOPS + ":,;\u060c\u061b" and any(len(line.text) >= RUNNING for line in text)
