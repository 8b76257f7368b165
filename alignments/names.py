"""Names across the two scripts: whether a Latin spelling can be that of an Arabic name.

Arabic writes no short vowels and Latin spellings follow no one standard, so the letters are matched one by
one, each with every way it is written in (data/letters.toml), by weighted edit distance.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from alignments.encoders import plain_text

_LONGEST = 40  # letters; names are shorter, and the time is the product of both lengths
_VOWELS = frozenset("aeiouy")
_JOIN = re.compile(r"[\W_]+")


class _Letters(NamedTuple):
    ways: dict[str, tuple[tuple[str, float], ...]]
    vowel: float
    letter: float
    arabic_prefixes: tuple[str, ...]
    english_prefixes: tuple[str, ...]


@lru_cache(maxsize=65_536)
def name_similarity(arabic: str, english: str) -> float:
    """How well an English spelling fits an Arabic word or phrase, from 0 (not at all) to 1 (letter for letter).

    Proclitics and articles on either side are tried with and without. Above 0.75 the two are the same name
    nearly always where both are longer than three letters.

    >>> round(name_similarity("حلب", "Aleppo"), 1), round(name_similarity("محمد", "Mohammed"), 1)
    (0.7, 0.9)
    """
    best = 0.0
    for written in _arabic_readings(arabic):
        for spelt in _english_readings(english):
            best = max(best, _fit(written, spelt))
    return best


def _arabic_readings(text: str) -> Iterator[str]:
    whole = _JOIN.sub("", plain_text(text))[:_LONGEST]
    yield whole
    for prefix in _letters().arabic_prefixes:
        if whole.startswith(prefix) and len(whole) - len(prefix) >= 3:
            yield whole[len(prefix) :]


def _english_readings(text: str) -> Iterator[str]:
    bare = "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))
    parts = [part for part in _JOIN.split(bare.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")) if part]
    yield "".join(parts)[:_LONGEST]
    if len(parts) > 1 and parts[0] in _letters().english_prefixes:
        yield "".join(parts[1:])[:_LONGEST]


def _fit(arabic: str, english: str) -> float:
    """1 less the cost of the cheapest way to spell it, for each letter of the longer side."""
    if not arabic or not english:
        return 0.0
    letters = _letters()
    costs = [[0.0] * (len(english) + 1) for _ in range(len(arabic) + 1)]
    for i in range(len(arabic) + 1):
        for j in range(len(english) + 1):
            if i or j:
                costs[i][j] = min(_steps(costs, arabic, english, i, j, letters))
    return max(0.0, 1 - costs[-1][-1] / max(len(arabic), _sounds(english)))


def _steps(costs: list[list[float]], arabic: str, english: str, i: int, j: int, letters: _Letters) -> Iterator[float]:
    """The cost of every last step to the first i Arabic and j English letters."""
    if j:
        latin = english[j - 1]
        doubled = j > 1 and latin == english[j - 2]
        yield costs[i][j - 1] + (0.0 if doubled else letters.vowel if latin in _VOWELS else letters.letter)
    if i:
        yield costs[i - 1][j] + letters.letter
        for way, cost in letters.ways.get(arabic[i - 1], ((arabic[i - 1], 0.0),)):
            start = j - len(way)
            if start >= 0 and english.startswith(way, start):
                yield costs[i - 1][start] + cost


def _sounds(english: str) -> int:
    return sum(letter not in _VOWELS for letter in english) or 1


@cache
def _letters() -> _Letters:
    text = resources.files("alignments").joinpath("data/letters.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Letters(
        ways={letter: tuple(_ways(line)) for letter, line in data["letters"].items()},
        vowel=data["costs"]["vowel"],
        letter=data["costs"]["letter"],
        arabic_prefixes=tuple(data["prefixes"]["arabic"]),
        english_prefixes=tuple(data["prefixes"]["english"]),
    )


def _ways(line: str) -> Iterator[tuple[str, float]]:
    for way in line.split():
        spelt, _, cost = way.partition(":")
        yield spelt.replace("'", ""), float(cost or 0)
