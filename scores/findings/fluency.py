"""English that a rule can prove to be unedited: leftover Arabic marks, sentences that run on as Arabic ones do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words

CHECK = "fluency 1"
_ARABIC_MARKS = re.compile("[\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}]")
_RUN_ON_WORDS = 60
_RUN_ON_ANDS = 5
_AND = re.compile(r",? and ")


def check_fluency(reading: Reading, _: list[Finding]) -> Iterator[Finding]:
    """Needs no original; everything here is minor."""
    for number, sentence in enumerate(reading.english):
        bead = reading.bead_of_english.get(number)
        if match := _ARABIC_MARKS.search(sentence.text):
            yield Finding(
                category="punctuation",
                severity="minor",
                confidence=0.95,
                arabic=None,
                english=mark_words(reading.english, number, *match.span()),
                evidence="An Arabic punctuation mark was left in the English.",
                check=CHECK,
                bead=bead,
                repair={"\N{ARABIC COMMA}": ",", "\N{ARABIC SEMICOLON}": ";", "\N{ARABIC QUESTION MARK}": "?"}.get(
                    match.group(), "."
                ),
            )
        words = len(sentence.text.split())
        ands = len(_AND.findall(sentence.text))
        if words > _RUN_ON_WORDS and ands >= _RUN_ON_ANDS:
            yield Finding(
                category="run-on",
                severity="minor",
                confidence=0.6,
                arabic=None,
                english=reading.mark_english([number]),
                evidence=f"{words} words, joined by {ands} times and, in one sentence.",
                check=CHECK,
                bead=bead,
            )
