"""``muqabala desk``: the reports of a run in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import FOLDER


@click.command()
@click.argument("run", type=FOLDER)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port on this machine; 0 takes a free one.",
)
def desk(run: Path, *, port: int) -> None:
    """Serve the reports of RUN at http://127.0.0.1:PORT, on this machine only."""
    from reports.desk import serve

    serve(run, port=port, announce=lambda address: click.echo(f"{address}  (stop with Ctrl+C)"))
