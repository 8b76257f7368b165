"""Whether a run's memory grows without end: over the same documents again and again, and with the size of a table.

python -m benchmarks.memory passes 30                    pairs of documents, five passes in one process
python -m benchmarks.memory tables 100000 800000 3200000     rows, a few at once and all at once

A pass that finds its vectors but no parts does everything again. What it holds after the first pass is what the program
keeps of these documents; what it gains in later ones would be gained every night by a process that stays.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from benchmarks.flows import measure, write_corpus
from flows.pipeline.runners import pass_alone
from flows.run import Run
from flows.settings import Work
from flows.storage.gathering import HELD, gather, write_table
from flows.storage.keys import key_of
from flows.storage.parts import KEY, write_part

_PASSES = 5
_SENTENCES = 80  # rows of a document
_DOCUMENTS = 250  # of a part
_ALL = 2**62
SCHEMA = pl.Schema({"document": pl.String(), "number": pl.Int64(), "text": pl.String()})


def resident() -> int:
    """What this process holds in memory, in MiB; Linux only."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 2**20


def passes(pairs: int, *, data: Path, seed: int, folder: Path) -> None:
    """The same documents done anew several times."""
    write_corpus(folder / "corpus", data, pairs=pairs, seed=seed)
    run = Run(root=str(folder / "run"), folder=str(folder / "corpus"))
    for number in range(_PASSES):
        for step in [path for path in run.path.glob("parts/*") if path.is_dir()]:
            shutil.rmtree(step)
        pass_alone(run, Work(workers=1))
        print(f"pass {number + 1}: {resident()} MiB", flush=True)


def write_rows(step: Path, rows: int) -> None:
    """Parts with so many made sentences, in no order."""
    for start in range(0, rows, _SENTENCES * _DOCUMENTS):
        documents = [hashlib.blake2b(f"{start} {number}".encode()).hexdigest()[:12] for number in range(_DOCUMENTS)]
        frame = pl.DataFrame({"document": documents}).join(pl.DataFrame({"number": range(_SENTENCES)}), how="cross")
        text = pl.format("sentence {} of the document {} ", "number", "document").repeat_by(4).list.join("")
        frame = frame.with_columns(text.alias("text"), pl.col("document").alias(KEY)).select(KEY, *SCHEMA)
        write_part(step, documents, {"sentences": frame})


def make_table(step: Path, *, held: int) -> str:
    """Make the table of those parts; returns the hash of its file."""
    keys = [key for path in sorted(step.glob("*/keys.parquet")) for key in pl.read_parquet(path)[KEY]]
    frame = gather(step, keys, table="sentences", schema=SCHEMA, order=("document", "number"), held=held)
    write_table(step.parent / "table.parquet", frame.drop(KEY))
    return key_of((step.parent / "table.parquet").read_bytes())


def tables(sizes: Sequence[int], *, folder: Path) -> None:
    """The peak of a process that makes a table, some documents at once and all at once; the bytes must be the same."""
    for rows in sizes:
        step = folder / str(rows) / "step"
        write_rows(step, rows)
        costs = {}
        for way, held in (("some documents at once", HELD), ("all at once", _ALL)):
            costs[way] = measure([sys.executable, "-m", "benchmarks.memory", "table", str(step), str(held)], folder)
            print(f"{rows} rows, {way}: {costs[way].memory} MiB, {costs[way].cpu:.1f} s CPU", flush=True)
        assert len({cost.told for cost in costs.values()}) == 1, "the tables differ"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    chosen = parser.add_subparsers(dest="mode", required=True)
    again = chosen.add_parser("passes")
    again.add_argument("pairs", type=int)
    again.add_argument("--data", type=Path, default=Path("../shared/data"))
    again.add_argument("--seed", type=int, default=8)
    sizes = chosen.add_parser("tables")
    sizes.add_argument("rows", type=int, nargs="+")
    one = chosen.add_parser("table")
    one.add_argument("step", type=Path)
    one.add_argument("held", type=int)
    options = parser.parse_args()
    if options.mode == "table":
        print(make_table(options.step, held=options.held))
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.mode == "passes":
            passes(options.pairs, data=options.data, seed=options.seed, folder=Path(folder))
        else:
            tables(options.rows, folder=Path(folder))


if __name__ == "__main__":
    main()
