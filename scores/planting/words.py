"""Faults of a few words: another number, month, weekday or name, a denial put in or left out, Arabic left standing."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Sequence
from random import Random

from scores.planting.fault import Fault, Text, change_words, load_faults, replace_line

_DIGITS = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w:/])")
_MONTHS = tuple(month_name)[1:]  # English, since nothing here sets a locale
_DAYS = tuple(day_name)
# "May" and "March" are months only where a day, a year or a word of time stands beside them: else a name or a verb
_TIME = ("in", "of", "since", "until", "till", "by", "last", "this", "next", "early", "late", "mid", "from", "every")
_BEFORE_MONTH = "|".join(rf"(?<=\b{word}[ -])" for word in _TIME)
_MONTH = re.compile(
    rf"\b(?:(?:{'|'.join(month for month in _MONTHS if month not in {'May', 'March'})})\b"
    rf"|(?:{_BEFORE_MONTH}|(?<=\d )|(?<=\dst )|(?<=\d[nrt][dh] ))(?:May|March)\b(?! [A-Z])"
    r"|(?:May|March)\b(?=,? \d))"
)
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_DENYING = r"(?! (?:not|no|never|nothing|none|nobody|neither|hardly)\b)"
_AFFIRMED = re.compile(
    rf"(?<= )(?<![Tt]he )(?<!a )(?<!own )(?:(?:is|are|was|were|will|would|can|could){_DENYING}(?= [a-z])"
    rf"|(?:has|have|had){_DENYING}(?= (?:been|[a-z]+ed|[a-z]+en)\b))(?! to\b)"
)
_DENIED = re.compile(
    r"(?<!\bif)(?<!\bor)(?<!\bwhy) not\b(?! (?:only|just|merely|least|to mention))"
    r"|\b(?:do|does|did|is|are|was|were|has|have|had|wo|ca|would|could|should|must)"
    "n['\N{RIGHT SINGLE QUOTATION MARK}]t\\b| never\\b| no longer\\b|\\bcannot\\b"
)
_CONTRACTED = {"wo": "will", "ca": "can", "do": "", "does": "", "did": ""}
_NAME = re.compile(r"(?<=[a-z,] )(?<!\ba )(?<!\ban )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,}){0,3}\b(?!-|\N{APOSTROPHE}t)")
_PEOPLE = re.compile(r"(?:ese|ian|ean|ish|can)s?$|(?:French|Dutch|German|Greek|Roman|[a-z]ern)s?$")  # no names
_HEADLINE = 0.5  # share of words with a capital from which a line is no sentence


def change_digits(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One digit of a number is another one."""

    def change(match: re.Match[str]) -> str:
        digits = list(match.group())
        spot = rng.choice([i for i, digit in enumerate(digits) if digit.isdigit()])
        digits[spot] = rng.choice([d for d in "123456789" if d != digits[spot]])
        return "".join(digits)

    return change_words(rng, text, _DIGITS, change)


def change_number_word(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A number word is another one of its kind: a scale another scale, tens before a hyphen other tens."""
    words: list[str] = load_faults()["number_words"]
    scales: list[str] = load_faults()["scales"]
    tens = [each for each in words if each.endswith("ty")]
    small = [each for each in words if each in words[: words.index("ten")]]
    pattern = re.compile(
        rf"(?:(?<=ty-)|\b)(?:{'|'.join([*words, *scales])})\b(?![ -](?:thirds?|quarters?|fifths?|tenths?|half)\b)",
        re.IGNORECASE,
    )

    def change(match: re.Match[str]) -> str:
        word = match.group().lower()
        before, after = match.string[: match.start()], match.string[match.end() :]
        if before and match.group().istitle() and after[1:2].isupper():
            return match.group()  # Six Flags is a name
        kinds = scales if word in scales else tens if after.startswith("-") and word in tens else words
        kinds = small if before.lower().endswith("ty-") else kinds
        new = rng.choice([each for each in kinds if each != word])
        return new.capitalize() if match.group()[0].isupper() else new

    return change_words(rng, text, pattern, change)


def change_month(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another month."""
    return change_words(rng, text, _MONTH, lambda match: rng.choice([m for m in _MONTHS if m != match.group()]))


def change_weekday(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another weekday."""
    return change_words(rng, text, _DAY, lambda match: rng.choice([day for day in _DAYS if day != match.group()]))


def leave_arabic(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A line, or four words of one, still in Arabic."""
    k = rng.randrange(len(text.english))
    if rng.random() < 0.5:
        return replace_line(text, k, text.arabic[k])
    arabic, english = text.arabic[k].split(), text.english[k].split()
    begin = rng.randrange(max(1, len(english) - 4))
    english[begin : begin + 4] = arabic[begin : begin + 4] or arabic[:2]
    return replace_line(text, k, " ".join(english))


def insert_negation(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A "not" after a verb."""
    return change_words(rng, text, _AFFIRMED, lambda match: match.group() + " not")


def drop_negation(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A "not" or "never" left out."""

    def change(match: re.Match[str]) -> str:
        if match.group().lower() == "cannot":
            return "can"
        verb = match.group()[:-3] if match.group().endswith("t") and match.group()[0] != " " else ""
        return _CONTRACTED.get(verb, verb)

    fault = change_words(rng, text, _DENIED, change)
    return fault and replace_line(text, *_tidied(fault))


def _tidied(fault: Fault) -> tuple[int, str]:
    """The changed line without the two blanks that a word leaves between them."""
    (k,) = fault.english_place
    return k, " ".join(fault.english[k].split())


def change_name(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another name for one inside a sentence: for all its words, or for the last of two, as a family name is."""
    known = " ".join(text.english)
    names: list[str] = [name for name in load_faults()["names"] if name not in known]

    def change(match: re.Match[str]) -> str:
        words = match.group().split()
        if any(word in {*_MONTHS, *_DAYS} or word.lower() in known for word in words):
            return match.group()
        if _is_headline(match.string) or (len(words) == 1 and _PEOPLE.search(words[0])):
            return match.group()
        if len(words) == 2 and rng.random() < 0.5:
            return f"{words[0]} {rng.choice([name for name in names if ' ' not in name])}"
        return rng.choice(names)

    return change_words(rng, text, _NAME, change)


def _is_headline(line: str) -> bool:
    words = line.split()
    return sum(word[:1].isupper() for word in words) > _HEADLINE * len(words)
