"""What made a result: the program's own version and the content of the rooms that had a hand in it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from flows import VERSION


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
