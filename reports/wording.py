"""The translator's words for what the tables hold in short names and numbers."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.dates import say_date
from reports.catalogues import message, phrase
from scores.findings.categories import CATEGORIES
from scores.findings.finding import SEVERITIES

_SURELY = 0.01  # how near to none or to certain a chance is told by a bound
_CONFIDENCE = ((0.9, "certain"), (0.75, "likely"), (0.5, "more"), (0.25, "possible"))


@cache
def words() -> dict[str, Any]:
    """The whole word list: categories, severities, verdicts, origins, metrics, fields, stages."""
    return tomllib.loads((files("reports") / "data" / "words.toml").read_text(encoding="utf-8"))


def say(group: str, key: str, part: str = "label", *, language: str = "en") -> str:
    """The word for a key of a group; for a key that the list does not have, the key itself, readable.

    >>> say("severity", "major"), say("category", "purple_prose")
    ('major', 'Purple prose')
    """
    if group == "category" and key in CATEGORIES and part in {"label", "what"}:
        category = CATEGORIES[key]
        word = category.label if part == "label" else category.explanation
        return phrase(word, language=language)
    entry = words()[group].get(key)
    if entry is None:
        return key.replace("_", " ").replace("-", " ").capitalize() if part == "label" else ""
    found = str(entry.get(part, ""))
    return phrase(found, language=language) if found and part in {"label", "what"} else found


def say_confidence(confidence: float, *, language: str = "en") -> str:
    """How sure the program is, in words.

    >>> say_confidence(0.93), say_confidence(0.6), say_confidence(0.1)
    ('almost certain', 'more likely than not', 'doubtful')
    """
    key = next((name for least, name in _CONFIDENCE if confidence >= least), "doubtful")
    return say("confidence", key, language=language)


def say_share(share: float) -> str:
    """A share as a whole percentage; never 100 or 0 unless it is exactly that.

    >>> say_share(0.996), say_share(1.0), say_share(0.001)
    ('99%', '100%', '1%')
    """
    percent = round(share * 100)
    if percent in {0, 100} and share not in {0.0, 1.0}:
        percent = 99 if percent else 1
    return f"{percent}%"


def say_chance(chance: float, *, language: str = "en") -> str:
    """A probability as a whole percentage; one that is nearly none or nearly certain is never said to be that.

    >>> say_chance(0.786), say_chance(0.0), say_chance(0.9951)
    ('79%', 'less than 1%', 'more than 99%')
    """
    if chance < _SURELY or chance > 1 - _SURELY:
        words = message("less than %(share)s") if chance < _SURELY else message("more than %(share)s")
        return phrase(words, language=language, share=say_share(_SURELY if chance < _SURELY else 1 - _SURELY))
    return say_share(chance)


def say_moment(value: str, *, language: str = "en") -> str:
    """An ISO moment as a reader writes it; anything else as it is.

    >>> say_moment("2024-05-06T07:08:09+00:00")
    '6 May 2024, 07:08 UTC'
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = say_date(moment.date().isoformat(), language=language)
    clock = f"{moment:%H:%M} {moment.tzname() or ''}".rstrip()
    return phrase("%(day)s, %(clock)s", language=language, day=day, clock=clock)


def say_tally(severities: Sequence[str], *, language: str = "en") -> str:
    """How many findings of each severity, in words.

    >>> say_tally(["minor", "major", "minor"]), say_tally([])
    ('1 major, 2 minor', 'None')
    """
    counts = Counter(severities)
    known = [
        phrase(
            "%(number)s %(severity)s",
            language=language,
            number=counts[name],
            severity=say("severity", name, language=language),
        )
        for name in SEVERITIES
        if counts[name]
    ]
    return phrase(", ", language=language).join(known) or phrase("None", language=language)


def direction(language: str) -> str:
    """The ``dir`` of a language; ``auto`` where nobody knows the language.

    >>> direction("ar"), direction("en"), direction("und")
    ('rtl', 'ltr', 'auto')
    """
    if language in words()["languages"]["right_to_left"]:
        return "rtl"
    return "auto" if language in {"", "und"} else "ltr"
