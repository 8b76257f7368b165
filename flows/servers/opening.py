"""Prefect's server: the one that is named, one of this machine that stays, or a temporary one for a single command."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from corpus.files import make_folder
from corpus.problems import UsageError
from flows.servers.tether import end_tethered, start_tethered

_START = 300  # seconds that a server may take to answer on a fresh machine
_ANSWER = 60  # and one of its answers: a temporary one listens before it is ready
_PAUSE = 0.1
_SERVER = {
    "PREFECT_SERVER_UI_API_URL": "/api",  # else Prefect's page looks for its interface at port 4200
    # On disk, so that a run that died with the server gives its place back: in memory, no night would run again.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
}


def named_server() -> str | None:
    """The address of the server that the environment or Prefect's profile names."""
    from prefect.settings import get_current_settings

    return get_current_settings().api.url


def named_home() -> Path:
    """The folder in which Prefect keeps its records."""
    from prefect.settings import get_current_settings

    return get_current_settings().home


def make_home(home: Path) -> None:
    """Make the folder of Prefect's records with those above it; Prefect itself makes only the last.

    Raises:
        UsageError: it cannot be made or written.
    """
    make_folder(
        home,
        mode=0o700,
        what="the folder for Prefect's records cannot be written",
        remedy="let HOME or PREFECT_HOME name a folder that you may write in",
    )


@contextmanager
def open_server(port: int) -> Iterator[str]:
    """The address of the Prefect server that is named, or of one that lives as long as the block.

    Raises:
        UsageError: the port is taken, Prefect's folder cannot be written, the server ends at once or does not answer.
    """
    from prefect.settings import PREFECT_API_URL, temporary_settings

    named = named_server()
    if named is not None:
        yield named
        return
    address = f"http://127.0.0.1:{port}/api"
    make_home(named_home())
    _check_free(port)
    process = start_tethered(
        "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), environment={**_SERVER, **os.environ}
    )
    try:
        _wait_for(address, process)
        with temporary_settings({PREFECT_API_URL: address}):
            yield address
    finally:
        end_tethered(process)


class TemporaryServer:
    """A server for this command alone, which starts while the command goes on: no page of Prefect's, no schedules.

    Prefect would start one by itself, but only after it has loaded all of a server's code into this process, too,
    and it would leave it behind where this process is killed. This one needs nothing of Prefect here to start, so
    both load it at once; where another server is named, it ends by itself.
    """

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as place:
            self.address = f"http://127.0.0.1:{place.getsockname()[1]}/api"
            handle = place.fileno()
            self._process = start_tethered(
                "flows.servers.temporary", str(handle), environment=os.environ, files=[handle]
            )
        # Functions of atexit are called after Prefect has sent what it still had to tell.
        atexit.register(end_tethered, self._process)

    def wait(self) -> None:
        """Return once it answers; from then on it is the one that is named.

        Raises:
            UsageError: Prefect's folder cannot be written, it ended at once, or it does not answer.
        """
        from prefect.context import refresh_global_settings_context

        make_home(named_home())
        _wait_for(self.address, self._process)
        os.environ["PREFECT_API_URL"] = self.address
        refresh_global_settings_context()  # all of Prefect's threads look there, so a context of our own would not do


def _check_free(port: int) -> None:
    """What answers there already would be taken for the server that is starting."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that has just ended is gone
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(
                "the port is taken",
                value=f"127.0.0.1:{port}: {error.strerror}",
                remedy="give another --port; or, if a Prefect server is there, name it with PREFECT_API_URL",
            ) from error


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START
    while process.poll() is None and time.monotonic() < until:
        try:
            if httpx.get(f"{address}/health", timeout=_ANSWER).is_success:
                return
        except httpx.HTTPError:
            time.sleep(_PAUSE)
    raise UsageError("the Prefect server does not start", value=address, remedy="look at its last words")
