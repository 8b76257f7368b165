"""Values as English writes them: in figures, and in the manner of the words whose place they take."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from corpus.numbers import NumberMention
from corpus.numbers.words import load_lexicon

_PLAIN = {"cardinal", "percent"}
_DIGITS = re.compile(r"\d[\d.,]*(?P<tail>.*)", re.DOTALL)
_JOINED = 20  # from here on tens and units are two words with a hyphen: twenty-one
_MOST = 100  # under this a count is written in words, and a count of hundreds or thousands
_SCALES = ((10**12, 1000), (10**9, 1000), (10**6, 1000), (1000, _MOST), (100, 10))  # scale, and less than so many of it


def show_number(value: Fraction) -> str:
    """A value in figures; one that no decimal ends stays a fraction.

    >>> show_number(Fraction(12500)), show_number(Fraction(7, 2)), show_number(Fraction(2, 3))
    ('12,500', '3.5', '2/3')
    """
    if value.denominator == 1:
        return str(value.numerator) if value < 10_000 else f"{value.numerator:,}"
    decimal = f"{float(value):g}"
    return decimal if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"


def show_mention(mention: NumberMention) -> str:
    """What a number of the text says in figures; a fraction stays one, since nobody reads "half" as 0.5."""
    value = mention.value
    return f"{value.numerator}/{value.denominator}" if mention.kind == "fraction" else show_number(value)


def correct_number(arabic: NumberMention, english: NumberMention) -> str | None:
    """The Arabic value in the place of a wrong English one, written as that is: in words, with its percent, its scale.

    None for what is no plain count, and for a value that could be read in more ways than the wrong one.
    """
    if arabic.kind not in _PLAIN or english.kind not in _PLAIN or not _are_read_alike(arabic, english):
        return None
    value = arabic.value
    if english.written == "words":
        words = spell_number(value) or show_number(value)
        return words[0].upper() + words[1:] if english.text[0].isupper() else words
    match = _DIGITS.match(english.text)
    tail = match["tail"] if match else ""
    if english.kind == "percent":
        return show_number(value) + tail
    scale = _scales().get(tail.strip().lower())
    if scale and value >= scale and "/" not in (count := show_number(value / scale)):
        return count + tail
    return show_number(value)


def _are_read_alike(arabic: NumberMention, english: NumberMention) -> bool:
    """Whether the Arabic has one reading, or both are ambiguous in one way: 56,200 can be 56.2."""
    shares = [{reading / each.value for reading in each.readings if each.value} for each in (arabic, english)]
    return len(arabic.readings) == 1 or shares[0] == shares[1]


def spell_number(value: Fraction) -> str | None:
    """A count in words; None where English would rather have figures.

    >>> spell_number(Fraction(35)), spell_number(Fraction(400)), spell_number(Fraction(1234))
    ('thirty-five', 'four hundred', None)
    """
    if value.denominator > 1 or value < 0:
        return None
    count = value.numerator
    if count < _MOST:
        if count < _JOINED or count % 10 == 0:
            return _words()[count]
        return f"{_words()[count - count % 10]}-{_words()[count % 10]}"
    for scale, most in _SCALES:
        if count % scale == 0 and count // scale < most:
            before = Fraction(count, scale)
            return f"{spell_number(before) or show_number(before)} {_words()[scale]}"
    return None


@cache
def _words() -> dict[int, str]:
    """Value → its first word."""
    words: dict[int, str] = {}
    for form, entries in load_lexicon("en").words.items():
        for letter, value in entries:
            if letter in "utyhs":
                words.setdefault(int(value), form)
    return words


@cache
def _scales() -> dict[str, int]:
    return {_words()[scale]: scale for scale, _ in _SCALES}
