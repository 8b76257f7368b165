"""Faults of marks and of repeated words: a bracket or a quotation lost, a sentence twice, a text that breaks off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from scores.planting.fault import Fault, Text, change_words, load_faults, replace_line

_BRACKET = re.compile(r"(?<=\w)\)(?=[ .,;])")
_COMMA = re.compile(r"(?<=[a-z]), ")
_QUOTED = re.compile(
    '(?:\N{LEFT DOUBLE QUOTATION MARK}([^"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]{30,})'
    '\N{RIGHT DOUBLE QUOTATION MARK}|"([^"]{30,})")'
)
_LEAST_QUOTED = 5  # words; less is a title or a word that somebody calls so
_WORD = re.compile(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])")
_PHRASE = re.compile(r"(?<=[a-z] )[a-z]{3,} [a-z]{3,}(?= [a-z])")
_LEAST_WORDS = 8  # of a line that is said twice or breaks off


def lose_bracket(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A bracket that nothing closes."""
    return _keep_place(change_words(rng, text, _BRACKET, lambda _: ""))


def leave_comma(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """An Arabic comma for an English one."""
    return change_words(rng, text, _COMMA, lambda _: "\N{ARABIC COMMA} ")


def lose_quotation(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A quotation of five words or more without its marks; the line must have no other."""
    pattern = re.compile('["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]')
    alone = [
        k
        for k, line in enumerate(text.english)
        if len(pattern.findall(line)) == 2
        and (match := _QUOTED.search(line))
        and len(match.group().split()) >= _LEAST_QUOTED
    ]
    if not alone:
        return None
    k = rng.choice(alone)
    return replace_line(text, k, pattern.sub("", text.english[k]))


def double_word(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A word twice in a row."""
    return change_words(rng, text, _WORD, lambda match: f"{match.group()} {match.group()}")


def loop_words(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Two words four times, as a model that is caught in a loop writes them."""
    return change_words(rng, text, _PHRASE, lambda match: " ".join([match.group()] * 4))


def say_twice(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A line twice in a row."""
    long = [k for k, line in enumerate(text.english) if len(line.split()) >= _LEAST_WORDS]
    if not long:
        return None
    k = rng.choice(long)
    english = (*text.english[: k + 1], *text.english[k:])
    return Fault(text=text, english=english, arabic_place=frozenset(), english_place=frozenset({k, k + 1}))


def break_off(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """The last line ends somewhere between a third and three quarters of its words."""
    words = text.english[-1].split()
    if len(words) < _LEAST_WORDS:
        return None
    kept = rng.randrange(len(words) // 3, 3 * len(words) // 4 + 1)
    return replace_line(text, len(text.english) - 1, " ".join(words[:kept]).rstrip(".!?,;:"))


def run_on(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A line and those after it as one sentence with "and" between, as the Arabic joins them."""
    if len(text.english) < 2:
        return None
    first = rng.randrange(len(text.english) - 1)
    least = load_faults()["run_on"]
    joined, last = text.english[first], first
    while last + 1 < len(text.english) and (len(joined.split()) <= least["words"] or last - first < least["ands"]):
        last += 1
        joined = f"{joined.rstrip('.!?')} and {text.english[last][:1].lower()}{text.english[last][1:]}"
    if len(joined.split()) <= least["words"] or last - first < least["ands"]:
        return None
    english = (*text.english[:first], joined, *text.english[last + 1 :])
    place = frozenset(range(first, last + 1))
    return Fault(text=text, english=english, arabic_place=place, english_place=frozenset({first}))


def _keep_place(fault: Fault | None) -> Fault | None:
    """The fault with its whole line as its place, since the words that it is about may stand anywhere in it."""
    if fault is None:
        return None
    (k,) = fault.english_place
    return replace_line(fault.text, k, fault.english[k])
