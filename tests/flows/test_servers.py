"""Prefect's own folder is made before its server starts, or the command says which one lacks."""

import pytest

from corpus.problems import UsageError
from flows.servers import make_home


def test_the_folders_above_are_made_too(tmp_path):
    home = tmp_path / "nobody" / "yet" / ".prefect"
    make_home(home)
    make_home(home)
    assert home.is_dir()


def test_a_place_that_cannot_be_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(UsageError, match=r"file/\.prefect.*HOME"):
        make_home(tmp_path / "file" / ".prefect")
