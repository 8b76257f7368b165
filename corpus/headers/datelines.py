"""Datelines before the first sentence: ``BEIRUT, March 3 (Reuters) -``, place, agency and date in any order."""

from __future__ import annotations

import re
from functools import cache

from corpus.dates import find_dates
from corpus.folding import fold_text
from corpus.headers.fields import Found, place_date
from corpus.line_places import Line
from corpus.lines import key, read_date_line, word_keys
from corpus.names import is_outlet, is_person, is_place

_LONGEST = 110  # characters of a dateline or a closing line
_LONGEST_WORD = 30  # characters
_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(
    r"\s*(?:\s[-\u2013\u2014\u0640]\s?|[-\u2013\u2014]\s|[\u2013\u2014]|[:()\u060c,/|\u00ab\u00bb\u201c\u201d\"])(?:[-\u2013\u2014:()\u060c,/|\u00ab\u00bb\u201c\u201d\"\s]|(?<=\s)\u0640(?=\s))*"
)


def read_dateline(line: Line) -> tuple[int, list[Found]]:
    """Where the running text of a first paragraph begins, and the place, agency and date that stand before it."""
    if not _may_open(line.text):
        return line.start, []
    found: list[Found] = []
    at = closed = 0
    while at < _LONGEST:
        date = _read_date_at(line, at) if found else None
        separator = _SEPARATOR.search(line.text, (date.end - line.start) if date else at, at + 60)
        if separator is None:
            break
        piece = date or _read_piece(
            line, at, separator.start(), named=bool(found), quoted=_is_quoted(line.text, at, separator)
        )
        if piece is None and line.text[at : separator.start()].strip():
            break
        found += [piece] if piece else []
        at = separator.end()
        is_agency = piece is not None and piece.name == "source"
        if found and (re.search(r"[-\u2013\u2014:\u0640]", separator[0]) or (is_agency and "/" in separator[0])):
            closed = at
    kept = [each for each in found if each.end <= line.start + closed]
    if not closed or not {each.name for each in kept} & {"place", "source"} or closed >= len(line.text):
        return line.start, []
    return line.start + closed, kept


def _may_open(text: str) -> bool:
    """Whether a line's first word could be that of a place, an agency or a name in capitals: cheap, and rarely so."""
    if not text[:1].isalnum() or (text.isascii() and not text[1:2].islower()) or text[:2].isupper():
        return True
    folded = fold_text(text[:_LONGEST_WORD])
    first = _WORD.match(folded)
    return first is None or first.end() == len(folded) or first[0] in _opening_words()


@cache
def _opening_words() -> frozenset[str]:
    """The first words of places and agencies."""
    names = word_keys("places", "dateline") | word_keys("agencies", "dateline")
    return frozenset(match[0] for name in names if (match := _WORD.match(name)))


def read_dateline_alone(line: Line) -> list[Found]:
    """A dateline that fills a line: "London: The Coast Daily", "Cairo - Salma Haddad:"."""
    named = line.text.rstrip(" :-\u2013\u2014")
    if len(named) > _LONGEST or not _SEPARATOR.search(named):
        return []
    body_start, found = read_dateline(Line(text=f"{named}: x", start=line.start, end=line.end + 3, after_gap=False))
    return found if len(found) > 1 and body_start >= line.start + len(named) else []


def _read_date_at(line: Line, at: int) -> Found | None:
    """A date that begins at this place and that a separator follows, with a comma inside it or not."""
    ahead = line.text[at : at + 40]
    mention = next((each for each in find_dates(ahead) if not ahead[: each.start].strip()), None)
    if mention is None or not mention.day or not _SEPARATOR.match(line.text, at + mention.end):
        return None
    return Found(name="date", start=line.start + at + mention.start, end=line.start + at + mention.end, date=mention)


def _is_quoted(text: str, at: int, separator: re.Match[str]) -> bool:
    opened = text[max(0, at - 3) : at].rstrip()[-1:]
    return opened in set('\u00ab\u201c"(') - {""} and separator[0].strip()[:1] in set('\u00bb\u201d")')


def _read_piece(line: Line, start: int, end: int, *, named: bool, quoted: bool) -> Found | None:
    """A place, an agency or a date between two separators; anything in quotation marks is an agency after a place."""
    text = line.text[start:end]
    stripped = text.strip()
    first = line.start + start + text.index(stripped) if stripped else line.start + start
    last = first + len(stripped)
    if not stripped:
        return None
    if key(stripped) in word_keys("agencies", "dateline") or (quoted and named and len(stripped.split()) <= 4):
        return Found(name="source", start=first, end=last)
    capitals = (
        stripped.isascii()
        and stripped.isupper()
        and len(stripped) >= 4
        and not any(each.isdigit() for each in stripped)
    )
    if named and (is_outlet(stripped) or is_person(stripped, surely=True)):
        return Found(name="source" if is_outlet(stripped) else "author", start=first, end=last)
    if is_place(stripped) or (capitals and not named):
        return Found(name="place", start=first, end=last)
    inner = Line(text=stripped, start=first, end=last, after_gap=False)
    mention = read_date_line(inner) or next(
        (each for each in find_dates(stripped) if each.raw == stripped and each.day), None
    )
    return place_date(mention, inner) if mention and named else None
