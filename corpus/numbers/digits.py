"""What plain digits are, by their neighbours, and the values that a string of them can have."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from corpus.numbers.words import Lexicon, Token

Kind = Literal["cardinal", "ordinal", "fraction", "percent", "decade", "time", "code"]

_SLASH = "\N{FRACTION SLASH}"
_FRACTION = re.compile(rf"([\d,]*?) ?(\d){_SLASH}(\d+)")  # a numerator of one digit, as in Unicode's fractions
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}|\d+,\d{4,}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")


def read_literals(digits: str) -> list[Fraction]:
    """The values that a string of digits, points and commas can have, likeliest first.

    >>> [[str(value) for value in read_literals(text)] for text in ("12,500.5", "3,5", "1.200", "1.2.3", "51⁄2")]
    [['25001/2'], ['7/2'], ['6/5', '1200'], ['1', '2', '3'], ['11/2']]
    """
    digits = digits[:60]  # nothing longer is a number that anybody compares
    mixed = _FRACTION.fullmatch(digits)
    if digits.isdecimal() or (mixed and int(mixed[3])):
        return [_read_mixed(mixed) if mixed else Fraction(digits)]
    if _GROUPED.fullmatch(digits):
        plain = [Fraction(digits.replace(",", ""))]
        return plain + ([Fraction(digits.replace(",", "."))] if digits.count(",") == 1 and "." not in digits else [])
    if _GROUPED_BY_DOTS.fullmatch(digits):
        return [Fraction(digits.replace(".", "").replace(",", "."))]
    if _DECIMAL_COMMA.fullmatch(digits):
        return [Fraction(digits.replace(",", "."))]
    parts = [part for part in re.split(f"[., {_SLASH}]", digits) if part]
    if digits.count(".") == 1 and "," not in digits and len(parts) == 2:
        grouped = [Fraction("".join(parts))] if len(parts[1]) == 3 else []
        return [Fraction(digits), *grouped]
    return [Fraction(part) for part in parts]


def _read_mixed(match: re.Match[str]) -> Fraction:
    """Five and a half."""
    return int(match[1].replace(",", "") or 0) + Fraction(int(match[2]), int(match[3]))


_AFTER_DIGITS = re.compile(
    r"(?P<clock>:\d\d)|\s?(?P<half>[ap])\.?m\b|(?P<decade>'?s\b)|(?P<ordinal>st\b|nd\b|rd\b|th\b)"
)
_MINUTES = re.compile(r"\d:$")
_LATIN_WORD_BEFORE = re.compile(r"([^\W\d_]{1,20})-?$")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)\s?[-/]\s?$")


def read_digits(token: Token, text: str, lexicon: Lexicon) -> tuple[Kind, list[Fraction]]:
    """What plain digits are, by their neighbours in the folded text, and the values they could have."""
    readings = read_literals(token.text)
    value = readings[0]
    before = text[max(0, token.start - 24) : token.start]
    after = _AFTER_DIGITS.match(text, token.end)
    if after and (after.group("clock") or after.group("half")):
        return "time", [value, *(reading for reading in (value + 12, value - 12) if 0 <= reading <= 24)]
    if _MINUTES.search(before):
        return "time", readings
    if after and after.group("decade") and value % 10 == 0:
        century = Fraction(value // 100 + 1)  # as in "the thirties of the twentieth century"
        return "decade", [value, Fraction(value % 100), century] if value > 100 else [value, value + 1900]
    if after and after.group("ordinal"):
        return "ordinal", readings
    if (year := _YEAR_BEFORE.search(before)) and len(token.text) == 2:
        return "cardinal", [value, Fraction(int(year.group(1)[:2]) * 100) + value]
    word = _LATIN_WORD_BEFORE.search(before)
    attached = word is not None and word.group(1) not in lexicon.before_hyphen
    part = _SLASH in token.text and value < 1
    return ("fraction" if part else "code" if attached else "cardinal"), readings
