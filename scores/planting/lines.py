"""Faults of whole lines and clauses: left out, added, swapped, or saying something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from scores.planting.fault import Fault, Text, replace_line

_CLAUSE = re.compile(
    r"(?:, (?:and|but|which|who|where|while|because|as|with|after|when)?|; | and | which | because | while | after )"
)
_LEAST_CLAUSE = 5  # words of what is cut out, and
_LEAST_REST = 6  # of what stays


def omit_sentence(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One line left out of three or more."""
    if len(text.english) < 3:
        return None
    k = rng.randrange(len(text.english))
    english = text.english[:k] + text.english[k + 1 :]
    return Fault(text=text, english=english, arabic_place=frozenset({k}), english_place=frozenset())


def omit_clause(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One clause cut out at its punctuation or conjunction."""
    options = []
    for k, line in enumerate(text.english):
        cuts = [match.start() for match in _CLAUSE.finditer(line)]
        for begin, end in pairwise([*cuts, len(line.rstrip('.!?"\N{RIGHT DOUBLE QUOTATION MARK}'))]):
            rest = line[:begin] + line[end:]
            if len(line[begin:end].split()) >= _LEAST_CLAUSE and len(rest.split()) >= _LEAST_REST:
                options.append((k, rest))
    return replace_line(text, *rng.choice(options)) if options else None


def add_sentence(rng: Random, text: Text, others: Sequence[str]) -> Fault | None:
    """A line of another text put in between."""
    if not others:
        return None
    k = rng.randrange(len(text.english) + 1)
    english = (*text.english[:k], rng.choice(others), *text.english[k:])
    return Fault(text=text, english=english, arabic_place=frozenset(), english_place=frozenset({k}))


def swap_sentences(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Two lines near each other, in each other's place."""
    if len(text.english) < 4:
        return None
    k = rng.randrange(len(text.english) - 1)
    j = min(k + rng.choice([1, 1, 2, 3]), len(text.english) - 1)
    english = list(text.english)
    english[k], english[j] = english[j], english[k]
    place = frozenset({k, j})
    return Fault(text=text, english=tuple(english), arabic_place=place, english_place=place)


def say_something_else(rng: Random, text: Text, others: Sequence[str]) -> Fault | None:
    """A line of another text in the place of one."""
    if not others:
        return None
    return replace_line(text, rng.randrange(len(text.english)), rng.choice(others))
