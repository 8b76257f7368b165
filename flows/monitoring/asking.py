"""The gate's question to an operator: a paused run, a form in Prefect, the answer."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.artifacts import create_markdown_artifact
from prefect.exceptions import FlowPauseTimeout
from prefect.flow_runs import pause_flow_run
from prefect.input import RunInput
from pydantic import Field

from corpus.problems import DocumentError
from flows.monitoring.artifacts import link_page
from flows.monitoring.gates import Decision
from flows.run import Run
from flows.settings import Work

_POLL = 5  # seconds between two looks whether somebody answered


class Answer(RunInput):
    """The form that Prefect shows at the button *Resume*."""

    accept: bool = Field(default=False, description="All is well: take this run as the measure for the next ones.")
    reason: str = Field(default="", description="Why; kept in decisions/gate.jsonl.")
    by: str = Field(default="", description="Who decides.")


def ask_operator(run: Run, work: Work, jumps: Sequence[str]) -> Decision:
    """Pause the flow run until somebody fills in the form; the run's folder is free meanwhile.

    Raises:
        DocumentError: nobody answered in time.
    """
    text = describe_question(jumps, report=link_page(run, "index.html", pages=work.pages))
    create_markdown_artifact(text, key="gate", description="The quality gate waits for an answer")
    form = Answer.with_initial_data(description=text)
    try:
        answer = pause_flow_run(wait_for_input=form, timeout=work.patience, poll_interval=_POLL)
    except FlowPauseTimeout as error:
        raise DocumentError(
            "nobody answered the gate's question",
            value=f"{work.patience} seconds; {'; '.join(jumps)}",
            remedy=f"look at {run.path / 'index.html'}; where all is well, run it once with the gate off",
        ) from error
    return Decision(accept=answer.accept, reason=answer.reason, by=answer.by)


def describe_question(jumps: Sequence[str], *, report: str) -> str:
    """What jumped and where to look, as Markdown."""
    lines = [f"- {jump}" for jump in jumps]
    head = "The run is done, and it differs much from the last accepted one:"
    return "\n".join([head, "", *lines, "", f"Look at the report: {report}"])
