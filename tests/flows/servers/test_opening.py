"""Prefect's own folder is made before its server starts, or the command says which one lacks."""

import os
import socket

import pytest

from corpus.problems import UsageError
from flows.servers.opening import make_home
from flows.servers.tether import start_tethered


def test_the_folders_above_are_made_too(tmp_path):
    home = tmp_path / "nobody" / "yet" / ".prefect"
    make_home(home)
    make_home(home)
    assert home.is_dir()


def test_a_place_that_cannot_be_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(UsageError, match=r"file/\.prefect.*HOME"):
        make_home(tmp_path / "file" / ".prefect")


@pytest.mark.parametrize("lacking", [{"PREFECT_API_URL": "http://127.0.0.1:9/api"}, {"PREFECT_HOME": "/dev/null/home"}])
def test_a_temporary_server_that_is_not_wanted_ends_by_itself(tmp_path, lacking):
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "home")} | lacking
    with socket.create_server(("127.0.0.1", 0)) as place:
        handle = place.fileno()
        process = start_tethered("flows.servers.temporary", str(handle), environment=environment, files=[handle])
        assert process.wait(120) == 0
    process.stdin.close()
    assert not list(tmp_path.rglob("*.db"))
