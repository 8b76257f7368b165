"""The rows that commands print with ``--json``: the contract with other programs, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scores.findings.categories import CATEGORIES

if TYPE_CHECKING:  # a command loads only the rooms whose rows it writes
    from alignments.beads import Bead
    from alignments.pairing.pairs import Pair
    from corpus.documents import Document, Field
    from scores.findings.finding import Finding, Mark
    from scores.origin.judging import Origin

Row = dict[str, Any]


def document_row(document: Document) -> Row:
    """What was read of one article; offsets count in the file's text as read."""
    return {
        "document": document.id,
        "file": document.file,
        "article": document.article,
        "language": document.language,
        "title": document.title,
        "title_start": document.title_start,
        "title_end": document.title_end,
        "metadata": {field.name: _field_row(field) for field in reversed(document.metadata)},
        "body": {"language": document.body.language, "start": document.body.start, "end": document.body.end},
        "sentences": [
            {"start": sentence.start, "end": sentence.end} for sentence in document.sentences if sentence.kind == "body"
        ],
        "notes": [
            {"kind": note.kind, "reason": note.reason, "start": note.start, "end": note.end} for note in document.notes
        ],
    }


def pair_row(pair: Pair, files: Mapping[str, str]) -> Row:
    """The decision for one translation; ``files`` names each document's file."""
    return {
        "translation": pair.translation,
        "translation_file": files[pair.translation],
        "original": pair.original,
        "original_file": None if pair.original is None else files[pair.original],
        "confidence": round(pair.confidence, 4),
        "reasons": list(pair.reasons),
        "runner_up": pair.runner_up,
    }


def bead_row(bead: Bead, document: str | None) -> Row:
    """One bead in the caller's sentence numbers."""
    return _named(document) | {
        "arabic": list(bead.arabic),
        "english": list(bead.english),
        "similarity": round(bead.similarity, 4),
        "confidence": round(bead.confidence, 4),
    }


def finding_row(finding: Finding, document: str | None) -> Row:
    """One suspected fault; a side without words for it is null."""
    return _named(document) | {
        "category": finding.category,
        "mqm": CATEGORIES[finding.category].mqm,
        "severity": finding.severity,
        "confidence": round(finding.confidence, 4),
        "arabic": _mark_row(finding.arabic),
        "english": _mark_row(finding.english),
        "evidence": finding.evidence,
        "repair": finding.repair,
        "check": finding.check,
    }


def origin_row(origin: Origin, document: str | None) -> Row:
    """Who seems to have translated, and why."""
    return _named(document) | {
        "origin": origin.origin,
        "machine_probability": round(origin.machine_probability, 4),
        "evidence": list(origin.evidence),
        "signature": origin.signature,
    }


def _field_row(field: Field) -> Row:
    row: Row = {
        "value": field.value,
        "raw": field.raw,
        "language": field.language,
        "start": field.start,
        "end": field.end,
    }
    if field.calendar is not None:
        row["calendar"] = field.calendar
    if field.readings:
        row["readings"] = list(field.readings)
    return row


def _mark_row(mark: Mark | None) -> Row | None:
    if mark is None:
        return None
    return {"sentence": list(mark.sentences), "start": mark.start, "end": mark.end, "text": mark.text}


def _named(document: str | None) -> Row:
    return {} if document is None else {"id": document}
