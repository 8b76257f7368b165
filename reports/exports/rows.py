"""The rows that leave for spreadsheets: one a finding, in words that a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reports.report import Report, ReportedFinding, join_sentences, open_findings
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
    "english-passage",
    "rendering",
    "arabic-passage",
    "finding",
    "document",
    "file",
)
"""The columns by name; ``say("column", name)`` is what stands above them."""
# a spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection), fullwidth forms too
_FORMULA = re.compile(r"\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]")


def finding_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The findings of a report in the order of ``COLUMNS``, those about no passage last.

    A passage for which an editor wrote another English has a row too when nothing is left to find in it.
    """
    for passage in report.passages:
        where = {
            "passage": str(passage.number + 1),
            "english-passage": join_sentences(passage.english),
            "rendering": passage.rendering or "",
            "arabic-passage": join_sentences(passage.arabic),
        }
        for reported in passage.open:
            yield _row(report, where | _finding(reported, report.run.interface))
        if passage.rendering and not passage.open:
            yield _row(report, where)
    for reported in open_findings(report.general):
        yield _row(report, _finding(reported, report.run.interface))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, with nothing in it that acts unseen.

    >>> harmless("=1+1"), harmless("1+1")
    ("'=1+1", '1+1')
    """
    shown = visible(cell)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _row(report: Report, cells: Mapping[str, str]) -> tuple[str, ...]:
    """The cells in the order of the columns, an empty one where nothing is to say."""
    whole = {"document": report.translation.document, "file": report.translation.file, **cells}
    return tuple(whole.get(column, "") for column in COLUMNS)


def _finding(reported: ReportedFinding, language: str) -> dict[str, str]:
    finding = reported.finding
    return {
        "number": str(reported.number),
        "category": say("category", finding.category, language=language),
        "severity": say("severity", finding.severity, language=language),
        "confidence": say_confidence(finding.confidence, language=language),
        "english": finding.english.text if finding.english else "",
        "arabic": finding.arabic.text if finding.arabic else "",
        "evidence": finding.evidence,
        "proposed": finding.repair or "",
        "finding": reported.id,
    }
