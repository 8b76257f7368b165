"""``muqabala pair``: translations and their originals."""

from __future__ import annotations

from pathlib import Path

import click

from flows.commands.options import ENCODER, FOLDER, JSON
from flows.commands.output import write_problem, write_row
from flows.monitoring.progress import progress


@click.command()
@click.argument("translations", type=FOLDER)
@click.argument("originals", type=FOLDER)
@ENCODER
@JSON
def pair(translations: Path, originals: Path, *, encoder: str, as_json: bool) -> int:
    """Find the original in ORIGINALS of every English document in TRANSLATIONS, or say that there is none."""
    from alignments.encoders import load_encoder
    from alignments.pairing.documents import pair_documents
    from corpus.documents import Document
    from corpus.problems import Problem
    from corpus.reading import read_paths
    from flows.interchange.rows import pair_row

    read = list(progress(read_paths([translations, originals]), label="reading"))
    documents = [each for each in read if isinstance(each, Document)]
    problems = [each for each in read if isinstance(each, Problem)]
    pairs = pair_documents(
        [document for document in documents if document.language == "en"],
        [document for document in documents if document.language == "ar"],
        encoder=load_encoder(encoder),
    )
    files = {document.id: document.file for document in documents}
    for found in pairs:
        if as_json:
            write_row(pair_row(found, files))
        else:
            original = "no original" if found.original is None else files[found.original]
            click.echo(f"{files[found.translation]}  →  {original}  ({found.confidence:.2f})")
            for reason in found.reasons:
                click.echo(f"    {reason}")
    for problem in problems:
        write_problem(problem)
    return 1 if problems else 0
