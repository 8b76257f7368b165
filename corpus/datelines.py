"""Metadata that stands in running form: datelines, closing source lines, bylines and signatures.

``(Source: Media Office / 30.07.2018)``, ``بيروت - «الحياة»``, ``BEIRUT, March 3 (Reuters) -``, ``بقلم سلمى حداد``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dates import DateMention, find_dates
from corpus.lines import Line, key, read_date_line, read_label, word_keys
from corpus.names import is_capitalised, is_name, is_organisation, is_outlet, is_place

_LONGEST = 110  # characters of a dateline or a closing line
_SEPARATOR = re.compile(
    r"\s*(?:\s[-\u2013\u2014\u0640]\s?|[-\u2013\u2014]\s|[\u2013\u2014]|[:()\u060c,/|\u00ab\u00bb\u201c\u201d\"])(?:[-\u2013\u2014:()\u060c,/|\u00ab\u00bb\u201c\u201d\"\s]|(?<=\s)\u0640(?=\s))*"
)
_BYLINE = re.compile(
    r"(?:by|\u0628\u0642\u0644\u0645|\u0643\u062a\u0628\u0647|\u0643\u062a\u0628\u0647\u0627|\u0625\u0639\u062f\u0627\u062f|\u0627\u0639\u062f\u0627\u062f)\s*/?\s+(?P<name>\S.{2,60})",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(
    r"(?:translated|english(?: version)?)\s(?:from (?:the )?\w+\s)?by\s+(?P<name>\S.{2,60})", re.IGNORECASE
)
_ISSUE = re.compile(  # "The Lantern - Issue 12"
    r"\s*[-\u2013\u2014,\u060c|/(]\s*(?:\u0627\u0644\u0639\u062f\u062f|\u0639\u062f\u062f|issue|no\.?|number)\s*:?\s*\d+\)?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BESIDE = re.compile(
    r"[\s,\u060c|/\u2013\u2014-]*(?P<name>[^\W\d][^,\u060c|/\u2013\u2014]*?)(?P<mark>\s*[,\u060c|/\u2013\u2014-]|\s+\u0641\u064a|)\s*(?:le\s+)?"
)
_ORGANISATION_AND_CITY = re.compile(
    r"(?P<name>.+?)(?:\s*[,\u060c]|\s[-\u2013\u2014])\s+(?P<place>[^,\u060c\u2013\u2014-]+?)\s*[,\u060c\u2013\u2014-]\s*"
)
_STOPS = ".!?\u061f\u06d4:\u2026;,\u060c\u061b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A metadata value at start:end of the file's text; ``date`` is set where it is a date."""

    name: str
    start: int
    end: int
    date: DateMention | None = None


def place_date(mention: DateMention, line: Line) -> Found:
    """A date found in a line's text, with its place in the file's."""
    return Found(name="date", start=line.start + mention.start, end=line.start + mention.end, date=mention)


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


def read_dated_line(line: Line) -> list[Found]:
    """A place or a publisher beside a date on a line of their own: "Tunis, 3 July 2015", "Coast Daily - 12/3/2015".

    The date may stand in two calendars; both are found, the Gregorian first.
    """
    if len(line.text) > _LONGEST or line.text[-1] in _STOPS or not _DIGIT.search(line.text):
        return []
    dates = [mention for mention in find_dates(line.text) if mention.iso and mention.day]
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
    if len(words) < 3 or key(f"{words[0][0]} {words[1][0]}") not in word_keys("place", "lead"):
        return None
    start, end = words[2].start(), words[-1].end()
    return (start, end) if is_place(before[start:end]) else None


def _kind_of_name(name: str, mark: str, *, before: bool) -> str | None:
    """Whether a name beside a date is a place or a publisher; a sentence is neither."""
    words = len(name.split())
    if is_place(name):
        return "place"
    if mark in {"", "\u0641\u064a"} or not is_capitalised(name):
        return None
    known = is_organisation(name) or is_outlet(name) or key(name) in word_keys("agencies", "dateline")
    if not known and before and mark in {",", "\u060c"} and words <= 2:
        return "place"
    return "publisher" if known or words <= 4 else None


def read_issuer(line: Line) -> Found | None:
    """Who issued a statement, of a line such as "Issued by the Bakers' Association"."""
    words = line.text.split()
    if not 2 < len(words) <= 12 or line.text[-1] in _STOPS:
        return None
    lead = word_keys("publisher", "lead")
    count = next((count for count in (5, 4, 3, 2) if count < len(words) and key(" ".join(words[:count])) in lead), 0)
    at = re.match(rf"(?:\S+\s+){{{count}}}", line.text)
    return Found(name="publisher", start=line.start + at.end(), end=line.end) if at and count else None


def read_organisation(line: Line) -> list[Found]:
    """A publisher, and the city after a comma: "Bakers' Society, Hama"; empty if the line names neither.

    After a dash the city is part of the name: "Bakers' Society - Hama" is its branch there.
    """
    if not (is_organisation(line.text) or is_outlet(line.text)):
        return []
    if issue := re.fullmatch(rf"(?P<name>.+?){_ISSUE.pattern}", line.text, re.IGNORECASE):
        return [Found(name="publisher", start=line.start, end=line.start + issue.end("name"))]
    match = re.fullmatch(r"(?P<name>.+?)\s*[,\u060c]\s*(?P<place>[^,\u060c]+)", line.text)
    if match is None or not is_place(match["place"]):
        return [Found(name="publisher", start=line.start, end=line.end)]
    return [
        Found(name="publisher", start=line.start, end=line.start + match.end("name")),
        Found(name="place", start=line.start + match.start("place"), end=line.end),
    ]


def read_byline(line: Line) -> Found | None:
    """The author of a line such as "By Salma Haddad", or who translated it."""
    translated = _TRANSLATED.fullmatch(line.text)
    match = translated or _BYLINE.fullmatch(line.text)
    if match is None or line.text[-1] in _STOPS:
        return None
    name = re.split(r"[,\u060c|]|\s[-\u2013\u2014]\s", match["name"])[0].rstrip()
    if len(name.split()) > 6 or not (is_name(name) or not name[0].isascii()):
        return None
    start = line.start + match.start("name")
    return Found(name="translator" if translated else "author", start=start, end=start + len(name))


def read_dateline(line: Line) -> tuple[int, list[Found]]:
    """Where the running text of a first paragraph begins, and the place, agency and date that stand before it."""
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


def _read_date_at(line: Line, at: int) -> Found | None:
    """A date that begins at this place and that a separator follows, with a comma inside it or not."""
    ahead = line.text[at : at + 40]
    mention = next((each for each in find_dates(ahead) if not ahead[: each.start].strip()), None)
    if mention is None or not mention.day or not _SEPARATOR.match(line.text, at + mention.end):
        return None
    return Found(name="date", start=line.start + at + mention.start, end=line.start + at + mention.end, date=mention)


def read_signature(lines: Sequence[Line]) -> Found | None:
    """The author who signs at the foot: a name on its own line, with an office on the next."""
    for number in range(len(lines) - 1, max(0, len(lines) - 5), -1):
        office, name = lines[number], lines[number - 1]
        first_word = key(office.text).split(",")[0]
        is_office = any(
            first_word == role or first_word.startswith(role + " ") for role in word_keys("roles", "signature")
        )
        if is_office and len(office.text) <= 80 and office.text[-1] not in ".!?" and is_name(name.text):
            return Found(name="author", start=name.start, end=name.end)
    return None


def _trimmed(name: str, value: str, start: int) -> list[Found]:
    match = re.search(r"[^\s/|,\u060c()\u2013\u2014-](?:.*[^\s/|,\u060c(\u2013\u2014-])?", value)
    return [Found(name=name, start=start + match.start(), end=start + match.end())] if match else []


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
    if is_place(stripped) or (capitals and not named):
        return Found(name="place", start=first, end=last)
    inner = Line(text=stripped, start=first, end=last, after_gap=False)
    mention = read_date_line(inner) or next(
        (each for each in find_dates(stripped) if each.raw == stripped and each.day), None
    )
    return place_date(mention, inner) if mention and named else None
