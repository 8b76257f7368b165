"""``muqabala origin``: a person or a machine."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import BATCH, ENCODER, FILE, JSON, LINES, split_machine
from flows.commands.output import write_row


@click.command()
@click.argument("english", type=FILE, required=False)
@click.option("--arabic", type=FILE, help="The original, which makes the answer surer.")
@click.option(
    "--machine",
    "machines",
    multiple=True,
    metavar="NAME=FILE",
    help="A machine translation of the same original and the name of the system; may be repeated.",
)
@LINES
@BATCH
@ENCODER
@click.option("--model", type=FILE, help="Another model, as `muqabala calibrate` writes it.")
@JSON
def origin(
    english: Path | None,
    *,
    arabic: Path | None,
    machines: tuple[str, ...],
    lines: bool,
    batch: Path | None,
    encoder: str,
    model: Path | None,
    as_json: bool,
) -> int:
    """Say whether a person or a machine translated ENGLISH, with the evidence; "unknown" rather than a guess."""
    from alignments.encoders import load_ahead, load_encoder
    from flows.commands.texts import work_through
    from flows.interchange.batches import read_batch
    from flows.interchange.rows import origin_row
    from flows.interchange.texts import Side, Texts, read_side
    from scores.origin.judging import judge_origin
    from scores.origin.models import own_model, read_model

    if (english is None) == (batch is None):
        raise click.UsageError("give either the English file or --batch FILE.jsonl")
    if batch is not None and (arabic or machines):
        raise click.UsageError('in a batch every line has its own "arabic" and "machines", {NAME: [sentences]}')
    if machines and arabic is None:
        raise click.UsageError("--machine needs --arabic FILE, the original that both translate")
    form = "NAME=FILE with an existing file"
    files = dict(split_machine(value, form=form, is_there=lambda place: Path(place).is_file()) for value in machines)
    judging = own_model() if model is None else read_model(model)
    by = load_encoder(encoder)
    load_ahead(by)

    def judge(texts: Texts) -> None:
        found = judge_origin(
            texts.english.texts,
            arabic=texts.arabic.texts or None,
            encoder=by,
            machines={name: side.texts for name, side in texts.machines.items()},
            model=judging,
        )
        if as_json or batch:
            write_row(origin_row(found, texts.id))
        else:
            click.echo(f"{found.origin} (chance of a machine: {found.machine_probability:.0%})")
            for line in found.evidence:
                click.echo(f"  {line}")

    if batch is not None:
        return work_through(read_batch(batch), judge)
    assert english is not None  # noqa: S101 - the check above
    original = Side() if arabic is None else read_side(arabic, language="ar", lines=lines)
    versions = {name: read_side(Path(file), language="en", lines=lines) for name, file in files.items()}
    judge(Texts(arabic=original, english=read_side(english, language="en", lines=lines), machines=versions))
    return 0
