"""From a run's tables to its pages on disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from corpus.files import replacing
from corpus.problems import UsageError
from reports.collecting import collect_reports
from reports.corpus import collect_corpus, render_corpus
from reports.exports.plain import to_json
from reports.index import render_index
from reports.ledger import collect_ledger, render_ledger
from reports.pages import render_document
from reports.renderings import apply_renderings, renderings_of
from reports.report import Report
from reports.summary import collect_summary
from reports.tables import Tables, open_tables

_BATCH = 100  # documents whose rows are held at once
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")  # a document's name, which becomes a file's name


def write_reports(run: Path, documents: Sequence[str] | None = None) -> Path:
    """Write ``documents/<id>.html`` and ``.json`` of the given translations (of all, if None), and the index.

    Every file is whole or is not there: it is written beside its place and then put into it.

    Returns:
        The path of ``index.html``.

    Raises:
        UsageError: the folder is no run, or it has no translation of a given name.
    """
    write_pages(run, translations_of(open_tables(run)) if documents is None else documents)
    return write_index(run)


def write_pages(run: Path, documents: Sequence[str]) -> None:
    """Write the pages of some translations, without the index.

    Raises:
        UsageError: the folder is no run, or it has no translation of a given name.
    """
    tables, renderings = open_tables(run), renderings_of(run)
    for start in range(0, len(documents), _BATCH):
        reports = collect_reports(tables, documents[start : start + _BATCH])
        _write_batch(run / "documents", (apply_renderings(report, renderings) for report in reports))


def write_index(run: Path) -> Path:
    """Write ``index.html`` and the pages of the corpus and its names that it leads to; return the path of the index."""
    tables = open_tables(run)
    _write(run / "corpus.html", render_corpus(collect_corpus(tables)))
    _write(run / "names.html", render_ledger(collect_ledger(tables)))
    path = run / "index.html"
    _write(path, render_index(collect_summary(tables)))
    return path


def translations_of(tables: Tables) -> list[str]:
    """The names of a run's translations, in the order of its documents."""
    frame = tables.frames["documents"].filter(pl.col("role") == "translation").select("document").collect()
    return [str(name) for name in frame["document"]]


def _write_batch(folder: Path, reports: Iterable[Report]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        name = report.translation.document
        if not NAME.fullmatch(name):
            raise UsageError("a document's name cannot name a file", value=name, remedy="make the run again")
        _write(folder / f"{name}.html", render_document(report))
        _write(folder / f"{name}.json", to_json(report))


def _write(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text.encode("utf-8"))
