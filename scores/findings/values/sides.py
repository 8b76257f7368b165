"""The numbers of one side of a bead, what else could explain one, and which of them the other side answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corpus.dates import DateMention, find_dates
from corpus.documents import Sentence
from corpus.folding import fold_text
from corpus.numbers import NumberMention, find_numbers
from corpus.numbers.hints import number_hints
from scores.findings.values.calendars import other_calendar
from scores.findings.values.measures import Measure, find_conversions, find_duals, read_measure
from scores.findings.values.order import find_leftovers

_LEAST_ROW = 3  # digits of a row that may be grouped otherwise on the other side, such as a telephone number
_REPEATED = 2  # a number up to this one is often said again, or by a dual
_AND_A_HALF = re.compile(
    "(?P<dual>[\N{ARABIC LETTER ALEF}\N{ARABIC LETTER YEH}]\N{ARABIC LETTER NOON})? "
    "\N{ARABIC LETTER WAW}\N{ARABIC LETTER NOON}\N{ARABIC LETTER SAD}\N{ARABIC LETTER FEH}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A number in its sentence, and how far into its side of the bead it stands, 0 to 1."""

    sentence: int
    mention: NumberMention
    place: float


@dataclass(frozen=True, kw_only=True)
class Side:
    """The sentences of one side of a bead with their numbers."""

    language: str
    texts: tuple[tuple[int, str], ...]

    @cached_property
    def placed(self) -> list[Placed]:
        """Every number where it stands."""
        whole = max(sum(len(text) for _, text in self.texts), 1)
        found: list[Placed] = []
        before = 0
        for number, text in self.texts:
            mentions = find_numbers(text, self.language)
            duals = map(_dual, find_duals(text)) if self.language == "ar" else ()
            found += [
                Placed(sentence=number, mention=mention, place=(before + mention.start) / whole)
                for mention in sorted([*mentions, *duals], key=lambda each: each.start)
            ]
            before += len(text)
        return found

    @cached_property
    def values(self) -> frozenset[Fraction]:
        """Every value that some number of this side could have."""
        return frozenset(value for each in self.placed for value in each.mention.readings)

    @cached_property
    def hints(self) -> frozenset[Fraction]:
        """Values that its words imply: dual nouns, pairs, names."""
        hints = {value for _, text in self.texts for value in number_hints(text, self.language)}
        for each in self.placed:
            if is_in_name(each.mention):  # "the Three Quarters" of a town are three, not a fraction
                parts = (part for word in each.mention.text.split() for part in find_numbers(word, self.language))
                hints.update(value for part in parts for value in part.readings)
        if self.language == "ar":  # an hour and a half, two hours and a half
            halves = (half for _, text in self.texts for half in _AND_A_HALF.finditer(fold_text(text)))
            hints.update(Fraction(5 if half["dual"] else 3, 2) for half in halves)
        return frozenset(hints)

    @cached_property
    def dates(self) -> list[DateMention]:
        """Its dates in reading order."""
        return [date for _, text in self.texts for date in find_dates(text)]

    @cached_property
    def months(self) -> frozenset[Fraction]:
        """The months of its dates, which the other side may write as numbers."""
        return frozenset(Fraction(date.month) for date in self.dates if date.month)

    def converted_days(self, other: Side) -> frozenset[Fraction]:
        """The numbers of its dates in a calendar that only the other side names."""
        if not {date.calendar for date in other.dates} - {date.calendar for date in self.dates}:
            return frozenset()
        return frozenset(Fraction(number) for date in self.dates for number in other_calendar(date))

    @cached_property
    def conversions(self) -> frozenset[tuple[Fraction, str]]:
        """What its words say by another unit."""
        return frozenset(each for _, text in self.texts for each in find_conversions(text, self.language))

    @cached_property
    def digits(self) -> str:
        """All its digits in a row, where a telephone number may be found in other groups."""
        return "".join(_digits(each.mention) for each in self.placed)

    def hints_at(self, each: Placed) -> bool:
        """Whether a word of this side may stand for a number of the other side's: a dual, a pair, an article."""
        return bool(self.hints & {*each.mention.readings})

    def converts(self, each: Placed, other: Side) -> bool:
        """Whether this side says a number of the other side's in another unit, as a month or in another calendar."""
        readings = {*each.mention.readings}
        if ((self.months - other.months) | self.converted_days(other)) & readings:
            return True
        units = {unit for value, unit in self.conversions if value in readings}
        text = dict(other.texts)[each.sentence]
        measure = read_measure(text, each.mention, other.language) if units else None
        return measure is not None and measure.unit in units


def _dual(measure: Measure) -> NumberMention:
    """Two days, said in one word, as a number that needs no counterpart."""
    return NumberMention(
        value=Fraction(2),
        readings=(Fraction(2),),
        kind="cardinal",
        certain=False,
        written="words",
        start=measure.start,
        end=measure.end,
        text=measure.text,
    )


def read_side(side: Sequence[Sentence], sentences: Iterable[int], language: str) -> Side:
    """These sentences of a document as one side."""
    return Side(language=language, texts=tuple((number, side[number].text) for number in sentences))


def pair_numbers(arabic: Side, english: Side) -> tuple[list[Placed], list[Placed]]:
    """The numbers of either side that are left when each answers one of the other side."""
    sides = [[(each.place, each.mention.readings) for each in side.placed] for side in (arabic, english)]
    left = find_leftovers(*sides)
    return [arabic.placed[i] for i in left[0]], [english.placed[j] for j in left[1]]


def unexplained(left: Iterable[Placed], own: Side, other: Side) -> Iterator[Placed]:
    """Of the numbers that are left, those that need a counterpart: other values, or one said once too often."""
    for each in left:
        mention = each.mention
        said = bool(other.values & {*mention.readings})
        if not mention.certain or is_in_name(mention) or (said and mention.value <= _REPEATED):
            continue
        if not other.hints_at(each) and not is_converted(each, own, other):
            yield each


def is_converted(each: Placed, own: Side, other: Side) -> bool:
    """Whether the other side says the same value in another unit, calendar or grouping of its digits."""
    return other.converts(each, own) or _is_regrouped(each.mention, own, other)


def unexplained_fractions(left: Iterable[Placed], own: Side, other: Side) -> Iterator[Placed]:
    """Fractions that nothing on the other side answers, as a fraction or in percent."""
    for each in left:
        mention = each.mention
        answers = {*mention.readings, *(100 * value for value in mention.readings)}
        implied = answers & {*other.values, *other.hints} or other.converts(each, own)
        if mention.kind == "fraction" and not is_in_name(mention) and not implied:
            yield each


def _is_regrouped(mention: NumberMention, own: Side, other: Side) -> bool:
    digits = "" if any(map(str.isalpha, mention.text)) else _digits(mention)  # 244 thousand is no 244 million
    long = len(digits) > _LEAST_ROW + 1 and digits in other.digits
    return len(digits) >= _LEAST_ROW and (long or own.digits == other.digits)


def is_in_name(mention: NumberMention) -> bool:
    """Whether words of a number have capitals as words of a name have."""
    return mention.written == "words" and len(mention.text.split()) > 1 and mention.text.istitle()


def _digits(mention: NumberMention) -> str:
    return "".join(character for character in fold_text(mention.text) if character.isdecimal())
