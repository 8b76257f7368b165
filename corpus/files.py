"""Files: found in order and read within bounds under the paths somebody gave, and replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.problems import DocumentError, Problem

LARGEST = 256 * 2**20  # bytes of one file that are read by default
_NOT_DOCUMENTS = {".ds_store", "thumbs.db", "desktop.ini"}  # left behind by file managers; nobody misses them


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read, and the name by which tables and pages call it."""

    path: Path
    name: str


def find_files(paths: Sequence[Path]) -> Iterator[Found | Problem]:
    """Every file under the paths, folders in sorted order, or a problem where one cannot be reached.

    A file in a folder is named by its path inside that folder, a file given by itself by its own name. Links
    that lead out of a folder are not followed. Two files of one name are told apart by their full path.
    """
    taken: dict[str, Path] = {}
    for path in paths:
        for found in _find(path):
            if isinstance(found, Problem):
                yield found
                continue
            real = found.path.absolute()
            if taken.get(found.name) == real:
                continue
            name = found.path.as_posix() if found.name in taken else found.name
            taken[name] = real
            yield Found(path=found.path, name=name)


def read_bytes(path: Path, *, largest: int = LARGEST) -> bytes:
    """The bytes of a plain file of at most ``largest`` bytes.

    Raises:
        DocumentError: it is absent, unreadable, too large or no plain file.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise DocumentError("not a plain file", value=str(path), remedy="give a file or a folder of files")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(
            "the file cannot be read", value=_reason(error), remedy="check the path and its permissions"
        ) from error
    if len(data) > largest:
        raise DocumentError(
            "the file is too large", value=f"over {largest:,} bytes", remedy="split it, or raise the limit"
        )
    return data


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of ``path`` at once when the block ends well, and never half.

    It is written beside its place and flushed to the disk first; where the block fails nothing is left behind.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-", suffix=path.suffix)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _find(path: Path) -> Iterator[Found | Problem]:
    try:
        is_folder = path.is_dir()
        exists = path.exists()
    except (OSError, ValueError) as error:
        yield _problem(path.as_posix(), "the path cannot be read", _reason(error))
        return
    if not exists:
        yield _problem(path.as_posix(), "there is no such file or folder", path.as_posix())
    elif is_folder:
        yield from _walk(path)
    else:
        yield Found(path=path, name=path.name)


def _walk(folder: Path) -> Iterator[Found | Problem]:
    unreadable: list[OSError] = []
    root = folder.resolve()
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        folders.sort()
        for name in sorted([*names, *(each for each in folders if Path(here, each).is_symlink())]):
            path = Path(here, name)
            shown = path.relative_to(folder).as_posix()
            if name.lower() in _NOT_DOCUMENTS or name.startswith("._"):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield _problem(shown, "a link leads out of the folder", str(path.readlink()))
            elif path.is_file():
                yield Found(path=path, name=shown)
            elif not path.is_dir():
                yield _problem(shown, "not a plain file", shown)
    for error in unreadable:
        yield _problem(str(error.filename), "the folder cannot be read", _reason(error))


def _problem(file: str, what: str, value: str) -> Problem:
    return Problem(file=file, stage="read", what=what, value=value, remedy="check the path and its permissions")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
