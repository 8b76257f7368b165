"""The machine's troubles are known by their numbers, or by the words in which libraries tell them."""

import errno
import sys

import polars as pl
import pytest

from flows.pipeline.faults import machine_trouble


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
        pl.exceptions.ComputeError("Disk quota exceeded (os error 122)" if sys.platform == "linux" else "os error 28"),
        RuntimeError("database or disk is full"),
        RuntimeError("attempt to write a readonly database"),
    ],
)
def test_trouble_of_the_machine_is_told_from_a_bug(error):
    assert "what is done is kept" in str(machine_trouble(error))
