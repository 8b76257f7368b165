"""The flows: a corpus in, quality reports out; and from a run that is there, other verdicts or other pages.

Each task is one line around a tested function; paths and keys travel between them, never frames. A batch
that fails is done again item by item, so that a bug fails only on its own document: with its traceback in
Prefect and a row in the problems table, while everything else goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.artifacts import publish_artifacts
from flows.commands.output import progress
from flows.gates import check_gate
from flows.passes import Failure, Perform, make_pass
from flows.run import Run
from flows.runners import Do, open_workers
from flows.settings import DEFAULT_MARKS, DEFAULT_WORK, DEFAULTS, Marks, Settings, Work
from flows.stages import Item, Stage
from flows.summary import Summary


@task(cache_policy=NO_CACHE)
def batch_of(do: Do, run: Run, stage: str, items: Sequence[Item]) -> None:
    """Do one batch of a stage."""
    do(run, stage, items)


@flow(name="quality", flow_run_name="quality-{folder}")
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


@flow(name="rejudge", flow_run_name="rejudge-{out}")
def rejudge(out: str, marks: Marks = DEFAULT_MARKS, work: Work = DEFAULT_WORK) -> Summary:
    """Judge a run anew by other pass marks and by what persons decided since; nothing is read or encoded.

    Args:
        out: the run's folder.
        marks: the pass marks.
        work: how the work is done.
    """
    return _pass(Run.reopen(out, **marks.model_dump()), work, first="judge")


@flow(name="render", flow_run_name="render-{out}")
def render(out: str, work: Work = DEFAULT_WORK) -> Summary:
    """Write the pages of a run anew where their looks or their results changed.

    Args:
        out: the run's folder.
        work: how the work is done.
    """
    return _pass(Run.reopen(out), work, first="report")


def _pass(run: Run, work: Work, *, first: str) -> Summary:
    with open_workers(work) as do, ThreadPoolTaskRunner[None](max_workers=work.workers) as runner:
        summary = make_pass(run, work=work, perform=_performer(do, runner, work), first=first)
    publish_artifacts(run, summary)
    check_gate(run, work)
    return summary


def _performer(do: Do, runner: ThreadPoolTaskRunner[None], work: Work) -> Perform:
    """Batches as Prefect tasks, done by ``do``; whatever happens to one is its own failure."""

    def perform(run: Run, stage: Stage, todo: Sequence[Sequence[Item]]) -> list[Failure]:
        if todo:
            get_run_logger().info("%s: %d batches to do", stage.name, len(todo))
        named = batch_of.with_options(name=stage.name, timeout_seconds=work.timeout, tags=_tags(stage))
        futures = [
            (items, runner.submit(named, {"do": do, "run": run, "stage": stage.name, "items": items})) for items in todo
        ]
        failures: list[Failure] = []
        for items, future in progress(futures, label=stage.name, total=len(futures)):
            result = future.result(raise_on_failure=False)
            if isinstance(result, BaseException):
                failures.append((items, result))
        return failures

    return perform


def _tags(stage: Stage) -> list[str]:
    """A stage that encodes carries a tag, by which an operator can limit how many do so at once."""
    return ["encoder"] if stage.encodes else []
