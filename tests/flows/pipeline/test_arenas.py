"""Threads that start after the call have no stores of their own, and what is free between objects is given back."""

import platform
import subprocess
import sys

import pytest

COUNT = """
import ctypes, sys, tempfile, threading
from flows.pipeline.arenas import share_arena

if sys.argv[1] == "shared":
    share_arena()
libc = ctypes.CDLL(None)
for _ in range(2):
    thread = threading.Thread(target=lambda: [bytearray(2_000) for _ in range(100)])
    thread.start()
    thread.join()
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, file)
    libc.fclose(file)
    print(told.read().count(b"<heap nr="))
"""

HOLES = """
import sys
from pathlib import Path
from flows.pipeline.arenas import return_memory

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1])

held = [bytes(8_000) for _ in range(10_000)]
full = resident()
held = held[::2000]  # one page in two thousand stays
if sys.argv[1] == "returned":
    return_memory()
print(resident() < full / 2)
"""


GLIBC = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="stores of single threads are glibc's")


@GLIBC
@pytest.mark.parametrize(("way", "stores"), [("shared", 1), ("alone", 2)])
def test_threads_share_one_store(way, stores):
    done = subprocess.run([sys.executable, "-c", COUNT, way], capture_output=True, text=True, check=True)  # noqa: S603
    assert int(done.stdout) == stores


@GLIBC
@pytest.mark.parametrize(("way", "small"), [("returned", "True"), ("kept", "False")])
def test_what_is_free_between_objects_that_stay_is_given_back(way, small):
    done = subprocess.run([sys.executable, "-c", HOLES, way], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == small
