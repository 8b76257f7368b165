"""The drop ledger, table ``fates``: what became of every file and document that came in, summing to all of them."""

from __future__ import annotations

import polars as pl

from flows.run import Run
from flows.stages.checking import CHECK
from flows.stages.reading import READ
from flows.stages.stage import FAILED, read_outcomes

FATES = pl.Schema(
    {
        "unit": pl.String(),  # file or document
        "fate": pl.String(),  # read, left out, failed; judged, no original, original, machine …
        "reason": pl.String(),  # the verdict, or what was wrong; empty where the fate says it
        "count": pl.Int64(),
        "share": pl.Float64(),  # of its unit
    }
)


def count_fates(run: Run) -> pl.DataFrame:
    """How many files and documents met which fate; the shares of a unit sum to 1."""
    fates = pl.concat([_files(run), _documents(run)])
    counted = fates.group_by("unit", "fate", "reason").agg(pl.len().cast(pl.Int64).alias("count"))
    share = (pl.col("count") / pl.col("count").sum().over("unit")).alias("share")
    return counted.with_columns(share).select(*FATES).sort("unit", "fate", "reason", descending=[True, False, False])


def _files(run: Run) -> pl.DataFrame:
    """Every file found, with what was wrong where it gave no document."""
    outcomes = read_outcomes(run, READ).select("file", "outcome")
    told = run.read("problems").filter(pl.col("stage") == READ.name).select("file", "what").unique("file", keep="first")
    found = outcomes.join(told, on="file", how="full", coalesce=True)
    read = pl.col("file").is_in(run.read("documents", "file")["file"].unique().to_list())
    fate = pl.when(read).then(pl.lit("read")).when(pl.col("outcome") == FAILED).then(pl.lit("failed"))
    return found.select(
        pl.lit("file").alias("unit"),
        fate.otherwise(pl.lit("left out")).alias("fate"),
        pl.when(read).then(pl.lit("")).otherwise(pl.col("what").fill_null("the program failed")).alias("reason"),
    )


def _documents(run: Run) -> pl.DataFrame:
    """Every document read, by its role and how far it came."""
    documents = run.read("documents", "document", "role")
    pairs = run.read("pairs").select(pl.col("translation").alias("document"), "original", pl.lit("yes").alias("paired"))
    verdicts = run.read("verdicts").select(pl.col("translation").alias("document"), "verdict", "signature")
    checks = read_outcomes(run, CHECK).select("document", pl.col("outcome").alias("checked"))
    known = documents
    for frame in (pairs, verdicts, checks):
        known = known.join(frame, on="document", how="left")
    used = pl.col("document").is_in(pairs["original"].drop_nulls().unique().to_list())
    role = pl.col("role")
    english = role.is_in(["translation", "machine"])
    judged = pl.when(role == "machine").then(pl.lit("machine translation")).otherwise(pl.lit("judged"))
    fate = (
        pl.when(role == "original")
        .then(pl.when(used).then(pl.lit("original")).otherwise(pl.lit("original without a translation")))
        .when(~english)
        .then(pl.lit("left out"))
        .when(pl.col("paired").is_null() | pl.col("signature").is_null())
        .then(pl.lit("failed"))
        .when(pl.col("original").is_null())
        .then(pl.lit("no original found"))
        .otherwise(judged)
    )
    reason = (
        pl.when(~english & (role != "original"))
        .then(pl.lit("neither a translation nor an original"))
        .when(english & pl.col("paired").is_null())
        .then(pl.lit("not paired"))
        .when(english & pl.col("signature").is_null())
        .then(pl.lit("not checked"))
        .otherwise(pl.col("verdict").fill_null(""))
    )
    return known.select(pl.lit("document").alias("unit"), fate.alias("fate"), reason.alias("reason"))
