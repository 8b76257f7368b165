"""The compare stage: each published translation beside the machines' versions of the same original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from alignments.tables import load_beads
from corpus.problems import Problem
from corpus.tables import problems_frame
from flows.run import Run
from flows.stages.checking import machine_versions
from flows.stages.judging import JUDGE
from flows.stages.stage import Frames, Item, Plan, Stage, Table, done_keys, each
from scores.comparison import Candidate, compare, find_parts
from scores.corpora import COUNTS, PUBLISHED, compare_corpus, counts_frame, score_corpus
from scores.metrics.entities import describe_entities, find_entities
from scores.tables import CONTESTS, SCORES, contests_frame, scores_frame

STAGE = "compare"
PART = "the machine version covers only a part of the original: it has scores for that part, and no contest"


def plan(run: Run) -> Plan:
    """Every published translation whose original also has machine versions."""
    documents = run.read("documents", "document", "file", "system")
    pairs = run.read("pairs", "translation", "original").drop_nulls("original")
    known = pairs.join(documents, left_on="translation", right_on="document").sort("translation")
    judged = done_keys(run, JUDGE)
    known = known.filter(pl.col("translation").is_in(list(judged)))
    machines = machine_versions(known)
    items = []
    for row in known.filter(pl.col("system").is_null()).iter_rows(named=True):
        systems = machines.get(row["original"], {})
        if systems:
            versions = [row["translation"], *systems.values()]
            inputs = (*versions, *systems, *(judged[version] for version in versions))
            key = run.key(STAGE, *inputs, rooms=("corpus", "alignments", "scores"))
            data = {**row, "systems": systems}
            items.append(Item(key=key, file=row["file"], document=row["translation"], data=data))
    return Plan(items=items)


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Compare a batch of translations with their machine versions."""
    return each(lambda item: _compare(run, item.data), items, stage=STAGE)


def _compare(run: Run, data: Mapping[str, Any]) -> Frames:
    published = _candidate(run, PUBLISHED, data["translation"])
    machines = [_candidate(run, name, document) for name, document in data["systems"].items()]
    scores, contests, counts = compare(published, machines)
    return {
        "problems": problems_frame(_troubles(run, data["systems"], published, machines)),
        "scores": scores_frame(scores, translation=data["translation"]),
        "contests": contests_frame(contests, translation=data["translation"]),
        "counts": counts_frame(counts, translation=data["translation"]),
    }


def _troubles(
    run: Run, systems: Mapping[str, str], published: Candidate, machines: Sequence[Candidate]
) -> list[Problem]:
    """What is said of machine versions that hold HTML entities, or cover a part only; they are compared as they are."""
    files = {machine.name: _file(run, systems[machine.name]) for machine in machines}
    problems = [
        Problem(
            file=files[name],
            stage=STAGE,
            what=PART,
            value=f"{part} sentences",
            remedy="translate the rest too, or leave the file out",
        )
        for name, part in find_parts(published, machines).items()
    ]
    for machine in machines:
        if found := find_entities(machine.sentences):
            what, value, remedy = describe_entities(found, len(machine.sentences))
            problems.append(Problem(file=files[machine.name], stage=STAGE, what=what, value=value, remedy=remedy))
    return problems


def _file(run: Run, document: str) -> str:
    name: str = run.rows("documents", "document", [document])["file"][0]
    return name


def _candidate(run: Run, name: str, document: str) -> Candidate:
    sentences = run.rows("sentences", "document", [document]).sort("number")["text"].to_list()
    beads = run.rows("beads", "translation", [document])
    original = beads["original"][0]
    verdict = run.rows("verdicts", "translation", [document]).row(0, named=True)
    alignment = load_beads(beads, translation=document, original=original)
    return Candidate(
        name=name, sentences=sentences, beads=alignment.beads, penalty=verdict["penalty"], words=verdict["words"]
    )


def _finish(frames: dict[str, pl.LazyFrame]) -> dict[str, pl.LazyFrame]:
    """Add the scores and contests of the whole corpus, where it has more than one document."""
    counts = frames["counts"].collect()
    if counts["translation"].n_unique() < 2:
        return frames
    whole = {
        "scores": scores_frame(score_corpus(counts), translation=None),
        "contests": contests_frame(compare_corpus(counts), translation=None),
    }
    return frames | {name: pl.concat([frame.lazy(), frames[name]], how="diagonal") for name, frame in whole.items()}


COMPARE = Stage(
    name=STAGE,
    plan=plan,
    work=work,
    tables={
        "scores": Table(schema=SCORES, order=("translation", "candidate", "reference", "metric", "bead")),
        "contests": Table(schema=CONTESTS, order=("translation", "first", "second", "by")),
        "counts": Table(schema=COUNTS, order=("translation", "candidate", "metric")),
    },
    finish=_finish,
)
