"""A stage of a run: what it has to do, how it does a batch of it, and the tables that come of it.

Every stage goes the same way: list the items, leave out what a part already holds, do the rest in batches
(each leaves one part), gather the parts into tables. The Prefect flow only says when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from corpus.files import replacing
from corpus.problems import DocumentError, Problem
from corpus.tables import PROBLEMS, problems_frame
from flows.run import Run
from flows.storage.gathering import gather, write_table
from flows.storage.keys import digest_file, key_of, room_signature
from flows.storage.parts import KEY, missing, read_seals, sweep, write_part

Frames = Mapping[str, pl.DataFrame]

OUTCOMES = pl.Schema({"file": pl.String(), "document": pl.String(), KEY: pl.String(), "outcome": pl.String()})
_MADE = "made.key"  # of what the tables were made
DONE, PROBLEM, FAILED = "done", "problem", "failed"  # what became of an item


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: its key, the file and document it is about, and what the stage needs to find it again."""

    key: str
    file: str
    document: str = ""  # empty where the file is not read yet
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a stage has to do or has done, and what could not even be listed."""

    items: Sequence[Item]
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a stage: its schema and the columns that give its rows their fixed order.

    One that is not published stays in the parts, for a later stage to finish it.
    """

    schema: pl.Schema
    order: tuple[str, ...]
    published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """``plan`` lists the items, ``work`` gives the frames of each item of a batch, ``finish`` may rework the tables.

    A batch is a task of Prefect, which costs a tenth of a second whatever is in it: where an item is cheap, a batch
    holds up to ``times`` as many of them as the flow's size.
    """

    name: str
    plan: Callable[[Run], Plan]
    work: Callable[[Run, Sequence[Item]], list[Frames]]
    tables: Mapping[str, Table]
    size: int | None = None  # items a batch, where the flow's size would do common work again for every batch
    times: int = 1
    encodes: bool = False
    finish: Callable[[dict[str, pl.LazyFrame]], dict[str, pl.LazyFrame]] | None = None


def batches(run: Run, stage: Stage, items: Sequence[Item], *, size: int, workers: int = 1) -> list[list[Item]]:
    """What is left to do, in batches of the stage's own size, or of ``size`` items; two at least for every worker."""
    wanted = set(missing(run.step(stage.name), [item.key for item in items]))
    left = list({item.key: item for item in items if item.key in wanted}.values())
    step = stage.size or max(1, min(size * stage.times, -(-len(left) // (2 * workers))))
    return [left[start : start + step] for start in range(0, len(left), step)]


def do_batch(run: Run, stage: Stage, items: Sequence[Item]) -> None:
    """Do a batch and keep its part: one frame a table, each row with the key of its item."""
    done = stage.work(run, items)
    keys = [item.key for item in items]
    frames = {name: _joined(keys, done, name, table) for name, table in _tables(stage).items()}
    write_part(run.step(stage.name), keys, frames)


def _joined(keys: Sequence[str], done: Sequence[Frames], name: str, table: Table) -> pl.DataFrame:
    """The rows of one table of all items of a batch, each with its item's key."""
    found = [(key, frames[name]) for key, frames in zip(keys, done, strict=True) if name in frames]
    rows = pl.concat([frame for _, frame in found] or [table.schema.to_frame()]).select(*table.schema)
    of_rows = [key for key, frame in found for _ in range(len(frame))]
    return rows.insert_column(0, pl.Series(KEY, of_rows, dtype=pl.String))


def gather_tables(run: Run, stage: Stage, items: Sequence[Item]) -> list[Problem]:
    """Make the stage's tables from its parts, remove parts that nothing needs, return the problems met.

    Where neither the items nor the parts nor the tables changed since the tables were made, they stay as they are.
    """
    keys = [item.key for item in items]
    mark = run.step(stage.name) / _MADE
    changed = not mark.is_file() or mark.read_text(encoding="ascii") != _made_of(run, stage, items)
    if changed:  # first of all: parts of an earlier version of the program may have other columns
        sweep(run.step(stage.name), keys)
    problems = rows_of(run, stage, keys, "problems").collect()
    if changed:
        _write_tables(run, stage, items, problems)
        with replacing(mark) as file:
            file.write(_made_of(run, stage, items).encode("ascii"))
    return [Problem(**row) for row in problems.drop(KEY).iter_rows(named=True)]


def _write_tables(run: Run, stage: Stage, items: Sequence[Item], problems: pl.DataFrame) -> None:
    keys = [item.key for item in items]
    frames = {name: rows_of(run, stage, keys, name) for name in _published(stage)}
    _write_outcomes(run, stage, items, troubled=set(problems[KEY]) - _with_rows(frames.values(), problems[KEY]))
    if stage.finish is not None:
        frames = stage.finish(frames)
    for name, frame in frames.items():
        run.write(name, frame.drop(KEY))


def _made_of(run: Run, stage: Stage, items: Sequence[Item]) -> str:
    """A key of all that the stage's tables are made of, and of what they are: a damaged one is made again."""
    places = [value for item in items for value in (item.key, item.file, item.document)]
    tables = [digest_file(path) for path in (_outcomes(run, stage), *map(run.table, _published(stage)))]
    return key_of(room_signature("flows"), *places, *read_seals(run.step(stage.name)), *tables)


def _with_rows(frames: Iterable[pl.LazyFrame], keys: pl.Series) -> set[str]:
    """Those of the keys that have a row in any of the frames."""
    if keys.is_empty():
        return set()
    wanted = pl.col(KEY).is_in(keys.unique().implode())
    return {key for frame in frames for key in frame.filter(wanted).select(KEY).collect()[KEY]}


def rows_of(run: Run, stage: Stage, keys: Sequence[str], name: str) -> pl.LazyFrame:
    """The rows that a stage made for some keys, in the table's order, with their keys."""
    table = _tables(stage)[name]
    return gather(run.step(stage.name), keys, table=name, schema=table.schema, order=table.order)


def done_keys(run: Run, stage: Stage) -> dict[str, str]:
    """Document → key of what a finished stage did without a problem.

    A later stage lists these documents only, and puts the key into its own: what changed there changes here.
    """
    outcomes = read_outcomes(run, stage).filter(pl.col("outcome") == DONE)
    return dict(outcomes.select("document", KEY).iter_rows())


def read_outcomes(run: Run, stage: Stage) -> pl.DataFrame:
    """What became of every item of a finished stage, with the schema ``OUTCOMES``."""
    return pl.read_parquet(_outcomes(run, stage))


def _write_outcomes(run: Run, stage: Stage, items: Sequence[Item], *, troubled: set[str]) -> None:
    """Keep what became of every item: done, nothing but a problem to mend, or a failure of the program."""
    keys = [item.key for item in items]
    failed = set(missing(run.step(stage.name), keys))
    rows = [
        (
            item.file,
            item.document,
            item.key,
            FAILED if item.key in failed else PROBLEM if item.key in troubled else DONE,
        )
        for item in items
    ]
    path = _outcomes(run, stage)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_table(path, pl.DataFrame(rows, schema=OUTCOMES, orient="row"))


def _outcomes(run: Run, stage: Stage) -> Path:
    return run.step(stage.name) / "outcomes.parquet"


def each(work: Callable[[Item], Frames], items: Sequence[Item], *, stage: str) -> list[Frames]:
    """Do items one by one; expected trouble with one becomes its row of the problems table."""
    done: list[Frames] = []
    for item in items:
        try:
            done.append(work(item))
        except DocumentError as error:
            done.append({"problems": problems_frame([Problem.of(error, file=item.file, stage=stage)])})
    return done


def _published(stage: Stage) -> list[str]:
    return [name for name, table in stage.tables.items() if table.published]


def _tables(stage: Stage) -> dict[str, Table]:
    return {**stage.tables, "problems": Table(schema=PROBLEMS, order=("file", "article", "what", "value"))}
