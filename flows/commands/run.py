"""``muqabala run``: the whole way, as a Prefect flow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from flows.commands.options import Place, fill, model_options, split_machine
from flows.settings import Settings, Work
from flows.storage.sources import is_url


@click.command()
@click.argument("folder", type=Place())
@click.option("--originals", type=Place(), help="Arabic originals that lie elsewhere.")
@click.option(
    "--machine",
    "machines",
    multiple=True,
    metavar="NAME=DIR",
    help="A folder of machine translations of the originals and the name of the system; may be repeated.",
)
@click.option("--out", type=click.Path(path_type=Path), help="The run's folder.  [default: runs/<name of FOLDER>]")
@model_options(Settings)
@model_options(Work)
def run(folder: str, *, originals: str | None, machines: tuple[str, ...], out: Path | None, **values: Any) -> int:
    """Read FOLDER, pair, align, check and score everything in it, and write the reports.

    English documents are translations, Arabic ones originals. A second run does only what changed. Prints
    the path of index.html and a summary. Exit code 0: all well; 1: finished, with problems (listed first in
    the index); 2: wrong usage.
    """
    from flows.starting import start

    return start(
        folder,
        originals=originals,
        machines=dict(_machine(value) for value in machines),
        out=out
        or Path("runs") / (folder.rstrip("/").rpartition("/")[2] if is_url(folder) else Path(folder).resolve().name),
        settings=fill(Settings, values),
        work=fill(Work, values),
    )


def _machine(value: str) -> tuple[str, str]:
    name, folder = split_machine(
        value, form="NAME=DIR with an existing folder", is_there=lambda place: is_url(place) or Path(place).is_dir()
    )
    if not all(character.isalnum() or character in "-_." for character in name):
        raise click.BadParameter(
            f"the name {name!r} may hold letters, digits, '-', '_' and '.'", param_hint="--machine"
        )
    return name, folder
