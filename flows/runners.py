"""Where batches are done: threads of this process, processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from corpus.problems import UsageError
from flows.settings import Work


def open_runner(work: Work) -> TaskRunner[Any]:
    """Prefect's task runner for these settings.

    Raises:
        UsageError: Dask is asked for and not installed.
    """
    if work.runner == "threads":
        return ThreadPoolTaskRunner(max_workers=work.workers)
    if work.runner == "processes":
        return ProcessPoolTaskRunner(max_workers=work.workers)
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError("Dask is not installed", value="runner dask", remedy="pip install 'muqabala[dask]'") from error
    if work.cluster is not None:
        return DaskTaskRunner(address=work.cluster)
    # A batch holds the encoder and numpy: one thread a process, and no dashboard that takes a port.
    local = {"n_workers": work.workers, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=local)
