"""What of the Arabic may be the right name where the English has another one."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.dates import find_dates
from scores.findings.finding import Mark
from scores.findings.names.answers import MEANS
from scores.findings.reading import Reading, mark_words
from scores.findings.sentences.likeness import WORDS, word_cosines


def mark_unanswered(reading: Reading, bead: int, words: list[str], name: Mark) -> list[Mark]:
    """The runs of unanswered Arabic words that belong to no date, the likeliest to be the name's first.

    First those beside the translation of an English word beside the name, a title mostly; then the nearest.
    """
    (j,) = name.sentences
    english = reading.english[j]
    start, end = name.start - english.start, name.end - english.start
    place = start / len(english.text)
    neighbours = WORDS.findall(english.text[:start])[-1:], WORDS.findall(english.text[end:])[:1]
    runs: list[tuple[bool, float, Mark]] = []
    for i in reading.beads[bead].arabic:
        text = reading.arabic[i].text
        spans = [match.span() for match in WORDS.finditer(text)]
        arabic = [text[first:last] for first, last in spans]
        before, after = (_answer(reading, arabic, each) for each in neighbours)
        for first, last in _runs(text, spans, {*words}):
            mark = mark_words(reading.arabic, i, spans[first][0], spans[last][1])
            beside = first - 1 in before or last + 1 in after
            runs.append((not beside, abs(spans[first][0] / len(text) - place), mark))
    return [mark for *_, mark in sorted(runs, key=lambda run: run[:2])]


def _runs(text: str, spans: list[tuple[int, int]], wanted: set[str]) -> Iterator[tuple[int, int]]:
    """First and last place of the wanted words that stand together; a date is no name."""
    dates = [(date.start, date.end) for date in find_dates(text)]
    first = None
    for place, (start, end) in enumerate([*spans, (0, 0)]):
        dated = any(begin < end and start < stop for begin, stop in dates)
        if text[start:end] in wanted and not dated:
            first = place if first is None else first
        elif first is not None:
            yield first, place - 1
            first = None


def _answer(reading: Reading, arabic: list[str], english: list[str]) -> set[int]:
    """The places of the Arabic words that translate these English words."""
    if not arabic or not english:
        return set()
    cosines = word_cosines(arabic, english, reading.encoder)
    return {int(cosines[:, k].argmax()) for k in range(len(english)) if cosines[:, k].max() >= MEANS}
