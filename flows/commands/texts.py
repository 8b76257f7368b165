"""The texts that a command's arguments name, and the work on each: trouble with one of a batch stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from corpus.problems import DocumentError, Problem
from flows.commands.output import write_problem
from flows.interchange.batches import read_batch
from flows.interchange.texts import Texts, read_pair


def texts_of(
    arabic: Path | None, english: Path | None, *, lines: bool, batch: Path | None
) -> Iterable[Texts | Problem]:
    """The texts that the arguments name: a batch, or one Arabic and one English file."""
    if batch is not None:
        if arabic or english:
            raise click.UsageError("give either --batch or the files, not both")
        return read_batch(batch)
    if arabic is None or english is None:
        raise click.UsageError("give the Arabic and the English file, or --batch FILE.jsonl")
    return [read_pair(arabic, english, lines=lines)]


def work_through(texts: Iterable[Texts | Problem], work: Callable[[Texts], None]) -> int:
    """Do the work on every text; the exit code.

    What is wrong with a text of a batch is said on stderr, and the next one is taken.

    Raises:
        DocumentError: the only text is in trouble.
    """
    code = 0
    for each in texts:
        if isinstance(each, Problem):
            write_problem(each)
            code = 1
            continue
        try:
            work(each)
        except DocumentError as error:
            if each.id is None:
                raise
            click.echo(f"muqabala: {each.id}: {error}", err=True)
            code = 1
    return code
