"""A document's report for other programs and other desks: JSON, Markdown and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict

from reports.report import Report, ReportedFinding
from reports.rows import COLUMNS, finding_rows, harmless
from reports.shown import isolate, visible
from reports.wording import say, say_confidence, say_share, say_tally

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # tells spreadsheets that the file is UTF-8
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def to_json(report: Report) -> str:
    """Everything the page is made from. The fields are described in docs/reports.md."""
    return json.dumps(asdict(report), ensure_ascii=False) + "\n"


def to_csv(*reports: Report) -> str:
    """One line a finding (RFC 4180), for a spreadsheet: with a byte-order mark, and no cell that could be a formula."""
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for report in reports:
        writer.writerows([harmless(cell) for cell in row] for row in finding_rows(report))
    return out.getvalue()


def to_markdown(report: Report) -> str:
    """The verdict, the reasons and the findings as a text to send or to print."""
    verdict = report.verdict
    lines = [f"# {_escape(report.translation.title or report.translation.file)}", ""]
    lines += [f"**{say('verdict', report.decision)}**", ""]
    lines += [f"- {_escape(reason)}" for reason in (verdict.reasons if verdict else ())]
    lines += [f"- Findings: {say_tally([reported.finding.severity for reported in report.open])}"]
    if verdict and verdict.coverage is not None:
        lines.append(f"- {say_share(verdict.coverage)} of the Arabic words have their counterpart in the English")
    if not report.original:
        reasons = report.match.pair.reasons if report.match else ()
        lines += ["- No Arabic original was found", *(f"- {_escape(reason)}" for reason in reasons)]
    lines += ["", "## Findings", ""] if report.open else []
    for reported in report.open:
        lines += _finding_lines(reported)
    return "\n".join(lines) + "\n"


def _finding_lines(reported: ReportedFinding) -> list[str]:
    finding = reported.finding
    words = [isolate(_escape(mark.text)) for mark in (finding.english, finding.arabic) if mark and mark.text]
    lines = [
        f"{reported.number}. **{say('category', finding.category)}**, {say('severity', finding.severity)}, "
        f"{say_confidence(finding.confidence)}" + (": " + " · ".join(words) if words else "")
    ]
    lines.append(f"   {_escape(finding.evidence or say('category', finding.category, 'what'))}")
    if finding.repair:
        lines.append(f"   Proposed: {isolate(_escape(finding.repair))}")
    return lines


def _escape(text: str) -> str:
    """Text as Markdown shows it, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(visible(text).split()))
