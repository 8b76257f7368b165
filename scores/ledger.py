"""The name ledger of a corpus: every person, place and body with its Arabic forms and English spellings, and where.

Names are matched sentence by sentence (``scores.findings.names.mentions``); here they are counted. A name is its
Arabic, folded, without what Arabic joins to its front where the bare word is written in the corpus, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from scores.findings.names.clitics import name_keys
from scores.findings.names.mentions import Mention, same_spelling

MENTIONS = pl.Schema(
    {
        "translation": pl.String(),
        "original": pl.String(),
        "bead": pl.Int32(),
        "kind": pl.String(),  # person, place, body, or name where nothing tells
        "arabic": pl.String(),  # as written
        "english": pl.String(),
        "english_start": pl.Int64(),
    }
)
LEDGER = pl.Schema(
    {
        "name": pl.String(),  # the Arabic, folded: what its forms have in common
        "kind": pl.String(),
        "arabic": pl.List(pl.String()),  # forms as written, the commonest first
        "arabic_counts": pl.List(pl.Int64()),
        "english": pl.List(pl.String()),  # spellings, the commonest first
        "english_counts": pl.List(pl.Int64()),
        "spellings": pl.Int64(),  # that differ in more than an article, a hyphen or an ending
        "mentions": pl.Int64(),
        "translations": pl.Int64(),
    }
)
DRIFT = pl.Schema(
    {
        "name": pl.String(),
        "publisher": pl.String(),  # null: the documents do not say
        "month": pl.String(),  # 2014-06, or null
        "english": pl.String(),
        "mentions": pl.Int64(),
    }
)


def mentions_frame(mentions: Iterable[Mention], *, translation: str, original: str) -> pl.DataFrame:
    """The names of one translation; what only means the same stays out but for known places and bodies of two words."""
    rows = [
        {
            "translation": translation,
            "original": original,
            "bead": mention.bead,
            "kind": mention.kind,
            "arabic": mention.arabic.text,
            "english": " ".join(mention.english.text.split()),
            "english_start": mention.english.start,
        }
        for mention in mentions
        if mention.by_sound or mention.kind == "place" or (mention.kind == "body" and " " in mention.english.text)
    ]
    return pl.DataFrame(rows, schema=MENTIONS)


def make_ledger(mentions: pl.DataFrame, described: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The ledger and the drift of those names that are spelt in several ways.

    ``described`` has a row for each translation with ``translation``, ``publisher`` and ``date`` (ISO or null).
    """
    where = {row["translation"]: row for row in described.iter_rows(named=True)}
    rows: list[dict[str, Any]] = []
    drift: list[dict[str, object]] = []
    for name, said in group_mentions(mentions):
        rows.append(_row(name, said))
        if rows[-1]["spellings"] > 1:
            drift.extend(_drift(name, said, where))
    ledger = pl.DataFrame(rows, schema=LEDGER).sort(["mentions", "name"], descending=[True, False])
    return ledger, pl.DataFrame(drift, schema=DRIFT)


def group_mentions(mentions: pl.DataFrame) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The key of each name of the corpus and its mentions, name after name; only those of one are rows at a time."""
    keys = name_keys(mentions["arabic"].unique().to_list())
    names = pl.col("arabic").replace_strict(keys, return_dtype=pl.String).alias("name")
    ordered = mentions.with_columns(names).sort("name", maintain_order=True)
    for name, said in groupby(ordered.iter_rows(named=True), key=itemgetter("name")):
        yield name, list(said)


def _row(name: str, said: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    kinds = Counter(row["kind"] for row in said if row["kind"] != "name")
    arabic, english = (_ranked(row[side] for row in said) for side in ("arabic", "english"))
    return {
        "name": name,
        "kind": _ranked(kinds.elements())[0][0] if kinds else "name",
        "arabic": [form for form, _ in arabic],
        "arabic_counts": [count for _, count in arabic],
        "english": [form for form, _ in english],
        "english_counts": [count for _, count in english],
        "spellings": _count_spellings([form for form, _ in english]),
        "mentions": len(said),
        "translations": len({row["translation"] for row in said}),
    }


def _ranked(forms: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(forms).items(), key=lambda each: (-each[1], each[0]))


def _count_spellings(forms: Sequence[str]) -> int:
    """How many of the spellings differ in more than an article, a hyphen or an ending."""
    different: list[str] = []
    for form in forms:
        if not any(same_spelling(form, other) for other in different):
            different.append(form)
    return len(different)


def _drift(
    name: str, said: Sequence[Mapping[str, str]], where: Mapping[str, Mapping[str, str | None]]
) -> Iterator[dict[str, object]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in said:
        document = where.get(row["translation"], {})
        counts[document.get("publisher") or "", (document.get("date") or "")[:7], row["english"]] += 1
    for (publisher, month, english), count in sorted(counts.items()):
        yield {
            "name": name,
            "publisher": publisher or None,
            "month": month or None,
            "english": english,
            "mentions": count,
        }
