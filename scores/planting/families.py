"""The families of faults: how each is planted, which findings count as finding it, and the aim for its recall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from scores.planting import lines, words
from scores.planting.fault import Fault, Plant, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of planted fault."""

    plant: Plant
    categories: frozenset[str]
    aim: float


def _family(plant: Plant, *categories: str, aim: float) -> Family:
    return Family(plant=plant, categories=frozenset(categories), aim=aim)


FAMILIES = {
    "omitted sentence": _family(lines.omit_sentence, "omission", "mistranslation", aim=0.97),
    "omitted clause": _family(lines.omit_clause, "omission", "mistranslation", aim=0.75),
    "added sentence": _family(lines.add_sentence, "addition", "mistranslation", aim=0.95),
    "wrong number, digits": _family(words.change_digits, "number", "date", aim=0.97),
    "wrong number, words": _family(words.change_number_word, "number", "date", aim=0.97),
    "wrong month": _family(words.change_month, "date", aim=0.97),
    "wrong weekday": _family(words.change_weekday, "date", aim=0.97),
    "untranslated": _family(words.leave_arabic, "untranslated", aim=0.99),
    "negation inserted": _family(words.insert_negation, "negation", aim=0.70),
    "negation dropped": _family(words.drop_negation, "negation", aim=0.70),
    "another name": _family(words.change_name, "name", aim=0.80),
    "swapped sentences": _family(lines.swap_sentences, "order", aim=0.95),
    "says something else": _family(lines.say_something_else, "mistranslation", aim=0.95),
}
"""Name of the family → how it is planted and found."""

_LEAST_WORDS = 6  # of a line that is put into another text
_TRIES = 20  # draws for each fault that is asked for; no fault comes twice, so a corpus can give fewer


def plant(texts: Sequence[Text], family: str, *, seed: int, count: int) -> Iterator[Fault]:
    """Up to ``count`` faults of one family in texts drawn at random; the same seed plants the same faults."""
    rng = Random(f"{seed} {family}")  # noqa: S311 - a sample, no secret
    pool = [line for text in texts for line in text.english if len(line.split()) >= _LEAST_WORDS]
    made: set[tuple[str, ...]] = set()
    for _ in range(_TRIES * count if texts else 0):
        text = rng.choice(texts)
        others = [line for line in rng.sample(pool, min(1, len(pool))) if line not in text.english]
        fault = FAMILIES[family].plant(rng, text, others)
        if fault and fault.english not in made:
            made.add(fault.english)
            yield fault
        if len(made) == count:
            return
