"""The translator's words for what the tables hold in short names and numbers."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from babel.dates import format_date

from scores.findings.categories import CATEGORIES

_CONFIDENCE = ((0.9, "almost certain"), (0.75, "likely"), (0.5, "more likely than not"), (0.25, "possible"))


@cache
def words() -> dict[str, Any]:
    """The whole word list: categories, severities, verdicts, origins, metrics, fields, stages."""
    return tomllib.loads((files("reports") / "data" / "words.toml").read_text(encoding="utf-8"))


def say(group: str, key: str, part: str = "label") -> str:
    """The word for a key of a group; for a key that the list does not have, the key itself, readable.

    >>> say("severity", "major"), say("category", "purple_prose")
    ('major', 'Purple prose')
    """
    if group == "category" and part == "what":
        return CATEGORIES[key].explanation if key in CATEGORIES else ""
    entry = words()[group].get(key)
    if entry is None:
        return key.replace("_", " ").replace("-", " ").capitalize() if part == "label" else ""
    return str(entry.get(part, ""))


def say_confidence(confidence: float) -> str:
    """How sure the program is, in words.

    >>> say_confidence(0.93), say_confidence(0.6), say_confidence(0.1)
    ('almost certain', 'more likely than not', 'doubtful')
    """
    return next((name for least, name in _CONFIDENCE if confidence >= least), "doubtful")


def say_share(share: float) -> str:
    """A share as a whole percentage; never 100 or 0 unless it is exactly that.

    >>> say_share(0.996), say_share(1.0), say_share(0.001)
    ('99 %', '100 %', '1 %')
    """
    percent = round(share * 100)
    if percent in {0, 100} and share not in {0.0, 1.0}:
        percent = 99 if percent else 1
    return f"{percent} %"


def say_date(value: str) -> str:
    """An ISO date as a reader writes it; anything else as it is.

    >>> say_date("2014-06-30"), say_date("around 2014")
    ('30 June 2014', 'around 2014')
    """
    try:
        return str(format_date(date.fromisoformat(value), format="d MMMM y", locale="en"))
    except ValueError:
        return value


def say_moment(value: str) -> str:
    """An ISO moment as a reader writes it; anything else as it is.

    >>> say_moment("2024-05-06T07:08:09+00:00")
    '6 May 2024, 07:08 UTC'
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{say_date(moment.date().isoformat())}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


def say_count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> say_count(1, "finding"), say_count(1200, "finding")
    ('1 finding', '1,200 findings')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def direction(language: str) -> str:
    """The ``dir`` of a language; ``auto`` where nobody knows the language.

    >>> direction("ar"), direction("en"), direction("und")
    ('rtl', 'ltr', 'auto')
    """
    if language in words()["languages"]["right_to_left"]:
        return "rtl"
    return "auto" if language in {"", "und"} else "ltr"
