"""English that a rule can prove to be unedited: leftover Arabic marks, sentences that run on as Arabic ones do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words

CHECK = "fluency 4"
_ARABIC_MARKS = re.compile("[\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}]")
_RUN_ON_WORDS = 60
_RUN_ON_ANDS = 5
_NEAR = 2  # sentences within which a bracket may be closed
_AND = re.compile(r",? and ")
_STOP = re.compile(r"(?<=[a-z\d)][.!?])(?=[A-Z])")  # two sentences without a blank between them are no long one


_ENGLISH_MARKS = {"\N{ARABIC COMMA}": ",", "\N{ARABIC SEMICOLON}": ";", "\N{ARABIC QUESTION MARK}": "?"}
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")
_BRACKET = re.compile(
    r"(?:(?:^|(?<=\s))(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\))|[()\[\]]"
)  # "1)" counts, it closes nothing; "(AISI 304)" is closed
_PAIRS = {")": "(", "]": "["}


def check_fluency(reading: Reading, _: list[Finding]) -> Iterator[Finding]:
    """Needs no original; everything here is minor."""
    for number, sentence in enumerate(reading.english):
        bead = reading.bead_of_english.get(number)
        if match := _ARABIC_MARKS.search(sentence.text):
            evidence = "An Arabic punctuation mark was left in the English."
            yield _mark(reading, number, match.span(), evidence, repair=_ENGLISH_MARKS.get(match.group(), "."))
        if match := _DIRECTION_MARKS.search(sentence.text):
            yield _mark(
                reading, number, match.span(), "An invisible mark of writing direction was left in the English."
            )
        longest = max(_STOP.split(sentence.text), key=len)
        words, ands = len(longest.split()), len(_AND.findall(longest))
        if words > _RUN_ON_WORDS and ands >= _RUN_ON_ANDS:
            yield Finding(
                category="run-on",
                severity="minor",
                confidence=0.8,
                arabic=None,
                english=reading.mark_english([number]),
                evidence=f"One sentence of {words} words, with {ands} times “and” between them.",
                check=CHECK,
                bead=bead,
            )
    for number, place in _open_brackets(reading):
        evidence = "This bracket has no partner in the sentence or in the two beside it."
        yield _mark(reading, number, (place, place + 1), evidence, confidence=0.7)


def _mark(
    reading: Reading,
    number: int,
    span: tuple[int, int],
    evidence: str,
    *,
    confidence: float = 0.95,
    repair: str | None = None,
) -> Finding:
    return Finding(
        category="punctuation",
        severity="minor",
        confidence=confidence,
        arabic=None,
        english=mark_words(reading.english, number, *span),
        evidence=evidence,
        check=CHECK,
        bead=reading.bead_of_english.get(number),
        repair=repair,
    )


def _open_brackets(reading: Reading) -> Iterator[tuple[int, int]]:
    """Sentence and place of every bracket without a partner; one can close what a sentence before it opened."""
    open_ones: list[tuple[int, int, str]] = []
    alone: list[tuple[int, int]] = []
    for number, sentence in enumerate(reading.english):
        for match in _BRACKET.finditer(sentence.text):
            sign = match.group()
            if sign in "([":
                open_ones.append((number, match.start(), sign))
            elif len(sign) == 1 or any(each[0] == number and each[2] == "(" for each in open_ones):
                near = [each for each in open_ones if each[2] == _PAIRS[sign[-1]] and number - each[0] <= _NEAR]
                if near:
                    open_ones.remove(near[-1])
                else:
                    alone.append((number, match.start()))
    yield from sorted([*alone, *((number, place) for number, place, _ in open_ones)])
