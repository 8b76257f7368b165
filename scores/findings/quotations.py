"""What is quoted on one side and not on the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.documents import Sentence
from corpus.folding import fold_text
from scores.findings.finding import Finding, Mark
from scores.findings.reading import Reading, mark_words

CHECK = "quotations 2"
_LEAST_WORDS = 5  # of a quotation; fewer may be a title or a word somebody calls so
_QUOTED = re.compile(
    '[\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"]'
    '([^"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}'
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}]{1,2000})"
    '[\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"]'
)
_ANY = frozenset("\"'")


def check_quotations(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding for each bead where a side quotes five words or more, and the other side does not.

    The English may have no mark in that bead; the Arabic, which often leaves one out, none in the beads beside it.
    """
    for number, bead in reading.open_beads(found):
        around = reading.beads[max(0, number - 1) : number + 2]
        english, arabic = _quoted(reading.english, bead.english), _quoted(reading.arabic, bead.arabic)
        if english and not arabic and not _has_mark(reading.arabic, (i for each in around for i in each.arabic)):
            whole = reading.mark_arabic(bead.arabic)
            yield _finding(
                number, whole, english[0], "The English gives these words as somebody's own; the Arabic quotes nobody."
            )
        elif arabic and not english and not _has_mark(reading.english, bead.english):
            whole = reading.mark_english(bead.english)
            yield _finding(
                number, arabic[0], whole, "The Arabic quotes these words; the English has no quotation here."
            )


def _finding(bead: int, arabic: Mark | None, english: Mark | None, evidence: str) -> Finding:
    return Finding(
        category="quotation",
        severity="minor",
        confidence=0.4,
        arabic=arabic,
        english=english,
        evidence=evidence,
        check=CHECK,
        bead=bead,
    )


def _quoted(side: Sequence[Sentence], sentences: Iterable[int]) -> list[Mark]:
    return [
        mark_words(side, number, *match.span())
        for number in sentences
        for match in _QUOTED.finditer(side[number].text)
        if len(match.group(1).split()) >= _LEAST_WORDS
    ]


def _has_mark(side: Sequence[Sentence], sentences: Iterable[int]) -> bool:
    return any(_ANY & {*fold_text(side[number].text)} for number in sentences)
