"""One machine, one command: the schedules of ``prefect.yaml``, and the runs that are due."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.logging.handlers import APILogHandler
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from corpus.problems import UsageError

_PATIENCE = 40  # seconds that the runs may take to end; Prefect gives each of them thirty before it kills it


def serve_deployments(deployments: Iterable[RunnerDeployment], *, limit: int) -> None:
    """Keep the schedules of some deployments and do what is due, at most ``limit`` runs at once, until stopped.

    Ctrl+C and SIGTERM cancel what is running, which goes on where it stopped once it is started again.
    """
    runner = _Runner(limit=limit)
    for deployment in deployments:
        runner.add_deployment(deployment)
    signal.signal(signal.SIGINT, runner.handle_sigterm)
    try:
        asyncio.run(runner.start())
    finally:
        APILogHandler().flush()  # while the server still listens; else the process would wait for it at its end


class _Runner(Runner):
    """Prefect's runner, which ends at a signal without leaving its loop in the middle, as its own way does.

    A server that is lost by then keeps it for a moment only.
    """

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Cancel the runs, then end the loop."""
        if not self.started:
            raise KeyboardInterrupt
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(lambda: self._keep(loop.create_task(self.astop())))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._ending = task  # a task that nobody holds may be collected before it is done

    async def cancel_all(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await super().cancel_all()

    async def _pause_schedules(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await super()._pause_schedules()  # type: ignore[no-untyped-call]


def read_deployments(path: Path) -> list[RunnerDeployment]:
    """The deployments of a ``prefect.yaml``; their work pools mean nothing here, since no worker is asked.

    Raises:
        UsageError: the file is none.
    """
    try:
        described = yaml.safe_load(path.read_text(encoding="utf-8"))["deployments"]
        return [_deployment(entry) for entry in described]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError, ImportError) as error:
        raise UsageError(
            "this file holds no deployments",
            value=f"{path}: {type(error).__name__}: {error}"[:200],
            remedy="give a prefect.yaml like that of the project",
        ) from error


def _deployment(entry: Mapping[str, Any]) -> RunnerDeployment:
    module, _, name = entry["entrypoint"].rpartition(".")
    flow: Flow[..., Any] = getattr(import_module(module), name)
    return RunnerDeployment.from_flow(
        flow,
        name=entry["name"],
        description=entry.get("description"),
        tags=entry.get("tags"),
        parameters=entry.get("parameters"),
        schedules=[_schedule(each) for each in entry.get("schedules", [])],
        concurrency_limit=_limit(entry.get("concurrency_limit")),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _limit(entry: int | Mapping[str, Any] | None) -> int | ConcurrencyLimitConfig | None:
    return ConcurrencyLimitConfig(**entry) if isinstance(entry, Mapping) else entry


def _schedule(entry: Mapping[str, Any]) -> Schedule:
    timezone, slug = entry.get("timezone"), entry.get("slug")
    if "cron" in entry:
        return Cron(entry["cron"], timezone=timezone, slug=slug)
    return Interval(entry["interval"], timezone=timezone, slug=slug)
