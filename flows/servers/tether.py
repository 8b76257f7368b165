"""A program that ends with the process that started it, however that one ends.

``python -m flows.servers.tether MODULE ARGUMENT …`` does what ``python -m MODULE ARGUMENT …`` does, until its
standard input ends. That is the end of a pipe whose other end its starter holds, and the system closes it even where
the starter was killed or died: without this, a killed run would leave its Prefect server behind.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

_PATIENCE = 10  # seconds in which a program that is told to end may do so


def start_tethered(
    module: str, *arguments: str, environment: Mapping[str, str], files: Sequence[int] = ()
) -> subprocess.Popen[bytes]:
    """Start a module as a program that ends with this process; it inherits the open ``files``."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "flows.servers.tether", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=environment,
        pass_fds=files,
        start_new_session=True,  # Ctrl+C is for its starter, which still has to tell it how that ended
    )


def end_tethered(process: subprocess.Popen[bytes]) -> None:
    """Tell such a program to end and wait until it has; one that hangs ends itself."""
    process.terminate()
    if process.stdin is not None:
        process.stdin.close()
    process.wait()


def main() -> None:
    """Run the module that the arguments name, with the arguments that follow."""
    threading.Thread(target=_end_with_starter, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_starter() -> None:
    os.read(0, 1)  # returns when the pipe is closed; not through sys.stdin, whose lock would hold up the end
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
