"""One real run of the flow over the examples, shared by the tests of its results; Prefect's home is temporary."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def muqabala(tmp_path_factory):
    """Call the command as its users do, in a process of its own."""
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {
        "PREFECT_HOME": str(home / "prefect"),
        "PYTHONWARNINGS": "",
    }

    def call(*arguments, code=0):
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "flows.commands", *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return call


@pytest.fixture(scope="session")
def demo(muqabala, tmp_path_factory):
    """The run over the examples: its folder and what the command printed."""
    out = tmp_path_factory.mktemp("runs") / "demo"
    return SimpleNamespace(out=out, done=muqabala("demo", "--out", out))
