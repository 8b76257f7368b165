"""The tables of what goes with what: pairs, beads and word links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import polars as pl

from alignments.beads import Alignment, Bead
from alignments.pairs import Pair

PAIRS = pl.Schema(
    {
        "translation": pl.String(),
        "original": pl.String(),  # null where none was found
        "confidence": pl.Float64(),
        "reasons": pl.List(pl.String()),
        "runner_up": pl.String(),
        "signature": pl.String(),
    }
)
BEADS = pl.Schema(
    {
        "translation": pl.String(),
        "original": pl.String(),
        "number": pl.Int32(),  # 0-based, in reading order
        "arabic": pl.List(pl.Int32()),  # sentence numbers
        "english": pl.List(pl.Int32()),
        "similarity": pl.Float64(),
        "confidence": pl.Float64(),
        "signature": pl.String(),
    }
)


def pairs_frame(pairs: Iterable[Pair]) -> pl.DataFrame:
    """The decisions as a table, one row a translation."""
    return pl.DataFrame([asdict(pair) for pair in pairs], schema=PAIRS)


def beads_frame(alignment: Alignment, *, translation: str, original: str) -> pl.DataFrame:
    """The beads of one pair as a table, in reading order."""
    rows = [
        {
            "translation": translation,
            "original": original,
            "number": number,
            "arabic": list(bead.arabic),
            "english": list(bead.english),
            "similarity": bead.similarity,
            "confidence": bead.confidence,
            "signature": alignment.signature,
        }
        for number, bead in enumerate(alignment.beads)
    ]
    return pl.DataFrame(rows, schema=BEADS)


def load_beads(frame: pl.DataFrame, *, translation: str, original: str) -> Alignment:
    """The alignment of one pair out of a table of many; no beads where the pair is not in it."""
    rows = frame.filter((pl.col("translation") == translation) & (pl.col("original") == original)).sort("number")
    beads = tuple(
        Bead(
            arabic=tuple(row["arabic"]),
            english=tuple(row["english"]),
            similarity=row["similarity"],
            confidence=row["confidence"],
        )
        for row in rows.iter_rows(named=True)
    )
    return Alignment(beads=beads, signature=rows["signature"][0] if beads else "")
