"""The temporary Prefect server of one command, as a program: ``python -m flows.servers.temporary HANDLE``.

HANDLE is the number of an open socket at which it listens; so its address is known before it is there. It is
Prefect's own server, made to cost less: a command waits for it to start, and most of what it does is for others.
Where another server is named, or Prefect's folder cannot be written, it ends at once: its starter knows that, too.
"""

from __future__ import annotations

import gc
import socket
import sys
import warnings
from contextlib import suppress
from datetime import timedelta
from functools import partial
from importlib import import_module
from types import ModuleType

import uvicorn

from corpus.problems import UsageError
from flows.servers.opening import make_home, named_home, named_server

_PATIENCE = 2  # seconds for connections that are still open when it is told to end
_PAUSE = timedelta(seconds=5)  # between two looks for work of its own; it would look four times a second
_ASKED = (  # what a run asks for
    *("/admin", "/csrf-token", "/flows", "/flow_runs", "/task_runs", "/logs", "/artifacts", "/events"),
    "/v2/concurrency_limits",
)


def main() -> None:
    """Serve until told to end, where a server is wanted."""
    gc.disable()  # a seventh of the imports' time would go into looking through objects that all stay
    warnings.filterwarnings("ignore", message="Failed to create the Prefect home directory")
    if named_server() is None:
        with suppress(UsageError):
            make_home(named_home())
            _serve(socket.socket(fileno=int(sys.argv[1])))


def _serve(place: socket.socket) -> None:
    server = import_module("prefect.server.api.server")
    with suppress(AttributeError, ImportError):  # another Prefect may be built otherwise, and starts as it is
        _spare(server)
    app = server.create_app(ephemeral=True, final=True)
    config = uvicorn.Config(app, log_level="critical", lifespan="on", timeout_graceful_shutdown=_PATIENCE)
    gc.freeze()
    gc.enable()
    uvicorn.Server(config).run(sockets=[place])


def _spare(server: ModuleType) -> None:
    """Make the server cost less, as Prefect 3.8 is built."""
    # A path is sought in one router after the other, and each is made ready when it is sought in for the first time.
    server.API_ROUTERS = tuple(sorted(server.API_ROUTERS, key=lambda router: router.prefix not in _ASKED))  # type: ignore[attr-defined]
    workers = import_module("prefect.server.api.background_workers")
    calm = partial(workers.Worker, minimum_check_interval=_PAUSE, scheduling_resolution=_PAUSE)
    workers.Worker = calm  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
