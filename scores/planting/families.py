"""The families of faults: how each is planted, which findings count as finding it, and the aim for its recall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from scores.planting import calendars, lines, signs, speaking, wording, words
from scores.planting.fault import Fault, Plant, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of planted fault; ``aim`` is the recall that is asked for, where one is."""

    plant: Plant
    categories: frozenset[str]
    aim: float | None


def _family(plant: Plant, *categories: str, aim: float | None = None) -> Family:
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
    "wrong unit": _family(wording.change_unit, "unit", "number"),
    "wrong day of a Hijri date": _family(calendars.change_hijri_day, "date", "number"),
    "claim made sure": _family(wording.make_sure, "modality"),
    "duty made weaker": _family(wording.weaken_duty, "modality"),
    "quotation marks lost": _family(signs.lose_quotation, "quotation"),
    "another speaker": _family(speaking.swap_speakers, "quotation"),
    "term of the glossary broken": _family(wording.break_term, "terminology"),
    "name spelt otherwise": _family(wording.spell_otherwise, "name-spelling", "name"),
    "another language": _family(wording.say_in_another_language, "wrong-language"),
    "sentence twice": _family(signs.say_twice, "repetition"),
    "loop of words": _family(signs.loop_words, "repetition"),
    "doubled word": _family(signs.double_word, "doubled-word"),
    "breaks off": _family(signs.break_off, "truncation", "omission"),
    "run-on sentence": _family(signs.run_on, "run-on"),
    "bracket lost": _family(signs.lose_bracket, "punctuation"),
    "Arabic comma left": _family(signs.leave_comma, "punctuation"),
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
