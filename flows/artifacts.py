"""What Prefect's page of a run shows: what became of everything, the worst documents, the stages, the index."""

from __future__ import annotations

from typing import Any

import polars as pl
from prefect.artifacts import create_link_artifact, create_table_artifact

from flows.run import Run
from flows.summary import Summary

_WORST = 20


def publish_artifacts(run: Run, summary: Summary) -> None:
    """Leave the tables that an operator looks at in the morning."""
    stages = pl.read_parquet(run.path / "metrics" / "stages.parquet")
    create_table_artifact(run.read("fates").to_dicts(), key="fates", description="What became of everything")
    create_table_artifact(stages.to_dicts(), key="stages", description="What each stage took")
    worst = worst_documents(run)
    if worst:
        create_table_artifact(worst, key="worst-documents", description="The worst translations")
    create_link_artifact(f"file://{run.path.absolute() / 'index.html'}", key="index", link_text=summary.index)


def worst_documents(run: Run) -> list[dict[str, Any]]:
    """The translations with the highest penalties, worst first."""
    names = run.read("documents").filter(pl.col("role") == "translation").select("document", "file", "title")
    verdicts = run.read("verdicts").filter(pl.col("verdict").is_in(["retranslate", "revise"]))
    found = names.join(verdicts, left_on="document", right_on="translation")
    columns = ("document", "file", "title", "verdict", "penalty", "coverage")
    return found.sort("penalty", "document", descending=[True, False]).head(_WORST).select(columns).to_dicts()
