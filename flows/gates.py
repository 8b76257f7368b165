"""The quality gate: a night in which problems or missing originals jump is not taken for a good one."""

from __future__ import annotations

import polars as pl

from corpus.problems import DocumentError
from flows.parts import write_table
from flows.run import Run
from flows.settings import Work

_WATCHED = {  # (unit, fate) → how a person calls it
    ("file", "left out"): "files left out",
    ("file", "failed"): "files that failed",
    ("document", "failed"): "documents that failed",
    ("document", "no original found"): "documents without an original",
}


def find_jumps(before: pl.DataFrame, now: pl.DataFrame, *, rise: float) -> list[str]:
    """The watched shares of the ledger that rose by more than ``rise``, each as a line for a person."""
    old, new = _shares(before), _shares(now)
    return [
        f"{name}: {old.get(place, 0):.1%} before, {new[place]:.1%} now"
        for place, name in _WATCHED.items()
        if new.get(place, 0) - old.get(place, 0) > rise
    ]


def check_gate(run: Run, work: Work) -> None:
    """Hold this run's ledger against that of the last accepted one; a run that passes is the next one's measure.

    Raises:
        DocumentError: a share jumped, and nobody accepted it.
    """
    accepted = run.path / "metrics" / "accepted.parquet"
    now = run.read("fates")
    if work.gate != "off" and accepted.is_file():
        jumps = find_jumps(pl.read_parquet(accepted), now, rise=work.rise)
        if jumps:
            raise DocumentError(
                "the run is done, but it differs too much from the last accepted one",
                value="; ".join(jumps),
                remedy=f"look at {run.path / 'index.html'}; where all is well, run it once with the gate off",
            )
    write_table(accepted, now)


def _shares(ledger: pl.DataFrame) -> dict[tuple[str, str], float]:
    shares = ledger.group_by("unit", "fate").agg(pl.col("share").sum())
    return {(unit, fate): share for unit, fate, share in shares.iter_rows()}
