"""The report stage: a page for every translation whose results changed."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from corpus.problems import Problem
from flows.run import Run
from flows.stages.checking import CHECK
from flows.stages.comparing import COMPARE
from flows.stages.judging import JUDGE
from flows.stages.stage import Frames, Item, Plan, Stage, done_keys
from reports.renderings import scan_renderings
from reports.writing import write_pages

STAGE = "report"
_ROOMS = ("corpus", "alignments", "scores", "reports")


def plan(run: Run) -> Plan:
    """Every published translation; its key holds all that its page shows."""
    documents = run.read("documents", "document", "file", "role")
    pairs = {row["translation"]: row for row in run.read("pairs").iter_rows(named=True)}
    files = dict(documents.select("document", "file").iter_rows())
    machines = _machines(run)
    problems = run.read("problems").group_by("file").agg(pl.struct("article", "what", "value"))
    troubles = {row[0]: row[1] for row in problems.iter_rows()}
    written, lines = _renderings(run)
    made = [done_keys(run, stage) for stage in (CHECK, JUDGE, COMPARE)]
    items = []
    for row in documents.filter(pl.col("role") == "translation").iter_rows(named=True):
        document, file = row["document"], row["file"]
        pair = pairs.get(document)
        original = pair["original"] or "" if pair else ""
        shown = (
            document,
            file,
            pair,
            files.get(original),
            machines.get(original),
            troubles.get(file),
            written.get(document),
        )
        key = run.key(STAGE, *shown, *(keys.get(document) for keys in made), rooms=_ROOMS, settings=("interface",))
        items.append(Item(key=key, file=file, document=document))
    return Plan(items=items, problems=lines)


def _renderings(run: Run) -> tuple[dict[str, list[tuple[str, ...]]], list[Problem]]:
    """What editors wrote for the passages of every translation, and the lines that say nothing."""
    written: dict[str, list[tuple[str, ...]]] = {}
    problems = []
    for line in scan_renderings(run.decisions / "renderings.jsonl"):
        if isinstance(line, Problem):
            problems.append(line)
        else:
            written.setdefault(line.translation, []).append((line.english, line.arabic, line.rendering))
    return written, problems


def _machines(run: Run) -> dict[str, list[str]]:
    """The machine versions of every original, as they stand in a page's key."""
    checked = done_keys(run, CHECK)
    documents = run.read("documents", "document", "system", "role").filter(pl.col("role") == "machine")
    found = documents.join(
        run.read("pairs", "translation", "original"), left_on="document", right_on="translation"
    ).sort("system", "document")
    versions: dict[str, list[str]] = {}
    for row in found.iter_rows(named=True):
        versions.setdefault(row["original"], []).append(f"{row['system']}={checked.get(row['document'])}")
    return versions


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Write the pages of a batch; the pages are the result, so there are no rows."""
    write_pages(run.path, [item.document for item in items])
    return [{} for _ in items]


REPORT = Stage(name=STAGE, plan=plan, work=work, tables={}, times=8)
