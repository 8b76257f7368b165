"""What the checks say of a planted fault, and of the text that it was planted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alignments.encoders import Encoder
from alignments.sentences import align_sentences
from corpus.documents import Sentence
from scores.findings.checking import check_reading, lay_out
from scores.findings.finding import Finding
from scores.findings.glossary import Glossary
from scores.findings.reading import Reading
from scores.planting.fault import Fault, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """The findings on untouched texts, which count as false."""

    words: int  # of the English
    pairs: int  # lines
    findings: tuple[Finding, ...]

    @property
    def grave(self) -> float:
        """Major and critical ones for each 1,000 English words."""
        return 1000 * sum(each.severity in {"major", "critical"} for each in self.findings) / max(self.words, 1)

    @property
    def numbers(self) -> float:
        """The share of pairs that have a wrong number, at most."""
        return sum(each.category == "number" for each in self.findings) / max(self.pairs, 1)


def count_alarms(texts: Sequence[Text], *, encoder: Encoder) -> Alarms:
    """Check the texts as they are."""
    return Alarms(
        words=sum(len(line.split()) for text in texts for line in text.english),
        pairs=sum(len(text.english) for text in texts),
        findings=tuple(finding for text in texts for finding in check_text(text.arabic, text.english, encoder=encoder)),
    )


def check_text(
    arabic: Sequence[str], english: Sequence[str], *, encoder: Encoder, glossary: Glossary | None = None
) -> list[Finding]:
    """The real path for one pair given line by line: alignment, then every check."""
    return check_reading(read_text(arabic, english, encoder=encoder, glossary=glossary))


def read_text(
    arabic: Sequence[str], english: Sequence[str], *, encoder: Encoder, glossary: Glossary | None = None
) -> Reading:
    """One pair given line by line, aligned and ready for the checks."""
    vectors = (encoder.encode(list(arabic)), encoder.encode(list(english)))
    alignment = align_sentences(list(arabic), list(english), encoder=encoder, vectors=vectors)
    sides = _as_sentences(arabic), _as_sentences(english)
    return lay_out(*sides, alignment.beads, encoder=encoder, vectors=vectors, glossary=glossary)


def is_found(fault: Fault, findings: Sequence[Finding], categories: frozenset[str]) -> bool:
    """Whether a finding of a fitting category marks the very line, and of changed words the very words."""
    return any(_hits(fault, finding) for finding in findings if finding.category in categories)


def _hits(fault: Fault, finding: Finding) -> bool:
    by_arabic = finding.arabic and fault.arabic_place & {*finding.arabic.sentences}
    if by_arabic and (fault.words is None or finding.english is None):
        return True
    if not (finding.english and fault.english_place & {*finding.english.sentences}):
        return False
    if fault.words is None or len(finding.english.sentences) > 1:
        return True
    (place,) = fault.english_place
    begin = finding.english.start - _as_sentences(fault.english)[place].start
    return begin < fault.words[1] + 2 and fault.words[0] - 2 < begin + len(finding.english.text)


def _as_sentences(lines: Sequence[str]) -> list[Sentence]:
    sentences, start = [], 0
    for line in lines:
        sentences.append(Sentence(text=line, start=start, end=start + len(line)))
        start += len(line) + 1
    return sentences
