"""Who wrote, translated, signed or issued a text, of a line of its own: ``By Salma Haddad``, ``Issued by …``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.dates import find_dates
from corpus.headers.fields import Found
from corpus.line_places import Line
from corpus.lines import first_keys, key, may_begin, number_words, word_keys
from corpus.names import is_name, is_organisation, is_outlet, is_person, is_place

_WORKS = "poems?|story|memoirs?|essays?|article|report|column|play|speech|letter|testimony|novella|commentary|text"
_BYLINE = re.compile(
    rf"(?:(?:an? )?(?:short )?(?:{_WORKS})\s+by|by|\u0628\u0642\u0644\u0645|\u0643\u062a\u0628\u0647"
    r"|\u0643\u062a\u0628\u0647\u0627|\u0625\u0639\u062f\u0627\u062f|\u0627\u0639\u062f\u0627\u062f)\s*/?\s+(?P<name>\S.{2,60})",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(
    r"(?:translated|english(?: version)?)\s(?:from (?:the )?\w+\s)?by\s+(?P<name>\S.{2,60})", re.IGNORECASE
)
_LONGEST_OFFICE = 80  # characters
_STOPS = ".!?\u061f\u06d4:\u2026;,\u060c\u061b"


def read_byline(line: Line) -> Found | None:
    """The author of a line such as "By Salma Haddad", or who translated it."""
    translated = _TRANSLATED.fullmatch(line.text)
    match = translated or _BYLINE.fullmatch(line.text)
    if match is None or line.text[-1] in _STOPS:
        return None
    name = re.split(r"[,\u060c|]|\s[-\u2013\u2014]\s", match["name"])[0].rstrip()
    if not 0 < len(name.split()) <= 6 or not (is_name(name) or not name[0].isascii()):
        return None
    if key(name).partition(" ")[0] in word_keys("articles", "signature") and not is_organisation(name):
        return None  # "By the River"
    start = line.start + match.start("name")
    return Found(name="translator" if translated else "author", start=start, end=start + len(name))


def read_issuer(line: Line) -> Found | None:
    """Who issued a statement, of a line such as "Issued by the Bakers' Association"."""
    if line.text[-1] in _STOPS or not may_begin(line.text, first_keys("publisher", "lead")):
        return None
    words = line.text.split()
    if not 2 < len(words) <= 12:
        return None
    lead = word_keys("publisher", "lead")
    count = next((count for count in (5, 4, 3, 2) if count < len(words) and key(" ".join(words[:count])) in lead), 0)
    at = re.match(rf"(?:\S+\s+){{{count}}}", line.text)
    if at and (is_place(line.text[at.end() :]) or find_dates(line.text[at.end() :])):
        return None
    return Found(name="publisher", start=line.start + at.end(), end=line.end) if at and count else None


def read_organisation(line: Line) -> list[Found]:
    """A publisher, and the city after a comma: "Bakers' Society, Hama"; empty if the line names neither.

    After a dash the city is part of the name: "Bakers' Society - Hama" is its branch there.
    """
    if not (is_organisation(line.text) or is_outlet(line.text)):
        return []
    if issue := _with_issue().fullmatch(line.text):
        return [Found(name="publisher", start=line.start, end=line.start + issue.end("name"))]
    match = re.fullmatch(r"(?P<name>.+?)\s*[,\u060c]\s*(?P<place>[^,\u060c]+)", line.text)
    if match is None or not is_place(match["place"]):
        return [Found(name="publisher", start=line.start, end=line.end)]
    return [
        Found(name="publisher", start=line.start, end=line.start + match.end("name")),
        Found(name="place", start=line.start + match.start("place"), end=line.end),
    ]


@cache
def _with_issue() -> re.Pattern[str]:
    """A newspaper's name and the number of an issue: "The Lantern - Issue 12"."""
    words = number_words("issue")
    return re.compile(rf"(?P<name>.+?)\s*[-\u2013\u2014,\u060c|/(]\s*(?:{words})\.?\s*:?\s*\d+\)?", re.IGNORECASE)


def read_signature(lines: Sequence[Line]) -> Found | None:
    """The author who signs at the foot: a name on its own line, with an office on the next, or on the one above."""
    for number in range(len(lines) - 1, max(0, len(lines) - 5), -1):
        office, name = lines[number], lines[number - 1]
        if not is_office(office):
            continue
        if is_name(name.text) and key(name.text).partition(" ")[0] not in word_keys("no_names", "signature"):
            return Found(name="author", start=name.start, end=name.end)
        if number + 2 == len(lines) and is_person(lines[number + 1].text, surely=True):
            return Found(name="author", start=lines[number + 1].start, end=lines[number + 1].end)
    return None


def is_office(line: Line) -> bool:
    """Whether a line names what somebody is: "President", "Writer and journalist"."""
    first = key(line.text).split(",")[0]
    if len(line.text) > _LONGEST_OFFICE or line.text[-1] in ".!?":
        return False
    return any(first == role or first.startswith(role + " ") for role in word_keys("roles", "signature"))


def read_lone_signature(lines: Sequence[Line]) -> Found | None:
    """The author who signs with nothing but the name, on the last line, below running text or a closing phrase."""
    if len(lines) < 2:
        return None
    above, name = lines[-2:]
    is_below = above.text[-1] in ",\u060c" or key(above.text) in word_keys("valedictions", "signature")
    is_below = is_below or (name.after_gap and above.text[-1] in '.!?\u061f\u2026"\u201d\u00bb')
    text = name.text.lstrip("-\u2013\u2014\u0640 ")
    if not is_below or not is_person(text, surely=True):
        return None
    return Found(name="author", start=name.end - len(text), end=name.end)
