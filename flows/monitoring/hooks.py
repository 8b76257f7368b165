"""What a run that did not end well leaves for the operator: a note in its folder, and the same in Prefect."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow

from corpus.files import replacing
from flows.run import NOTE

_WHAT = {
    "FAILED": "The run failed.",
    "CRASHED": "The run was cut off: its process was stopped or died.",
    "CANCELLING": "The run was cancelled.",
    "CANCELLED": "The run was cancelled.",
}


def leave_note(flow: Flow[..., Any], flow_run: FlowRun, state: State) -> None:
    """Say what happened and what to do; the next pass that goes through removes the note.

    A hook of the states Failed, Crashed and Cancelled: Prefect calls it in the run's own process, or in the
    worker's where that process is dead.
    """
    parameters = inspect.signature(flow.fn).parameters
    out = Path(flow_run.parameters.get("out", parameters["out"].default))
    text = describe_end(name=flow_run.name, kind=state.type.value, told=state.message or "", ended=str(state.timestamp))
    if out.is_dir():
        with replacing(out / NOTE) as file:
            file.write(text.encode("utf-8"))
    note = ArtifactCreate(
        key="how-it-ended",
        type="markdown",
        description="A run that did not end well",
        data=text,
        flow_run_id=flow_run.id,  # said here, since the worker calls this outside of any run
    )
    with get_client(sync_client=True) as client:
        client.create_artifact(note)


def describe_end(*, name: str, kind: str, told: str, ended: str) -> str:
    """The note: what, when, in the program's own words, and what to do.

    >>> print(describe_end(name="quality-archive", kind="CRASHED", told="", ended="2026-01-01 02:15:00+00:00"))
    # The run was cut off: its process was stopped or died.
    <BLANKLINE>
    quality-archive, 2026-01-01 02:15:00+00:00
    <BLANKLINE>
    What is done is kept: start the run again, and it goes on where it stopped.
    <BLANKLINE>
    """
    lines = [f"# {_WHAT.get(kind, kind)}", f"{name}, {ended}"]
    if told:
        lines.append(told)
    lines.append("What is done is kept: start the run again, and it goes on where it stopped.\n")
    return "\n\n".join(lines)
