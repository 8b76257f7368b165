"""The quality flow: a corpus in, quality reports out.

Each task is one line around a tested function; paths and keys travel between them, never frames. A batch
that fails is done again item by item, so that a bug fails only on its own document: with its traceback in
Prefect and a row in the problems table, while everything else goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from corpus.problems import Problem
from flows.checking import CHECK
from flows.commands.output import progress
from flows.comparing import COMPARE
from flows.judging import JUDGE
from flows.pairing import MATCH, PAIR
from flows.proposing import PROFILE, PROPOSE
from flows.reading import READ
from flows.reporting import REPORT
from flows.run import Run
from flows.settings import DEFAULT_WORK, DEFAULTS, Settings, Work
from flows.stages import Item, Stage, batches, do_batch, gather_tables
from flows.summary import Summary, finish_run, write_problems

STAGES = {stage.name: stage for stage in (READ, PROFILE, PROPOSE, MATCH, PAIR, CHECK, JUDGE, COMPARE, REPORT)}


@task(cache_policy=NO_CACHE)
def batch_of(run: Run, stage: str, items: Sequence[Item]) -> None:
    """Do one batch of a stage."""
    do_batch(run, STAGES[stage], items)


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
        folder: the corpus; English documents are translations, Arabic ones originals.
        originals: Arabic originals that lie elsewhere.
        machines: name of a machine system → folder with its translations of the originals.
        out: the run's folder; a second run into it does only what changed.
        settings: what the results depend on; a changed one does again only what it changes.
        work: how the work is done; it changes no result.
    """
    run = Run(root=out, folder=folder, originals=originals, machines=machines or {}, settings=settings)
    run.write_description()
    problems: list[Problem] = []
    for stage in STAGES.values():
        plan = stage.plan(run)
        problems.extend(plan.problems)
        todo = batches(run, stage, plan.items, size=work.batch_size)
        get_run_logger().info("%s: %d items, %d batches to do", stage.name, len(plan.items), len(todo))
        problems.extend(_do(run, stage, todo))
        problems.extend(gather_tables(run, stage, plan.items))
        write_problems(run, problems)
    return finish_run(run)


def _do(run: Run, stage: Stage, todo: Sequence[Sequence[Item]]) -> list[Problem]:
    """Do the batches; what fails is done again one by one, and what fails alone becomes a problem."""
    failed = _failures(run, stage, todo)
    alone = [[item] for items, _ in failed for item in items]
    return [_bug(items[0], stage, error) for items, error in _failures(run, stage, alone)]


def _failures(run: Run, stage: Stage, todo: Sequence[Sequence[Item]]) -> list[tuple[Sequence[Item], BaseException]]:
    named = batch_of.with_options(name=stage.name)
    futures = [(items, named.submit(run, stage.name, items)) for items in todo]
    results: list[tuple[Sequence[Item], object]] = [
        (items, future.result(raise_on_failure=False))
        for items, future in progress(futures, label=stage.name, total=len(futures))
    ]
    return [(items, result) for items, result in results if isinstance(result, BaseException)]


def _bug(item: Item, stage: Stage, error: BaseException) -> Problem:
    return Problem(
        file=item.file,
        stage=stage.name,
        what="the program failed on this document",
        value=f"{type(error).__name__}: {error}"[:200],
        remedy="send the document and the task's traceback to whoever maintains the program; the others are done",
    )
