"""Two sentences that differ in a number or a date only: in a short one that looks like another meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from corpus.dates import find_dates
from corpus.numbers import find_numbers
from scores.findings.reading import SURE, Reading
from scores.findings.sentences.likeness import WORDS, encode_texts, word_fit
from scores.findings.sentences.matching import STRANGE

_SHARED = 2  # values that two sentences share by no chance
_LEAST_WORDS = 2  # of what is left without numbers and dates; fewer say nothing about the meaning


def values_tell(reading: Reading, i: int, j: int) -> bool:
    """Whether two sentences that look like strangers differ in values rather than in meaning.

    All their values but one agree, or what is left without the values does. The checks of numbers and dates name the
    very words.
    """
    values = _values(reading.arabic[i].text, "ar", sure=True), _values(reading.english[j].text, "en", sure=True)
    left = [(side - values[1 - k]).total() for k, side in enumerate(values)]
    alike = (values[0] & values[1]).total() >= _SHARED and left == [1, 1]
    return alike or _differ_alone(reading, i, j)


def _differ_alone(reading: Reading, i: int, j: int) -> bool:
    """Whether both sentences name values, other ones, and what is left of them says the same."""
    arabic, english = reading.arabic[i].text, reading.english[j].text
    values = (_values(arabic, "ar"), _values(english, "en"))
    if not all(values) or {*values[0]} == {*values[1]}:
        return False
    rests = (_without_values(arabic, "ar"), _without_values(english, "en"))
    if min(len(WORDS.findall(rest)) for rest in rests) < _LEAST_WORDS:
        return True
    vectors = encode_texts(list(rests), reading.encoder)
    cosine = float(vectors[0] @ vectors[1])
    return cosine >= SURE or cosine + sum(word_fit(*rests, reading.encoder)) >= STRANGE


def _values(text: str, language: str, *, sure: bool = False) -> Counter[tuple[str, int | Fraction]]:
    """How often the text names each number and month; ``sure`` leaves out what only may be one."""
    found = Counter[tuple[str, int | Fraction]]()
    found.update(("number", each.value) for each in find_numbers(text, language) if each.certain or not sure)
    found.update(("month", date.month) for date in find_dates(text) if date.month)
    return found


def _without_values(text: str, language: str) -> str:
    spans = [(each.start, each.end) for each in find_numbers(text, language)]
    return _cut(text, [*spans, *((date.start, date.end) for date in find_dates(text))])


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join("".join([*kept, text[at:]]).split())
