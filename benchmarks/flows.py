"""What a night costs: documents per second by runner, Prefect's share, time per stage, the second night, peak memory.

python -m benchmarks.flows --count 100 --ways plain threads processes dask

Every way runs in a process of its own over the same constructed pairs of short reports, each with numbers of its
own, so that no sentence is met twice. Figures are of the machine as loaded as it is: compare the ways of one call.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

ARABIC = """تقرير الميناء رقم {a}

وصلت إلى الميناء يوم الأحد {b} سفينة محملة بالقمح والسكر. وقال المدير إن العمال أفرغوا {c} طناً خلال {d} ساعات.
وتبلغ كلفة الأعمال الجديدة {e} ألف دينار. ويتوقع المهندسون أن يعمل في الرصيف {f} عاملاً قبل نهاية العام.
"""
ENGLISH = """Harbour report number {a}

On Sunday {b} ships laden with wheat and sugar reached the harbour. The director said that the workers unloaded
{c} tons within {d} hours. The new works cost {e} thousand dinars. The engineers expect {f} workers to be employed
on the quay before the end of the year.
"""
PLAIN = """
import sys
from flows.passes import make_pass, one_by_one
from flows.run import Run
from flows.settings import Work
make_pass(Run(root=sys.argv[1], folder=sys.argv[2]), work=Work(), perform=one_by_one)
"""


def write_corpus(folder: Path, *, count: int) -> None:
    for number in range(count):
        numbers = {
            name: 2 + (number * step) % 9973 for name, step in zip("abcdef", (1, 7, 31, 61, 127, 397), strict=True)
        }
        for name, text in (("ar", ARABIC), ("en", ENGLISH)):
            path = folder / name / f"{number:05}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.format(**numbers | {"a": number}), encoding="utf-8")


def command_of(way: str, corpus: Path, out: Path, *, workers: int) -> list[str]:
    if way == "plain":
        return [sys.executable, "-c", PLAIN, str(out), str(corpus)]
    options = ["--runner", way, "--workers", str(workers), "--out", str(out)]
    return [sys.executable, "-m", "flows.commands", "run", str(corpus), *options]


def measure(command: list[str], home: Path) -> tuple[float, int]:
    """Wall seconds, and the peak memory in MiB of the process itself (not of its workers)."""
    started = time.monotonic()
    environment = os.environ | {"PREFECT_HOME": str(home)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{command} ended with {process.returncode}"
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return time.monotonic() - started, usage.ru_maxrss // unit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20, help="pairs of documents")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ways", nargs="+", default=["plain", "threads"],
                        choices=["plain", "threads", "processes", "dask"])  # fmt: skip
    options = parser.parse_args()
    print(f"{options.count} pairs, load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        corpus, tables = Path(folder, "corpus"), {}
        write_corpus(corpus, count=options.count)
        for way in options.ways:
            out = Path(folder, way)
            command = command_of(way, corpus, out, workers=options.workers)
            first, memory = measure(command, Path(folder, "home"))
            stages = pl.read_parquet(out / "metrics" / "stages.parquet")
            inside = stages["seconds"].sum()
            again, _ = measure(command, Path(folder, "home"))
            tables[way] = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
            print(
                f"{way:<10} {first:7.1f} s, {inside:7.1f} s in stages ({2 * options.count / inside:.2f} documents/s), "
                f"unchanged again {again:.1f} s, peak {memory} MiB"
            )
            print("           " + ", ".join(f"{name} {share:.0%}" for name, share in stages.select(
                "stage", pl.col("seconds") / inside).iter_rows()))  # fmt: skip
        assert all(each == tables[options.ways[0]] for each in tables.values()), "the ways made other tables"
        print("all ways made the same bytes")


if __name__ == "__main__":
    main()
