"""Two runs never work in one folder at once: the second refuses, or waits until the first has ended."""

import subprocess
import sys
import threading

import pytest

from corpus.problems import UsageError
from flows.storage.locks import locked


def test_a_second_run_refuses_and_names_the_first(tmp_path):
    with locked(tmp_path, wait=0), pytest.raises(UsageError, match="process "), locked(tmp_path, wait=0.3):
        pass


def test_a_second_run_waits_for_the_first_to_end(tmp_path):
    holds, order = threading.Event(), []

    def first():
        with locked(tmp_path, wait=0):
            holds.set()
            threading.Event().wait(0.5)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    holds.wait()
    with locked(tmp_path, wait=60):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_killed_run_leaves_no_lock(tmp_path):
    code = "import sys, os\nfrom pathlib import Path\nfrom flows.storage.locks import locked\n"
    code += "with locked(Path(sys.argv[1]), wait=0):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603 - our own code
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(UsageError), locked(tmp_path, wait=0):
            pass
        holder.kill()
    with locked(tmp_path, wait=0):
        pass
