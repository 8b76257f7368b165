"""``muqabala desk``: a run's passages in the browser, to be decided on."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.commands.options import FOLDER
from reports.catalogues import LANGUAGES


@click.command()
@click.argument("run", type=FOLDER)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port on this machine; 0 takes a free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to open; any other than this machine's own needs accounts (muqabala accounts).",
)
@click.option("--name", "names", multiple=True, help="Host name by which other machines ask for the desk; repeatable.")
@click.option(
    "--database", default="", metavar="URL", help="postgresql://USER@HOST/NAME instead of desk.sqlite in RUN."
)
@click.option(
    "--interface",
    type=click.Choice(LANGUAGES),
    help="Language of the pages for whoever chose none.  [default: that of the run's pages]",
)
def desk(run: Path, *, port: int, host: str, names: tuple[str, ...], database: str, interface: str | None) -> None:
    """Open the editors' desk over RUN at http://127.0.0.1:PORT, on this machine only unless there are accounts."""
    from reports.desk.serving import open_desk, serve

    opened = open_desk(run, clock=lambda: datetime.now(UTC), database=database, interface=interface or "")
    serve(
        opened,
        host=host,
        port=port,
        names=names,
        name=getpass.getuser(),
        announce=lambda address: click.echo(f"{address}  (stop with Ctrl+C)"),
    )
