"""A tethered program does what it is told, and ends when its starter dies, however that one dies."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from flows.servers.tether import end_tethered, start_tethered

# Starts a tethered web server, says its process number, and stays.
STARTER = """
import os, sys, time
from flows.servers.tether import start_tethered

program = start_tethered("http.server", "--bind", "127.0.0.1", sys.argv[1], environment=os.environ)
print(program.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as place:
        return place.getsockname()[1]


def answers(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def wait_until(what):
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_ends_with_its_starter(port, ending):
    command = [sys.executable, "-c", STARTER, str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as starter:  # noqa: S603 - ours
        number = int(starter.stdout.readline())
        wait_until(lambda: answers(port))
        starter.send_signal(ending)
        starter.wait()
        wait_until(lambda: not answers(port))
    assert number != starter.pid


def test_a_program_is_ended_by_its_starter(port):
    program = start_tethered("http.server", "--bind", "127.0.0.1", str(port), environment=os.environ)
    wait_until(lambda: answers(port))
    end_tethered(program)
    assert not answers(port)
