"""What each stage of a pass took: a table for people, an OpenMetrics text for the tools that watch machines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from corpus.files import replacing
from flows.run import Run
from flows.stages.stage import DONE, Item, Stage, read_outcomes
from flows.storage.gathering import write_table

METRICS = pl.Schema(
    {
        "stage": pl.String(),
        "items": pl.Int64(),  # files or documents that the stage is about
        "reused": pl.Int64(),  # done in an earlier pass
        "sentences": pl.Int64(),  # of the items that this pass did
        "batches": pl.Int64(),
        "without_result": pl.Int64(),  # a problem or a failure instead
        "problems": pl.Int64(),
        "seconds": pl.Float64(),
    }
)
_HELP = {
    "items": "Files or documents that a stage is about",
    "reused": "Items that an earlier pass had done",
    "sentences": "Sentences of the items that this pass did",
    "batches": "Batches that this pass did",
    "without_result": "Items that ended in a problem or a failure",
    "problems": "Problems met",
    "seconds": "Wall time of a stage",
}


def measure_stage(
    run: Run, stage: Stage, items: Sequence[Item], todo: Sequence[Sequence[Item]], *, problems: int, seconds: float
) -> dict[str, Any]:
    """One row of the metrics, once the tables of the stage are written."""
    keys = {item.key for batch in todo for item in batch}
    outcomes = read_outcomes(run, stage)
    return {
        "stage": stage.name,
        "items": len(items),
        "reused": sum(item.key not in keys for item in items),
        "sentences": _sentences(run, [item for batch in todo for item in batch]),
        "batches": len(todo),
        "without_result": outcomes.filter(pl.col("outcome") != DONE).height,
        "problems": problems,
        "seconds": round(seconds, 3),
    }


def write_metrics(run: Run, measured: Sequence[dict[str, Any]]) -> None:
    """Keep ``metrics/stages.parquet`` and ``metrics/openmetrics.txt``.

    Each row tells of the last pass that did its stage: one that only judges anew leaves what was measured before it.
    """
    from prometheus_client import CollectorRegistry, Gauge
    from prometheus_client.openmetrics.exposition import generate_latest

    folder = run.path / "metrics"
    folder.mkdir(exist_ok=True)
    frame = pl.concat([_earlier(folder / "stages.parquet", measured), pl.DataFrame(measured, schema=METRICS)])
    write_table(folder / "stages.parquet", frame)
    registry = CollectorRegistry()
    for name, text in _HELP.items():
        gauge = Gauge(f"muqabala_stage_{name}", text, ["stage"], registry=registry)
        for stage, value in frame.select("stage", name).iter_rows():
            gauge.labels(stage=stage).set(value)
    fates = Gauge(
        "muqabala_fates", "Files and documents by what became of them", ["unit", "fate", "reason"], registry=registry
    )
    for unit, fate, reason, count in run.read("fates").select("unit", "fate", "reason", "count").iter_rows():
        fates.labels(unit=unit, fate=fate, reason=reason).set(count)
    with replacing(folder / "openmetrics.txt") as file:
        file.write(generate_latest(registry))  # type: ignore[no-untyped-call]


def _earlier(path: Path, measured: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """The rows of the stages that this pass did not do."""
    if not path.is_file():
        return pl.DataFrame(schema=METRICS)
    done = [row["stage"] for row in measured]
    return (
        pl.read_parquet(path)
        .match_to_schema(METRICS, missing_columns="insert", extra_columns="ignore")
        .filter(~pl.col("stage").is_in(done))
    )


def _sentences(run: Run, items: Sequence[Item]) -> int:
    """Sentences of the documents, or of the files where they were only read now."""
    by_file = [item.file for item in items if not item.document]
    documents = [item.document for item in items if item.document]
    if by_file:
        read = run.rows("documents", "file", by_file)
        documents = read["document"].to_list()
    scanned = pl.scan_parquet(run.table("sentences")).filter(pl.col("document").is_in(documents))
    return int(scanned.select(pl.len()).collect().item())
