"""Where batches are done: in this process, in processes of this machine, or by the workers of a Dask cluster.

Prefect sees a task for every batch wherever it is done; a worker runs the plain function and needs no Prefect
server. A worker that dies costs the batches that it had: they fail, and are done again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from corpus.problems import UsageError
from flows.monitoring.summary import Summary
from flows.pipeline.arenas import return_memory
from flows.pipeline.passes import STAGES, Failure, Perform, make_pass
from flows.run import Run
from flows.settings import Work
from flows.stages.stage import Item, Stage, do_batch

Do = Callable[[Run, str, Sequence[Item]], None]


def do_named(run: Run, stage: str, items: Sequence[Item]) -> None:
    """Do a batch of the stage of that name: what travels to a worker is names and small records."""
    do_batch(run, STAGES[stage], items)
    return_memory()


def in_threads(do: Do, workers: int) -> Perform:
    """Batches in as many threads, without Prefect; each waits for its worker where ``do`` hands them on."""

    def perform(run: Run, stage: Stage, todo: Sequence[Sequence[Item]]) -> list[Failure]:
        with ThreadPoolExecutor(workers) as threads:
            futures = [(items, threads.submit(do, run, stage.name, items)) for items in todo]
            ended = ((items, future.exception()) for items, future in futures)
            return [(items, error) for items, error in ended if error is not None]

    return perform


def pass_alone(run: Run, work: Work, *, first: str = "read") -> Summary:
    """A whole pass without Prefect: the same stages, batches and workers, but nobody watches, limits or times them.

    What takes a moment is not worth the start of a temporary server.
    """
    with open_workers(work) as do:
        return make_pass(run, work=work, perform=in_threads(do, work.workers), first=first)


@contextmanager
def open_workers(work: Work) -> Iterator[Do]:
    """A function that does one batch and returns when it is done; several threads may call it at once.

    Raises:
        UsageError: Dask is asked for, and it is not installed or its cluster does not answer.
    """
    if work.runner == "threads":
        yield do_named
    elif work.runner == "processes":
        pool = _Processes(work.workers)
        try:
            yield pool.do
        finally:
            pool.close()
    else:
        with _open_dask(work) as do:
            yield do


class _Processes:
    """A pool of processes that is opened anew when one of them dies, which ends the whole pool."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._pool = self._open()

    def do(self, run: Run, stage: str, items: Sequence[Item]) -> None:
        """Do one batch in a process of the pool."""
        with self._lock:
            pool = self._pool
        try:
            pool.submit(do_named, run, stage, items).result()
        except BrokenProcessPool:
            with self._lock:
                if self._pool is pool:
                    self._pool = self._open()
            raise

    def close(self) -> None:
        """End the processes once they are done."""
        self._pool.shutdown(cancel_futures=True)

    def _open(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._count, mp_context=get_context("spawn"))


@contextmanager
def _open_dask(work: Work) -> Iterator[Do]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError("Dask is not installed", value="runner dask", remedy="pip install 'muqabala[dask]'") from error
    if work.cluster is None:
        # A batch holds the encoder and numpy: one thread a process, and no dashboard that takes a port.
        place = LocalCluster(n_workers=work.workers, threads_per_worker=1, dashboard_address=None)
    else:
        place = work.cluster
    try:
        client = Client(place)
    except OSError as error:
        raise UsageError(
            "the Dask cluster does not answer", value=str(place), remedy="start it, or leave cluster empty"
        ) from error

    def do(run: Run, stage: str, items: Sequence[Item]) -> None:
        client.submit(do_named, run, stage, items, pure=False).result()

    try:
        yield do
    finally:
        client.close()
        if work.cluster is None:
            place.close()
