"""``muqabala export``: the reports of a run for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import FOLDER

_FORMATS = ["tmx", "xliff", "xliff2", "mqm", "csv", "xlsx", "jsonl", "parquet", "markdown", "json"]


@click.command()
@click.argument("run", type=FOLDER)
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only this translation; may be repeated.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.  [default: RUN/exports/NAME of the run and the format]",
)
def export(run: Path, *, form: str, documents: tuple[str, ...], out: Path | None) -> None:
    """Write the reports of RUN into one file for other tools, and print its path.

    tmx: a translation memory (1.4b). xliff, xliff2: XLIFF 1.2 and 2.1 with ITS 2.0 quality issues. mqm: annotations
    as Marot reads them. csv, xlsx: the findings for a spreadsheet. jsonl, parquet: a row a passage. markdown: to
    send. json: everything that a page shows.
    """
    from reports.exports.formats import FORMATS, export_run

    path = out or run / "exports" / f"{run.resolve().name}.{FORMATS[form].suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    count = export_run(run, form=form, documents=documents, out=path)
    click.echo(f"{path}  ({count} {'report' if count == 1 else 'reports'})")
