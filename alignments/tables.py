"""The tables of what goes with what: profiles, candidates, matches, pairs and beads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import polars as pl

from alignments.beads import Alignment, Bead
from alignments.pairing.candidates import Candidates, Profile
from alignments.pairing.matches import Match
from alignments.pairing.pairs import Pair

PROFILES = pl.Schema(
    {
        "document": pl.String(),
        "content": pl.String(),
        "count": pl.Int32(),  # stretches
        "stretches": pl.Binary(),  # little-endian 16-bit integers, a row a stretch
        "numbers": pl.List(pl.String()),
        "dates": pl.List(pl.String()),
    }
)
CANDIDATES = pl.Schema(
    {
        "translation": pl.String(),
        "rank": pl.Int32(),  # 0-based, the likeliest first
        "original": pl.String(),
        "copies": pl.Int32(),  # how many originals have this text
    }
)
MATCHES = pl.Schema(
    {
        "translation": pl.String(),
        "original": pl.String(),
        "english": pl.Float64(),
        "arabic": pl.Float64(),
        "likely_english": pl.Float64(),
        "likely_arabic": pl.Float64(),
        "clear": pl.Float64(),
        "words": pl.Float64(),
        "answered": pl.Int32(),
        "looked_at": pl.Int32(),
        "numbers": pl.Int32(),
        "shared_numbers": pl.List(pl.String()),
        "missing_names": pl.List(pl.String()),
    }
)
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


def profiles_frame(profiles: Iterable[Profile]) -> pl.DataFrame:
    """What documents are found by, one row a document."""
    rows = [
        {
            "document": profile.id,
            "content": profile.content,
            "count": len(profile.stretches),
            "stretches": profile.stretches.astype("<i2").tobytes(),
            "numbers": profile.numbers,
            "dates": profile.dates,
        }
        for profile in profiles
    ]
    return pl.DataFrame(rows, schema=PROFILES)


def load_profiles(frame: pl.DataFrame) -> list[Profile]:
    """The profiles of their table, in its order."""
    return [
        Profile(
            id=row["document"],
            content=row["content"],
            stretches=np.frombuffer(row["stretches"], dtype="<i2").astype(np.int16).reshape(row["count"], -1),
            numbers=tuple(row["numbers"]),
            dates=tuple(row["dates"]),
        )
        for row in frame.iter_rows(named=True)
    ]


def candidates_frame(translation: str, candidates: Candidates, originals: Sequence[str]) -> pl.DataFrame:
    """What was proposed for one translation; ``originals`` names the documents that the places count."""
    rows = [
        {"translation": translation, "rank": rank, "original": originals[place], "copies": copies}
        for rank, (place, copies) in enumerate(zip(candidates.places, candidates.copies, strict=True))
    ]
    return pl.DataFrame(rows, schema=CANDIDATES)


def matches_frame(matches: Iterable[Match]) -> pl.DataFrame:
    """What alignments showed, one row a translation and candidate."""
    return pl.DataFrame([asdict(match) for match in matches], schema=MATCHES)


def load_matches(rows: Iterable[Mapping[str, Any]]) -> list[Match]:
    """The matches of rows of their table."""
    lists = ("shared_numbers", "missing_names")
    return [Match(**{**row, **{name: tuple(row[name]) for name in lists}}) for row in rows]


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
