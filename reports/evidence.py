"""What the steps wrote about the texts, told in the language of the interface by the shape of its sentences.

The steps write English, which the tables keep. ``data/evidence.toml`` holds their sentences as messages with places
(``The English says %(english)s; the Arabic says %(arabic)s.``). A text that is one of them, or several in a row, is
told by their translations, with what stood in the places; any other text is left as it was written.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files

from markupsafe import Markup

from corpus.dates import say_date
from reports.catalogues import phrase
from reports.shown import show, show_prose
from scores.findings.categories import CATEGORIES

_PLACE = re.compile(r"%\((\w+)\)s")
_COUNTED = re.compile(r"[^,()]+(?= \(\d+\))")  # "left out (2), number (1)"
_LATIN = re.compile("[A-Za-z]")
_QUOTES = str.maketrans(  # as Arabic has them
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
)


@lru_cache(maxsize=4096)
def tell(text: str, *, language: str) -> Markup | None:
    """The text in a language of the interface; None where a sentence of it is of no known shape.

    >>> str(tell("The word stands twice in a row. Nobody knows this.", language="ar"))
    'None'
    """
    told, rest = [], text.strip()
    while rest:
        found = next(((label, match) for label, shape in _shapes() if (match := shape.match(rest))), None)
        if found is None:
            return None
        label, match = found
        told.append(_fill(phrase(label, language=language), match.groupdict(), language))
        rest = rest[match.end() :].lstrip()
    return Markup(" ").join(told)


@cache
def _messages() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((files("reports") / "data" / "evidence.toml").read_text(encoding="utf-8"))


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every sentence with what it matches; of two that both would, the one with more words of its own comes first."""
    groups = (group for name, group in _messages().items() if name != "value")
    labels = [entry["label"] for group in groups for entry in group.values()]
    labels.sort(key=lambda label: -len(_PLACE.sub("", label)))
    return tuple((label, _shape(label)) for label in labels)


def _shape(label: str) -> re.Pattern[str]:
    parts = _PLACE.split(label)
    body = "".join(f"(?P<{part}>.+?)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts))
    return re.compile(rf"{body}(?=\s|$)", re.DOTALL)


def _fill(message: str, values: dict[str, str], language: str) -> Markup:
    parts = _PLACE.split(message)
    return Markup("").join(_value(values[part], language) if odd % 2 else show(part) for odd, part in enumerate(parts))


def _value(value: str, language: str) -> Markup:
    """What stood in a place: translated where it is a word or a date of ours, else as it was, with its direction."""
    if _COUNTED.search(value):
        told = _COUNTED.sub(lambda word: _counted(word[0], language), value)
        return show(told.replace(", ", phrase(", ", language=language)))
    known = _word(value, language) or _date(value, language)
    if known:
        return show(known)
    if _LATIN.search(value):
        return Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(show_prose(value))
    return Markup("<bdi>{}</bdi>").format(show(value.translate(_QUOTES)))


def _counted(word: str, language: str) -> str:
    known = _word(word.strip(), language)
    return word.replace(word.strip(), known) if known else word


def _word(value: str, language: str) -> str:
    """A word of ours in a language, empty where it is none."""
    label = _words().get(value.lower())
    return phrase(label, language=language) if label else ""


@cache
def _words() -> dict[str, str]:
    values = [entry["label"] for entry in _messages()["value"].values()]
    return {label.lower(): label for label in (*values, *(category.label for category in CATEGORIES.values()))}


def _date(value: str, language: str) -> str:
    try:
        day = datetime.strptime(value, "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return ""
    return say_date(day.isoformat(), language=language)
