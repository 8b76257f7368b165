"""Files under given paths: order, names, links, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.files import Found, find_files, read_bytes
from corpus.problems import DocumentError, Problem


def test_folders_are_walked_in_order_and_files_named_inside_them(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [found.name for found in find_files([tmp_path]) if isinstance(found, Found)] == [
        "b.txt",
        "a/c.txt",
        "a/z.txt",
    ]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder)
    names = [found.name for found in find_files([tmp_path / "one", tmp_path / "two"]) if isinstance(found, Found)]
    assert names == ["a.txt", (tmp_path / "two" / "a.txt").as_posix()]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("x")
    (inside / "file.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    found = list(find_files([inside]))
    assert not [each for each in found if isinstance(each, Found)]
    assert {each.file for each in found if isinstance(each, Problem)} == {"file.txt", "folder"}


def test_absent_and_special_files_are_problems(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = list(find_files([tmp_path / "absent.txt", tmp_path]))
    assert all(isinstance(each, Problem) and each.remedy for each in found)
    assert len(found) == 2


def test_reading_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    assert read_bytes(path, largest=11) == b"x" * 11
    with pytest.raises(DocumentError, match="too large"):
        read_bytes(path, largest=10)
