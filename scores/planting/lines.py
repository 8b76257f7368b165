"""Faults of whole lines and clauses: left out, added, swapped, or saying something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from scores.planting.fault import Fault, Text, replace_line

_CLAUSE = re.compile(  # a conjunction, or a comma and a participle or preposition: what follows can be left out
    r"(?:[,;] (?:and|but|which|who|where|while|because|as|with|after|when|including|until|although|if|[a-z]+ing)\b"
    r"| (?:and|which|who|because|while|after|although|until) )"
)
_CLOSED = re.compile(
    r"[,;:\N{EN DASH}\N{EM DASH}](?= )|[.!?]*[\"'\N{RIGHT DOUBLE QUOTATION MARK})]*$"
)  # where it can end
_OPEN = (" and ", " which ", " who ")
_SIGNS = ('"', "(", ")", "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
_STOP = re.compile(r"[.!?] ?[A-Z]")
_LEAST_CLAUSE = 5  # words of what is cut out, and
_LEAST_REST = 6  # of what stays
_LEAST_SWAPPED = 4  # words of a line that is a sentence


def omit_sentence(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One line left out of three or more."""
    if len(text.english) < 3:
        return None
    k = rng.randrange(len(text.english))
    english = text.english[:k] + text.english[k + 1 :]
    return Fault(text=text, english=english, arabic_place=frozenset({k}), english_place=frozenset())


def omit_clause(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One clause cut out, from its conjunction to the next comma or the end; quotations and brackets stay whole."""
    options = [(k, rest) for k, line in enumerate(text.english) for rest in drop_clauses(line)]
    return replace_line(text, *rng.choice(options)) if options else None


def drop_clauses(line: str) -> Iterator[str]:
    """The line without each of its clauses that can be left out, one at a time."""
    for match in _CLAUSE.finditer(line):
        closed = _CLOSED.search(line, match.end())
        if closed is None:
            continue
        clause, rest = line[match.start() : closed.start()], line[: match.start()] + line[closed.start() :]
        if match.group() in _OPEN and closed.end() < len(line):
            continue  # the verb of the sentence may stand in it
        if _STOP.search(clause) or any(clause.count(sign) for sign in _SIGNS):
            continue
        if len(clause.split()) >= _LEAST_CLAUSE and len(rest.split()) >= _LEAST_REST:
            yield rest


def add_sentence(rng: Random, text: Text, others: Sequence[str]) -> Fault | None:
    """A line of another text put in between."""
    if not others:
        return None
    k = rng.randrange(len(text.english) + 1)
    english = (*text.english[:k], rng.choice(others), *text.english[k:])
    return Fault(text=text, english=english, arabic_place=frozenset(), english_place=frozenset({k}))


def swap_sentences(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Two sentences near each other, in each other's place."""
    long = [k for k, line in enumerate(text.english) if len(line.split()) >= _LEAST_SWAPPED]
    if len(long) < 4:
        return None
    place = rng.randrange(len(long) - 1)
    k, j = long[place], long[min(place + rng.choice([1, 1, 2, 3]), len(long) - 1)]
    english = list(text.english)
    english[k], english[j] = english[j], english[k]
    places = frozenset({k, j})
    return Fault(text=text, english=tuple(english), arabic_place=places, english_place=places)


def say_something_else(rng: Random, text: Text, others: Sequence[str]) -> Fault | None:
    """A line of another text in the place of one."""
    if not others:
        return None
    return replace_line(text, rng.randrange(len(text.english)), rng.choice(others))
