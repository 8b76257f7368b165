"""Starting the quality flow from this machine: quiet, local, with the summary that the command prints."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignments.encoders import load_encoder
from corpus.problems import UsageError
from flows.settings import DEFAULT_WORK, DEFAULTS, Settings, Work

if TYPE_CHECKING:
    from flows.summary import Summary

# Nothing leaves the machine unasked, and a temporary server gets the time that a fresh machine needs.
_ENVIRONMENT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # The temporary server is stopped in the middle of its bookkeeping; that is no news for anybody.
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}


def start(
    folder: Path,
    *,
    originals: Path | None,
    machines: Mapping[str, Path],
    out: Path,
    settings: Settings = DEFAULTS,
    work: Work = DEFAULT_WORK,
) -> int:
    """Run the flow over a folder and print what came of it. Returns the exit code: 0, or 1 with problems."""
    for name, value in (_ENVIRONMENT | {"PREFECT_TASK_RUNNER_THREAD_POOL_MAX_WORKERS": str(work.workers)}).items():
        os.environ.setdefault(name, value)
    _make_folder(out)
    load_encoder(settings.encoder)  # a name that nobody knows is said here, not inside the flow
    from flows.quality import quality

    summary = quality(
        folder=str(folder),
        originals=None if originals is None else str(originals),
        machines={name: str(path) for name, path in machines.items()},
        out=str(out),
        settings=settings,
        work=work,
    )
    click.echo(describe(summary))
    return 1 if summary.problems else 0


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise UsageError(
            "the run's folder cannot be written",
            value=f"{out}: {error.strerror}",
            remedy="give another folder with --out, or permission to write there",
        ) from error


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
