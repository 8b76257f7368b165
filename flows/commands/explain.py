"""``muqabala explain``: what a result was made from."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import FOLDER, JSON
from flows.commands.output import write_row


@click.command()
@click.argument("run", type=FOLDER)
@click.argument("id")
@JSON
def explain(run: Path, id: str, *, as_json: bool) -> None:  # noqa: A002 - the word on the command line
    """Show every input of one result of RUN.

    ID is that of a finding or of a document (its pair, verdict, origin and scores); reports and tables show both.
    """
    from reports.explaining import explain as collect

    for part in collect(run, id):
        if as_json:
            write_row({"what": part.what} | dict(part.values))
        else:
            click.echo(part.what)
            for name, value in part.values.items():
                click.echo(f"  {name}: {value}")
