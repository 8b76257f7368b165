"""Numbers by value: digits of any script and number words, in Arabic and in English.

``find_numbers`` reads cardinals, ordinals, fractions, percentages, decades and clock times over the folded
text. What only *may* be a count ("one", "second", a list marker) is marked as not ``certain``; what merely
implies a number ("decade", "both", a dual noun) is left to ``number_hints``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from corpus.folding import Folded, fold, fold_text
from corpus.number_words import WORD, Lexicon, Token, load_lexicon, read_runs

_REMEMBERED = 1000  # characters of a text whose numbers are kept
Kind = Literal["cardinal", "ordinal", "fraction", "percent", "decade", "time", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """One number as written at ``start:end`` of the text.

    ``readings`` holds every value it could have, ``value`` first: 1.200 in Arabic is 1.2 or 1200, 5 p.m. is
    5 or 17. ``certain`` is False where the words need no counterpart in a faithful translation.
    """

    value: Fraction
    readings: tuple[Fraction, ...]
    kind: Kind
    certain: bool
    written: Literal["digits", "words"]
    start: int
    end: int
    text: str


def find_numbers(text: str, language: str) -> list[NumberMention]:
    """Every number of ``text``, in reading order; ``language`` is "ar" or "en".

    >>> [str(mention.value) for mention in find_numbers("Two and a half million of 12,500", "en")]
    ['2500000', '12500']
    """
    return list(_find_in_line(text, language) if len(text) <= _REMEMBERED else _find_all(text, language))


@lru_cache(maxsize=4096)
def _find_in_line(text: str, language: str) -> tuple[NumberMention, ...]:
    """A sentence is asked for its numbers by several checks, and as the neighbour of others."""
    return tuple(_find_all(text, language))


def _find_all(text: str, language: str) -> list[NumberMention]:
    folded = fold(text)
    lexicon = load_lexicon(language)
    mentions = [
        _mention(number, folded, text, lexicon)
        for run in read_runs(folded.text, lexicon)
        for number in _split_run(run, _GRAMMARS[language])
    ]
    following = [*mentions[1:], None][: len(mentions)]
    return [_with_half(*pair, text, language) for pair in zip(mentions, following, strict=True)]


_BEFORE_HALF = {
    "en": re.compile(r"\s[^\W\d_]{1,30} and\s"),
    "ar": re.compile(r"\s[^\W\d_]\S{0,30}\s(?=\N{ARABIC LETTER WAW})"),
}


def _with_half(mention: NumberMention, after: NumberMention | None, text: str, language: str) -> NumberMention:
    """The fraction after the thing counted as well: "fourteen metres and a half" can be 14.5."""
    if after is None or after.kind != "fraction" or mention.kind != "cardinal" or after.start - mention.end > 40:
        return mention
    between = text[mention.end : after.start + 1]
    match = _BEFORE_HALF[language].match(between)
    if match is None or match.end() != len(between) - 1 or not 0 < after.value < 1:
        return mention
    return replace(mention, readings=(*mention.readings, mention.value + after.value))


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


_DUAL_ENDINGS = (
    "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER TEH}\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER TEH}\N{ARABIC LETTER YEH}",
)
_ROMAN = re.compile(r"\b(?=[IVXL]{2,}\b|[VX]\b)(LX{0,3}|XL|X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_TENS = {"": 0, "X": 10, "XX": 20, "XXX": 30, "XL": 40, "L": 50, "LX": 60, "LXX": 70, "LXXX": 80}
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _roman(match: re.Match[str]) -> int:
    return _ROMAN_TENS[match.group(1)] + _ROMAN_UNITS.index(match.group(2))


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
_ARABIC = (
    f"(?:{_AR_WORDS}F?[sp]|[sSdD])(?:Fs?)?(?:{_AR_MORE}[sp]|[SD])*(?:{_AR_MORE}(?![sp]))?%?",
    "nF?[sp](?:Fs?)?%?",
    "[uU]q",
    "[fF]s?",
    f"(?:n|{_AR_WORDS})F?%?",
    "[rReE]",
)
_GRAMMARS = {
    "en": tuple(re.compile(pattern) for pattern in _ENGLISH),
    "ar": tuple(re.compile(pattern) for pattern in _ARABIC),
}


def _split_run(run: list[Token], grammar: tuple[re.Pattern[str], ...]) -> Iterator[list[Token]]:
    letters = "".join(token.letter for token in run)
    position = 0
    while position < len(run):
        ends = [match.end() for pattern in grammar if (match := pattern.match(letters, position))]
        end = _before_rise(run, position, max(ends, default=position))
        if end > position:
            yield run[position:end]
        position = max(end, position + 1)


def _before_rise(run: list[Token], start: int, end: int) -> int:
    """Where the number ends at the latest: at a comma after which no smaller scale comes, as in a list."""
    scale, comma = Fraction(0), 0
    for place in range(start, end):
        token = run[place]
        if token.letter == ",":
            comma = place
        elif token.letter == "s":
            if comma and token.value >= scale:
                return comma
            scale, comma = token.value, 0
    return end


def _mention(tokens: list[Token], folded: Folded, text: str, lexicon: Lexicon) -> NumberMention:
    start, end = folded.span(tokens[0].start, tokens[-1].end)
    letters = "".join(token.letter for token in tokens)
    digits = letters[0] == "n"
    if letters.rstrip("%") == "n":
        kind, readings = _read_digits(tokens[0], folded.text, lexicon)
    else:
        kind = _kind_of_words(letters)
        readings = [_evaluate(tokens), *(tokens[-1].others if len(tokens) == 1 or letters == "ag" else ())]
    if letters.endswith("%"):
        kind = "percent"
    if letters.endswith("x") or (
        digits and len(tokens) > 1 and _read_digits(tokens[0], folded.text, lexicon)[0] == "code"
    ):
        readings += [_literals(tokens[0].text)[0], _evaluate(tokens[1:])]
    # "hundred" says many, and 200 is spelt as the Arabic for dead
    round_word = letters.lower() in {"s", "r"} or (letters.lower() == "h" and readings[0] <= 200)
    vague = not digits and (round_word or readings[0] <= 2)
    return NumberMention(
        value=readings[0],
        readings=tuple(dict.fromkeys(readings)) if len(readings) > 1 else tuple(readings),
        kind=kind,
        certain=not (
            vague or kind in {"fraction", "code"} or _is_marker(tokens, folded.text) or _is_name(text, start, end)
        ),
        written="digits" if digits else "words",
        start=start,
        end=end,
        text=text[start:end],
    )


def _kind_of_words(letters: str) -> Kind:
    if letters[:1].lower() + letters[1:] in {"f", "af", "ag", "uf", "ug", "uq"}:
        return "fraction"
    return "ordinal" if set(letters.lower()) & {"o", "g", "e"} else "cardinal"


def _evaluate(tokens: list[Token]) -> Fraction:
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
            group = _literals(token.text)[0]
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
        elif letter in "utyhfgore":
            group = (group or 0) + token.value
        before = letter
    return total + (group or 0)


_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}|\d+,\d{4,}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")


def _literals(digits: str) -> list[Fraction]:
    """The values that a string of digits, points and commas can have, likeliest first.

    >>> [[str(value) for value in _literals(text)] for text in ("12,500.5", "3,5", "1.200", "1.2.3")]
    [['25001/2'], ['7/2'], ['6/5', '1200'], ['1', '2', '3']]
    """
    digits = digits[:60]  # nothing longer is a number that anybody compares
    if digits.isdecimal():
        return [Fraction(digits)]
    if _GROUPED.fullmatch(digits):
        plain = [Fraction(digits.replace(",", ""))]
        return plain + ([Fraction(digits.replace(",", "."))] if digits.count(",") == 1 and "." not in digits else [])
    if _GROUPED_BY_DOTS.fullmatch(digits):
        return [Fraction(digits.replace(".", "").replace(",", "."))]
    if _DECIMAL_COMMA.fullmatch(digits):
        return [Fraction(digits.replace(",", "."))]
    parts = [part for part in re.split("[.,]", digits) if part]
    if digits.count(".") == 1 and "," not in digits and len(parts) == 2:
        grouped = [Fraction("".join(parts))] if len(parts[1]) == 3 else []
        return [Fraction(digits), *grouped]
    return [Fraction(part) for part in parts]


_AFTER_DIGITS = re.compile(
    r"(?P<clock>:\d\d)|\s?(?P<half>[ap])\.?m\b|(?P<decade>'?s\b)|(?P<ordinal>st\b|nd\b|rd\b|th\b)"
)
_MINUTES = re.compile(r"\d:$")
_LATIN_WORD_BEFORE = re.compile(r"([^\W\d_]{1,20})-?$")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)\s?[-/]\s?$")


def _read_digits(token: Token, text: str, lexicon: Lexicon) -> tuple[Kind, list[Fraction]]:
    """What plain digits are, by their neighbours in the folded text, and the values they could have."""
    readings = _literals(token.text)
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
    return ("code" if attached else "cardinal"), readings


_LEAD = 20  # characters within which a text can begin with nothing but blanks and brackets
_CAPITAL_AFTER = re.compile(r"[ -]+[A-Z][a-z]")


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a number word is part of a name, as in "Six Flags": a capital on it and on the word after it."""
    inside = start > _LEAD or text[:start].strip(" \"'(\N{LEFT DOUBLE QUOTATION MARK}") != ""
    return inside and text[start].isupper() and bool(_CAPITAL_AFTER.match(text, end))


_MARKER_AFTER = re.compile(r"\s?[.)\]:\-]\s")


def _is_marker(tokens: list[Token], text: str) -> bool:
    """Whether the number only counts off an item: "1." or "First," at the beginning of the text."""
    if len(tokens) > 1 or tokens[0].start > _LEAD or text[: tokens[0].start].strip(" ([-"):
        return False
    if tokens[0].letter.lower() in "og":
        return True
    return tokens[0].letter == "n" and len(tokens[0].text) < 3 and bool(_MARKER_AFTER.match(text, tokens[0].end))
