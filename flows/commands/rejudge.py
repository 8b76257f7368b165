"""``muqabala rejudge``: other verdicts from what was found, without reading or encoding anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from flows.commands.options import FOLDER, fill, model_options
from flows.settings import OtherMarks, Work


@click.command()
@click.argument("run", type=FOLDER)
@model_options(OtherMarks)
@model_options(Work)
def rejudge(run: Path, **values: Any) -> int:
    """Judge RUN anew by other pass marks and by what persons decided since, and write its pages."""
    from flows.run import Run
    from flows.starting import report_alone

    marks = fill(OtherMarks, values)
    return report_alone(Run.reopen(str(run), **marks.changed), fill(Work, values), first="usage")
