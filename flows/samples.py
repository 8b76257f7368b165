"""The translations of a finished run that faults may be planted in."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from alignments.tables import load_beads
from corpus.problems import UsageError
from corpus.tables import load_documents
from scores.planting.selftest import Candidate


def read_candidates(folder: Path) -> tuple[str, list[Candidate]]:
    """The run's encoder, and every human translation with an original.

    Raises:
        UsageError: the folder is no finished run, or no translation in it has its original.
    """
    wanted = ("documents", "fields", "sentences", "notes", "beads", "findings")
    if not all((folder / f"{name}.parquet").is_file() for name in wanted) or not (folder / "run.json").is_file():
        raise UsageError(
            "the folder is no finished run", value=str(folder), remedy="give the folder that `muqabala run` wrote"
        )
    tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in wanted}
    human = tables["documents"].filter(pl.col("system").is_null())["document"]
    pairs = (
        tables["beads"].select("translation", "original").unique().filter(pl.col("translation").is_in(human.implode()))
    )
    if pairs.is_empty():
        raise UsageError(
            "no translation of the run has its original", value=str(folder), remedy="run with the originals first"
        )
    documents = {each.id: each for each in load_documents({name: tables[name] for name in wanted[:4]})}
    grave = tables["findings"].filter(pl.col("severity").is_in(["critical", "major"]))
    counts = dict(grave.group_by("translation").len().iter_rows())
    candidates = [
        Candidate(
            name=translation,
            arabic=documents[original].sentences,
            english=documents[translation].sentences,
            beads=load_beads(tables["beads"], translation=translation, original=original).beads,
            grave=counts.get(translation, 0),
        )
        for translation, original in pairs.sort("translation").iter_rows()
    ]
    settings = json.loads((folder / "run.json").read_text(encoding="utf-8"))["settings"]
    return settings["encoder"], candidates
