"""The grammars of number words: where the words of one number begin and end, and what they add up to.

A run of number words is a string of the letters of ``corpus.numbers.words.Token``, on which patterns work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from corpus.numbers.digits import read_literals
from corpus.numbers.words import Token

# The grammars of number words, over the letters of Token: the longest pattern that matches wins.
_EN_SMALL = "(?:yu?|t|u)"
_EN_WORDS = f"(?:[auty]?h(?:w?{_EN_SMALL})?|{_EN_SMALL})"
_EN_HUNDREDS = f"[auty]?h(?:w?{_EN_SMALL})?"
_EN_HALF = "(?:wa?f)?"
# "(and) two hundred thousand", ordinals up to "one hundred and twenty-first", "nineteen ninety-five"
_ENGLISH = (
    f"(?:{_EN_WORDS}{_EN_HALF}[sp]|as){_EN_HALF}(?:,?w?{_EN_WORDS}[sp]){{0,6}}(?:(?:w?{_EN_WORDS}|,{_EN_HUNDREDS})(?![spf]))?%?",
    f"n{_EN_HALF}[sp]{_EN_HALF}%?",
    "nx",
    "a?fa?[sh]",
    "u[fg]|a?f|ag",
    "(?:y|[au][hs]w?y?)?[og]",
    "t(?:t|yu?)|y(?:t|yu?)",
    f"(?:n|{_EN_WORDS}){_EN_HALF}%?",
    "s",
)
_AR_NEXT = "(?:[URO]t|[UO]Y|[UO]|Y|T)"  # after a hundred or a scale: with a conjunction
_AR_FIRST = "(?:[uUrRoO]t|[uUoO]Y|[uUoO]|[yY]|[tT])"
_AR_WORDS = f"(?:(?:[uU]h|[hH]){_AR_NEXT}?|{_AR_FIRST})"
_AR_MORE = f"(?:(?:Uh|H){_AR_NEXT}?|{_AR_NEXT})"
# "three million and 500 thousand", "3 thousand and 500"; "the eighteenth after the hundred" is the 118th
_ARABIC = (
    f"(?:(?:[nN]|{_AR_WORDS})F?[sp]|[sSdD])(?:Fs?)?(?:(?:N|{_AR_MORE})[sp]|[SD])*(?:(?:N|{_AR_MORE})(?![sp]))?%?",
    f"{_AR_WORDS}jc",
    "[uU]q",
    "[fF]s?",
    f"(?:[nN]|{_AR_WORDS})F?%?",
    "[rReE]",
)
_GRAMMARS = {
    "en": tuple(re.compile(pattern) for pattern in _ENGLISH),
    "ar": tuple(re.compile(pattern) for pattern in _ARABIC),
}


def split_run(run: list[Token], language: str) -> Iterator[list[Token]]:
    """The tokens of each number in a run of number words, by the grammar of "ar" or "en"."""
    grammar = _GRAMMARS[language]
    letters = "".join(token.letter for token in run)
    position = 0
    while position < len(run):
        ends = [match.end() for pattern in grammar if (match := pattern.match(letters, position))]
        end = _before_rise(run, position, max(ends, default=position))
        if end > position:
            yield run[position:end]
        position = max(end, position + 1)


def _before_rise(run: list[Token], start: int, end: int) -> int:
    """Where the number ends at the latest: at a comma or at digits after which nothing smaller comes, as in a list."""
    scale, comma = Fraction(0), 0
    for place in range(start, end):
        token = run[place]
        if token.letter == ",":
            comma = place
        elif token.letter == "N" and place > start:
            after = run[place + 1].value if place + 1 < end and run[place + 1].letter in "sp" else 1
            if read_literals(token.text)[0] * after >= scale:
                return place
            scale = Fraction(after)
        elif token.letter in "spdSD":
            if comma and token.value >= scale:
                return comma
            scale, comma = token.value, 0
    return end


def evaluate(tokens: list[Token]) -> Fraction:
    """The value of tokens that a grammar accepted; one plain word is its own."""
    if len(tokens) == 1 and tokens[0].letter.lower() in "utyhfogre":
        return tokens[0].value
    return _add_up(tokens)


def _add_up(tokens: list[Token]) -> Fraction:
    """Word by word: ``group`` counts up to the next scale word."""
    total = Fraction(0)
    group: Fraction | None = None
    scale: Fraction | None = None
    before = ""
    for token in tokens:
        letter = token.letter.lower()
        if letter == "n":
            group = read_literals(token.text)[0]
        elif letter in "sxpd":
            if not (before == "f" and scale == token.value):  # Arabic repeats it: "a million and a half the million"
                total += (1 if group is None else group) * token.value * (2 if letter == "d" else 1)
                group, scale = None, token.value
        elif token.letter in "fgq" and before == "u" and group is not None:
            group *= token.others[0] if letter == "g" else token.value
        elif letter == "f" and group is None and scale is not None:
            total += scale * token.value
        elif group is not None and token.letter == "h" and token.value == 100:
            group *= 100
        elif group is not None and letter in "ty" and before in {"t", "y"}:  # nineteen ninety-five
            group = group * 100 + token.value
        elif letter in "utyhfgorec":
            group = (group or 0) + token.value
        before = letter
    return total + (group or 0)
