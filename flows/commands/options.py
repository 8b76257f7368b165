"""Options that several commands share, and the texts that they name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flows.texts import Texts

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
ANY = click.Path(path_type=Path)

LINES = click.option("--lines", is_flag=True, help="One sentence a line, taken as given and counted from 0.")
BATCH = click.option(
    "--batch", type=FILE, help='Many documents in one process: JSON Lines of {"id", "arabic": [...], "english": [...]}.'
)
ENCODER = click.option("--encoder", default="use", show_default=True, help="The sentence encoder, by name.")
COLUMN = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=COLUMN",
    help="What a column of JSON Lines, CSV or Parquet holds: text=Body, date=Published; may be repeated.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="JSON Lines.")


def texts_of(arabic: Path | None, english: Path | None, *, lines: bool, batch: Path | None) -> Iterable[Texts]:
    """The texts that the arguments name: a batch, or one Arabic and one English file."""
    from flows.texts import read_batch, read_pair

    if batch is not None:
        if arabic or english:
            raise click.UsageError("give either --batch or the files, not both")
        return read_batch(batch)
    if arabic is None or english is None:
        raise click.UsageError("give the Arabic and the English file, or --batch FILE.jsonl")
    return [read_pair(arabic, english, lines=lines)]
