"""Threads, processes and a Dask cluster of several workers make the same bytes; trouble is said in a line."""

import os
import signal
from contextlib import suppress

import dask
import pytest

from corpus.problems import UsageError
from flows.pipeline.passes import make_pass
from flows.pipeline.runners import in_threads, open_workers, pass_alone
from flows.run import Run
from flows.settings import Work


def tables(run):
    return {path.name: path.read_bytes() for path in run.path.glob("*.parquet")}


def kill_workers(runner, do):
    """Kill every worker that there is, in the middle of its work."""
    if runner == "processes":
        for process in list(do.__self__._pool._processes):  # noqa: SLF001 - nobody else knows the workers
            os.kill(process, signal.SIGKILL)
        return
    from distributed import get_client

    with suppress(Exception):  # a worker that kills itself gives no answer
        get_client().run(os._exit, 1, nanny=False)


@pytest.mark.parametrize("runner", ["processes", "dask"])
def test_every_runner_makes_the_same_tables_whatever_becomes_of_its_workers(
    corpus, tmp_path, vectors, undisturbed, runner
):
    run = vectors(Run(root=str(tmp_path / "run"), folder=str(corpus)))
    work = Work(batch_size=1, runner=runner)
    killed = []
    with open_workers(work) as do:

        def sometimes(run, stage, items):
            if stage == "check" and not killed:
                killed.append(items)
                kill_workers(runner, do)
            do(run, stage, items)

        summary = make_pass(run, work=work, perform=in_threads(sometimes, 2))
    assert killed
    assert summary.problems == ()
    assert tables(run)
    assert tables(run) == tables(undisturbed)


def test_an_existing_cluster_is_found_at_its_address(corpus, tmp_path, vectors, undisturbed):
    from distributed import LocalCluster

    run = vectors(Run(root=str(tmp_path / "run"), folder=str(corpus)))
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        work = Work(runner="dask", cluster=cluster.scheduler_address)
        pass_alone(run, work)
        assert cluster.workers  # it is somebody else's, and goes on
    assert tables(run) == tables(undisturbed)


def test_a_cluster_that_does_not_answer_is_said():
    work = Work(runner="dask", cluster="tcp://127.0.0.1:9")
    quick = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with quick, pytest.raises(UsageError, match="the Dask cluster does not answer"), open_workers(work):
        pass


def test_a_server_that_does_not_answer_is_said_in_a_line(program, corpus, tmp_path):
    done = program("run", corpus, "--out", tmp_path / "run", code=2, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert "the Prefect server does not answer" in done.stderr
