"""``muqabala calibrate``: the origin model made honest for an archive."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import FOLDER


@click.command()
@click.argument("run", type=FOLDER)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The model's file, as JSON."
)
def calibrate(run: Path, *, out: Path) -> None:
    """Fit the chances of the origin model to the documents of RUN whose origin is known, and write another model.

    Known are machine translations (--machine of the run) and translations whose metadata name a translator. Use the
    model with `muqabala run --origin-model FILE`.
    """
    from flows.calibrating import write_model

    click.echo(write_model(str(run), out))
