"""A stage of a run: what it has to do, how it does a batch of it, and the tables that come of it.

Every stage goes the same way: list the items, leave out what a part already holds, do the rest in batches
(each leaves one part), gather the parts into tables. The Prefect flow only says when.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from corpus.problems import DocumentError, Problem
from corpus.tables import PROBLEMS, problems_frame
from flows.parts import KEY, gather, missing, sweep, write_part
from flows.run import Run

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: its key, the file it is about, and what the stage needs to find it again."""

    key: str
    file: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a stage has to do or has done, and what could not even be listed."""

    items: Sequence[Item]
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a stage: its schema and the columns that give its rows their fixed order."""

    schema: pl.Schema
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """``plan`` lists the items, ``work`` gives the frames of each item of a batch, ``finish`` may rework the tables."""

    name: str
    plan: Callable[[Run], Plan]
    work: Callable[[Run, Sequence[Item]], list[Frames]]
    tables: Mapping[str, Table]
    size: int | None = None  # items a batch, where the flow's size would do common work again for every batch
    finish: Callable[[dict[str, pl.DataFrame]], dict[str, pl.DataFrame]] | None = None


def batches(run: Run, stage: Stage, items: Sequence[Item], *, size: int) -> list[list[Item]]:
    """What is left to do, in batches of at most ``size`` items, or of the stage's own size."""
    wanted = set(missing(run.step(stage.name), [item.key for item in items]))
    left = list({item.key: item for item in items if item.key in wanted}.values())
    step = stage.size or size
    return [left[start : start + step] for start in range(0, len(left), step)]


def do_batch(run: Run, stage: Stage, items: Sequence[Item]) -> None:
    """Do a batch and keep its part: one frame a table, each row with the key of its item."""
    done = stage.work(run, items)
    frames = {
        name: pl.concat(
            [
                frames[name].with_columns(pl.lit(item.key).alias(KEY)).select(KEY, *table.schema)
                for item, frames in zip(items, done, strict=True)
                if name in frames
            ]
            or [pl.DataFrame(schema=pl.Schema({KEY: pl.String()} | dict(table.schema)))]
        )
        for name, table in _tables(stage).items()
    }
    write_part(run.step(stage.name), [item.key for item in items], frames)


def gather_tables(run: Run, stage: Stage, items: Sequence[Item]) -> list[Problem]:
    """Make the stage's tables from its parts, remove parts that nothing needs, return the problems met."""
    keys = [item.key for item in items]
    step = run.step(stage.name)
    frames = {
        name: gather(step, keys, table=name, schema=table.schema, order=table.order)
        for name, table in _tables(stage).items()
    }
    problems = frames.pop("problems")
    if stage.finish is not None:
        frames = stage.finish(frames)
    for name, frame in frames.items():
        run.write(name, frame.drop(KEY))
    sweep(step, keys)
    return [Problem(**row) for row in problems.drop(KEY).iter_rows(named=True)]


def each(work: Callable[[Item], Frames], items: Sequence[Item], *, stage: str) -> list[Frames]:
    """Do items one by one; expected trouble with one becomes its row of the problems table."""
    done: list[Frames] = []
    for item in items:
        try:
            done.append(work(item))
        except DocumentError as error:
            done.append({"problems": problems_frame([Problem.of(error, file=item.file, stage=stage)])})
    return done


def _tables(stage: Stage) -> dict[str, Table]:
    return {**stage.tables, "problems": Table(schema=PROBLEMS, order=("file", "article", "what", "value"))}
