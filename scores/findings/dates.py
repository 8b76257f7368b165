"""Months and weekdays by what they mean: Kanun al-Thani is January, whatever it sounds like."""

from __future__ import annotations

import re
import tomllib
from calendar import day_name, month_name
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from corpus.dates import find_dates
from corpus.documents import Sentence
from corpus.folding import fold, fold_text
from corpus.numbers import find_numbers
from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words
from scores.findings.weights import load_weights

CHECK = "dates 2"
_MONTHS = tuple(month_name)  # from 1; English, since nothing here sets a locale
_WEEKDAYS = ("", *day_name)
_CAPITAL_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS[1:])})\b(?! (?:I|we|you|he|she|it|they)\b)")  # "May we"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A month or a weekday at start:end of a sentence."""

    sentence: int
    value: tuple[str, int]  # calendar or "weekday", number
    start: int
    end: int
    sure: bool = True  # False: it can answer a weekday, but may be another word


def check_dates(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Months first, then weekdays: each must be said on the other side, or in the sentences around."""
    for number, bead in reading.open_beads(found):
        around = reading.beads[max(0, number - 1) : number + 2]
        for kind, find, names in (("month", _months, _MONTHS), ("weekday", _weekdays, _WEEKDAYS)):
            arabic, english = find(reading.arabic, bead.arabic), find(reading.english, bead.english)
            if {said.value for said in arabic} == {said.value for said in english}:
                continue
            near_arabic = {each.value for bead in around for each in find(reading.arabic, bead.arabic)}
            near_english = {each.value for bead in around for each in find(reading.english, bead.english)}
            one_each = len(arabic) == len(english) == 1 and _comparable(arabic[0]) and _comparable(english[0])
            if one_each:  # a fault, whatever the sentences around say
                near_arabic, near_english = set(), set()
            missing = [said for said in arabic if said.value not in near_english and _comparable(said)]
            strange = [said for said in english if said.value not in near_arabic and _comparable(said)]
            certain = sum(said.sure for said in arabic)
            if certain == len(english) and missing and not strange:  # one said twice, another not at all
                twice = Counter(said.value for said in english) - Counter(said.value for said in arabic)
                strange = [said for said in reversed(english) if said.value in twice][:1]
            if kind == "month" and missing and not strange:
                strange = list(_perhaps_months(reading, bead.english, near_arabic))
            if kind == "month" and not missing:
                named = _numbers(reading, bead.arabic) | _month_words(reading.arabic_text(bead.arabic))
                strange = [said for said in strange if said.value[1] not in named]
            strange = list({said.value: said for said in reversed(strange)}.values())[::-1]
            missing = list({said.value: said for said in reversed(missing)}.values())[::-1]
            for place, said in enumerate(strange):
                yield _finding(reading, number, missing[place] if place < len(missing) else None, said, names, kind)


def _comparable(said: Said) -> bool:
    return said.sure and said.value[0] != "islamic"


def _months(side: Sequence[Sentence], sentences: Iterable[int]) -> list[Said]:
    return [
        Said(sentence=number, value=(date.calendar, date.month), start=date.start, end=date.end)
        for number in sentences
        for date in find_dates(side[number].text)
        if date.month
    ]


def _perhaps_months(reading: Reading, sentences: Iterable[int], said: set[tuple[str, int]]) -> Iterator[Said]:
    """Words with a capital that are names of months and may be other words, where a month is looked for: May, March."""
    for number in sentences:
        for match in _CAPITAL_MONTH.finditer(reading.english[number].text):
            value = ("gregorian", _MONTHS.index(match.group()))
            if value not in said:
                yield Said(sentence=number, value=value, start=match.start(), end=match.end())


def _weekdays(side: Sequence[Sentence], sentences: Iterable[int]) -> list[Said]:
    said = []
    for number in sentences:
        text = side[number].text
        folded = fold(text)
        before = ""
        for match in _WORD.finditer(folded.text):
            day = _weekday(match.group())
            sure = day is not None
            if not day and before in _before_weekday():
                day = _weekday_names().get(_ARTICLE + match.group())
            before = match.group()
            start, end = folded.span(*match.span())
            if day and (not text[start].isascii() or text[start].isupper()):
                said.append(Said(sentence=number, value=("weekday", day), start=start, end=end, sure=sure))
    return said


_ARTICLE = fold_text("\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}")


@cache
def _before_weekday() -> frozenset[str]:
    """Words after which a weekday can stand without its article, as in "every Thursday"."""
    return frozenset(fold_text(word) for word in load_weights()["weekday"]["after"])


def _weekday(word: str) -> int | None:
    names = _weekday_names()
    if word in names:
        return names[word]
    for length in (1, 2):  # an Arabic conjunction or preposition before the article
        if len(word) > 4 and word[length:] in names and not word[0].isascii():
            return names[word[length:]]
    return None


@cache
def _weekday_names() -> dict[str, int]:
    """Full names only: the short ones ("sun", "sat", "wed") are words."""
    data = tomllib.loads(files("corpus").joinpath("data", "dates.toml").read_text(encoding="utf-8"))
    return {
        fold_text(name): int(number)
        for number, names in data["weekdays"].items()
        for name in names
        if not name.isascii() or name.endswith("day")
    }


def _numbers(reading: Reading, sentences: Iterable[int]) -> set[Fraction]:
    """The values of the Arabic sentences, where a month may stand as a number."""
    mentions = (each for number in sentences for each in find_numbers(reading.arabic[number].text, "ar"))
    return {value for mention in mentions for value in mention.readings}


def _month_words(text: str) -> set[Fraction]:
    """Months that a word of the Arabic can name, though it can also be another word: Ab is father, too."""
    names = _month_names()
    words = [match.group() for match in _WORD.finditer(fold_text(text))]
    return {Fraction(names[form]) for word in words for form in (word, word[1:]) if form in names}


@cache
def _month_names() -> dict[str, int]:
    data = tomllib.loads(files("corpus").joinpath("data", "dates.toml").read_text(encoding="utf-8"))
    months = [month for month in data["month"] if month["calendar"] == "gregorian"]
    return {
        fold_text(name): month["number"]
        for month in months
        for name in (*month.get("alone", ()), *month.get("context", ()))
        if not name.isascii()
    }


def _finding(
    reading: Reading, bead: int, arabic: Said | None, english: Said, names: Sequence[str], kind: str
) -> Finding:
    here = names[english.value[1]]
    there = f"the Arabic says {names[arabic.value[1]]}" if arabic else f"the Arabic names no such {kind} here"
    return Finding(
        category="date",
        severity="major" if arabic else "minor",
        confidence=0.93 if arabic else 0.55,
        arabic=mark_words(reading.arabic, arabic.sentence, arabic.start, arabic.end) if arabic else None,
        english=mark_words(reading.english, english.sentence, english.start, english.end),
        evidence=f"The English says {here}; {there}.",
        check=CHECK,
        bead=bead,
        repair=names[arabic.value[1]] if arabic else None,
    )
