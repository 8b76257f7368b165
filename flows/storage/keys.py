"""What a result is known by: a key of its content, of its settings, and of the rooms whose code made it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.files import READ_ERRORS, open_file
from corpus.problems import DocumentError
from flows import VERSION


def key_of(*values: object) -> str:
    """A key for an item: 32 hexadecimal digits of BLAKE2b over the values, each with its length before it."""
    digest = hashlib.blake2b(digest_size=16)
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def digest_file(path: Path, *, member: str | None = None) -> str:
    """The content's hash; a file that cannot be opened has one of its own and is reported when it is read."""
    try:
        with open_file(path, member=member) as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()  # type: ignore[arg-type] # a member is no buffer
    except (DocumentError, *READ_ERRORS) as error:
        return f"unreadable: {error}"


@cache
def room_signature(*rooms: str) -> str:
    """A short hash over every source and data file of these rooms.

    A changed line of code asks for its results anew, and only for those: nobody has to remember to clear
    anything after an upgrade.
    """
    digest = hashlib.blake2b(VERSION.encode(), digest_size=8)
    for room in rooms:
        for path, content in _contents(files(room), room):
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
    return f"{'+'.join(rooms)}:{digest.hexdigest()}"


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found.extend(_contents(entry, f"{path}/{entry.name}"))
        elif entry.is_file() and not entry.name.startswith("."):
            found.append((f"{path}/{entry.name}", entry.read_bytes()))
    return found
