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
) -> None:
    """Say whether a person or a machine translated ENGLISH, with the evidence; "unknown" rather than a guess."""
    from alignments.encoders import load_ahead, load_encoder
    from flows.rows import origin_row
    from flows.texts import Side, Texts, read_batch, read_side
    from scores.origin.judging import judge_origin
    from scores.origin.models import own_model, read_model

    if (english is None) == (batch is None):
        raise click.UsageError("give either the English file or --batch FILE.jsonl")
    if machines and arabic is None:
        raise click.UsageError("--machine needs --arabic FILE, the original that both translate")
    form = "NAME=FILE with an existing file"
    files = dict(split_machine(value, form=form, is_there=lambda place: Path(place).is_file()) for value in machines)
    by = load_encoder(encoder)
    load_ahead(by)
    if batch is not None:
        many = read_batch(batch)
    else:
        assert english is not None  # noqa: S101 - the check above
        original = Side() if arabic is None else read_side(arabic, language="ar", lines=lines)
        many = iter([Texts(arabic=original, english=read_side(english, language="en", lines=lines))])
    versions = {name: read_side(Path(file), language="en", lines=lines).texts for name, file in files.items()}
    judging = own_model() if model is None else read_model(model)
    for texts in many:
        found = judge_origin(
            texts.english.texts, arabic=texts.arabic.texts or None, encoder=by, machines=versions, model=judging
        )
        if as_json or batch:
            write_row(origin_row(found, texts.id))
        else:
            click.echo(f"{found.origin} (chance of a machine: {found.machine_probability:.0%})")
            for line in found.evidence:
                click.echo(f"  {line}")
