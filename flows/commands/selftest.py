"""``muqabala selftest``: what would be found in one's own corpus, if it were there."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from flows.commands.options import FOLDER, JSON
from flows.commands.output import progress, write_row


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
    from flows.samples import read_candidates
    from scores.planting import FAMILIES, count_alarms
    from scores.planting.memory import Memory
    from scores.planting.selftest import draw_texts, run_selftest

    encoder_name, candidates = read_candidates(run)
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
