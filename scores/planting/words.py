"""Faults of a few words: another number, month, weekday or name, a denial put in or left out, Arabic left standing."""

from __future__ import annotations

import re
import tomllib
from calendar import day_name, month_name
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from random import Random

from scores.planting.fault import Fault, Text, change_words, replace_line

_DIGITS = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w:/])")
_MONTHS = tuple(month_name)[1:]  # English, since nothing here sets a locale
_DAYS = tuple(day_name)
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_AFFIRMED = re.compile(r"\b(?:is|are|was|were|will|would|can|could|has|have|had)\b(?! not\b)(?!n)")
_DENIED = re.compile(r" not\b|(?<=[a-z])n't\b| never\b| no longer\b|(?<!can)not\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?\b")


@cache
def load_words() -> dict[str, list[str]]:
    """The lists of ``data/faults.toml``."""
    return tomllib.loads(files("scores").joinpath("data", "faults.toml").read_text(encoding="utf-8"))


def change_digits(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One digit of a number is another one."""

    def change(match: re.Match[str]) -> str:
        digits = list(match.group())
        spot = rng.choice([i for i, digit in enumerate(digits) if digit.isdigit()])
        digits[spot] = rng.choice([d for d in "123456789" if d != digits[spot]])
        return "".join(digits)

    return change_words(rng, text, _DIGITS, change)


def change_number_word(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A number word is another one, a scale another scale."""
    words, scales = load_words()["number_words"], load_words()["scales"]
    pattern = re.compile(rf"\b(?:{'|'.join([*words, *scales])})\b", re.IGNORECASE)

    def change(match: re.Match[str]) -> str:
        word = match.group().lower()
        return rng.choice([each for each in (scales if word in scales else words) if each != word])

    return change_words(rng, text, pattern, change)


def change_month(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another month."""
    return change_words(rng, text, _MONTH, lambda match: rng.choice([m for m in _MONTHS if m != match.group()]))


def change_weekday(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another weekday."""
    return change_words(rng, text, _DAY, lambda match: rng.choice([day for day in _DAYS if day != match.group()]))


def leave_arabic(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A line, or four words of one, still in Arabic."""
    k = rng.randrange(len(text.english))
    if rng.random() < 0.5:
        return replace_line(text, k, text.arabic[k])
    arabic, english = text.arabic[k].split(), text.english[k].split()
    begin = rng.randrange(max(1, len(english) - 4))
    english[begin : begin + 4] = arabic[begin : begin + 4] or arabic[:2]
    return replace_line(text, k, " ".join(english))


def insert_negation(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A "not" after a verb."""
    return change_words(rng, text, _AFFIRMED, lambda match: match.group() + " not")


def drop_negation(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A "not" or "never" left out."""
    return change_words(rng, text, _DENIED, lambda _: "")


def change_name(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another name in the place of a capital word inside a sentence, of those the text does not write small."""
    known = " ".join(text.english)

    def change(match: re.Match[str]) -> str:
        if match.group() in {*_MONTHS, *_DAYS} or match.group().lower() in known:
            return match.group()
        return rng.choice([name for name in load_words()["names"] if name not in known])

    return change_words(rng, text, _NAME, change)
