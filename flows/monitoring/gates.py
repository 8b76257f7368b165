"""The quality gate: a night in which problems or missing originals jump is not taken for a good one."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from corpus.files import replacing
from corpus.problems import DocumentError
from flows.run import Run
from flows.settings import Work
from flows.storage.gathering import write_table

_WATCHED = {  # (unit, fate) → how a person calls it
    ("file", "left out"): "files left out",
    ("file", "failed"): "files that failed",
    ("document", "failed"): "documents that failed",
    ("document", "no original found"): "documents without an original",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person answered about a run that differs too much: whether it is the new measure, why, and who says so."""

    accept: bool
    reason: str
    by: str


Ask = Callable[[Run, Work, Sequence[str]], Decision]


def find_jumps(before: pl.DataFrame, now: pl.DataFrame, *, rise: float) -> list[str]:
    """The watched shares of the ledger that rose by more than ``rise``, each as a line for a person."""
    old, new = _shares(before), _shares(now)
    return [
        f"{name}: {old.get(place, 0):.1%} before, {new[place]:.1%} now"
        for place, name in _WATCHED.items()
        if new.get(place, 0) - old.get(place, 0) > rise
    ]


def check_gate(run: Run, work: Work, *, ask: Ask | None = None) -> list[str]:
    """Hold this run's ledger against that of the last accepted one; a run that passes is the next one's measure.

    Returns what jumped where the gate only warns; the measure then stays as it is, so that the next run warns too.

    Raises:
        DocumentError: a share jumped, and nobody accepted it.
    """
    accepted = run.path / "metrics" / "accepted.parquet"
    now = run.read("fates")
    measured = work.gate != "off" and accepted.is_file()
    jumps = find_jumps(pl.read_parquet(accepted), now, rise=work.rise) if measured else []
    if jumps and work.gate == "warn":
        return jumps
    if jumps:
        _decide(run, work, jumps, ask)
    write_table(accepted, now)
    return []


def _decide(run: Run, work: Work, jumps: Sequence[str], ask: Ask | None) -> None:
    """Stop the run, or let a person decide and keep what was said beside the other decisions."""
    remedy = f"look at {run.path / 'index.html'}; where all is well, run it once with the gate off"
    if work.gate == "pause" and ask is not None:
        decision = ask(run, work, jumps)
        _keep(run.decisions / "gate.jsonl", decision, jumps)
        if decision.accept:
            return
        remedy = f"{decision.by or 'somebody'} refused it: {decision.reason or 'no reason given'}"
    raise DocumentError(
        "the run is done, but it differs too much from the last accepted one", value="; ".join(jumps), remedy=remedy
    )


def _keep(path: Path, decision: Decision, jumps: Sequence[str]) -> None:
    before = path.read_bytes() if path.is_file() else b""
    row = json.dumps({**asdict(decision), "jumps": list(jumps)}, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(before + f"{row}\n".encode())


def _shares(ledger: pl.DataFrame) -> dict[tuple[str, str], float]:
    shares = ledger.group_by("unit", "fate").agg(pl.col("share").sum())
    return {(unit, fate): share for unit, fate, share in shares.iter_rows()}
