"""Tables out of parts: sorted, the same bytes whatever the parts were, and never held whole where they are large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from corpus.files import replacing
from flows.storage.parts import KEY, scan_parts

HELD = 200_000  # rows held at once (each turn reads all parts again), and rows of a group in a table's file


def gather(
    step: Path, keys: Sequence[str], *, table: str, schema: pl.Schema, order: Sequence[str], held: int = HELD
) -> pl.LazyFrame:
    """All rows of one table whose item is among ``keys``, in a fixed order, each item taken from one part.

    Rows with one value of the first column of the order (a document) are read together, some ``held`` rows at once.
    The frame keeps its ``key`` column, which the caller drops when it writes the table.
    """
    full = pl.Schema({KEY: pl.String()} | dict(schema))
    scanned = scan_parts(step, table)
    if scanned is None:
        return pl.LazyFrame(schema=full)
    wanted = pl.LazyFrame({KEY: list(dict.fromkeys(keys))}, schema={KEY: pl.String})
    rows = scanned.select(*full, "part").join(wanted, on=KEY, how="semi", maintain_order="left")
    if scanned.select(pl.len()).collect().item() <= held:
        return _in_order(rows, rows, full, order).collect().lazy()
    places = rows.group_by(KEY, "part", order[0]).agg(pl.len()).collect(engine="streaming")
    sizes = places.group_by(order[0]).agg(pl.col("len").sum()).sort(order[0], nulls_last=True)
    turns = sizes.with_columns((pl.col("len").cum_sum() // held).alias("turn"))

    def read(
        columns: list[str] | None, predicate: pl.Expr | None, most: int | None, _size: int | None
    ) -> Iterator[pl.DataFrame]:
        for _, turn in turns.group_by("turn", maintain_order=True):
            frame = _in_order(rows.filter(_among(turn[order[0]])), places.lazy(), full, order)
            frame = frame if columns is None else frame.select(columns)
            frame = frame if predicate is None else frame.filter(predicate)
            found = frame.collect(engine="streaming")
            yield found if most is None else found.head(most)
            if most is not None and (most := most - len(found)) <= 0:
                return

    return register_io_source(read, schema=full)


def _among(values: pl.Series) -> pl.Expr:
    """Whether a row belongs to a turn, whose values follow each other; nulls come last."""
    inside = pl.col(values.name).is_between(pl.lit(values.min()), pl.lit(values.max()))
    return inside | pl.col(values.name).is_null() if values.null_count() else inside


def _in_order(rows: pl.LazyFrame, places: pl.LazyFrame, full: pl.Schema, order: Sequence[str]) -> pl.LazyFrame:
    """The rows of the first part of each item, sorted; an item done twice (two runs, other batches) counts once."""
    first = places.group_by(KEY).agg(pl.col("part").min())
    found = rows.join(first, on=[KEY, "part"], how="semi", maintain_order="left").select(*full)
    return found.sort(order, nulls_last=True, maintain_order=True)


def write_table(path: Path, frame: pl.DataFrame | pl.LazyFrame) -> None:
    """Write a table so that a reader sees the old one or the new one, never half of it."""
    with replacing(path) as file:
        frame.lazy().sink_parquet(file, row_group_size=HELD)
