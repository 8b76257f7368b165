"""Months and weekdays by what they mean: Kanun al-Thani is January, whatever it sounds like."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from corpus.dates import find_dates
from corpus.dates.parts import date_words
from corpus.documents import Sentence
from corpus.folding import fold, fold_text
from corpus.numbers import find_numbers
from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words
from scores.findings.values.calendars import near_days, same_day
from scores.findings.values.order import find_leftovers
from scores.findings.weights import load_weights

CHECK = "dates 4"
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


_Find = Callable[[Sequence[Sentence], Iterable[int]], list[Said]]


def check_dates(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Days of two calendars, then months, then weekdays: each must be said on the other side, or around."""
    for number, _ in reading.open_beads(found, in_doubt=True):
        if other_day := _check_calendars(reading, number):
            yield other_day
            continue
        yield from _check_kind(reading, number, "month", _months, _MONTHS)
        yield from _check_kind(reading, number, "weekday", _weekdays, _WEEKDAYS)


def _check_kind(reading: Reading, number: int, kind: str, find: _Find, names: Sequence[str]) -> Iterator[Finding]:
    bead = reading.beads[number]
    arabic, english = find(reading.arabic, bead.arabic), find(reading.english, bead.english)
    missing, strange = _left(arabic, english)
    if not missing and not strange:
        return
    near_arabic, near_english = _said_near(reading, number, find)
    if kind == "month":
        near_arabic |= {("gregorian", day.month) for day in _islamic_days(reading, bead.arabic)}
    if len(arabic) != len(english) or not all(_comparable(said) for said in (*arabic, *english)):
        # as many on both sides are each other's, whatever the sentences around say
        missing = [said for said in missing if said.value not in near_english and _comparable(said)]
        strange = [said for said in strange if said.value not in near_arabic and _comparable(said)]
    if kind == "month" and missing and not strange:
        strange = list(_perhaps_months(reading, bead.english, near_arabic))
    if kind == "month" and not missing:
        named = _numbers(reading, bead.arabic) | _month_words(reading.arabic_text(bead.arabic))
        strange = [said for said in strange if said.value[1] not in named]
    strange, missing = _each_once(strange), _each_once(missing)
    for place, said in enumerate(strange):
        yield _finding(reading, number, missing[place] if place < len(missing) else None, said, names, kind)


def _left(arabic: list[Said], english: list[Said]) -> tuple[list[Said], list[Said]]:
    """Those of either side that are left when each answers one of the other side."""
    sides = [[(place / len(side), (said.value,)) for place, said in enumerate(side)] for side in (arabic, english)]
    left = find_leftovers(*sides)
    return [arabic[i] for i in left[0]], [english[j] for j in left[1]]


_Values = set[tuple[str, int]]


def _said_near(reading: Reading, number: int, find: _Find) -> tuple[_Values, _Values]:
    """What the Arabic and the English of a bead say, and those beside it without an answer there."""
    left = [
        _left(find(reading.arabic, bead.arabic), find(reading.english, bead.english))
        for bead in reading.beads_beside(number)
    ]
    bead = reading.beads[number]
    return (
        {said.value for pair in left for said in pair[0]} | {said.value for said in find(reading.arabic, bead.arabic)},
        {said.value for pair in left for said in pair[1]}
        | {said.value for said in find(reading.english, bead.english)},
    )


def _each_once(said: list[Said]) -> list[Said]:
    first: dict[tuple[str, int], Said] = {}
    for each in said:
        first.setdefault(each.value, each)
    return list(first.values())


def _check_calendars(reading: Reading, number: int) -> Finding | None:
    """A Hijri date against the one Gregorian date of the other side, where each side has one date."""
    bead = reading.beads[number]
    arabic = [(i, each) for i in bead.arabic for each in find_dates(reading.arabic[i].text)]
    english = [(j, each) for j in bead.english for each in find_dates(reading.english[j].text)]
    if len(arabic) != 1 or len(english) != 1 or same_day(arabic[0][1], english[0][1]) is not False:
        return None
    (i, said), (j, here) = arabic[0], english[0]
    return Finding(
        category="date",
        severity="major",
        confidence=0.85,
        arabic=mark_words(reading.arabic, i, said.start, said.end),
        english=mark_words(reading.english, j, here.start, here.end),
        evidence=f"The English date is {here.iso} of the Gregorian calendar; the Arabic one is {said.iso}.",
        check=CHECK,
        bead=number,
        repair=said.iso,
    )


def _islamic_days(reading: Reading, sentences: Iterable[int]) -> Iterator[date]:
    for number in sentences:
        for mention in find_dates(reading.arabic[number].text):
            if mention.calendar == "islamic":
                yield from near_days(mention)


def _comparable(said: Said) -> bool:
    return said.sure and said.value[0] != "islamic"


def _months(side: Sequence[Sentence], sentences: Iterable[int]) -> list[Said]:
    return [
        Said(sentence=number, value=(mention.calendar, mention.month), start=mention.start, end=mention.end)
        for number in sentences
        for mention in find_dates(side[number].text)
        if mention.month
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
    return {
        fold_text(name): int(number)
        for number, names in date_words()["weekdays"].items()
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
    months = [month for month in date_words()["month"] if month["calendar"] == "gregorian"]
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
