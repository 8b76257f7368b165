"""ZIP archives as folders: their members listed and read within bounds, nothing ever unpacked to the disk.

Only the directory at an archive's end is believed, and what it says is checked before anything is read: a member
that leads out of the archive, is locked, or belongs to a bomb becomes a problem. ``zipfile`` reads no more of a
member than the directory declares, so the declared sizes bound the work.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.problems import DocumentError

MOST_MEMBERS = 20_000
# What zipfile and its decompressors raise over a damaged, locked or strangely packed archive or member.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError, KeyError)
_MOST_BYTES = 4 * 2**30  # of all members together, unpacked
_HARMLESS = 64 * 2**20  # bytes that may be packed as tightly as they like
_TIGHTEST = 100  # times smaller than its content: text packs to a tenth, a bomb to a thousandth
_UTF_8 = 0x800  # flag of a member whose name is in UTF-8
_LOCKED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of an archive: the name that finds it there, and the name as its maker wrote it."""

    name: str
    shown: str


def list_members(path: Path) -> Iterator[Member | DocumentError]:
    """An archive's files in sorted order, or what is wrong with one of them.

    Raises:
        DocumentError: it is no archive, is broken, or would unpack to more than anybody packs by hand.
    """
    archive = _open(path)
    members = [each for each in archive.infolist() if not each.is_dir()]
    check_sizes(archive, packed=path.stat().st_size)
    taken: set[str] = set()
    for member in sorted(members, key=lambda each: each.filename):
        trouble = _trouble(member, twice=member.filename in taken)
        taken.add(member.filename)
        yield trouble or Member(name=member.filename, shown=_shown_name(member))


def open_member(path: Path, member: str) -> IO[bytes]:
    """One file of an archive, to be read.

    Raises:
        DocumentError: it is not there any more, or cannot be unpacked.
    """
    archive = _open(path)
    with _telling_damage():
        return archive.open(member)


def check_sizes(archive: zipfile.ZipFile, *, packed: int) -> None:
    """Refuse an archive (an office document is one, too) that would unpack to far more than it seems to hold.

    Raises:
        DocumentError: too many members, too many bytes, or packed far more tightly than text can be.
    """
    members = archive.infolist()
    unpacked = sum(each.file_size for each in members)
    if len(members) > MOST_MEMBERS:
        raise DocumentError(
            "the archive holds too many files", value=f"{len(members):,}", remedy="unpack it, and give the folder"
        )
    if unpacked > _MOST_BYTES or (unpacked > _HARMLESS and unpacked > packed * _TIGHTEST):
        raise DocumentError(
            "the archive unpacks to far more than it seems to hold (a ZIP bomb?)",
            value=f"{packed:,} bytes become {unpacked:,}",
            remedy="unpack it yourself and give the folder, if you trust its maker",
        )


def broken(error: Exception) -> DocumentError:
    """What an archive's own error means to a person."""
    return DocumentError(
        "the archive is damaged", value=str(error)[:80] or type(error).__name__, remedy="pack it or send it again"
    )


@contextmanager
def _telling_damage() -> Iterator[None]:
    """Whatever zipfile raises over an archive or a member of it, told as what it means to a person."""
    try:
        yield
    except (*DAMAGE, OSError) as error:
        raise broken(error) from error


def _trouble(member: zipfile.ZipInfo, *, twice: bool) -> DocumentError | None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if twice:
        return DocumentError(
            "the archive holds two files of one name; one was read",
            value=_shown_name(member),
            remedy="pack it again with different names",
        )
    if not name.parts or name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        return DocumentError(
            "a name in the archive leads out of it", value=member.filename[:80], remedy="pack the files again"
        )
    if member.flag_bits & _LOCKED:
        return DocumentError(
            "a file in the archive is locked with a password",
            value=_shown_name(member),
            remedy="unpack it with its password and give the folder",
        )
    if name.suffix.lower() == ".zip":
        return DocumentError(
            "an archive lies inside the archive", value=_shown_name(member), remedy="unpack the inner one"
        )
    return None


def _shown_name(member: zipfile.ZipInfo) -> str:
    """A member's name: many programs write UTF-8 or Windows-1256 and do not say so."""
    if member.flag_bits & _UTF_8:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1256", "replace")


def _open(path: Path) -> zipfile.ZipFile:
    with _telling_damage():
        state = path.stat()
        return _opened(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _opened(path: Path, changed: int, size: int) -> zipfile.ZipFile:  # noqa: ARG001 (a changed file is opened anew)
    """An archive kept open while its members are read one by one; several threads may read it at once."""
    return zipfile.ZipFile(path)
