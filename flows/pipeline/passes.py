"""One pass over a run: its stages one after the other, whoever does the batches (Prefect's tasks, a plain loop)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from corpus.files import HALF
from corpus.problems import DocumentError, Problem
from corpus.tables import load_problems
from flows.monitoring.fates import count_fates
from flows.monitoring.metrics import measure_stage, write_metrics
from flows.monitoring.summary import Summary, finish_run, write_problems
from flows.pipeline.arenas import share_arena
from flows.pipeline.faults import machine_trouble, saying_trouble
from flows.run import NOTE, Run
from flows.settings import Work
from flows.stages.checking import CHECK
from flows.stages.comparing import COMPARE
from flows.stages.judging import JUDGE
from flows.stages.pairing import MATCH, PAIR
from flows.stages.proposing import PROFILE, PROPOSE
from flows.stages.reading import READ
from flows.stages.reporting import REPORT
from flows.stages.stage import Item, Stage, batches, gather_tables
from flows.stages.usage import USAGE
from flows.storage.locks import locked

STAGES = {stage.name: stage for stage in (READ, PROFILE, PROPOSE, MATCH, PAIR, CHECK, USAGE, JUDGE, COMPARE, REPORT)}

Failure = tuple[Sequence[Item], BaseException]
Perform = Callable[[Run, Stage, Sequence[Sequence[Item]]], list[Failure]]


def make_pass(run: Run, *, work: Work, perform: Perform, first: str = READ.name) -> Summary:
    """Do the stages from ``first`` on; ``perform`` does batches and returns those that failed, with the error.

    Earlier stages keep their tables and their problems. What fails is done again item by item, so that a bug
    costs only its own document.

    Raises:
        UsageError: another run works in the folder, or the machine lets nothing be written.
    """
    share_arena()
    names = list(STAGES)
    stages = [STAGES[name] for name in names[names.index(first) :]]
    with saying_trouble(), locked(run.path, wait=work.wait):
        _sweep_halves(run)
        problems = [] if first == READ.name else _earlier(run, stages)
        run.write_description()
        measured = []
        for stage in stages:
            started = monotonic()
            plan = stage.plan(run)
            todo = batches(run, stage, plan.items, size=work.batch_size, workers=work.workers)
            found = [*plan.problems, *_do(run, stage, todo, perform), *gather_tables(run, stage, plan.items)]
            problems.extend(found)
            write_problems(run, problems)
            seconds = monotonic() - started
            measured.append(measure_stage(run, stage, plan.items, todo, problems=len(found), seconds=seconds))
        run.write("fates", count_fates(run))
        write_metrics(run, measured)
        summary = finish_run(run)
        (run.path / NOTE).unlink(missing_ok=True)
        return summary


def _sweep_halves(run: Run) -> None:
    """Remove what a killed run was writing; under the lock nobody else writes there."""
    for folder in (run.path, run.path / "documents", run.path / "metrics", *(run.path / "parts").glob("*")):
        for path in folder.glob(f"{HALF}*"):
            path.unlink(missing_ok=True)


def _earlier(run: Run, stages: Sequence[Stage]) -> list[Problem]:
    again = {stage.name for stage in stages}
    return [problem for problem in load_problems(run.read("problems")) if problem.stage not in again]


def _do(run: Run, stage: Stage, todo: Sequence[Sequence[Item]], perform: Perform) -> list[Problem]:
    failed = perform(run, stage, todo)
    _stop_for_the_machine(failed)
    alone = perform(run, stage, [[item] for items, _ in failed for item in items])
    _stop_for_the_machine(alone)
    return [_problem(items[0], stage, error) for items, error in alone]


def _stop_for_the_machine(failures: Sequence[Failure]) -> None:
    """Nothing is gained by trying every further document on a full disk."""
    for _, error in failures:
        trouble = machine_trouble(error)
        if trouble is not None:
            raise trouble from error


def _problem(item: Item, stage: Stage, error: BaseException) -> Problem:
    if isinstance(error, DocumentError):  # trouble that passes: not kept, so the next run tries again
        return Problem.of(error, file=item.file, stage=stage.name)
    return Problem(
        file=item.file,
        stage=stage.name,
        what="the program failed on this document",
        value=f"{type(error).__name__}: {error}"[:200],
        remedy="send the document and the task's traceback to whoever maintains the program; the others are done",
    )
