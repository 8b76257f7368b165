"""The report of one document: everything that its page, its exports and the desk show, as plain objects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from alignments.pairing.pairs import Pair
from corpus.documents import Field, Sentence
from corpus.problems import Problem
from scores.contests import Contest
from scores.findings.finding import SEVERITIES, Finding
from scores.metrics.scoring import Score
from scores.origin.judging import Origin
from scores.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What ``run.json`` says of the pass that made the tables."""

    version: str = ""
    started: str = ""
    folder: str = ""
    models: tuple[tuple[str, str], ...] = ()  # name and signature, by name
    interface: str = "en"  # the language of the pages


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A stretch that was read and not compared: its kind, the reason, and its text as written."""

    kind: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One document as a page shows it: the translation, or its original."""

    document: str
    file: str
    article: int
    language: str
    title: str
    fields: tuple[Field, ...]
    left_out: tuple[LeftOut, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding:
    """A finding with its 1-based ``number`` on the page, its stable ``id`` and its MQM name.

    ``dismissed`` is the reason for which a person said that it is none; None while it is open.
    """

    number: int
    id: str
    mqm: str
    finding: Finding
    dismissed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """What a machine system made of the Arabic of one passage."""

    system: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The pair's decision, and the titles behind the names in it."""

    pair: Pair
    runner_up_title: str
    runner_up_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One bead: its sentences on both sides, its findings, and what the machines made of it.

    ``number`` is the bead's 0-based number (of the sentence, where there is no original to align with);
    ``similarity`` and ``confidence`` are the alignment's, None where nothing was aligned. ``rendering`` is the English
    that an editor wrote in place of what was published; exports fill it in, None where there is none.
    """

    number: int
    english: tuple[Sentence, ...]
    arabic: tuple[Sentence, ...]
    similarity: float | None
    confidence: float | None
    findings: tuple[ReportedFinding, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    scores: tuple[Score, ...] = ()
    rendering: str | None = None

    @property
    def open(self) -> tuple[ReportedFinding, ...]:
        """Its findings without those that a person dismissed."""
        return open_findings(self.findings)

    @property
    def dismissed(self) -> tuple[ReportedFinding, ...]:
        """The findings that a person dismissed."""
        return tuple(reported for reported in self.findings if reported.dismissed is not None)

    @property
    def worst(self) -> str | None:
        """The severity of its worst open finding, None where it has none."""
        return worst_severity(reported.finding.severity for reported in self.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that is known of one translation."""

    translation: Side
    original: Side | None
    aligned: bool
    verdict: Verdict | None
    match: Match | None
    origin: Origin | None
    passages: tuple[Passage, ...]
    general: tuple[ReportedFinding, ...]  # findings about no passage in particular
    scores: tuple[Score, ...]
    contests: tuple[Contest, ...]
    systems: tuple[str, ...]
    problems: tuple[Problem, ...]
    signatures: tuple[tuple[str, str], ...]  # which step, and its signature
    run: RunFacts = field(default_factory=RunFacts)

    @property
    def decision(self) -> str:
        """The verdict in one word, "none" where there is none."""
        return (self.verdict and self.verdict.verdict) or "none"

    @property
    def findings(self) -> tuple[ReportedFinding, ...]:
        """All findings in the order of their numbers, dismissed ones among them."""
        everywhere = [reported for passage in self.passages for reported in passage.findings]
        return tuple(sorted([*everywhere, *self.general], key=lambda reported: reported.number))

    @property
    def open(self) -> tuple[ReportedFinding, ...]:
        """All findings without those that a person dismissed."""
        return open_findings(self.findings)


def join_sentences(sentences: Iterable[Sentence]) -> str:
    """Sentences as one text, as they stand in exports and as renderings know them."""
    return " ".join(sentence.text for sentence in sentences)


def open_findings(findings: Iterable[ReportedFinding]) -> tuple[ReportedFinding, ...]:
    """The findings that no person dismissed."""
    return tuple(reported for reported in findings if reported.dismissed is None)


def worst_severity(severities: Iterable[str]) -> str | None:
    """The worst of some severities; one that MQM does not know counts as neutral."""
    known = [name if name in SEVERITIES else SEVERITIES[-1] for name in severities]
    return min(known, key=SEVERITIES.index, default=None)
