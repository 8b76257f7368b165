"""The rows that leave for spreadsheets: one a finding, in words that a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.report import Report, ReportedFinding, open_findings
from reports.shown import visible
from reports.wording import say, say_confidence

COLUMNS = (
    "number",
    "passage",
    "category",
    "severity",
    "confidence",
    "english",
    "arabic",
    "evidence",
    "proposed",
    "english passage",
    "arabic passage",
    "finding",
    "document",
    "file",
)
# a spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection), fullwidth forms too
_FORMULA = re.compile(r"\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]")


def finding_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The findings of a report in the order of ``COLUMNS``, those about no passage last."""
    for passage in report.passages:
        texts = [" ".join(part.text for part in side) for side in (passage.english, passage.arabic)]
        for reported in passage.open:
            yield _row(report, reported, str(passage.number + 1), *texts)
    for reported in open_findings(report.general):
        yield _row(report, reported, "", "", "")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, with nothing in it that acts unseen.

    >>> harmless("=1+1"), harmless("1+1")
    ("'=1+1", '1+1')
    """
    shown = visible(cell)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _row(report: Report, reported: ReportedFinding, passage: str, english: str, arabic: str) -> tuple[str, ...]:
    finding = reported.finding
    return (
        str(reported.number),
        passage,
        say("category", finding.category),
        finding.severity,
        say_confidence(finding.confidence),
        finding.english.text if finding.english else "",
        finding.arabic.text if finding.arabic else "",
        finding.evidence,
        finding.repair or "",
        english,
        arabic,
        reported.id,
        report.translation.document,
        report.translation.file,
    )
