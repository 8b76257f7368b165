"""How commands write: JSON Lines on stdout for programs, plain lines for people, progress on stderr."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import click

from corpus.problems import Problem

Item = TypeVar("Item")


def write_row(row: Mapping[str, Any]) -> None:
    """One JSON object a line, Arabic left readable; lone surrogates as escapes."""
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(row)
    click.echo(text)


def progress(items: Iterable[Item], *, label: str, total: int | None = None) -> Iterator[Item]:
    """A progress bar on stderr while somebody watches, nothing in a pipe."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    yield from track(items, description=label, total=total, console=console, transient=True)


def write_problem(problem: Problem) -> None:
    """Expected trouble with a file: what, which value, what to do."""
    click.echo(f"muqabala: {problem}", err=True)
