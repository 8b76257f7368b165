"""The temporary Prefect server of one command, as a program: ``python -m flows.temporary HANDLE``.

HANDLE is the number of an open socket at which it listens; so its address is known before it is there.
"""

from __future__ import annotations

import socket
import sys

import uvicorn
from prefect.server.api.server import create_app

_PATIENCE = 2  # seconds for connections that are still open when it is told to end


def main() -> None:
    """Serve until told to end."""
    app = create_app(ephemeral=True, final=True)
    config = uvicorn.Config(app, log_level="critical", lifespan="on", timeout_graceful_shutdown=_PATIENCE)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
