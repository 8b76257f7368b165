"""The corpus in groups: how many of which origin, how heavy the findings weigh, and how that changes over the years.

A group is all translations of one publisher, author, translator, year or system. Penalties are points per 1,000
words over all words of the group, so that a long document counts for more than a note, with a 95 % interval by
the ratio estimator (Cochran 1977, chapter 6): documents vary, and five say little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
import numpy.typing as npt
import polars as pl

from scores.corpora import PUBLISHED

BY = ("publisher", "author", "translator", "year", "system", "publisher and year")
ORIGINS = ("human", "machine", "unknown")
LEAST = 5  # judged documents from which on an interval is given
LEAST_TREND = 10  # judged documents, of three years at least, from which on a trend is looked for
MOST_CATEGORIES = 3

GROUPS = pl.Schema(
    {
        "by": pl.String(),  # one of BY
        "value": pl.String(),  # null: the documents do not say
        "year": pl.String(),  # of "publisher and year" only
        "translations": pl.Int64(),
        "human": pl.Int64(),
        "machine": pl.Int64(),
        "unknown": pl.Int64(),
        "judged": pl.Int64(),  # with an original, so that a penalty says something
        "words": pl.Int64(),  # of the judged ones
        "findings": pl.Int64(),  # in the judged ones, the dismissed left out
        "penalty": pl.Float64(),  # MQM points per 1,000 words
        "low": pl.Float64(),  # 95 % interval, null for fewer than LEAST
        "high": pl.Float64(),
        "categories": pl.List(pl.String()),  # the most frequent first
        "counts": pl.List(pl.Int64()),  # how often each of them
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How penalties go with the years: Spearman's rank correlation and how often chance would give as much."""

    correlation: float
    p_value: float
    documents: int


def group_documents(documents: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """One row a group, in the order of ``BY`` and of the values.

    ``documents`` is what ``describe_documents`` gives; ``findings`` has the columns translation and category.
    """
    judged = documents.filter(pl.col("judged"))["translation"]
    counted = findings.filter(pl.col("translation").is_in(judged.implode())).group_by("translation", "category").len()
    frames = [_group(documents, counted, by) for by in BY]
    return pl.concat(frames).select(list(GROUPS)).cast(GROUPS)


def describe_documents(
    documents: pl.DataFrame, fields: pl.DataFrame, origins: pl.DataFrame, verdicts: pl.DataFrame
) -> pl.DataFrame:
    """One row a translation: its publisher, author, translator, year, system, origin, words and penalty.

    A machine's version of an original stands under its system alone: nobody published it.
    """
    wanted = documents.filter(pl.col("role").is_in(["translation", "machine"])).select(
        pl.col("document").alias("translation"), pl.col("system").fill_null(PUBLISHED), pl.col("role")
    )
    first = fields.group_by("document", "name", maintain_order=True).agg(pl.col("value").first())
    named = wanted
    for name in ("publisher", "author", "translator", "date"):
        values = first.filter(pl.col("name") == name).select(
            pl.col("document").alias("translation"), pl.col("value").alias(name)
        )
        named = named.join(values, on="translation", how="left", maintain_order="left")
    scored = verdicts.select("translation", "penalty", "words", pl.col("coverage").is_not_null().alias("judged"))
    return (
        named.with_columns(year=pl.col("date").str.extract(r"^(\d{4})"))
        .join(origins.select("translation", "origin"), on="translation", how="left", maintain_order="left")
        .join(scored, on="translation", how="left", maintain_order="left")
        .with_columns(pl.col("judged").fill_null(value=False), pl.col("origin").fill_null("unknown"))
    )


def find_trend(years: Sequence[int], penalties: Sequence[float]) -> Trend | None:
    """Whether penalties rise or fall with the years; None where too few documents or years could show it.

    >>> find_trend([2010, 2011, 2012], [1.0, 2.0, 3.0]) is None
    True
    """
    if len(years) < LEAST_TREND or len(set(years)) < 3 or len(set(penalties)) < 2:
        return None
    first, second = _ranks(np.array(years, dtype=float)), _ranks(np.array(penalties, dtype=float))
    correlation = float(np.corrcoef(first, second)[0, 1])
    # normal approximation of Spearman's coefficient, good from ten pairs on
    p_value = erfc(abs(correlation) * sqrt(len(years) - 1) / sqrt(2))
    return Trend(correlation=correlation, p_value=p_value, documents=len(years))


def _group(documents: pl.DataFrame, findings: pl.DataFrame, by: str) -> pl.DataFrame:
    keys = {"publisher and year": ["publisher", "year"]}.get(by, [by])
    chosen = documents if by == "system" else documents.filter(pl.col("role") == "translation")
    if len(keys) > 1:
        chosen = chosen.drop_nulls(keys)
    rows = []
    for values, group in chosen.sort(*keys, "translation", nulls_last=True).group_by(keys, maintain_order=True):
        origins = dict(group["origin"].value_counts().iter_rows()) if by != "system" or values[0] == PUBLISHED else {}
        judged = group.filter(pl.col("judged"))
        found = findings.join(judged.select("translation"), on="translation", how="semi")
        often = found.group_by("category").agg(pl.col("len").sum()).sort(["len", "category"], descending=[True, False])
        top = often.head(MOST_CATEGORIES)
        rows.append(
            {
                "by": by,
                "value": values[0],
                "year": values[1] if len(values) > 1 else None,
                "translations": len(group),
                **{name: origins.get(name, 0) for name in ORIGINS},
                "judged": len(judged),
                "words": judged["words"].sum(),
                "findings": int(found["len"].sum()),
                **_penalty(judged["penalty"].to_numpy(), judged["words"].to_numpy()),
                "categories": top["category"].to_list(),
                "counts": top["len"].to_list(),
            }
        )
    return pl.DataFrame(rows, schema=GROUPS)


def _penalty(penalties: npt.NDArray[np.float64], words: npt.NDArray[np.int64]) -> dict[str, float | None]:
    """Points per 1,000 words of all documents together, and the interval in which that is known."""
    if not len(words) or not words.sum():
        return {"penalty": None, "low": None, "high": None}
    together = float((penalties * words).sum() / words.sum())
    if len(words) < LEAST:
        return {"penalty": together, "low": None, "high": None}
    left = words * (penalties - together)
    error = 1.96 * sqrt(len(words) / (len(words) - 1) * float((left**2).sum())) / float(words.sum())
    return {"penalty": together, "low": max(0.0, together - error), "high": together + error}


def _ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Ranks from 1, the mean rank for equal values."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: npt.NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return ranks
