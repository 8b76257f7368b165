"""Numbers by value: digits of any script and number words, in Arabic and in English.

``find_numbers`` reads cardinals, ordinals, fractions, percentages, decades and clock times over the folded
text. What only *may* be a count ("one", "second", a list marker) is marked as not ``certain``; what merely
implies a number ("decade", "both", a dual noun) is left to ``corpus.numbers.hints``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from corpus.folding import Folded, fold
from corpus.numbers.digits import Kind, read_digits, read_literals
from corpus.numbers.grammar import evaluate, split_run
from corpus.numbers.words import Lexicon, Token, load_lexicon, read_runs

_REMEMBERED = 1000  # characters of a text whose numbers are kept


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
        for number in split_run(run, language)
    ]
    mentions = [each for at, each in enumerate(mentions) if not (at and _is_said_again(mentions[at - 1], each, text))]
    following = [*mentions[1:], None][: len(mentions)]
    return [_with_half(*pair, text, language) for pair in zip(mentions, following, strict=True)]


def _is_said_again(before: NumberMention, mention: NumberMention, text: str) -> bool:
    """Whether digits in brackets only repeat the words before them, as laws do: "five (5) days"."""
    in_brackets = text[before.end : mention.start].strip() == "(" and text[mention.end : mention.end + 1] == ")"
    return in_brackets and mention.written != before.written and mention.value == before.value


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


def _mention(tokens: list[Token], folded: Folded, text: str, lexicon: Lexicon) -> NumberMention:
    start, end = folded.span(tokens[0].start, tokens[-1].end)
    letters = "".join(token.letter for token in tokens)
    digits = letters[0] in "nN"
    if letters.rstrip("%") in {"n", "N"}:
        kind, readings = read_digits(tokens[0], folded.text, lexicon)
    else:
        kind = _kind_of_words(letters)
        readings = [evaluate(tokens), *(tokens[-1].others if len(tokens) == 1 or letters == "ag" else ())]
    if letters.endswith("%"):
        kind = "percent"
    if letters.endswith("x") or (
        digits and len(tokens) > 1 and read_digits(tokens[0], folded.text, lexicon)[0] == "code"
    ):
        readings += [read_literals(tokens[0].text)[0], evaluate(tokens[1:])]
    # "hundred" says many, and 200 is spelt as the Arabic for dead
    round_word = (letters.lower() in {"s", "r"} and not _JOINED_AFTER.match(folded.text, tokens[-1].end)) or (
        letters.lower() == "h" and readings[0] <= 200
    )
    vague = not digits and (round_word or readings[0] <= 2)
    return NumberMention(
        value=readings[0],
        readings=tuple(dict.fromkeys(readings)) if len(readings) > 1 else tuple(readings),
        kind=kind,
        certain=not (
            vague
            or kind in {"fraction", "code"}
            or _is_marker(tokens, folded.text)
            or _is_name(text, start, end)
            or _is_idiom(tokens, folded.text, lexicon)
        ),
        written="digits" if digits else "words",
        start=start,
        end=end,
        text=text[start:end],
    )


_JOINED_AFTER = re.compile(r"(?:-| [a-z]{1,20}-)[a-z]")  # "thousand-year-old" counts, and so does "thousand year-old"


def _kind_of_words(letters: str) -> Kind:
    if letters[:1].lower() + letters[1:] in {"f", "af", "ag", "uf", "ug", "uq"}:
        return "fraction"
    return "ordinal" if set(letters.lower()) & {"o", "g", "e"} else "cardinal"


_LEAD = 20  # characters within which a text can begin with nothing but blanks and brackets
_CAPITAL_AFTER = re.compile(r"[ -]+[A-Z][a-z]")


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a number word is part of a name, as in "Six Flags": a capital on it and on the word after it."""
    inside = start > _LEAD or text[:start].strip(" \"'(\N{LEFT DOUBLE QUOTATION MARK}") != ""
    return inside and text[start].isupper() and bool(_CAPITAL_AFTER.match(text, end))


_NEXT_WORD = re.compile(r"[ -]([^\W\d_]{1,20})")


def _is_idiom(tokens: list[Token], text: str, lexicon: Lexicon) -> bool:
    """Whether the word after it leaves nothing of the number: a third party is anybody else."""
    after = _NEXT_WORD.match(text, tokens[-1].end)
    return after is not None and f"{tokens[0].text} {after[1]}" in lexicon.idioms


_MARKER_AFTER = re.compile(r"\s?[.)\]:\-]\s")


def _is_marker(tokens: list[Token], text: str) -> bool:
    """Whether the number only counts off an item: "1." or "First," at the beginning of the text."""
    if len(tokens) > 1 or tokens[0].start > _LEAD or text[: tokens[0].start].strip(" ([-"):
        return False
    if tokens[0].letter.lower() in "og":
        return True
    return tokens[0].letter in "nN" and len(tokens[0].text) < 3 and bool(_MARKER_AFTER.match(text, tokens[0].end))
