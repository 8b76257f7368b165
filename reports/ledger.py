"""The page of names: how every person, place and body of the corpus is written in both languages, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from reports.pages import render
from reports.report import RunFacts
from reports.tables import Row, Tables

MOST = 2000  # names that the page shows; the table has all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The names of a run: those spelt in several ways with where each spelling stands, and the most frequent ones."""

    run: RunFacts
    total: int
    unsteady: tuple[tuple[Row, tuple[Row, ...]], ...]
    names: tuple[Row, ...]


def collect_ledger(tables: Tables) -> Ledger:
    """The ledger and the drift out of the run's tables, the most frequent names first."""
    names = tables.frames["ledger"].collect()
    unsteady = names.filter(pl.col("spellings") > 1).head(MOST).to_dicts()
    places = tables.grouped("drift", "name", [row["name"] for row in unsteady])
    return Ledger(
        run=tables.run,
        total=names.height,
        unsteady=tuple((row, tuple(places[row["name"]])) for row in unsteady),
        names=tuple(names.head(MOST).to_dicts()),
    )


def render_ledger(ledger: Ledger) -> str:
    """One self-contained HTML page; names spelt in several ways come first."""
    return render(
        "ledger.html",
        language=ledger.run.interface,
        sheets=("page", "corpus"),
        code="corpus",
        ledger=ledger,
    )
