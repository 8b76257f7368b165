"""Files: found in order and read within bounds under the paths somebody gave, and replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from corpus.formats.archives import DAMAGE, broken, list_members, open_member
from corpus.problems import DocumentError, Problem, UsageError

HALF = ".writing-"  # how the name of a file begins that is not whole yet
LARGEST = 256 * 2**20  # bytes of one file that are read by default
READ_ERRORS = (OSError, *DAMAGE)  # of a file, or of a member of an archive
_NOT_DOCUMENTS = {".ds_store", "thumbs.db", "desktop.ini"}  # left behind by file managers; nobody misses them


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read, and the name by which tables and pages call it.

    ``member`` is its name inside the ZIP archive at ``path``, or None for a file that lies there itself.
    """

    path: Path
    name: str
    member: str | None = None

    @property
    def suffix(self) -> str:
        """What its name ends with, in small letters; it says the format."""
        return PurePosixPath(self.member or self.path.name).suffix.lower()


def package_folder(name: str) -> Path:
    """Where an installed package lies, without importing it: of some only the files are wanted."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise UsageError("a package is missing", value=name, remedy="install muqabala with all its dependencies")
    return Path(spec.origin).parent


def find_files(paths: Sequence[Path]) -> Iterator[Found | Problem]:
    """Every file under the paths, folders in sorted order, or a problem where one cannot be reached.

    A file in a folder is named by its path inside that folder, a file given by itself by its own name. Links
    that lead out of a folder are not followed. Two files of one name are told apart by their full path. A ZIP
    archive is read as a folder.
    """
    taken: dict[str, tuple[Path, str | None]] = {}
    for path in paths:
        for found in _find(path):
            if isinstance(found, Problem):
                yield found
                continue
            for each in _unpack(found):
                if isinstance(each, Problem):
                    yield each
                    continue
                real = (each.path.absolute(), each.member)
                if taken.get(each.name) == real:
                    continue
                name = "/".join([each.path.as_posix(), *filter(None, [each.member])])
                name = name if each.name in taken else each.name
                taken[name] = real
                yield replace(each, name=name)


def read_bytes(path: Path, *, member: str | None = None, largest: int = LARGEST) -> bytes:
    """The bytes of a plain file, or of a member of an archive, of at most ``largest`` bytes.

    Raises:
        DocumentError: it is absent, unreadable, too large or no plain file.
    """
    with open_file(path, member=member) as file:
        try:
            data = file.read(largest + 1)
        except OSError as error:
            raise _unreadable(error) from error
        except DAMAGE as error:
            raise broken(error) from error
    if len(data) > largest:
        raise DocumentError(
            "the file is too large", value=f"over {largest:,} bytes", remedy="split it, or raise the limit"
        )
    return data


def open_file(path: Path, *, member: str | None = None) -> IO[bytes]:
    """Open a plain file, or a member of an archive.

    Raises:
        DocumentError: it is absent, unreadable or no plain file.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise DocumentError("not a plain file", value=str(path), remedy="give a file or a folder of files")
        return path.open("rb") if member is None else open_member(path, member)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error


def make_folder(folder: Path, *, what: str, remedy: str, mode: int = 0o777) -> None:
    """Make a folder with those above it, and try whether it can be written.

    Raises:
        UsageError: it cannot, with these words.
    """
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(what, value=f"{folder}: {error.strerror}", remedy=remedy) from error


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of ``path`` at once when the block ends well, and never half.

    It is written beside its place and flushed to the disk first; where the block fails nothing is left behind.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=HALF, suffix=path.suffix)
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


def _unpack(found: Found) -> Iterator[Found | Problem]:
    """A file itself, or the members of an archive, each as a file of a folder that has the archive's name."""
    if found.suffix != ".zip":
        yield found
        return
    empty = True
    try:
        for member in list_members(found.path):
            if isinstance(member, DocumentError):
                yield Problem.of(member, file=found.name, stage="read")
            elif not _is_left_behind(PurePosixPath(member.shown)):
                yield Found(path=found.path, name=f"{found.name}/{member.shown}", member=member.name)
            empty = False
    except DocumentError as error:
        yield Problem.of(error, file=found.name, stage="read")
        return
    if empty:
        yield _problem(found.name, "the archive is empty", "no file in it")


def _is_left_behind(path: PurePosixPath) -> bool:
    """Whether a file is none of anybody's: what systems and programs leave in folders and archives."""
    return path.name.lower() in _NOT_DOCUMENTS or path.name.startswith("._") or "__MACOSX" in path.parts


def _walk(folder: Path) -> Iterator[Found | Problem]:
    unreadable: list[OSError] = []
    root = folder.resolve()
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        folders.sort()
        for name in sorted([*names, *(each for each in folders if Path(here, each).is_symlink())]):
            path = Path(here, name)
            shown = path.relative_to(folder).as_posix()
            if _is_left_behind(PurePosixPath(shown)):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield _problem(shown, "a link leads out of the folder", str(path.readlink()))
            elif path.is_file():
                yield Found(path=path, name=shown)
            elif not path.is_dir():
                yield _problem(shown, "not a plain file", shown)
    for error in unreadable:
        yield _problem(str(error.filename), "the folder cannot be read", _reason(error))


def _unreadable(error: Exception) -> DocumentError:
    return DocumentError("the file cannot be read", value=_reason(error), remedy="check the path and its permissions")


def _problem(file: str, what: str, value: str) -> Problem:
    return Problem(file=file, stage="read", what=what, value=value, remedy="check the path and its permissions")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
