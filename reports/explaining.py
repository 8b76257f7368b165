"""What a result was made from: every input of a finding, a score, a pair or a verdict, read back from the run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from corpus.problems import UsageError

# The tables that say something about a translation, in the order in which one was made from the other.
_ABOUT = ("pairs", "beads", "findings", "scores", "contests", "origins", "verdicts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One input or result: what it is, and its values by name."""

    what: str
    values: Mapping[str, Any]


def explain(run: Path, id: str) -> list[Part]:  # noqa: A002 - the word people use
    """Everything behind a finding or a document of a run.

    For a finding: the finding, its bead, the sentences of either side, the pair, the two documents. For a
    document: how it was read, its pair, beads, findings, scores, contests, origin and verdict. The settings
    and the signatures of the models come last, since all results share them.

    Raises:
        UsageError: the folder is no run, or the run knows no such id.
    """
    if not (run / "run.json").is_file():
        raise UsageError("the folder is no run", value=str(run), remedy="give the folder that `muqabala run` wrote")
    found = list(_finding(run, id)) or list(_document(run, id))
    if not found:
        raise UsageError(
            "the run knows no such id", value=id, remedy="give the id of a finding or a document, as on the pages"
        )
    settings = json.loads((run / "run.json").read_text(encoding="utf-8"))
    return [*found, Part(what="settings and models of the run", values=settings)]


def _finding(run: Path, id: str) -> Iterator[Part]:  # noqa: A002
    for row in _rows(run, "findings", finding=id):
        yield Part(what=f"finding {id}", values=row)
        if row["original"] is not None:
            for bead in _rows(run, "beads", translation=row["translation"], number=row["bead"]):
                yield Part(what=f"bead {bead['number']}", values=bead)
                yield from _sentences(run, row["original"], bead["arabic"])
                yield from _sentences(run, row["translation"], bead["english"])
        yield from _table(run, "pairs", translation=row["translation"])
        yield from _table(run, "verdicts", translation=row["translation"])
        for document in filter(None, (row["translation"], row["original"])):
            yield from _read(run, document)


def _document(run: Path, id: str) -> Iterator[Part]:  # noqa: A002
    read = list(_read(run, id))
    if not read:
        return
    yield from read
    for table in _ABOUT:
        yield from _table(run, table, translation=id)
    for row in _rows(run, "pairs", original=id):
        yield Part(what=f"is the original of {row['translation']}", values=row)


def _read(run: Path, document: str) -> Iterator[Part]:
    for row in _rows(run, "documents", document=document):
        yield Part(what=f"document {document}", values={name: value for name, value in row.items() if name != "text"})
    for name in ("fields", "notes"):
        yield from _table(run, name, document=document)


def _sentences(run: Path, document: str, numbers: list[int]) -> Iterator[Part]:
    for row in _rows(run, "sentences", document=document):
        if row["number"] in numbers:
            yield Part(what=f"sentence {row['number']} of {document}", values=row)


def _table(run: Path, name: str, **where: Any) -> Iterator[Part]:
    for row in _rows(run, name, **where):
        yield Part(what=name, values=row)


def _rows(run: Path, name: str, **where: Any) -> Iterator[dict[str, Any]]:
    table = run / f"{name}.parquet"
    if table.exists():
        conditions = [pl.col(column) == value for column, value in where.items()]
        yield from pl.scan_parquet(table).filter(*conditions).collect().iter_rows(named=True)
