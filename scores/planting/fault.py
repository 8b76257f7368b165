"""A clean pair, and the same pair with one fault in its English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from scores.findings.glossary import Glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A clean pair: line i of either side is the other's translation."""

    name: str
    arabic: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A spoilt English side and where the fault lies: line numbers on either side.

    ``words`` are the characters of the changed words in their English line; None where whole lines are the fault.
    ``glossary`` is what the text is to be checked with, where the fault is one against a glossary.
    """

    text: Text
    english: tuple[str, ...]
    arabic_place: frozenset[int]
    english_place: frozenset[int]
    words: tuple[int, int] | None = None
    glossary: Glossary | None = None


Plant = Callable[[Random, Text, Sequence[str]], Fault | None]
"""Takes a clean text and lines of other texts, and gives one spoilt version, or None where it cannot be planted."""


@cache
def load_faults() -> dict[str, Any]:
    """What faults are made of: the tables of ``data/faults.toml``."""
    return tomllib.loads(files("scores").joinpath("data", "faults.toml").read_text(encoding="utf-8"))


def replace_line(
    text: Text, k: int, line: str, *, words: tuple[int, int] | None = None, glossary: Glossary | None = None
) -> Fault:
    """The text with another English line k."""
    english = (*text.english[:k], line, *text.english[k + 1 :])
    place = frozenset({k})
    return Fault(text=text, english=english, arabic_place=place, english_place=place, words=words, glossary=glossary)


def insert_line(text: Text, k: int, arabic: str, *, right: str, wrong: str) -> Fault:
    """A line more before line k, of which the clean text has the right translation and the spoilt one a wrong one."""
    clean = Text(
        name=text.name,
        arabic=(*text.arabic[:k], arabic, *text.arabic[k:]),
        english=(*text.english[:k], right, *text.english[k:]),
    )
    return replace_line(clean, k, wrong)


def change_words(
    rng: Random, text: Text, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> Fault | None:
    """The text with one match of the pattern, drawn at random, changed."""
    spots = [(k, match) for k, line in enumerate(text.english) for match in pattern.finditer(line)]
    if not spots:
        return None
    k, match = rng.choice(spots)
    new = change(match)
    if new == match.group():
        return None
    line = match.string[: match.start()] + new + match.string[match.end() :]
    return replace_line(text, k, line, words=(match.start(), match.start() + len(new)))
