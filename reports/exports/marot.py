"""MQM annotations as Marot reads them: ten columns, tab-separated, a line for every error (google-research, marot)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from reports.report import Passage, Report, ReportedFinding
from reports.shown import visible

COLUMNS = (
    "system",
    "doc",
    "docSegId",
    "globalSegId",
    "rater",
    "source",
    "target",
    "category",
    "severity",
    "metadata",
)
_RATER = "muqabala"
_SYSTEM = "published"  # the translation itself; contests call it so too
_TAG = re.compile(r"<(/?v)>")  # Marot's marks of a span: in a document they are text


def to_marot(reports: Iterable[Report]) -> bytes:
    """Every finding as an annotation, and a passage without findings as one of ``no-error``.

    Marot counts scores a segment, so the clean ones must be there. Findings about no passage have no segment
    and are left out.
    """
    lines = ["\t".join(COLUMNS)]
    number = 0
    for report in reports:
        for passage in report.passages:
            number += 1
            lines += ["\t".join(row) for row in _rows(report, passage, number)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _rows(report: Report, passage: Passage, number: int) -> Iterator[tuple[str, ...]]:
    place = (_SYSTEM, f"{report.translation.document}:Arabic-English", str(passage.number + 1), str(number), _RATER)
    for reported in passage.open:
        finding = reported.finding
        source = _marked(passage, "arabic", reported)
        target = _marked(passage, "english", reported)
        yield (
            *place,
            source,
            target,
            _title(reported.mqm or finding.category),
            _title(finding.severity),
            _note(reported),
        )
    if not passage.open:
        yield *place, _marked(passage, "arabic"), _marked(passage, "english"), "no-error", "no-error", "{}"


def _marked(passage: Passage, side: str, reported: ReportedFinding | None = None) -> str:
    """The text of a side in one line, the finding's words between ``<v>`` and ``</v>``."""
    sentences = passage.english if side == "english" else passage.arabic
    finding = reported.finding if reported else None
    mark = (finding.english if side == "english" else finding.arabic) if finding else None
    pieces = []
    for sentence in sentences:
        size = len(sentence.text)
        start = min(max(mark.start - sentence.start, 0), size) if mark else size
        end = min(max(mark.end - sentence.start, start), size) if mark else size
        before, words, after = (_plain(part) for part in _cut(sentence.text, start, end))
        pieces.append(f"{before}<v>{words}</v>{after}" if words else before + after)
    return " ".join(pieces)


def _cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]


def _plain(text: str) -> str:
    return _TAG.sub(
        "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\\1\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
        re.sub(r"\s", " ", visible(text)),
    )


def _title(name: str) -> str:
    """A name of MQM as annotation tools write it.

    >>> _title("accuracy/mistranslation"), _title("linguistic conventions/punctuation")
    ('Accuracy/Mistranslation', 'Linguistic conventions/Punctuation')
    """
    return "/".join(part[:1].upper() + part[1:] for part in name.split("/"))


def _note(reported: ReportedFinding) -> str:
    finding = reported.finding
    mark = finding.english or finding.arabic
    note = {
        "note": finding.evidence,
        "marked_text": mark.text if mark else "",
        "corrected_translation": finding.repair,
        "confidence": finding.confidence,
        "finding": reported.id,
    }
    return json.dumps({name: value for name, value in note.items() if value is not None}, ensure_ascii=True)
