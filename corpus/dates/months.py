"""A bare month name, and whether its neighbours leave no doubt that it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.dates.gaps import FoundDate, Match, alternatives, take_kinds
from corpus.dates.parts import Part, date_words
from corpus.folding import fold_text


def match_month(text: str, parts: Sequence[Part], at: int) -> Match | None:
    """A bare month name, where its neighbours leave no doubt that it is one."""
    taken = take_kinds(parts, at, "month")
    if taken is None or not taken[0].capital:
        return None
    month = taken[0]
    if month.trust != "alone" and not _in_context(text, parts, at):
        return None
    return Match(1, (FoundDate(start=month.start, end=month.end, month=month.value, calendar=month.calendar),))


@cache
def _context(name: str) -> re.Pattern[str]:
    words = alternatives(date_words()["context"][name])
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
