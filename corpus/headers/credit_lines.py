"""Lines of several credits in any order: ``Salma Haddad, The Coast Daily, 3 May 2014``; and of lesser credits.

Each part between two signs must be explained, or the line is none of these and stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.dates import find_dates, find_days
from corpus.folding import fold
from corpus.headers.fields import Found, place_date
from corpus.line_places import Line
from corpus.lines import (
    data,
    first_words,
    key,
    kind_of_words,
    label_names,
    may_begin,
    number_words,
    spell_out,
    word_keys,
)
from corpus.names import is_capitalised, is_name, is_organisation, is_outlet, is_person, is_place

_LONGEST = 120  # characters of such a line
_LONGEST_NAME = 6  # words
_LONGEST_LEAD = 5  # words
_SIGNS = re.compile(r"\s*[|\u2022\u00b7;\u061b]\s*|\s+[-\u2013\u2014\u0640/]+\s+|\s*[,\u060c]\s+|\s*[()]\s*")
_EDGES = " \t.,;:|/()[]\u060c\u061b\u2013\u2014-\u0640\u200e\u200f"
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:[ap]\.?m\.?|gmt|[\u0635\u0645]))?", re.IGNORECASE)
_FOR = re.compile(r"\s+(?:for|in)\s+(?=[A-Z])|\s*[-\u2013\u2014|]\s*")
_STOPS = ".!?\u061f\u06d4:\u2026,\u060c"
_POSTED = re.compile(
    r"(?:posted|published|submitted|added|uploaded) by (?P<name>\S+(?: \S+){0,3}?),? on\b", re.IGNORECASE
)
_POSTED_ON = re.compile(r",? on\s+", re.IGNORECASE)
_CREDITS = ("author", "translator", "publisher")


def read_credit_line(line: Line) -> list[Found]:
    """All that a line of credits says, in order; empty where a part of it is none, or nothing in it is sure."""
    if len(line.text) > _LONGEST or line.text[-1] in _STOPS or not (_SIGNS.search(line.text) or _find_lead(line.text)):
        return []
    dates = find_days(line.text)
    parts = list(_find_parts(line.text, [(mention.start, mention.end) for mention in dates]))
    read = [_read_part(line, start, end) for start, end in parts]
    unknown = [part for part, found in zip(parts, read, strict=True) if found is None]
    dates.sort(key=lambda mention: (mention.calendar != "gregorian", mention.start))
    placed = [place_date(mention, line) for mention in dates]
    found = [each for several in read for each in several or []]
    if unknown and (guess := _guess(line, unknown, {each.name for each in found})) is None:
        return []
    found += [guess] if unknown and guess else []
    if not dates and _is_branch(line, found):
        return []
    names = {each.name for each in found}
    is_sure = (
        bool(dates) or ("author" in names and not unknown) or any(_find_lead(line.text[slice(*part)]) for part in parts)
    )
    if not is_sure or not found or len(names) < len(found) or len(found) + len(placed) < 2:
        return []
    return [*sorted(found, key=lambda each: each.start), *placed]


def read_posted(line: Line) -> list[Found]:
    """The date, and the author if a person, of a line such as "Posted by Huda Rashid on 9 August 2010 in Opinion"."""
    match = _POSTED.match(line.text)
    if match is None:
        return []
    dates = find_days(line.text)
    if len(dates) != 1 or not _POSTED_ON.fullmatch(line.text, match.end("name"), dates[0].start):
        return []
    name = Found(name="author", start=line.start + match.start("name"), end=line.start + match.end("name"))
    return [*([name] if is_person(match["name"]) else []), place_date(dates[0], line)]


def _is_branch(line: Line, found: list[Found]) -> bool:
    """Whether a city stands after a publisher and a dash: then it is a part of the publisher's name, its branch."""
    named = {each.name: each for each in found}
    if "publisher" not in named or "place" not in named:
        return False
    gap = line.text[named["publisher"].end - line.start : named["place"].start - line.start]
    return gap.strip() in {"-", "\u2013", "\u2014"}


def _find_parts(text: str, dates: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches between the signs and the dates, without signs at their edges."""
    at = 0
    for start, end in [*dates, (len(text), len(text))]:
        cuts = [(match.start(), match.end()) for match in _SIGNS.finditer(text, at, start)]
        for first, last in zip([at, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), start], strict=True):
            stripped = _on().sub("", text[first:last]).strip(_EDGES)
            if stripped.strip():
                place = text.index(stripped, first)
                yield place, place + len(stripped)
        at = max(at, end)


def _read_part(line: Line, start: int, end: int) -> list[Found] | None:
    """What one part names; an empty list where it may stand there and says nothing, None where nothing explains it."""
    text = line.text[start:end]
    if key(text) in _silent() or _TIME.fullmatch(text) or _issue().fullmatch(text):
        return []
    if lead := _find_lead(text):
        name, at = lead
        if text[at:] and (name == "publisher" or is_person(text[at:]) or is_name(text[at:])):
            return [Found(name=name, start=line.start + start + at, end=line.start + end)]
        return None
    if is_place(text):
        return [Found(name="place", start=line.start + start, end=line.start + end)]
    is_title = kind_of_words(text.rsplit(maxsplit=1)[-1]) == "release"  # "Council Statement - 2 April 2013"
    if is_capitalised(text) and len(text.split()) <= _LONGEST_NAME and not is_title:
        known = is_outlet(text) or is_organisation(text) or key(text) in word_keys("agencies", "dateline")
        if known or is_person(text, surely=True):
            return [Found(name="publisher" if known else "author", start=line.start + start, end=line.start + end)]
    return None


def _find_lead(text: str) -> tuple[str, int] | None:
    """Which field a part says that it gives ("By", "Translated by", "Published in"), and where its value begins."""
    if not may_begin(text, _lead_firsts()):
        return None
    words = [match.end() for match in re.finditer(r"\S+\s*", text)]
    for count in range(min(_LONGEST_LEAD, len(words) - 1), 0, -1):
        end = words[count - 1]
        written = text[:end]
        known = _leads().get(key(written))
        if known and (count > 1 or written.rstrip()[-1:] in ":/" or known[1]):
            return known[0], end
    return None


@cache
def _leads() -> dict[str, tuple[str, bool]]:
    """Folded words before a name → the field, and whether they need no colon."""
    leads = {key(word): ("publisher", True) for word in word_keys("publisher", "lead")}
    plain = word_keys("author", "lead")
    return leads | {
        label: (name, label in plain)
        for label, (name, is_field) in label_names().items()
        if is_field and name in _CREDITS
    }


@cache
def _lead_firsts() -> frozenset[str]:
    return first_words(_leads())


@cache
def _issue() -> re.Pattern[str]:
    """The number of an issue, a volume or a page: "Issue No. 12", "pp. 4-5"."""
    words = number_words("issue", "page")
    return re.compile(rf"(?:{words})\.?\s*:?\s*(?:\d+(?:\s*[-\u2013/]\s*\d+)?|[IVXLC]+)", re.IGNORECASE)


@cache
def _on() -> re.Pattern[str]:
    """A word such as "on" between a name and the date after it."""
    return re.compile(rf"\s(?:{spell_out(data()['lead']['on'])})\s*\Z", re.IGNORECASE)


@cache
def _silent() -> frozenset[str]:
    labels = {label for label, (name, _) in label_names().items() if name == "date"}
    return word_keys("date", "lead") | labels | word_keys("section") | word_keys("release")


def read_value(line: Line, name: str, start: int, end: int) -> list[Found]:
    """An author or translator after a label, and what stands behind: an office, a newspaper, a city, a date."""
    text = line.text[start - line.start : end - line.start]
    sign = _SIGNS.search(text)
    if sign is None or not is_person(text[: sign.start()]):
        return [Found(name=name, start=start, end=end)]
    inner = Line(text=text, start=start, end=end, after_gap=False)
    dates = find_days(text)
    rest = list(_find_parts(text, [(mention.start, mention.end) for mention in dates]))[1:]
    read = [[] if _is_office(text[slice(*part)]) else _read_part(inner, *part) for part in rest]
    others = [each for several in read for each in several or []] + [
        place_date(mention, inner) for mention in dates[:1]
    ]
    names = {each.name for each in others}
    if any(several is None for several in read) or name in names or len(names) < len(others):
        return [Found(name=name, start=start, end=end)]
    return [Found(name=name, start=start, end=start + sign.start()), *others]


def _is_office(text: str) -> bool:
    return key(text).partition(" ")[0] in word_keys("roles", "signature")


def _guess(line: Line, unknown: list[tuple[int, int]], known: set[str]) -> Found | None:
    """What the one part is that no list explains: a newspaper beside an author, an author beside a newspaper."""
    (start, end), *more = unknown
    text = line.text[start:end]
    if more or not is_capitalised(text) or len(text.split()) > _LONGEST_NAME - 2:
        return None
    if "author" in known and "publisher" not in known:
        return Found(name="publisher", start=line.start + start, end=line.start + end)
    if "author" not in known and "publisher" in known and is_person(text):
        return Found(name="author", start=line.start + start, end=line.start + end)
    return None


def read_lesser_credit(line: Line) -> list[Found] | None:
    """Whether a line only names an interviewer, a photographer, a collector or the like: then for whom, if it says so.

    >>> read_lesser_credit(Line(text="Collected by Adel Shami", start=0, end=23, after_gap=True))
    []
    """
    if len(line.text) > _LONGEST or line.text[-1] in _STOPS:
        return None
    folded = fold(line.text)
    match = _lesser().search(folded.text)
    if match is None:
        return None
    name, *more = _FOR.split(line.text[folded.span(match.end(), match.end())[0] :], maxsplit=1)
    if not is_name(name) or len(name.split()) > _LONGEST_NAME - 2:
        return None
    outlet = more[0] if more else ""
    if not outlet or not is_capitalised(outlet) or is_place(outlet) or find_dates(outlet):
        return []
    return [Found(name="publisher", start=line.end - len(outlet), end=line.end)]


@cache
def _lesser() -> re.Pattern[str]:
    """Words before the name of one who had a lesser part in a text, at a line's beginning or after a sign."""
    spelt = spell_out(word_keys("credit", "lead")).replace(r"\ ", r"\s+")
    return re.compile(rf"(?:^|[,;|]\s*|\s-\s)(?:{spelt})(?:\s*[:/]\s*|\s+)")
