"""The flows: a corpus in, quality reports out; from a run that is there, other verdicts or pages; a watch on folders.

Each task is one line around a tested function; paths and keys travel between them, never frames. A batch
that fails is done again item by item, so that a bug fails only on its own document: with its traceback in
Prefect and a row in the problems table, while everything else goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.flows import FlowStateHook
from prefect.task_runners import ThreadPoolTaskRunner

from flows.calibrating import write_model
from flows.monitoring.artifacts import publish_artifacts
from flows.monitoring.asking import ask_operator
from flows.monitoring.gates import check_gate
from flows.monitoring.hooks import leave_note
from flows.monitoring.progress import progress
from flows.monitoring.summary import Summary
from flows.pipeline.passes import Failure, Perform, make_pass
from flows.pipeline.runners import Do, open_workers
from flows.run import Run
from flows.servers.limits import encoder_tags
from flows.settings import DEFAULT_WORK, DEFAULTS, OWN_MARKS, OtherMarks, Settings, Work
from flows.stages.stage import Item, Stage
from flows.storage.remote import upload
from flows.storage.watching import changes

_NOTE: list[FlowStateHook[..., Any]] = [leave_note]


@task(cache_policy=NO_CACHE)
def batch_of(do: Do, run: Run, stage: str, items: Sequence[Item]) -> None:
    """Do one batch of a stage."""
    do(run, stage, items)


@task(name="upload", cache_policy=NO_CACHE, retries=3, retry_delay_seconds=[5, 30, 120])
def upload_run(run: Run, url: str) -> int:
    """Copy the finished run to its URL; a network may fail for a moment."""
    return upload(run.path, url)


@flow(name="quality", flow_run_name="quality-{folder}", on_failure=_NOTE, on_crashed=_NOTE, on_cancellation=_NOTE)
def quality(
    folder: str,
    originals: str | None = None,
    machines: dict[str, str] | None = None,
    out: str = "runs/nightly",
    settings: Settings = DEFAULTS,
    work: Work = DEFAULT_WORK,
) -> Summary:
    """Read a folder, pair, align, check and score its documents, and write the reports.

    Args:
        folder: the corpus, or one file of it; English documents are translations, Arabic ones originals.
        originals: Arabic originals that lie elsewhere; a folder or one file.
        machines: name of a machine system → folder with its translations of the originals.
        out: the run's folder; a second run into it does only what changed.
        settings: what the results depend on; a changed one does again only what it changes.
        work: how the work is done; it changes no result.
    """
    run = Run(root=out, folder=folder, originals=originals, machines=machines or {}, settings=settings)
    return _pass(run, work, first="read")


@flow(name="rejudge", flow_run_name="rejudge-{out}", on_failure=_NOTE, on_crashed=_NOTE, on_cancellation=_NOTE)
def rejudge(out: str, marks: OtherMarks = OWN_MARKS, work: Work = DEFAULT_WORK) -> Summary:
    """Judge a run anew by other pass marks and by what persons decided since; nothing is read or encoded.

    Args:
        out: the run's folder.
        marks: other pass marks; one that is left empty stays the run's own.
        work: how the work is done.
    """
    return _pass(Run.reopen(out, **marks.changed), work, first="usage")


@flow(name="render", flow_run_name="render-{out}", on_failure=_NOTE, on_crashed=_NOTE, on_cancellation=_NOTE)
def render(out: str, work: Work = DEFAULT_WORK) -> Summary:
    """Write the pages of a run anew where their looks or their results changed.

    Args:
        out: the run's folder.
        work: how the work is done.
    """
    return _pass(Run.reopen(out), work, first="report")


@flow(name="calibrate", flow_run_name="calibrate-{out}")
def calibrate(out: str, model: str) -> str:
    """Fit the origin model to the documents of a run whose origin is known, and write another model.

    Args:
        out: the run's folder.
        model: the file that is written; name it as origin_model in the settings of later runs.
    """
    told = write_model(out, Path(model))
    create_markdown_artifact(told.replace("\n", "\n\n"), key="origin-model", description="The calibrated origin model")
    return told


@flow(name="watch", flow_run_name="watch-{folder}")
def watch(
    folder: str,
    originals: str | None = None,
    machines: dict[str, str] | None = None,
    out: str = "runs/inbox",
    settings: Settings = DEFAULTS,
    work: Work = DEFAULT_WORK,
    every: float = 5,
    minutes: float = 60,
) -> None:
    """Run the quality flow whenever a document came, went or changed, in one process that stays.

    Args:
        folder: as of the quality flow, like the next five.
        originals: Arabic originals that lie elsewhere.
        machines: name of a machine system → folder with its translations.
        out: the run's folder.
        settings: what the results depend on.
        work: how the work is done.
        every: seconds between two looks.
        minutes: how long to watch; the schedule starts the next watch.
    """
    places = [folder, *([originals] if originals else []), *(machines or {}).values()]
    for _ in changes(places, every=every, minutes=minutes):
        state = quality(folder, originals, machines, out, settings, work, return_state=True)
        if not state.is_completed():  # it has its own note, and the watch goes on
            get_run_logger().error("the run did not end well: %s", state.message)


def _pass(run: Run, work: Work, *, first: str) -> Summary:
    tags = encoder_tags()
    with open_workers(work) as do, ThreadPoolTaskRunner[None](max_workers=work.workers) as runner:
        summary = make_pass(run, work=work, perform=_performer(do, runner, work, tags=tags), first=first)
    publish_artifacts(run, summary, pages=work.pages)
    for jump in check_gate(run, work, ask=ask_operator):
        get_run_logger().warning("the gate: %s", jump)
    if work.upload:
        copied = upload_run(run, work.upload)
        get_run_logger().info("%s files copied to %s", copied, work.upload)
    return summary


def _performer(do: Do, runner: ThreadPoolTaskRunner[None], work: Work, *, tags: Sequence[str]) -> Perform:
    """Batches as Prefect tasks, done by ``do``; whatever happens to one is its own failure.

    Those that encode carry the ``tags``.
    """

    def perform(run: Run, stage: Stage, todo: Sequence[Sequence[Item]]) -> list[Failure]:
        if todo:
            get_run_logger().info("%s: %d batches to do", stage.name, len(todo))
        futures = []
        for items in todo:
            named = batch_of.with_options(
                name=stage.name,
                task_run_name=_namer(stage, items),
                timeout_seconds=work.timeout,
                tags=tags if stage.encodes else (),
            )
            parameters = {"do": do, "run": run, "stage": stage.name, "items": items}
            futures.append((items, runner.submit(named, parameters)))
        failures: list[Failure] = []
        for items, future in progress(futures, label=stage.name, total=len(futures)):
            result = future.result(raise_on_failure=False)
            if isinstance(result, BaseException):
                failures.append((items, result))
        return failures

    return perform


def _namer(stage: Stage, items: Sequence[Item]) -> Callable[[], str]:
    """What the log and Prefect's page call a batch: its stage and its documents' files.

    A plain string would be a template, and names of files may hold braces.
    """
    more = f" and {len(items) - 1} more" if len(items) > 1 else ""
    name = f"{stage.name} {items[0].file}{more}".rstrip()  # what is about the whole corpus is of no file
    return lambda: name
