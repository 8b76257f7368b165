"""Opening the desk at an address of this machine, until it is stopped."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.applications import Starlette

from corpus.problems import UsageError
from reports.desk.access import OpenAccess
from reports.desk.accounts import AccountAccess, list_accounts
from reports.desk.app import build_desk
from reports.desk.database import open_database
from reports.desk.desk import Clock, Desk
from reports.desk.guard import is_loopback
from reports.renderings import decisions_folder
from reports.tables import open_tables
from reports.writing import write_reports


def open_desk(
    run: Path, *, clock: Clock, database: str = "", decisions: Path | None = None, interface: str = ""
) -> Desk:
    """The desk over a run; its database is ``desk.sqlite`` in the run's folder unless a URL is given.

    Decisions go where the run reads them: its setting ``decisions``, or ``decisions/`` in its folder. Pages speak
    ``interface``, or the language of the run's own pages, to whom chose no other one.

    Raises:
        UsageError: the folder is no run, or the database cannot be opened.
    """
    spoken = interface or open_tables(run).run.interface
    if not (run / "index.html").is_file():
        write_reports(run)
    opened = open_database(database or run / "desk.sqlite")
    desk = Desk(run=run, database=opened, decisions=decisions or decisions_folder(run), clock=clock, interface=spoken)
    desk.refresh()
    return desk


def serve(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    name: str = "editor",
    names: Collection[str] = (),
    announce: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the desk until it is stopped; ``announce`` is told the address once it is open (port 0: any free one).

    On this machine alone nobody needs an account, unless there are some; elsewhere everybody does. ``names`` are
    the host names by which other machines ask for it.

    Raises:
        UsageError: the address is taken, or is not of this machine alone and there are no accounts.
    """
    public = not is_loopback(host)
    accounts = bool(list_accounts(desk.database))
    if public and not accounts:
        raise UsageError(
            "the desk has no accounts, so it is served on this machine only",
            value=host,
            remedy="add accounts with `muqabala accounts RUN --add NAME`, or use 127.0.0.1 and a tunnel (ssh -L)",
        )
    import uvicorn

    access = AccountAccess(desk.database, desk.clock) if accounts else OpenAccess(name)
    app = build_desk(desk, access, names=names, public=public)
    with _listen(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{listening.getsockname()[1]}/")
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listening])


@contextmanager
def serve_beside(app: Starlette) -> Iterator[str]:
    """The address at which a desk is served by a thread of its own until the block ends: for tests and pictures."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            "the address cannot be opened", value=f"{host}:{port}, {reason}", remedy="choose another --port"
        ) from error
