"""Starting the quality flow from this machine: quiet, local, with the summary that the command prints."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.files import make_folder
from corpus.problems import DocumentError, UsageError
from flows.servers.opening import TemporaryServer, named_server
from flows.settings import DEFAULT_WORK, DEFAULTS, Settings, Work

if TYPE_CHECKING:
    from flows.monitoring.summary import Summary
    from flows.run import Run

_ENVIRONMENT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing leaves the machine unasked
    "DO_NOT_TRACK": "1",
    # The temporary server is stopped in the middle of its bookkeeping; that is no news for anybody.
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}


def start(
    folder: str,
    *,
    originals: str | None,
    machines: Mapping[str, str],
    out: Path,
    settings: Settings = DEFAULTS,
    work: Work = DEFAULT_WORK,
) -> int:
    """Run the flow over a folder and print what came of it. Returns the exit code: 0, or 1 with problems."""
    from flows.run import Run

    make_folder(
        out,
        what="the run's folder cannot be written",
        remedy="give another folder with --out, or permission to write there",
    )
    Run(root=str(out), folder=folder, settings=settings).check_models()  # said here, before anything is started
    prepare()
    if work.gate == "pause" and named_server() is None:
        _refuse_to_pause(work, "a temporary Prefect server")
    server = None if "PREFECT_API_URL" in os.environ else TemporaryServer()
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.quality import quality

    calm: dict[Any, Any] = {}
    if server is not None and named_server() is None:
        server.wait()
        calm[PREFECT_FLOWS_HEARTBEAT_FREQUENCY] = None  # nobody looks, and its last beat is waited for
    with temporary_settings(calm):
        return report(
            quality,
            folder=folder,
            originals=originals,
            machines=dict(machines),
            out=str(out),
            settings=settings,
            work=work,
        )


def prepare(*, log: str = "WARNING") -> None:
    """Set Prefect up, with the least level of what it logs; to be called before Prefect is imported."""
    for name, value in {**_ENVIRONMENT, "PREFECT_LOGGING_LEVEL": log}.items():
        os.environ.setdefault(name, value)
    # Its folder is made, or its lack told, before a server starts.
    warnings.filterwarnings("ignore", message="Failed to create the Prefect home directory")


def report(flow: Callable[..., Summary], **parameters: Any) -> int:
    """Run a flow and print what came of it. Returns the exit code: 0, or 1 with problems."""
    from httpx import HTTPError

    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).addFilter(_is_news)
    logging.getLogger("EventsWorker").setLevel(logging.ERROR)  # that it still has to send something at the end is none
    try:
        summary = flow(**parameters)
    except (HTTPError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "Failed to reach API" not in str(error):  # Prefect's own words
            raise
        raise UsageError(
            "the Prefect server does not answer",
            value=f"{named_server()}: {error!r}",
            remedy="start it again, or unset PREFECT_API_URL, and run again: what is done is kept",
        ) from error
    click.echo(describe(summary))
    return 1 if summary.problems else 0


def report_alone(run: Run, work: Work, *, first: str) -> int:
    """Do the stages from ``first`` on without Prefect and print what came of it; for what takes a moment.

    Returns the exit code: 0, or 1 with problems.
    """
    from flows.monitoring.gates import check_gate
    from flows.pipeline.runners import pass_alone
    from flows.storage.remote import upload

    _refuse_to_pause(work, "a command that runs without Prefect")
    if work.timeout is not None:  # a thread that is late cannot be ended from outside; Prefect's tasks can
        raise UsageError(
            "no batch is given up here",
            value=f"timeout {work.timeout:g}, a command that runs without Prefect",
            remedy="leave --timeout out, or start the deployment of this flow in Prefect",
        )
    summary = pass_alone(run, work, first=first)
    for jump in check_gate(run, work):
        click.echo(f"muqabala: the gate: {jump}", err=True)
    if work.upload:
        upload(run.path, work.upload)
    click.echo(describe(summary))
    return 1 if summary.problems else 0


def _refuse_to_pause(work: Work, where: str) -> None:
    """Nobody could answer a server that is gone with the run."""
    if work.gate == "pause":
        raise UsageError(
            "the gate cannot pause here",
            value=where,
            remedy="set PREFECT_API_URL to a server that stays and run the flow there, or ask for --gate fail",
        )


def _is_news(record: logging.LogRecord) -> bool:
    """Expected trouble is said by the command in one line; its traceback helps nobody."""
    return not (record.exc_info and isinstance(record.exc_info[1], DocumentError))


def describe(summary: Summary) -> str:
    """The path of the index first, then what was done and what failed."""
    lines = [
        summary.index,
        f"{summary.files} files: {summary.translations} translations, {summary.originals} originals",
        f"{summary.paired} translations paired with their original, {summary.findings} findings",
    ]
    if summary.verdicts:
        lines.append("verdicts: " + ", ".join(f"{count} {verdict}" for verdict, count in summary.verdicts.items()))
    if summary.problems:
        lines.append(f"{len(summary.problems)} problems:")
        lines.extend(f"  {problem}" for problem in summary.problems)
    return "\n".join(lines)


def examples_folder() -> Path:
    """The example corpus beside the program's source, or in the current folder.

    Raises:
        UsageError: there is none, as with a wheel installed far from the source.
    """
    places = (Path(__file__).parents[1] / "examples", Path("examples"))
    for place in places:
        if (place / "translations").is_dir():
            return place
    raise UsageError(
        "the examples are not here", value=str(places[1].absolute()), remedy="call it from a checkout of the project"
    )
