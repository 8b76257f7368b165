"""What a night costs: per document, stage and runner; what a second night costs; what Prefect adds; start-up.

python -m benchmarks.flows growth 1 10 100 500      pairs of documents: cost of each stage, encoding apart, memory
python -m benchmarks.flows overhead 500             Prefect, either server, against the plain functions, in turns
python -m benchmarks.flows tasks 100                what Prefect costs with nothing to do: its start, and each task
python -m benchmarks.flows ways 100                 plain, two threads, two processes, two Dask workers
python -m benchmarks.flows files 10000              tiny files, most of them of no use
python -m benchmarks.flows start                    help, check, rejudge

Every document is five sentences drawn from ../shared/data (--data) after a seed, each with a number of its own, so
that no sentence is encoded twice. All are drawn once before one is drawn again; from then on (2,545 sentences, 1,018
documents) their clauses come again and are not encoded again, as hardly any clause of an archive does: what the
encoder's share is, smaller corpora tell. Every pass runs in a process of its own. Figures are of the machine as
loaded as it is: compare the lines of one call, and CPU seconds rather than those of the clock.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.stages.reading import READ

_SENTENCES = 5
_LONGEST = 400  # characters; a row of the data that is longer is a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took: seconds of the clock and of the processor, peak memory in MiB, what it printed."""

    wall: float
    cpu: float
    memory: int
    told: str


def write_corpus(folder: Path, data: Path, *, pairs: int, seed: int) -> float:
    """So many pairs of documents below ``ar`` and ``en``; returns how often a sentence is drawn, on average."""
    chance = random.Random(seed)
    with gzip.open(data / "parallel-documents.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    pool = [
        pair for row in rows for pair in zip(row["ar"], row["en"], strict=True) if len(pair[0] + pair[1]) < _LONGEST
    ]
    for side in ("ar", "en"):
        (folder / side).mkdir(parents=True)
    dealt: list[tuple[str, str]] = []
    for number in range(pairs):
        if len(dealt) < _SENTENCES:
            dealt = chance.sample(pool, len(pool))
        drawn, dealt = dealt[:_SENTENCES], dealt[_SENTENCES:]
        for place, side in enumerate(("ar", "en")):
            sentences = [pair[place].strip() for pair in drawn]
            numbered = [f"{text.rstrip('.')} ({_SENTENCES * number + at})." for at, text in enumerate(sentences)]
            title, body = numbered[0].rstrip("."), " ".join(numbered[1:])
            (folder / side / f"{number:05}.txt").write_text(f"{title}\n\n{body}\n", encoding="utf-8")
    return pairs * _SENTENCES / len(pool)


def measure(command: Sequence[str], home: Path, **variables: str) -> Cost:
    """Run a command to its end; its byte code is kept, as that of an installed program is."""
    started = time.monotonic()
    environment = os.environ | {"PREFECT_HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "bytecode")} | variables
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(command, env=environment, stdout=told)  # noqa: S603 - our own commands
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode in {0, 1}, f"{command} ended with {process.returncode}"
        told.seek(0)
        text = told.read()
    unit = 2**20 if sys.platform == "darwin" else 2**10
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall=time.monotonic() - started, cpu=cpu, memory=usage.ru_maxrss // unit, told=text)


def alone(corpus: Path, out: Path, *options: str) -> list[str]:
    """The command of a pass without Prefect, in one thread, that times encoding apart."""
    return [sys.executable, "-m", "benchmarks.flows", "alone", str(corpus), str(out), *options]


def flow(corpus: Path, out: Path, *, runner: str = "threads", workers: int = 1, size: int = 32) -> list[str]:
    """The command of a pass as a Prefect flow with a temporary server."""
    options = ["--runner", runner, "--workers", str(workers), "--batch-size", str(size), "--out", str(out)]
    return [sys.executable, "-m", "flows.commands", "run", str(corpus), *options]


def pass_timed(folder: str, root: str, publish: float) -> None:
    """Do a pass in this process; prints the seconds and sentences that the encoder itself took, a stage."""
    from alignments import encoders
    from flows import run as runs
    from flows.pipeline.passes import make_pass
    from flows.pipeline.runners import do_named, in_threads
    from flows.settings import Settings, Work

    seconds: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    now = [""]

    class Timed:
        def __init__(self, encoder: encoders.Encoder) -> None:
            self.signature = encoder.signature
            self.encoder = encoder

        def encode(self, texts: Sequence[str]) -> encoders.Vectors:
            started = time.monotonic()
            vectors = self.encoder.encode(texts)
            seconds[now[0]] += time.monotonic() - started  # type: ignore[assignment]
            sentences[now[0]] += len(texts)
            return vectors

    def do(run: runs.Run, stage: str, items: Sequence[runs.Any]) -> None:
        now[0] = stage
        do_named(run, stage, items)

    runs.load_encoder = lambda name: Timed(encoders.load_encoder(name))  # type: ignore[assignment]
    run = runs.Run(root=root, folder=folder, settings=Settings(publish=publish))
    make_pass(run, work=Work(), perform=in_threads(do, 1))
    print(json.dumps({"seconds": seconds, "sentences": sentences}))


def growth(options: argparse.Namespace, folder: Path) -> None:
    """Cost of a document as their number grows; the second night; another pass mark."""
    for pairs in options.pairs:
        corpus, out = folder / f"corpus-{pairs}", folder / f"run-{pairs}"
        times = write_corpus(corpus, options.data, pairs=pairs, seed=options.seed)
        first = measure(alone(corpus, out), folder / "home")
        told = json.loads(first.told)
        stages = dict(pl.read_parquet(out / "metrics" / "stages.parquet").select("stage", "seconds").iter_rows())
        paired = pl.read_parquet(out / "pairs.parquet")["original"].count()
        inside, encoding = sum(stages.values()), sum(told["seconds"].values())
        documents = 2 * pairs
        print(
            f"{documents} documents ({paired} of {pairs} paired): {first.wall:.1f} s, {first.cpu:.1f} s CPU, "
            f"{first.memory} MiB; in stages {inside:.1f} s, {1000 * inside / documents:.0f} ms a document; "
            f"encoding {encoding / inside:.0%} of it, {sum(told['sentences'].values())} sentences; "
            f"each sentence of the data {times:.1f} times"
        )
        each = ", ".join(
            f"{name} {1000 * took / documents:.1f} ({1000 * told['seconds'].get(name, 0) / documents:.1f} encoding)"
            for name, took in stages.items()
        )
        print(f"    ms a document: {each}")
        for what, more in (("unchanged", ()), ("another pass mark", ("--publish", "0"))):
            again = measure(alone(corpus, out, *more), folder / "home")
            encoded = sum(json.loads(again.told)["sentences"].values())
            print(
                f"    {what}: {again.wall:.1f} s ({again.wall / first.wall:.1%}), {again.cpu:.1f} s CPU "
                f"({again.cpu / first.cpu:.1%}), {encoded} sentences encoded, {again.memory} MiB",
                flush=True,
            )


def overhead(options: argparse.Namespace, folder: Path) -> None:
    """Prefect, with a temporary server and one that stays, and the plain functions, one worker each, in turns.

    The order is turned round every time. Two documents tell what is paid once.
    """
    from flows.servers.opening import open_server

    (pairs,) = options.pairs
    home = folder / "home"
    os.environ["PREFECT_HOME"] = str(home)
    corpora = {2: folder / "little", 2 * pairs: folder / "corpus"}
    for count, corpus in corpora.items():
        write_corpus(corpus, options.data, pairs=count // 2, seed=options.seed)
    measure(flow(corpora[2], folder / "warm"), home)  # Prefect makes its database once
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = place.getsockname()[1]
    with open_server(port) as address:
        servers = {"plain": {}, "temporary": {}, "lasting": {"PREFECT_API_URL": address}}
        for count, corpus in corpora.items():
            sums = {name: [0.0, 0.0] for name in servers}
            for turn in range(options.rounds):
                for name in sorted(servers, reverse=turn % 2 == 1):
                    command = (alone if name == "plain" else flow)(corpus, folder / f"{name}-{count}-{turn}")
                    cost = measure(command, home, **servers[name])
                    sums[name] = [sums[name][0] + cost.wall, sums[name][1] + cost.cpu]
                    print(
                        f"{count} documents, {name:<9} {cost.wall:7.1f} s, {cost.cpu:7.1f} s CPU, {cost.memory} MiB",
                        flush=True,
                    )
            for name in ("temporary", "lasting"):
                (wall, cpu), plain = sums[name], sums["plain"]
                print(
                    f"{count} documents: Prefect with a {name} server adds {(wall - plain[0]) / options.rounds:.1f} s "
                    f"({wall / plain[0] - 1:+.1%}) and {(cpu - plain[1]) / options.rounds:.1f} s CPU "
                    f"({cpu / plain[1] - 1:+.1%})"
                )


def tasks(options: argparse.Namespace, folder: Path) -> None:
    """The start of a flow and its temporary server, and each task, in seconds of the processor.

    The corpus is empty files, so that a task has nothing to do; what the plain functions take is subtracted.
    """
    (count,) = options.pairs
    added = []
    for number, name in ((1, "warm"), (1, "one"), (READ.times * count, "many")):
        corpus = folder / name
        corpus.mkdir()
        for place in range(number):
            (corpus / f"{place}.txt").write_bytes(b"")
        costs = [
            measure(command, folder / "home")
            for command in (flow(corpus, folder / f"{name}-flow", size=1), alone(corpus, folder / f"{name}-alone"))
        ]
        added.append(costs[0].cpu - costs[1].cpu)
        done = pl.read_parquet(folder / f"{name}-flow" / "metrics" / "stages.parquet")["batches"].sum()
        print(f"{name}: {done} tasks, flow {costs[0].cpu:.1f} s CPU, plain {costs[1].cpu:.1f} s CPU", flush=True)
    _, one, many = added
    print(f"Prefect takes {one:.1f} s CPU to start and {1000 * (many - one) / (count - 1):.0f} ms CPU a task")


def ways(options: argparse.Namespace, folder: Path) -> None:
    """The runners, and that they make the same bytes."""
    (pairs,) = options.pairs
    corpus, tables = folder / "corpus", []
    write_corpus(corpus, options.data, pairs=pairs, seed=options.seed)
    for name, runner, workers in (
        ("plain", "", 1),
        ("1 process", "processes", 1),
        ("2 threads", "threads", 2),
        ("2 processes", "processes", 2),
        ("2 Dask workers", "dask", 2),
    ):
        out = folder / name.replace(" ", "-")
        command = flow(corpus, out, runner=runner, workers=workers) if runner else alone(corpus, out)
        cost = measure(command, folder / "home")
        inside = pl.read_parquet(out / "metrics" / "stages.parquet")["seconds"].sum()
        print(
            f"{name:<15} {cost.wall:7.1f} s, in stages {inside:7.1f} s, {2 * pairs / inside:.2f} documents/s, "
            f"{cost.cpu:.1f} s CPU, {cost.memory} MiB the largest process",
            flush=True,
        )
        tables.append({path.name: path.read_bytes() for path in out.glob("*.parquet")})
    assert all(each == tables[0] for each in tables), "the ways made other tables"
    print("all ways made the same bytes")


def files(options: argparse.Namespace, folder: Path) -> None:
    """Many tiny files: a name, a link, nothing; each has its line among the problems or the documents."""
    (count,) = options.pairs
    corpus = folder / "corpus"
    corpus.mkdir()
    for number in range(count):
        (corpus / f"{number:06}.txt").write_text("" if number % 100 else f"Note {number}\n", encoding="utf-8")
    for what in ("first", "again"):
        cost = measure(alone(corpus, folder / "out"), folder / "home")
        fates = pl.read_parquet(folder / "out" / "fates.parquet").filter(pl.col("unit") == "file")
        assert fates["count"].sum() == count
        print(f"{count} files, {what}: {cost.wall:.1f} s, {cost.cpu:.1f} s CPU, {cost.memory} MiB", flush=True)
    print(fates.select("fate", "reason", "count").rows())


def start(options: argparse.Namespace, folder: Path) -> None:
    """How long small commands take, cold: the best and the median of some tries."""
    corpus, out = folder / "corpus", folder / "out"
    write_corpus(corpus, options.data, pairs=4, seed=options.seed)
    measure(alone(corpus, out), folder / "home")
    one = [str(corpus / side / "00000.txt") for side in ("ar", "en")]
    for arguments in (["--help"], ["check", *one], ["rejudge", str(out), "--publish", "1"], ["render", str(out)]):
        command = [sys.executable, "-m", "flows.commands", *arguments]
        measure(command, folder)  # compiles what is not yet
        tries = [measure(command, folder) for _ in range(options.rounds)]
        walls, cpus = (sorted(getattr(cost, name) for cost in tries) for name in ("wall", "cpu"))
        middle = len(tries) // 2
        print(
            f"muqabala {arguments[0]:<8} best {walls[0]:.2f} s, median {walls[middle]:.2f} s, "
            f"{cpus[middle]:.2f} s CPU, {tries[0].memory} MiB",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = {"growth": growth, "overhead": overhead, "tasks": tasks, "ways": ways, "files": files, "start": start}
    chosen = parser.add_subparsers(dest="mode", required=True)
    for name in modes:
        mode = chosen.add_parser(name)
        mode.add_argument("pairs", type=int, nargs="*", help="pairs of documents, or files")
        mode.add_argument("--rounds", type=int, default=2 if name == "overhead" else 5)
        mode.add_argument("--data", type=Path, default=Path("../shared/data"))
        mode.add_argument("--seed", type=int, default=8)
    child = chosen.add_parser("alone")
    child.add_argument("folder")
    child.add_argument("out")
    child.add_argument("--publish", type=float, default=10.0)
    options = parser.parse_args()
    if options.mode == "alone":
        pass_timed(options.folder, options.out, options.publish)
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        modes[options.mode](options, Path(folder))
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
