"""``muqabala render``: the pages of a run, written anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from flows.commands.options import FOLDER, fill, model_options
from flows.settings import Work


@click.command()
@click.argument("run", type=FOLDER)
@model_options(Work)
def render(run: Path, **values: Any) -> int:
    """Write the pages of RUN anew where their looks or their results changed."""
    from flows.run import Run
    from flows.starting import report_alone

    return report_alone(Run.reopen(str(run)), fill(Work, values), first="report")
