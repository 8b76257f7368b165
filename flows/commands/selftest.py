"""``muqabala selftest``: what would be found in one's own corpus, if it were there."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.problems import UsageError
from flows.commands.options import FOLDER, JSON
from flows.commands.output import write_row
from flows.monitoring.progress import progress

if TYPE_CHECKING:
    from scores.planting.selftest import Candidate


@click.command()
@click.argument("run", type=FOLDER)
@click.option("--texts", default=20, show_default=True, type=click.IntRange(1), help="Documents to plant faults in.")
@click.option("--count", default=20, show_default=True, type=click.IntRange(1), help="Faults of each family.")
@click.option("--seed", default=1, show_default=True, help="The same seed plants the same faults.")
@JSON
def selftest(run: Path, *, texts: int, count: int, seed: int, as_json: bool) -> None:
    """Plant faults in clean translations of RUN and count how many of them are found.

    Nothing of the run is changed. Last comes what is found on the untouched texts: in a good corpus, false alarms.
    """
    from alignments.encoders import load_encoder
    from scores.planting import FAMILIES, count_alarms
    from scores.planting.memory import Memory
    from scores.planting.selftest import draw_texts, run_selftest

    encoder_name, candidates = _read_candidates(run)
    encoder = Memory(load_encoder(encoder_name))
    drawn = draw_texts(candidates, count=texts, seed=seed)
    outcomes = run_selftest(drawn, encoder=encoder, count=count, seed=seed)
    for outcome in progress(outcomes, label="planting", total=len(FAMILIES)):
        if as_json:
            write_row(asdict(outcome))
        else:
            share = f"{outcome.found:>3} of {outcome.planted:<3} found" if outcome.planted else "no place for it here"
            spread = f"  ({outcome.low:.0%} to {outcome.high:.0%})" if outcome.planted else ""
            click.echo(f"{outcome.family:<22} {share}{spread}")
    alarms = count_alarms(drawn, encoder=encoder)
    severities = Counter(finding.severity for finding in alarms.findings)
    if as_json:
        counts = {name: severities[name] for name in ("critical", "major", "minor")}
        write_row(
            {"texts": len(drawn), "words": alarms.words, "untouched": counts, "per_1000_words": round(alarms.grave, 3)}
        )
    else:
        grave = severities["critical"] + severities["major"]
        click.echo(
            f"{len(drawn)} untouched texts of {alarms.words:,} words: {grave} major or critical findings "
            f"({alarms.grave:.2f} for each 1,000 words), {severities['minor']} minor ones"
        )


def _read_candidates(folder: Path) -> tuple[str, list[Candidate]]:
    """The run's encoder, and every human translation with an original.

    Raises:
        UsageError: the folder is no finished run, or no translation in it has its original.
    """
    import polars as pl

    from alignments.tables import load_beads
    from corpus.tables import load_documents
    from scores.planting.selftest import Candidate

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
