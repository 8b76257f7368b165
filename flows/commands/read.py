"""``muqabala read``: what is seen in documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import ANY, COLUMNS, JSON
from flows.commands.output import write_problem, write_row
from flows.monitoring.progress import progress

if TYPE_CHECKING:
    from corpus.documents import Document


@click.command()
@click.argument("paths", type=ANY, nargs=-1, required=True)
@COLUMNS
@JSON
def read(paths: tuple[Path, ...], *, columns: str, as_json: bool) -> int:
    """Show every document found in PATHS (files, folders, archives): language, metadata, body, sentences.

    What could not be read is said on stderr, and the exit code is 1.
    """
    from corpus.formats.columns import parse_columns
    from corpus.problems import Problem
    from corpus.reading import read_paths
    from flows.interchange.rows import document_row

    problems = 0
    for each in progress(read_paths(paths, columns=parse_columns(columns)), label="reading"):
        if isinstance(each, Problem):
            problems += 1
            write_problem(each)
        elif as_json:
            write_row(document_row(each))
        else:
            click.echo(_describe(each))
    return 1 if problems else 0


def _describe(document: Document) -> str:
    lines = [f"{document.id}  {document.file}, article {document.article}: {document.language}"]
    lines.append(f"  title      {document.title or '(none)'}")
    lines.extend(
        f"  {field.name:<10} {field.value}" + (f"  (as written: {field.raw})" if field.raw != field.value else "")
        for field in document.metadata
    )
    body = sum(sentence.kind == "body" for sentence in document.sentences)
    lines.append(f"  body       {body} sentences at {document.body.start}-{document.body.end}")
    lines.extend(
        f"  {'left out' if note.end > note.start else 'noted':<10} {note.start}-{note.end} {note.kind}: {note.reason}"
        for note in document.notes
    )
    return "\n".join(lines)
