"""``muqabala doctor``: what is installed, which models are at hand, where data lies."""

from __future__ import annotations

import click

from flows.commands.options import JSON
from flows.commands.output import write_row


@click.command()
@JSON
def doctor(*, as_json: bool) -> int:
    """Show what is installed, which models are at hand and where data lies. Exit code 1 if something is missing."""
    from flows.doctor import examine

    findings = examine()
    for finding in findings:
        if as_json:
            write_row({"what": finding.what, "ok": finding.ok, "value": finding.value, "remedy": finding.remedy})
        else:
            mark = "ok  " if finding.ok else ("--  " if finding.optional else "NO  ")
            click.echo(f"{mark}{finding.what}: {finding.value}" + ("" if finding.ok else f": {finding.remedy}"))
    return 0 if all(finding.ok or finding.optional for finding in findings) else 1
