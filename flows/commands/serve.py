"""``muqabala serve``: the scheduled nights of one machine."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

import click

from flows.commands.options import FILE


@click.command()
@click.argument("file", type=FILE, default=Path("prefect.yaml"))
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True, help="Port of Prefect's page.")
@click.option(
    "--limit", type=click.IntRange(1), default=3, show_default=True, help="Runs at once; a watch is one of them."
)
def serve(file: Path, *, port: int, limit: int) -> None:
    """Keep the schedules of FILE (prefect.yaml) on this machine until stopped.

    Starts Prefect's server at a loopback address, unless PREFECT_API_URL names one, and does the runs that are due:
    no worker and no work pool are needed. Stop with Ctrl+C or SIGTERM; a run that was stopped goes on next time.
    """
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    from flows.starting import prepare

    prepare(log="INFO")  # nobody watches a scheduled run: its page tells in the morning what it did
    from flows.servers.deployments import read_deployments, serve_deployments
    from flows.servers.opening import open_server

    deployments = read_deployments(file)
    with suppress(KeyboardInterrupt), open_server(port) as address:
        click.echo(f"{address.removesuffix('/api')}  (stop with Ctrl+C)")
        for deployment in deployments:
            click.echo(f"  {deployment.full_name}")
        serve_deployments(deployments, limit=limit)
