"""Threads, processes and a Dask cluster of several workers make the same bytes; trouble is said in a line."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.passes import make_pass, one_by_one
from flows.run import Run
from flows.runners import open_workers
from flows.settings import Work


def tables(run):
    return {path.name: path.read_bytes() for path in run.path.glob("*.parquet")}


def all_at_once(do):
    """Do the batches of a stage as the flow does: each in a thread that waits for its worker."""

    def perform(run, stage, todo):
        with ThreadPoolExecutor(2) as threads:
            futures = [(items, threads.submit(do, run, stage.name, items)) for items in todo]
            return [(items, future.exception()) for items, future in futures if future.exception() is not None]

    return perform


@pytest.mark.parametrize("runner", ["processes", "dask"])
def test_every_runner_makes_the_same_tables(corpus, tmp_path, runner):
    work = Work(batch_size=1, runner=runner)
    alone, several = (Run(root=str(tmp_path / name), folder=str(corpus)) for name in ("alone", runner))
    make_pass(alone, work=work, perform=one_by_one)
    with open_workers(work) as do:
        make_pass(several, work=work, perform=all_at_once(do))
    assert tables(several)
    assert tables(several) == tables(alone)


def test_a_worker_that_dies_costs_only_its_batch(corpus, tmp_path):
    work = Work(batch_size=1, runner="processes")
    run = Run(root=str(tmp_path / "run"), folder=str(corpus))
    killed = []

    with open_workers(work) as do:

        def sometimes(run, stage, items):
            if not killed:
                killed.extend(do.__self__._pool._processes)  # noqa: SLF001 - nobody else knows the workers
                for process in killed:
                    os.kill(process, 9)
            do(run, stage, items)

        do(run, "read", [])  # starts the first worker
        summary = make_pass(run, work=work, perform=all_at_once(sometimes))
    assert killed
    assert summary.problems == ()
    assert summary.paired == 2


def test_a_server_that_does_not_answer_is_said_in_a_line(muqabala, corpus, tmp_path):
    done = muqabala("run", corpus, "--out", tmp_path / "run", code=2, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert "the Prefect server does not answer" in done.stderr
