"""The tables of a run, opened lazily, and cut down to the documents that are wanted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from alignments.tables import BEADS, PAIRS
from corpus.problems import UsageError
from corpus.tables import DOCUMENTS, FIELDS, NOTES, PROBLEMS, SENTENCES
from reports.report import RunFacts
from scores.groups import GROUPS
from scores.ledger import DRIFT, LEDGER
from scores.tables import CONTESTS, FINDINGS, ORIGINS, SCORES, VERDICTS

SCHEMAS: dict[str, pl.Schema] = {
    "documents": DOCUMENTS,
    "fields": FIELDS,
    "sentences": SENTENCES,
    "notes": NOTES,
    "problems": PROBLEMS,
    "pairs": PAIRS,
    "beads": BEADS,
    "findings": FINDINGS,
    "scores": SCORES,
    "contests": CONTESTS,
    "origins": ORIGINS,
    "verdicts": VERDICTS,
    "groups": GROUPS,
    "ledger": LEDGER,
    "drift": DRIFT,
}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The frames of a run by name (see ``SCHEMAS``), and what its ``run.json`` says."""

    frames: Mapping[str, pl.LazyFrame]
    run: RunFacts

    def rows(self, name: str, column: str, values: Collection[str], *, columns: list[str] | None = None) -> list[Row]:
        """The rows of a table whose ``column`` is one of ``values``, in the table's order."""
        frame = self.frames[name].filter(pl.col(column).is_in(sorted(values)))
        return (frame.select(columns) if columns else frame).collect().to_dicts()

    def grouped(self, name: str, column: str, values: Collection[str]) -> defaultdict[str, list[Row]]:
        """The same rows by the value of ``column``."""
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows(name, column, values):
            groups[row[column]].append(row)
        return groups


def open_tables(run: Path) -> Tables:
    """Open the tables of a run folder; a table that a run has not made yet is an empty one.

    Raises:
        UsageError: the folder holds no documents table, so it is no run.
    """
    if not (run / "documents.parquet").is_file():
        raise UsageError("this folder is no run", value=str(run), remedy="name a folder that `muqabala run` made")
    return Tables(
        frames={name: _scan(run / f"{name}.parquet", schema) for name, schema in SCHEMAS.items()},
        run=_read_facts(run / "run.json"),
    )


def _scan(path: Path, schema: pl.Schema) -> pl.LazyFrame:
    return pl.scan_parquet(path) if path.is_file() else pl.LazyFrame(schema=schema)


def _read_facts(path: Path) -> RunFacts:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        models = tuple(
            sorted((str(name).replace("_", " "), str(signature)) for name, signature in facts.get("models", {}).items())
        )
    except (OSError, ValueError, AttributeError):
        return RunFacts()
    return RunFacts(
        version=str(facts.get("version", "")),
        started=str(facts.get("started", "")),
        folder=str(facts.get("folder", "")),
        models=models,
        interface=str(facts.get("settings", {}).get("interface", "en")),
    )
