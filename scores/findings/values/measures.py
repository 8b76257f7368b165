"""What a number counts: units and currencies, whatever word, sign or form names them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.folding import fold, fold_text
from corpus.numbers import NumberMention, find_numbers
from scores.findings.names.clitics import bare_forms

_WORD = r"[^\W\d_](?:[^\W\d_]|[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}])*"
_WORDS = re.compile(_WORD)
_NEXT = re.compile(rf"[ \N{{NO-BREAK SPACE}}-]?(?P<word>{_WORD})(?: (?P<second>{_WORD}))?")
_BEFORE = re.compile(rf"(?P<word>{_WORD}) \S{{0,4}}$")
_OF = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"
_LONGEST_WORD = 40  # characters before a number in which its unit is looked for
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number with its unit at start:end of the text; ``values`` are those that the number could have."""

    values: frozenset[Fraction]
    unit: str
    start: int
    end: int
    text: str


def find_measures(text: str, language: str) -> list[Measure]:
    """Every number that has a unit, and every Arabic dual of a unit, which is two of it.

    >>> [(int(min(each.values)), each.unit) for each in find_measures("three days and $5", "en")]
    [(3, 'day'), (5, 'dollar')]
    """
    found = [read_measure(text, mention, language) for mention in find_numbers(text, language)]
    return [*filter(None, found), *(find_duals(text) if language == "ar" else ())]


def read_measure(text: str, mention: NumberMention, language: str) -> Measure | None:
    """The number with its unit: a sign before it, a word after it, an Arabic plural before it."""
    found = _unit_sign(text, mention) or _unit_after(text, mention, language)
    if found is None and mention.kind == "percent":  # its sign or word is part of the number
        found = ("percent", mention.start, mention.end)
    if found is None and language == "ar" and _may_follow(mention):
        found = _unit_before(text, mention)
    if found is None:
        return None
    unit, start, end = found
    return Measure(values=frozenset(mention.readings), unit=unit, start=start, end=end, text=text[start:end])


_Found = tuple[str, int, int]  # unit, and start and end of number and unit together


def _unit_sign(text: str, mention: NumberMention) -> _Found | None:
    signs = ((sign, unit) for sign, unit in _forms("signs").items() if text.endswith(sign, 0, mention.start))
    return next(((unit, mention.start - len(sign), mention.end) for sign, unit in signs), None)


def _unit_after(text: str, mention: NumberMention, language: str) -> _Found | None:
    match = _NEXT.match(text, mention.end)
    if match is None:
        return None
    words = _forms("english" if language == "en" else "arabic")
    first, second = (fold_text(match[name] or "") for name in ("word", "second"))
    if unit := words.get(f"{first} {second}"):
        return unit, mention.start, match.end()
    if unit := words.get(first):
        return unit, mention.start, match.end("word")
    # with the article it is a place in a row: "the first of the month" counts days, and no month
    counted = language == "ar" and first == _OF and not fold_text(mention.text).startswith(_ARTICLE)
    of = _bare_unit(second, words) if counted else None
    return (of, mention.start, match.end()) if of else None


def _unit_before(text: str, mention: NumberMention) -> _Found | None:
    match = _BEFORE.search(text, max(0, mention.start - _LONGEST_WORD), mention.start)
    unit = _bare_unit(match["word"], _forms("plurals")) if match else None
    return (unit, match.start("word"), mention.end) if match and unit else None


def _may_follow(mention: NumberMention) -> bool:
    """Whether a number can stand after what it counts, "the three last years": digits, or words with the article."""
    return mention.written == "digits" or fold_text(mention.text).startswith(_ARTICLE)


def _bare_unit(word: str, units: dict[str, str]) -> str | None:
    """The unit that an Arabic word names, whatever is joined to its front."""
    folded = fold_text(word)
    return next((units[form] for form in (folded, *bare_forms(folded)) if form in units), None)


def find_duals(text: str) -> Iterator[Measure]:
    """Arabic duals of units, which are two of it in one word."""
    folded, duals = fold(text), _forms("duals")
    for match in _WORDS.finditer(folded.text):
        if unit := _bare_unit(match.group(), duals):
            start, end = folded.span(*match.span())
            yield Measure(values=frozenset({Fraction(2)}), unit=unit, start=start, end=end, text=text[start:end])


def same_unit(first: str, second: str) -> bool:
    """Whether they are one unit, or the word for one may also mean the other, as lira and pound."""
    return first == second or frozenset((first, second)) in _alike()


def find_conversions(text: str, language: str) -> frozenset[tuple[Fraction, str]]:
    """What the words of a text say by another unit: a year is 12 months, a quarter 15 minutes or 25 percent.

    >>> sorted((int(value), unit) for value, unit in find_conversions("a year and a week", "en"))
    [(7, 'day'), (12, 'month')]
    """
    said = _conversions("english" if language == "en" else "arabic")
    words = [match.group() for match in _WORDS.finditer(fold_text(text))]
    forms = words if language == "en" else [form for word in words for form in (word, *bare_forms(word))]
    return frozenset(each for form in forms for each in said.get(form, ()))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("scores").joinpath("data", "units.toml").read_text(encoding="utf-8"))


@cache
def _forms(table: str) -> dict[str, str]:
    """For one table of the data: form → unit."""
    units: dict[str, list[str]] = _data()[table]
    return {form if table == "signs" else fold_text(form): unit for unit, forms in units.items() for form in forms}


@cache
def _alike() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((unit, other)) for unit, others in _data()["same"].items() for other in others)


@cache
def _conversions(language: str) -> dict[str, frozenset[tuple[Fraction, str]]]:
    found: dict[str, frozenset[tuple[Fraction, str]]] = {}
    for meaning, words in _data()["conversions"][language].items():
        value, unit = meaning.split()
        for word in map(fold_text, words):
            found[word] = found.get(word, frozenset()) | {(Fraction(value), unit)}
    return found
