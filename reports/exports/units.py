"""Translation units: what leaves for the tools of the trade, and comes back the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.report import Report, ReportedFinding, join_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFinding:
    """A finding as a unit carries it; the words are those it lies on, empty where that side has none."""

    category: str
    severity: str
    evidence: str
    arabic: str = ""
    english: str = ""
    repair: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One passage: Arabic, English and its findings. A side may be empty (an omission, an addition).

    ``id`` is a name without spaces (XML NMTOKEN), such as ``13c9497c2425.12``.
    """

    id: str
    arabic: str
    english: str
    findings: tuple[UnitFinding, ...] = ()


def units_of(report: Report) -> Iterator[Unit]:
    """The passages of a report as units, in reading order.

    Where an editor wrote a better rendering, it is the English, and the findings of what it replaces are gone.
    """
    for passage in report.passages:
        yield Unit(
            id=f"{report.translation.document}.{passage.number}",
            arabic=join_sentences(passage.arabic),
            english=join_sentences(passage.english) if passage.rendering is None else passage.rendering,
            findings=tuple(_finding(reported) for reported in passage.open) if passage.rendering is None else (),
        )


def _finding(reported: ReportedFinding) -> UnitFinding:
    finding = reported.finding
    return UnitFinding(
        category=finding.category,
        severity=finding.severity,
        evidence=finding.evidence,
        arabic=finding.arabic.text if finding.arabic else "",
        english=finding.english.text if finding.english else "",
        repair=finding.repair or "",
        confidence=finding.confidence,
    )
