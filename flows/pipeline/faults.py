"""Trouble of the machine, not of a document: a full disk and its like end a run with one sentence."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.problems import UsageError

_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room within the quota",
    errno.EFBIG: "raise the limit on the size of a file",
    errno.EROFS: "make the disk writable",
    errno.EACCES: "give yourself permission to write there",
    errno.EPERM: "give yourself permission to write there",
    errno.EIO: "look after the disk",
}
_SQLITE = {"disk is full": errno.ENOSPC, "readonly database": errno.EROFS, "disk I/O error": errno.EIO}
_KEPT = "and start the run again: what is done is kept"


def machine_trouble(error: BaseException) -> UsageError | None:
    """What a person must mend on the machine, if that is what an error is about.

    >>> machine_trouble(OSError(errno.ENOSPC, "No space left on device")).remedy
    'make room on the disk, and start the run again: what is done is kept'
    >>> machine_trouble(ValueError("a bug"))
    """
    number = _number(error)
    if number is None:
        return None
    value = getattr(error, "strerror", None) or getattr(error, "value", None) or str(error)
    return UsageError("the run cannot write", value=str(value)[:200], remedy=f"{_REMEDIES[number]}, {_KEPT}")


@contextmanager
def saying_trouble() -> Iterator[None]:
    """Turn the machine's trouble inside the block into the sentence that says what to do."""
    try:
        yield
    except Exception as error:
        trouble = machine_trouble(error)
        if trouble is None:
            raise
        raise trouble from error


def _number(error: BaseException) -> int | None:
    """The number of the system's error, which polars and SQLite only tell in words."""
    if isinstance(error, UsageError):  # somebody explained it already, perhaps not knowing that the disk is full
        return _number(error.__cause__) if error.__cause__ else None
    if isinstance(error, OSError) and error.errno in _REMEDIES:
        return error.errno
    told = re.search(r"os error (\d+)", str(error))
    if told and int(told.group(1)) in _REMEDIES:
        return int(told.group(1))
    return next((number for words, number in _SQLITE.items() if words in str(error)), None)
