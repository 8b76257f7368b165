"""A document's report for other programs and other desks: JSON, Markdown and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict

from reports.catalogues import phrase
from reports.exports.rows import COLUMNS, finding_rows, harmless
from reports.report import Passage, Report, ReportedFinding, join_sentences
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
    language = reports[0].run.interface if reports else "en"
    writer.writerow([say("column", name, language=language) for name in COLUMNS])
    for report in reports:
        writer.writerows([harmless(cell) for cell in row] for row in finding_rows(report))
    return out.getvalue()


def to_markdown(report: Report) -> str:
    """The verdict, the reasons, the findings and what editors wrote, as a text to send or to print."""
    language = report.run.interface
    lines = [f"# {_escape(report.translation.title or report.translation.file)}", ""]
    lines += [f"**{say('verdict', report.decision, language=language)}**", ""]
    lines += [f"- {line}" for line in _judgement(report, language)]
    found = phrase("Findings", language=language)
    lines += ["", f"## {found}", ""] if report.open else []
    for reported in report.open:
        lines += _finding_lines(reported, language)
    rendered = [passage for passage in report.passages if passage.rendering]
    written = phrase("What editors wrote", language=language)
    lines += ["", f"## {written}", ""] if rendered else []
    for passage in rendered:
        lines += _rendering_lines(passage, language)
    return "\n".join(lines) + "\n"


def _judgement(report: Report, language: str) -> Iterator[str]:
    verdict = report.verdict
    yield from map(_escape, verdict.reasons if verdict else ())
    found = phrase("Findings", language=language)
    yield f"{found}: {say_tally([reported.finding.severity for reported in report.open], language=language)}"
    if verdict and verdict.coverage is not None:
        share = say_share(verdict.coverage)
        yield phrase(
            "%(share)s of the Arabic words have their counterpart in the English.", language=language, share=share
        )
    if not report.original:
        yield phrase("No original was found", language=language)
        yield from map(_escape, report.match.pair.reasons if report.match else ())


def _finding_lines(reported: ReportedFinding, language: str) -> list[str]:
    finding = reported.finding
    words = [isolate(_escape(mark.text)) for mark in (finding.english, finding.arabic) if mark and mark.text]
    said = [
        f"**{say('category', finding.category, language=language)}**",
        say("severity", finding.severity, language=language),
        say_confidence(finding.confidence, language=language),
    ]
    head = phrase(", ", language=language).join(said)
    lines = [f"{reported.number}. {head}" + (": " + " · ".join(words) if words else "")]
    evidence = finding.evidence or say("category", finding.category, "what", language=language)
    lines.append(f"   {_escape(evidence)}")
    if finding.repair:
        proposed = phrase("Proposed:", language=language)
        lines.append(f"   {proposed} {isolate(_escape(finding.repair))}")
    return lines


def _rendering_lines(passage: Passage, language: str) -> list[str]:
    number = phrase("Passage %(number)s", language=language, number=passage.number + 1)
    published, editor = phrase("Published:", language=language), phrase("Editor:", language=language)
    return [
        f"- {number}",
        f"  - {published} {isolate(_escape(join_sentences(passage.english)))}",
        f"  - {editor} {isolate(_escape(passage.rendering or ''))}",
    ]


def _escape(text: str) -> str:
    """Text as Markdown shows it, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(visible(text).split()))
