"""Highlights: the words of a sentence cut into stretches, each with the findings that lie on it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.documents import Sentence
from reports.report import Passage, ReportedFinding, worst_severity
from scores.findings.finding import Mark

# a word is letters, digits, their combining marks, tatweel and joiners; half an Arabic word would lose its joining
_WORD = re.compile(r"[\w\u0300-\u036F\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED\u08D3-\u08FF\u200C\u200D]+")
_FEW = 3  # spaces in words that are few


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some words under the same findings; ``ends`` are the findings whose last word this is."""

    text: str
    findings: tuple[int, ...]
    severity: str | None
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A finding's place in one sentence; ``last`` when it does not go on in the next sentence."""

    start: int
    end: int
    number: int
    severity: str
    last: bool = True
    bare: bool = False  # only the number stands there


def mark_sentences(
    sentences: Sequence[Sentence], marks: Sequence[tuple[ReportedFinding, Mark | None]], *, bare: Container[int] = ()
) -> tuple[tuple[Stretch, ...], ...]:
    """Every sentence of one side of a passage, cut at the edges of the marks that fall on it.

    Of the findings whose numbers are ``bare``, only the number is shown.
    """
    spans: list[list[Span]] = [[] for _ in sentences]
    for reported, mark in marks:
        if mark is None:
            continue
        hit = [index for index, sentence in enumerate(sentences) if _meets(sentence, mark)]
        for index in hit:
            span = _span(sentences[index], mark, reported, last=index == hit[-1])
            spans[index].append(replace(span, bare=reported.number in bare))
    return tuple(cut(sentence.text, found) for sentence, found in zip(sentences, spans, strict=True))


def mark_side(passage: Passage, findings: Sequence[ReportedFinding], side: str) -> tuple[tuple[Stretch, ...], ...]:
    """The sentences of a passage's ``side``, cut by those of the findings that lie on their words.

    Where a finding names words of one side and the whole of the other, the words are what it is about; the whole gets
    its number and no ground.
    """
    other = "arabic" if side == "english" else "english"
    here, there = getattr(passage, side), getattr(passage, other)
    bare = {
        each.number
        for each in findings
        if _is_whole(getattr(each.finding, side), here) and _is_part(getattr(each.finding, other), there)
    }
    return mark_sentences(here, [(each, getattr(each.finding, side)) for each in findings], bare=bare)


def _is_whole(mark: Mark | None, sentences: Sequence[Sentence]) -> bool:
    """Whether a mark has all words of a passage's side and no others; of a few words, all may be what it is about."""
    if mark is None or not sentences or mark.text.count(" ") < _FEW:
        return False
    return mark.start == sentences[0].start and mark.end == _end(sentences)


def _is_part(mark: Mark | None, sentences: Sequence[Sentence]) -> bool:
    """Whether a mark has some words of a passage's side, and not all."""
    if mark is None or not sentences:
        return False
    within = sentences[0].start <= mark.start < mark.end <= _end(sentences)
    return within and mark.end - mark.start < _end(sentences) - sentences[0].start


def _end(sentences: Sequence[Sentence]) -> int:
    return sentences[-1].start + len(sentences[-1].text)


def wide_findings(findings: Iterable[ReportedFinding]) -> tuple[ReportedFinding, ...]:
    """Findings on words of more than one sentence of a side, which may lie in several passages."""

    def wide(mark: Mark | None) -> bool:
        return mark is not None and len(mark.sentences) > 1

    return tuple(each for each in findings if wide(each.finding.english) or wide(each.finding.arabic))


def cut(text: str, spans: Sequence[Span]) -> tuple[Stretch, ...]:
    """Cut a text where highlights begin and end, after widening each to whole words.

    >>> spans = [Span(start=5, end=12, number=1, severity="minor")]
    >>> [(part.text, part.findings) for part in cut("on 14th June", spans)]
    [('on ', ()), ('14th June', (1,))]
    """
    wide = [span for span in _widen(text, spans) if span.start < span.end]
    edges = sorted({0, len(text), *(span.start for span in wide), *(span.end for span in wide)})
    stretches = []
    for start, end in pairwise(edges):
        here = [span for span in wide if span.start < end and span.end > start]
        stretches.append(
            Stretch(
                text=text[start:end],
                findings=tuple(sorted({span.number for span in here if not span.bare})),
                severity=worst_severity(span.severity for span in [span for span in here if not span.bare] or here),
                ends=tuple(sorted({span.number for span in here if span.end == end and span.last})),
            )
        )
    return tuple(stretches)


def _meets(sentence: Sentence, mark: Mark) -> bool:
    return mark.start < sentence.start + len(sentence.text) and mark.end > sentence.start


def _span(sentence: Sentence, mark: Mark, reported: ReportedFinding, *, last: bool) -> Span:
    return Span(
        start=max(mark.start - sentence.start, 0),
        end=min(mark.end - sentence.start, len(sentence.text)),
        number=reported.number,
        severity=reported.finding.severity,
        last=last,
    )


def _widen(text: str, spans: Sequence[Span]) -> list[Span]:
    if not spans:
        return []
    words = [word.span() for word in _WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    wide = []
    for span in spans:
        first = bisect_right(ends, span.start)
        last = bisect_left(starts, span.end) - 1
        start = min(span.start, starts[first]) if first < len(words) else span.start
        end = max(span.end, ends[last]) if last >= 0 else span.end
        wide.append(replace(span, start=start, end=end))
    return wide
