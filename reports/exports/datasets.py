"""The passages of a run as a table for other programs: a row a passage, its findings and machine versions inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import polars as pl

from reports.report import Passage, Report, join_sentences

_FINDING = pl.Struct(
    {
        "id": pl.String(),
        "mqm": pl.String(),
        "category": pl.String(),
        "severity": pl.String(),
        "confidence": pl.Float64(),
        "english": pl.String(),
        "arabic": pl.String(),
        "evidence": pl.String(),
        "repair": pl.String(),
    }
)
PASSAGES = pl.Schema(
    {
        "document": pl.String(),
        "file": pl.String(),
        "article": pl.Int64(),
        "original": pl.String(),  # null where none was found
        "passage": pl.Int64(),  # from 0, the bead's number
        "english": pl.String(),
        "arabic": pl.String(),
        "rendering": pl.String(),  # what an editor wrote in place of the English; null where there is nothing
        "similarity": pl.Float64(),
        "confidence": pl.Float64(),
        "verdict": pl.String(),  # of the document
        "origin": pl.String(),
        "findings": pl.List(_FINDING),
        "machines": pl.List(pl.Struct({"system": pl.String(), "text": pl.String()})),
    }
)


def to_jsonl(reports: Iterable[Report]) -> bytes:
    """One JSON object a line, UTF-8, Arabic as it is written."""
    rows = (row for report in reports for row in _rows(report))
    return b"".join(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for row in rows)


def to_parquet(reports: Iterable[Report]) -> bytes:
    """The same rows as a Parquet file of the schema ``PASSAGES``."""
    out = BytesIO()
    pl.DataFrame([row for report in reports for row in _rows(report)], schema=PASSAGES).write_parquet(out)
    return out.getvalue()


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for passage in report.passages:
        yield {
            "document": report.translation.document,
            "file": report.translation.file,
            "article": report.translation.article,
            "original": report.original.document if report.original else None,
            "passage": passage.number,
            "english": join_sentences(passage.english),
            "arabic": join_sentences(passage.arabic),
            "rendering": passage.rendering,
            "similarity": passage.similarity,
            "confidence": passage.confidence,
            "verdict": report.verdict.verdict if report.verdict else None,
            "origin": report.origin.origin if report.origin else None,
            "findings": list(_findings(passage)),
            "machines": [{"system": each.system, "text": each.text} for each in passage.renditions],
        }


def _findings(passage: Passage) -> Iterator[dict[str, Any]]:
    for reported in passage.open:
        finding = reported.finding
        yield {
            "id": reported.id,
            "mqm": reported.mqm,
            "category": finding.category,
            "severity": finding.severity,
            "confidence": finding.confidence,
            "english": finding.english.text if finding.english else None,
            "arabic": finding.arabic.text if finding.arabic else None,
            "evidence": finding.evidence,
            "repair": finding.repair,
        }
