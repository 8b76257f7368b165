"""The corpus in groups: how many of which origin, how heavy the findings weigh, and how that changes with time.

A group is all translations of one publisher, author, translator, year, month or system, or of one of them in one
year or month. Penalties are points per 1,000 words over all words of the group, so that a long document counts for
more than a note, with a 95 % interval by the ratio estimator (Cochran 1977, chapter 6): documents vary, and five say
little. A trend is Spearman's rank correlation of penalty and date, its p-values corrected after Holm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
import numpy.typing as npt
import polars as pl

from scores.bodies import name_publishers
from scores.contests import correct_chances
from scores.corpora import PUBLISHED

KINDS = ("publisher", "author", "translator", "system")
PERIODS = ("year", "month")
BY = (*KINDS, *PERIODS, *(f"{kind} and {period}" for kind in KINDS for period in PERIODS))
ORIGINS = ("human", "machine", "unknown")
LEAST = 5  # judged documents from which on an interval is given
LEAST_TREND = 10  # judged documents, of three dates at least, from which on a trend is looked for
MOST_CATEGORIES = 3

GROUPS = pl.Schema(
    {
        "by": pl.String(),  # one of BY
        "value": pl.String(),  # null: the documents do not say
        "period": pl.String(),  # 2014 or 2014-06, of "publisher and year" and its kin only
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
        "dated": pl.Int64(),  # judged ones with a date
        "trend": pl.Float64(),  # of KINDS only: rank correlation of penalty and date, null where too few are dated
        "chance": pl.Float64(),  # how often chance would give as much, corrected for all groups of the kind
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How penalties go with time: Spearman's rank correlation and how often chance would give as much."""

    correlation: float
    p_value: float


def group_documents(documents: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """One row a group, in the order of ``BY`` and of the values.

    ``documents`` is what ``describe_documents`` gives; ``findings`` has the columns translation and category.
    """
    judged = documents.filter(pl.col("judged"))["translation"]
    counted = findings.filter(pl.col("translation").is_in(judged.implode())).group_by("translation", "category").len()
    frames = [_group(documents, counted, by) for by in BY]
    return pl.concat(frames).select(list(GROUPS)).cast(GROUPS)


def describe_documents(
    documents: pl.DataFrame, fields: pl.DataFrame, pairs: pl.DataFrame, origins: pl.DataFrame, verdicts: pl.DataFrame
) -> pl.DataFrame:
    """One row a translation: its publisher, author, translator, date, system, origin, words and penalty.

    A document that names its source but no publisher goes by the source. A machine's version of an original stands
    under its system alone: nobody published it. Its date is that of the published translation of the same original,
    or else of the original.
    """
    wanted = documents.filter(pl.col("role").is_in(["translation", "machine"])).select(
        pl.col("document").alias("translation"), pl.col("system").fill_null(PUBLISHED), pl.col("role")
    )
    first = name_publishers(fields).group_by("document", "name", maintain_order=True).agg(pl.col("value").first())
    named = wanted
    for name in ("publisher", "author", "translator", "date"):
        values = first.filter(pl.col("name") == name).select(
            pl.col("document").alias("translation"), pl.col("value").alias(name)
        )
        named = named.join(values, on="translation", how="left", maintain_order="left")
    scored = verdicts.select("translation", "penalty", "words", pl.col("coverage").is_not_null().alias("judged"))
    return (
        _date_machines(named, first, pairs)
        .with_columns(year=pl.col("date").str.extract(r"^(\d{4})"), month=pl.col("date").str.extract(r"^(\d{4}-\d\d)"))
        .join(origins.select("translation", "origin"), on="translation", how="left", maintain_order="left")
        .join(scored, on="translation", how="left", maintain_order="left")
        .with_columns(pl.col("judged").fill_null(value=False), pl.col("origin").fill_null("unknown"))
    )


def find_trend(dates: Sequence[str], penalties: Sequence[float]) -> Trend | None:
    """Whether penalties rise or fall with the dates; None where too few documents or dates could show it.

    Dates are as exact as they are known; a year without a month stands in its middle.

    >>> find_trend(["2010", "2011-05", "2012-06-30"], [1.0, 2.0, 3.0]) is None
    True
    """
    months = [_month(date) for date in dates]
    if len(months) < LEAST_TREND or len(set(months)) < 3 or len(set(penalties)) < 2:
        return None
    first, second = _ranks(np.array(months)), _ranks(np.array(penalties, dtype=float))
    correlation = float(np.corrcoef(first, second)[0, 1])
    # normal approximation of Spearman's coefficient, good from ten pairs on
    p_value = erfc(abs(correlation) * sqrt(len(months) - 1) / sqrt(2))
    return Trend(correlation=correlation, p_value=p_value)


def _month(date: str) -> float:
    year, _, rest = date.partition("-")
    return 12 * int(year) + (int(rest[:2]) if rest else 6.5)


def _date_machines(named: pl.DataFrame, fields: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Machines' versions with the date of what they are beside."""
    original = pairs.select("translation", "original").drop_nulls().unique("translation", keep="first")
    paired = named.join(original, on="translation", how="left", maintain_order="left")
    published = (
        paired.filter(pl.col("role") == "translation")
        .drop_nulls(["original", "date"])
        .unique("original", keep="first", maintain_order=True)
        .select("original", pl.col("date").alias("published"))
    )
    written = fields.filter(pl.col("name") == "date").select(
        pl.col("document").alias("original"), pl.col("value").alias("written")
    )
    dated = paired.join(published, on="original", how="left", maintain_order="left").join(
        written, on="original", how="left", maintain_order="left"
    )
    own = pl.when(pl.col("role") == "machine").then(pl.coalesce("date", "published", "written")).otherwise("date")
    return dated.with_columns(date=own).select(named.columns)


def _group(documents: pl.DataFrame, findings: pl.DataFrame, by: str) -> pl.DataFrame:
    keys = by.split(" and ")
    system = keys[0] == "system"
    chosen = documents if system else documents.filter(pl.col("role") == "translation")
    if len(keys) > 1:
        chosen = chosen.drop_nulls(keys)
    rows = []
    for values, group in chosen.sort(*keys, "translation", nulls_last=True).group_by(keys, maintain_order=True):
        origins = dict(group["origin"].value_counts().iter_rows()) if not system or values[0] == PUBLISHED else {}
        judged = group.filter(pl.col("judged"))
        dated = judged.drop_nulls("year")
        trend = find_trend(dated["date"].to_list(), dated["penalty"].to_list()) if by in KINDS else None
        found = findings.join(judged.select("translation"), on="translation", how="semi")
        often = found.group_by("category").agg(pl.col("len").sum()).sort(["len", "category"], descending=[True, False])
        top = often.head(MOST_CATEGORIES)
        rows.append(
            {
                "by": by,
                "value": values[0],
                "period": values[1] if len(values) > 1 else None,
                "translations": len(group),
                **{name: origins.get(name, 0) for name in ORIGINS},
                "judged": len(judged),
                "words": judged["words"].sum(),
                "findings": int(found["len"].sum()),
                **_penalty(judged["penalty"].to_numpy(), judged["words"].to_numpy()),
                "categories": top["category"].to_list(),
                "counts": top["len"].to_list(),
                "dated": len(dated),
                "trend": trend and trend.correlation,
                "chance": trend and trend.p_value,
            }
        )
    chances = correct_chances([row["chance"] for row in rows])
    return pl.DataFrame(rows, schema=GROUPS).with_columns(chance=pl.Series(chances, dtype=pl.Float64))


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
