"""How commands write: JSON Lines on stdout for programs, plain lines for people, problems on stderr."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click

from corpus.problems import Problem


def write_row(row: Mapping[str, Any]) -> None:
    """One JSON object a line, Arabic left readable; lone surrogates as escapes."""
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(row)
    click.echo(text)


def write_problem(problem: Problem) -> None:
    """Expected trouble with a file: what, which value, what to do."""
    click.echo(f"muqabala: {problem}", err=True)
