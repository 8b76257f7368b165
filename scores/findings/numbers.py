"""Numbers compared by value: another number, one that is missing, one that nothing in the Arabic says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corpus.dates import find_dates
from corpus.folding import fold_text
from corpus.number_hints import number_hints
from corpus.numbers import NumberMention, find_numbers
from scores.findings.calendars import other_calendar
from scores.findings.finding import Finding, Mark
from scores.findings.reading import Reading, mark_words

CHECK = "numbers 2"
_MOST = 12  # unmatched numbers of one bead; with more, it is a table that was not aligned, and nothing is said


@dataclass(frozen=True, kw_only=True)
class Side:
    """The numbers of one side of a bead: (sentence, mention), and what else could explain a number."""

    language: str
    texts: tuple[tuple[int, str], ...]

    @cached_property
    def mentions(self) -> list[tuple[int, NumberMention]]:
        """Every number with its sentence."""
        return [(number, mention) for number, text in self.texts for mention in find_numbers(text, self.language)]

    @cached_property
    def values(self) -> frozenset[Fraction]:
        """Every value that some number of this side could have."""
        return frozenset(value for _, mention in self.mentions for value in mention.readings)

    @cached_property
    def hints(self) -> frozenset[Fraction]:
        """Values that its words imply: dual nouns, decades, the months of its dates."""
        hints = {value for _, text in self.texts for value in number_hints(text, self.language)}
        for _, mention in self.mentions:
            if _is_in_name(mention):  # "the Three Quarters" of a town are three, not a fraction
                parts = (part for word in mention.text.split() for part in find_numbers(word, self.language))
                hints.update(value for part in parts for value in part.readings)
        for _, text in self.texts:
            for date in find_dates(text):
                hints.update(Fraction(part) for part in (date.month, *other_calendar(date)) if part)
        return frozenset(hints)

    @cached_property
    def digits(self) -> str:
        """All its digits in a row, where a telephone number may be found in other groups."""
        return "".join(_digits(mention) for _, mention in self.mentions)


def check_numbers(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding for each number that the other side, the sentences around it included, cannot explain."""
    for number, bead in reading.open_beads(found):
        arabic = _side(reading, bead.arabic, "ar")
        english = _side(reading, bead.english, "en")
        missing, strange = list(_unexplained(arabic, english)), list(_unexplained(english, arabic))
        fractions = list(_unexplained_fractions(arabic, english)), list(_unexplained_fractions(english, arabic))
        if all(fractions):  # one alone may be a way of speaking; two that differ are a fault
            missing, strange = missing + fractions[0], strange + fractions[1]
        if not missing and not strange:
            continue
        around = reading.beads[max(0, number - 1) : number] + reading.beads[number + 1 : number + 2]
        near_english = _side(reading, [j for each in around for j in each.english], "en")
        near_arabic = _side(reading, [i for each in around for i in each.arabic], "ar")
        if len(missing) != len(strange):  # one against one is a fault, whatever the sentences around say
            missing = [each for each in missing if not near_english.values & {*each[1].readings}]
            strange = [each for each in strange if not near_arabic.values & {*each[1].readings}]
        missing, strange = _each_value_once(missing), _each_value_once(strange)
        if len(missing) + len(strange) <= _MOST:
            spare = [each for each in _spare(english, arabic) if each not in strange]
            yield from _report(reading, number, missing, strange, spare)


def _each_value_once(mentions: list[tuple[int, NumberMention]]) -> list[tuple[int, NumberMention]]:
    first = {mention.value: (sentence, mention) for sentence, mention in reversed(mentions)}
    return [each for each in mentions if first[each[1].value] == each]


def _side(reading: Reading, sentences: Iterable[int], language: str) -> Side:
    side = reading.arabic if language == "ar" else reading.english
    return Side(language=language, texts=tuple((number, side[number].text) for number in sentences))


def _unexplained(own: Side, other: Side) -> Iterator[tuple[int, NumberMention]]:
    for sentence, mention in own.mentions:
        if (
            not mention.certain
            or _is_in_name(mention)
            or other.values & {*mention.readings}
            or other.hints & {*mention.readings}
        ):
            continue
        digits = "" if any(map(str.isalpha, mention.text)) else _digits(mention)  # 244 thousand is no 244 million
        if len(digits) >= 3 and ((len(digits) > 4 and digits in other.digits) or own.digits == other.digits):
            continue
        yield sentence, mention


def _unexplained_fractions(own: Side, other: Side) -> Iterator[tuple[int, NumberMention]]:
    for sentence, mention in own.mentions:
        answers = {*mention.readings, *(100 * value for value in mention.readings)}
        if mention.kind == "fraction" and not _is_in_name(mention) and not answers & {*other.values, *other.hints}:
            yield sentence, mention


def _is_in_name(mention: NumberMention) -> bool:
    """Whether words of a number have capitals as words of a name have."""
    return mention.written == "words" and len(mention.text.split()) > 1 and mention.text.istitle()


def _digits(mention: NumberMention) -> str:
    return "".join(character for character in fold_text(mention.text) if character.isdecimal())


def _spare(english: Side, arabic: Side) -> list[tuple[int, NumberMention]]:
    """English numbers that may stand for a missing Arabic one: said too often, or in need of no counterpart."""
    said = Counter(value for _, mention in arabic.mentions for value in mention.readings)
    surplus = []
    for sentence, mention in english.mentions:
        said[mention.value] -= 1
        if mention.certain and said[mention.value] < 0 and mention.value not in arabic.hints:
            surplus.append((sentence, mention))
    return surplus + [
        (sentence, mention)
        for sentence, mention in english.mentions
        if not mention.certain and mention.kind != "code" and not arabic.values & {*mention.readings}
    ]


def _report(
    reading: Reading,
    bead: int,
    missing: list[tuple[int, NumberMention]],
    strange: list[tuple[int, NumberMention]],
    spare: list[tuple[int, NumberMention]],
) -> Iterator[Finding]:
    for place, (j, english) in enumerate(strange):
        arabic = missing[place] if place < len(missing) else None
        yield _finding(reading, bead, arabic, (j, english), confidence=0.93 if arabic else 0.75)
    for place, arabic in enumerate(missing[len(strange) :]):
        guess = spare[place] if place < len(spare) else None
        yield _finding(reading, bead, arabic, guess, confidence=0.75 if guess else 0.6)


def _finding(
    reading: Reading,
    bead: int,
    arabic: tuple[int, NumberMention] | None,
    english: tuple[int, NumberMention] | None,
    *,
    confidence: float,
) -> Finding:
    said = f"the Arabic says {_show(arabic[1].value)}" if arabic else "the Arabic has no such number here"
    here = f"The English says {_show(english[1].value)}" if english else "The English has no such number"
    return Finding(
        category="number",
        severity="major",
        confidence=round(confidence * (0.6 + 0.4 * min(1.0, reading.trust(bead))), 3),
        arabic=_mark(reading, "ar", arabic),
        english=_mark(reading, "en", english) or reading.mark_english(reading.beads[bead].english),
        evidence=f"{here}; {said}.",
        check=CHECK,
        bead=bead,
        repair=_repair(arabic[1], english[1]) if arabic and english else None,
    )


def _mark(reading: Reading, language: str, place: tuple[int, NumberMention] | None) -> Mark | None:
    if place is None:
        return None
    number, mention = place
    return mark_words(reading.arabic if language == "ar" else reading.english, number, mention.start, mention.end)


def _show(value: Fraction) -> str:
    """A value as English writes it: 12,500 or 3.5 or 2/3.

    >>> _show(Fraction(12500)), _show(Fraction(7, 2)), _show(Fraction(2, 3))
    ('12,500', '3.5', '2/3')
    """
    if value.denominator == 1:
        return str(value.numerator) if value < 10_000 else f"{value.numerator:,}"
    decimal = f"{float(value):g}"
    return decimal if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"


def _repair(arabic: NumberMention, english: NumberMention) -> str | None:
    """The right number in the place of the wrong one, for plain counts."""
    plain = {"cardinal", "percent"}
    if arabic.kind not in plain or english.kind not in plain or len(arabic.readings) > 1:
        return None
    return _show(arabic.value) + ("%" if english.text.endswith("%") else "")
