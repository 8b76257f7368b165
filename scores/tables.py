"""The tables of how good: findings, scores, origins, contests and verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from scores.contests import Contest
from scores.findings.categories import CATEGORIES
from scores.findings.dismissals import Dismissal, find_dismissal
from scores.findings.finding import Finding, Mark, finding_id
from scores.metrics.scoring import Score
from scores.origin.judging import Origin
from scores.verdicts import Verdict

FINDINGS = pl.Schema(
    {
        "finding": pl.String(),  # stable id: the same fault on the same words keeps its id in a later run
        "translation": pl.String(),
        "original": pl.String(),
        "bead": pl.Int32(),
        "category": pl.String(),
        "mqm": pl.String(),  # the MQM name of the category, e.g. accuracy/omission
        "severity": pl.String(),
        "confidence": pl.Float64(),
        "arabic_sentences": pl.List(pl.Int32()),  # null where that side has no words for it
        "arabic_start": pl.Int64(),
        "arabic_end": pl.Int64(),
        "arabic_text": pl.String(),
        "english_sentences": pl.List(pl.Int32()),
        "english_start": pl.Int64(),
        "english_end": pl.Int64(),
        "english_text": pl.String(),
        "evidence": pl.String(),
        "repair": pl.String(),
        "check": pl.String(),
        "dismissed": pl.String(),  # the reason that a person gave; null while the finding is open
    }
)
SCORES = pl.Schema(
    {
        "translation": pl.String(),  # null for the corpus level
        "candidate": pl.String(),  # "published" or the name of a machine system
        "reference": pl.String(),  # what it was held against: the name of the reference candidate
        "bead": pl.Int32(),  # null for the document and corpus level
        "metric": pl.String(),
        "value": pl.Float64(),
        "signature": pl.String(),
    }
)
CONTESTS = pl.Schema(
    {
        "translation": pl.String(),  # null for the corpus level
        "first": pl.String(),
        "second": pl.String(),
        "by": pl.String(),  # the metric, or "findings" where there is no reference
        "difference": pl.Float64(),  # first minus second
        "low": pl.Float64(),  # 95 % confidence interval
        "high": pl.Float64(),
        "p_value": pl.Float64(),
        "winner": pl.String(),  # null: no difference shown
        "reason": pl.String(),
        "signature": pl.String(),
    }
)
ORIGINS = pl.Schema(
    {
        "translation": pl.String(),
        "origin": pl.String(),  # human, machine, unknown
        "machine_probability": pl.Float64(),
        "evidence": pl.List(pl.String()),
        "signature": pl.String(),
    }
)
VERDICTS = pl.Schema(
    {
        "translation": pl.String(),
        "verdict": pl.String(),  # publish, revise, retranslate; null where there is no original to judge by
        "penalty": pl.Float64(),  # MQM points per 1,000 English words
        "coverage": pl.Float64(),  # share of the Arabic words that have a counterpart, null without an original
        "words": pl.Int64(),
        "reasons": pl.List(pl.String()),
        "signature": pl.String(),
    }
)


def scores_frame(scores: Iterable[Score], *, translation: str | None) -> pl.DataFrame:
    """Scores of one translation, or of the corpus where ``translation`` is None."""
    rows = [{"translation": translation, **asdict(score)} for score in scores]
    return pl.DataFrame(rows, schema=SCORES)


def contests_frame(contests: Iterable[Contest], *, translation: str | None) -> pl.DataFrame:
    """Contests about one translation, or about the corpus where ``translation`` is None."""
    rows = [{"translation": translation, **asdict(contest)} for contest in contests]
    return pl.DataFrame(rows, schema=CONTESTS)


def origins_frame(origins: Mapping[str, Origin]) -> pl.DataFrame:
    """Judgements by the id of their translation."""
    rows = [
        {"translation": name, **asdict(origin), "evidence": list(origin.evidence)} for name, origin in origins.items()
    ]
    return pl.DataFrame(rows, schema=ORIGINS)


def findings_frame(findings: Sequence[Finding], *, translation: str, original: str | None) -> pl.DataFrame:
    """The findings of one translation, each with an id that the same fault on the same words always gets."""
    rows: list[dict[str, object]] = []
    taken: Counter[str] = Counter()
    for finding in findings:
        row: dict[str, object] = {
            "translation": translation,
            "original": original,
            "mqm": CATEGORIES[finding.category].mqm,
            **{name: getattr(finding, name) for name in _PLAIN_FINDING},
        }
        for side, mark in (("arabic", finding.arabic), ("english", finding.english)):
            row[f"{side}_sentences"] = list(mark.sentences) if mark else None
            row[f"{side}_start"] = mark.start if mark else None
            row[f"{side}_end"] = mark.end if mark else None
            row[f"{side}_text"] = mark.text if mark else None
        name = finding_id(translation, finding)
        row["finding"] = finding_id(translation, finding, context=str(taken[name])) if taken[name] else name
        taken[name] += 1
        rows.append(row)
    return pl.DataFrame(rows, schema=FINDINGS)


def apply_dismissals(frame: pl.DataFrame, dismissals: Mapping[str, Dismissal]) -> pl.DataFrame:
    """The same findings, those that a person dismissed marked with the reason."""
    found = (find_dismissal(row, dismissals) for row in frame.iter_rows(named=True))
    reasons = [None if each is None else each.reason or "no reason was given" for each in found]
    return frame.with_columns(pl.Series("dismissed", reasons, dtype=pl.String()))


def open_findings(frame: pl.DataFrame) -> list[Finding]:
    """The findings of a table as ``judge`` takes them, without those that were dismissed."""
    rows = frame.filter(pl.col("dismissed").is_null()).iter_rows(named=True)
    return [
        Finding(
            arabic=_mark_of(row, "arabic"),
            english=_mark_of(row, "english"),
            **{name: row[name] for name in _PLAIN_FINDING},
        )
        for row in rows
    ]


def _mark_of(row: Mapping[str, Any], side: str) -> Mark | None:
    if row[f"{side}_sentences"] is None:
        return None
    return Mark(
        sentences=tuple(row[f"{side}_sentences"]),
        start=row[f"{side}_start"],
        end=row[f"{side}_end"],
        text=row[f"{side}_text"],
    )


_PLAIN_FINDING = ("bead", "category", "severity", "confidence", "evidence", "repair", "check")


def verdicts_frame(verdicts: Mapping[str, Verdict]) -> pl.DataFrame:
    """Verdicts by the id of their translation."""
    rows = [
        {"translation": name, **asdict(verdict), "reasons": list(verdict.reasons)} for name, verdict in verdicts.items()
    ]
    return pl.DataFrame(rows, schema=VERDICTS)
