"""Scores and contests of a whole corpus, from the counts that every document leaves behind.

The same few numbers that give a document's score are summed over the documents, so nothing is read or scored
again. Contests draw whole documents, not sentences: the sentences of one document are by one hand and about one
matter, and treating them as independent makes chance look like proof (Koehn 2004 draws blocks for that reason).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import polars as pl

from scores.contests import Contest, compare_statistics, correct
from scores.metrics.scoring import FINDINGS, Score, Statistics, whole_score

PUBLISHED = "published"

COUNTS = pl.Schema(
    {
        "translation": pl.String(),  # the published one
        "candidate": pl.String(),  # "published" or the name of a machine system
        "metric": pl.String(),
        "counts": pl.List(pl.Float64()),  # its sufficient statistics, summed over the document
        "signature": pl.String(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts of one candidate by one metric over one document."""

    candidate: str
    metric: str
    counts: tuple[float, ...]
    signature: str


def count_document(measured: Mapping[str, Sequence[Statistics]]) -> list[Counts]:
    """What the segments of one document sum up to, for each candidate and metric."""
    return [
        Counts(
            candidate=name,
            metric=each.metric,
            counts=tuple(map(float, each.rows.sum(axis=0))),
            signature=each.signature,
        )
        for name, statistics in measured.items()
        for each in statistics
    ]


def counts_frame(counts: Iterable[Counts], *, translation: str) -> pl.DataFrame:
    """The counts of one document as rows."""
    rows = [
        {
            "translation": translation,
            "candidate": each.candidate,
            "metric": each.metric,
            "counts": list(each.counts),
            "signature": each.signature,
        }
        for each in counts
    ]
    return pl.DataFrame(rows, schema=COUNTS)


def score_corpus(counts: pl.DataFrame) -> list[Score]:
    """Every machine by every metric over all its documents; the documents can differ from machine to machine."""
    return [
        replace(
            whole_score(statistics),
            candidate=name,
            reference=PUBLISHED,
            signature=f"{statistics.signature}|documents:{len(statistics.rows)}",
        )
        for (name, metric), (_, statistics) in sorted(_by_candidate(counts).items())
        if metric != FINDINGS
    ]


def compare_corpus(counts: pl.DataFrame, *, metric: str = "chrF++") -> list[Contest]:
    """All candidates with each other, on the documents that both have, corrected for all these comparisons.

    Machines are compared by ``metric`` against the published translation, and every two candidates by their
    findings: the published one is the reference, so nothing else can compare it.
    """
    held = _by_candidate(counts)
    names = sorted({name for name, _ in held}, key=lambda name: (name != PUBLISHED, name))
    made = []
    for by in (FINDINGS, metric):
        for one, two in combinations(names, 2):
            if (one, by) in held and (two, by) in held:
                first, second = _common(held[one, by], held[two, by])
                if len(first.rows):
                    made.append(compare_statistics((one, first), (two, second), unit="documents"))
    return correct(made)


def _by_candidate(counts: pl.DataFrame) -> dict[tuple[str, str], tuple[list[str], Statistics]]:
    """(Candidate, metric) → its documents, and the statistics with a row for each of them."""
    return {
        (str(name), str(metric)): (
            rows["translation"].to_list(),
            Statistics(metric=str(metric), rows=np.array(rows["counts"].to_list()), signature=_signature(rows)),
        )
        for (name, metric), rows in counts.sort("translation").group_by("candidate", "metric", maintain_order=True)
    }


def _signature(rows: pl.DataFrame) -> str:
    """The metric's signature, without what only one document's says (how many of its segments were too long)."""
    return str(min(rows["signature"], key=lambda signature: (len(signature), signature))).split("|unshifted:")[0]


def _common(first: tuple[list[str], Statistics], second: tuple[list[str], Statistics]) -> tuple[Statistics, Statistics]:
    """Both statistics cut down to the documents that both have, in one order."""
    shared = sorted(set(first[0]) & set(second[0]))
    ours, theirs = (
        replace(statistics, rows=statistics.rows[[place[name] for name in shared]])
        for place, statistics in (({name: i for i, name in enumerate(each[0])}, each[1]) for each in (first, second))
    )
    return ours, theirs
