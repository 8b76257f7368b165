"""Other translations of one original as witnesses: a fault that two of them share is more likely the check's.

Two translators seldom slip on the same words; where both differ from the Arabic alike, it is mostly read wrongly
here (a free rendering, a slip of the original, words of its page). Where the others follow the Arabic, a finding is
a little surer. By how much stands in ``data/findings.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from scores.findings.confidence import move, rate
from scores.findings.weights import load_weights

SHARED = "Another translation of this original has the same here, so the Arabic may be read wrongly."
ALONE = "Another translation of this original follows the Arabic here."
CATEGORIES = ("omission", "number", "date", "name", "unit", "negation")  # what two translations can share


def hear_witnesses(findings: pl.DataFrame, translation: str, *, witnesses: Collection[str]) -> pl.DataFrame:
    """The findings of one translation, surer or less sure by those of others of the same original.

    ``findings`` holds all of theirs; ``witnesses`` are the others that were laid beside that original. What is
    shared is minor at most, whatever it was.
    """
    own = findings.filter(pl.col("translation") == translation)
    if not witnesses or own.is_empty():
        return own
    others = findings.filter(pl.col("translation").is_in(sorted(witnesses))).to_dicts()
    rows = [_heard(row, others) for row in own.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=own.schema)


def _heard(row: Mapping[str, Any], others: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    if row["category"] not in CATEGORIES or row["arabic_start"] is None:
        return dict(row)
    shared = any(
        other["category"] == row["category"]
        and other["arabic_start"] is not None
        and other["arabic_start"] < row["arabic_end"]
        and row["arabic_start"] < other["arabic_end"]
        for other in others
    )
    confidence = round(move(row["confidence"], load_weights()["witness"]["shared" if shared else "alone"]), 3)
    return {
        **row,
        "severity": rate("minor" if shared else row["severity"], confidence),
        "confidence": confidence,
        "evidence": f"{row['evidence']} {SHARED if shared else ALONE}",
    }
