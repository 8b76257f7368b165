"""A pass loses nothing: whatever breaks on the way, the next one ends with the tables of an undisturbed one."""

import os
import random
import resource
import subprocess
import sys
import time

import polars as pl
import pytest

from corpus.problems import UsageError
from flows.pipeline.passes import STAGES, make_pass
from flows.pipeline.runners import do_named, in_threads
from flows.run import Run
from flows.settings import OtherMarks, Work
from flows.stages.reading import READ
from flows.stages.stage import batches
from scores.verdicts import PassMarks

WORK = Work(batch_size=1)
ALONE = """
import sys
from flows.run import Run
from flows.pipeline.runners import pass_alone
from flows.settings import Work
pass_alone(Run(root=sys.argv[1], folder=sys.argv[2]), Work(batch_size=1, workers=1))
"""
plainly = in_threads(do_named, 1)


def go(run, **options):
    return make_pass(run, work=WORK, perform=plainly, **options)


def results(run):
    """Every table and page of a run but its metrics, by name."""
    files = [*run.path.glob("*.*"), *(run.path / "documents").iterdir()]
    return {path.name: path.read_bytes() for path in files}


def in_a_process(run, **options):
    command = [sys.executable, "-c", ALONE, run.root, run.folder]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)  # noqa: S603 - our own code


@pytest.fixture
def run(tmp_path, corpus, vectors):
    return vectors(Run(root=str(tmp_path / "run"), folder=str(corpus)))


def test_killed_at_random_points_a_run_ends_with_the_same_bytes(run, undisturbed):
    chance = random.Random(8)  # noqa: S311 - places to kill, no secret
    for reached in sorted(chance.sample(range(1, 11), 4)):  # of 12 batches
        with in_a_process(run) as process:
            while process.poll() is None and len(list(run.path.glob("parts/*/*/seal.json"))) < reached:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.1))
            process.kill()
        assert not (run.path / "index.html").exists()
    go(run)
    assert results(run) == results(undisturbed)


def test_broken_parts_are_done_again(finished):
    run = finished
    before = results(run)
    for number, stage in enumerate(("read", "pair", "check", "judge", "report")):
        part = max(run.step(stage).glob("*/*.parquet"), key=lambda path: path.stat().st_size)
        data = part.read_bytes()
        part.write_bytes(data[: len(data) // 2] if number % 2 else data[:40] + b"?" + data[41:])
    go(run)
    assert results(run) == before


def test_a_full_disk_ends_a_run_with_what_to_do_and_loses_nothing(run, undisturbed):
    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    with in_a_process(run, preexec_fn=little_room) as process:
        told = process.stderr.read()
    assert process.returncode != 0
    assert "UsageError: the run cannot write" in told
    assert "what is done is kept" in told
    go(run)
    assert results(run) == results(undisturbed)


def test_a_document_that_vanishes_while_the_run_reads_it_is_a_problem_and_comes_back(run, corpus, undisturbed):
    path = corpus / "translations" / "harbour.txt"
    text = path.read_bytes()

    def perform(run, stage, todo):
        if stage is READ and path.exists():
            path.unlink()
        return plainly(run, stage, todo)

    summary = make_pass(run, work=Work(), perform=perform)
    (problem,) = summary.problems
    assert (problem.file, problem.what) == (
        "translations/harbour.txt",
        "the file changed or vanished while the run read it",
    )
    assert summary.translations == 1
    path.write_bytes(text)
    assert go(run).problems == ()
    assert results(run) == results(undisturbed)


def test_times_of_files_mean_nothing(finished, corpus):
    run = finished
    for number, path in enumerate(sorted([*corpus.rglob("*"), *run.path.rglob("*")])):
        moment = 10**8 if number % 2 else 4 * 10**9  # 1973 and 2096
        os.utime(path, (moment, moment))
    assert all(not batches(run, stage, stage.plan(run).items, size=8) for stage in STAGES.values())


def test_a_bug_costs_its_own_document(run):
    def perform(run, stage, todo):
        broken = [items for items in todo if any("harbour" in item.file for item in items) and stage.name == "check"]
        failures = plainly(run, stage, [items for items in todo if items not in broken])
        return failures + [(items, ZeroDivisionError("a bug")) for items in broken]

    summary = make_pass(run, work=Work(), perform=perform)
    (problem,) = summary.problems
    assert (problem.file, problem.value) == ("translations/harbour.txt", "ZeroDivisionError: a bug")
    ledger = run.read("fates").filter(pl.col("fate") == "failed")
    assert ledger.select("unit", "reason", "count").rows() == [("document", "not checked", 1)]
    assert run.read("verdicts").height == 1


def test_of_many_tiny_files_none_is_lost(finished, corpus):
    for number in range(600):
        (corpus / f"{number}.txt").write_bytes(b"" if number % 100 else b"Nothing was sold today.\n")
    summary = make_pass(finished, work=Work(batch_size=64), perform=plainly)
    assert summary.files == 604
    files = finished.read("fates").filter(pl.col("unit") == "file")
    assert dict(files.select("reason", "count").iter_rows()) == {"": 10, "the file is empty": 594}
    read = pl.read_parquet(finished.path / "metrics" / "stages.parquet").row(0, named=True)
    assert (read["items"], read["reused"], read["batches"]) == (604, 4, 4)


def test_a_run_is_judged_anew_from_its_folder_alone(finished, corpus):
    run = finished
    checked = (run.step("check") / "outcomes.parquet").read_bytes()
    for path in corpus.rglob("*.txt"):
        path.unlink()
    again = Run.reopen(run.root, publish=0.0, publish_coverage=1.0)
    go(again, first="usage")
    assert all("publish:0|" in signature for signature in run.read("verdicts")["signature"])
    assert (run.step("check") / "outcomes.parquet").read_bytes() == checked
    with pytest.raises(UsageError, match="no run to go on with"):
        Run.reopen(str(corpus))


def test_a_pass_mark_that_is_not_given_stays_as_the_run_has_it(finished):
    go(Run.reopen(finished.root, publish=2.0), first="usage")
    form = {"publish": None, "retranslate": 30, "least_coverage": None, "publish_coverage": None}  # as Prefect sends it
    marks = OtherMarks.model_validate(form).changed
    assert Run.reopen(finished.root, **marks).settings.marks == PassMarks(publish=2.0, retranslate=30.0)
    with pytest.raises(UsageError, match=r"publish 99\.0\): publish .* may not be above retranslate"):
        Run.reopen(finished.root, publish=99.0)
