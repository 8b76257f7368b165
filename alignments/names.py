"""Names across the two scripts: whether a Latin spelling can be that of an Arabic name.

Arabic writes no short vowels and Latin spellings follow no one standard, so the letters are matched one by
one, each with every way it is written in (data/letters.toml), by weighted edit distance.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, pairwise
from math import nextafter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from alignments.encoders import plain_text

_LONGEST = 40  # letters; names are shorter, and the time is the product of both lengths
_ROUNDING = 1e-9  # more than what sums of costs can be wrong by
_SAME, _FEWEST = 0.8, 3  # similarity that counts as the same name beside other words, and letters of an Arabic name
_VOWELS = frozenset("aeiouy")
_JOIN = re.compile(r"[\W_]+")


class _Letters(NamedTuple):
    ways: dict[str, tuple[tuple[str, float], ...]]
    vowel: float
    letter: float
    arabic_prefixes: tuple[str, ...]
    english_prefixes: tuple[str, ...]


@lru_cache(maxsize=65_536)
def name_similarity(arabic: str, english: str, *, least: float = 0.0) -> float:
    """How well an English spelling fits an Arabic word or phrase, from 0 (not at all) to 1 (letter for letter).

    Proclitics and articles on either side are tried with and without. Above 0.75 the two are the same name
    nearly always where both are longer than three letters. What is less than ``least`` is 0, and told so much sooner.

    >>> round(name_similarity("حلب", "Aleppo"), 1), round(name_similarity("محمد", "Mohammed"), 1)
    (0.7, 0.9)
    >>> name_similarity("حلب", "Mohammed", least=0.7)
    0.0
    """
    found = _fit(arabic, english, nextafter(least, -1))
    return found if found >= least else 0.0


def fit_names(arabic: Sequence[str], english: str) -> npt.NDArray[np.float64]:
    """How well an English name fits each Arabic word, shape (Arabic words,).

    It is 0 where less than 0.8 fits, and where a word has too few letters to tell.

    >>> fit_names(["محمد", "في", "كتاب"], "Mohammed").round(1).tolist()
    [0.9, 0.0, 0.0]
    """
    found = [name_similarity(word, english, least=_SAME) if len(word) >= _FEWEST else 0.0 for word in arabic]
    return np.array(found, dtype=np.float64)


def nearest_name(arabic: Iterable[str], english: Iterable[str]) -> float:
    """The greatest similarity of any of the Arabic words with any of the spellings; 0 where there is none."""
    spellings = tuple(english)
    best = 0.0
    for word in arabic:
        for spelling in spellings:
            best = _fit(word, spelling, best)
    return best


def _fit(arabic: str, english: str, best: float) -> float:
    """The similarity of the two where that is more than ``best``, else ``best``."""
    for spelling in _spellings(english):
        for written in _arabic_readings(arabic):
            if spelling.bound(written) > best:
                best = max(best, spelling.fit(written))
    return best


class _Spelling:
    """English letters, with what they can stand for: one name is held against many Arabic words."""

    def __init__(self, english: str, letters: _Letters) -> None:
        self._english = english
        self._letters = letters
        self._sounds = sum(letter not in _VOWELS for letter in english) or 1
        alone = [letters.vowel if letter in _VOWELS else letters.letter for letter in english]
        doubled = [False, *(first == second for first, second in pairwise(english))]
        self._silent = [0.0 if again else cost for cost, again in zip(alone, doubled, strict=False)]
        self._dear = sum(1 << place for place, cost in enumerate(self._silent) if cost == letters.letter)
        self._steps: dict[str, list[tuple[int, int, float]]] = {}  # Arabic letter → (start, end, cost) of its ways
        self._looks: dict[str, tuple[float, int]] = {}  # Arabic letter → its cheapest way, the places of all its ways

    def bound(self, arabic: str) -> float:
        """A number that ``fit`` does not exceed: as if each letter had its cheapest way, wherever that stands.

        English letters cost what they do where no way of any Arabic letter has them.
        """
        cost, spelt = 0.0, 0
        for letter in arabic:
            look = self._looks.get(letter) or self._look(letter)
            cost += look[0]
            spelt |= look[1]
        cost += self._letters.letter * (self._dear & ~spelt).bit_count()
        return 1 + _ROUNDING - cost / max(len(arabic), self._sounds)

    def fit(self, arabic: str) -> float:
        """1 less the cost of the cheapest way to spell it, for each letter of the longer side."""
        if not arabic or not self._english:
            return 0.0
        costs = [0.0, *accumulate(self._silent)]  # of the Arabic so far as the first 0, 1, 2 … English letters
        missing = self._letters.letter
        for letter in arabic:
            before, costs = costs, [cost + missing for cost in costs]
            for start, end, cost in self._steps_of(letter):
                costs[end] = min(costs[end], before[start] + cost)
            least = costs[0]
            for end, cost in enumerate(self._silent, start=1):
                least += cost
                if least < costs[end]:
                    costs[end] = least
                else:
                    least = costs[end]
        return max(0.0, 1 - costs[-1] / max(len(arabic), self._sounds))

    def _look(self, letter: str) -> tuple[float, int]:
        steps = self._steps_of(letter)
        places = {place for start, end, _ in steps for place in range(start, end)}
        cheapest = min([self._letters.letter, *(cost for _, _, cost in steps)])
        look = self._looks[letter] = cheapest, sum(1 << place for place in places)
        return look

    def _steps_of(self, letter: str) -> list[tuple[int, int, float]]:
        steps = self._steps.get(letter)
        if steps is None:
            steps = self._steps[letter] = list(self._find_steps(letter))
        return steps

    def _find_steps(self, letter: str) -> Iterator[tuple[int, int, float]]:
        """Where the English writes an Arabic letter."""
        for way, cost in self._letters.ways.get(letter, ((letter, 0.0),)):
            start = self._english.find(way)
            while start >= 0:
                yield start, start + len(way), cost
                start = self._english.find(way, start + 1)


@lru_cache(maxsize=4096)
def _spellings(english: str) -> tuple[_Spelling, ...]:
    return tuple(_Spelling(reading, _letters()) for reading in _english_readings(english))


@lru_cache(maxsize=16_384)
def _arabic_readings(text: str) -> tuple[str, ...]:
    whole = _JOIN.sub("", plain_text(text))[:_LONGEST]
    prefixes = [prefix for prefix in _letters().arabic_prefixes if whole.startswith(prefix)]
    return (whole, *(whole[len(prefix) :] for prefix in prefixes if len(whole) - len(prefix) >= 3))


def _english_readings(text: str) -> Iterator[str]:
    bare = "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))
    parts = [part for part in _JOIN.split(bare.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")) if part]
    yield "".join(parts)[:_LONGEST]
    if len(parts) > 1 and parts[0] in _letters().english_prefixes:
        yield "".join(parts[1:])[:_LONGEST]


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
