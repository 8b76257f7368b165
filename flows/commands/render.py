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
    from flows.running import prepare, report

    prepare()
    from flows.quality import render as flow

    return report(flow, out=str(run), work=fill(Work, values))
