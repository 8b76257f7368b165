"""Numbers that words only imply: a decade is 10, both is 2, a dual noun is 2, XVI is 16."""

from __future__ import annotations

import re
from fractions import Fraction

from corpus.folding import fold_text
from corpus.numbers.words import WORD, load_lexicon

_DUAL_ENDINGS = (
    "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER TEH}\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER TEH}\N{ARABIC LETTER YEH}",
)
_ROMAN = re.compile(r"\b(?=[IVXL]{2,}\b|[VX]\b)(LX{0,3}|XL|X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def number_hints(text: str, language: str) -> frozenset[Fraction]:
    """Values that the words of ``text`` can explain without naming them: a decade is 10, both is 2, XVI is 16.

    >>> Fraction(16) in number_hints("under Louis XVI", "en")
    True
    """
    lexicon = load_lexicon(language)
    hints: set[Fraction] = set()
    for match in WORD.finditer(fold_text(text)):
        for form, _ in lexicon.forms(match.group()):
            hints.update(lexicon.hints.get(form, ()))
        if language == "ar" and len(match.group()) > 4 and match.group().endswith(_DUAL_ENDINGS):
            hints.add(Fraction(2))
    if language == "en":
        hints.update(Fraction(_roman(match)) for match in _ROMAN.finditer(text))
    return frozenset(hints)


def _roman(match: re.Match[str]) -> int:
    return 10 * _ROMAN_TENS.index(match.group(1)) + _ROMAN_UNITS.index(match.group(2))
