"""One run at a time in one folder: a lock that the system itself gives back when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.problems import UsageError

_PAUSE = 0.2  # seconds between two tries


@contextmanager
def locked(folder: Path, *, wait: float) -> Iterator[None]:
    """Hold the folder for the block; where another run holds it, wait at most so many seconds for it to end.

    Raises:
        UsageError: another run still works there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+", encoding="utf-8") as file:
        until = time.monotonic() + wait  # the clock of the wall may jump
        while not _take(file.fileno()):
            if time.monotonic() >= until:
                file.seek(0)
                raise UsageError(
                    "another run works in this folder",
                    value=f"{folder}, process {file.read().strip() or 'unknown'}",
                    remedy="wait until it has ended (setting wait), or give this run a folder of its own",
                )
            time.sleep(_PAUSE)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
