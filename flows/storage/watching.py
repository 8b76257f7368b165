"""Watching folders: what lies there is looked at every few seconds, and told when it changed and then lay still."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.problems import UsageError
from flows.storage.remote import list_url
from flows.storage.sources import is_url

Look = frozenset[tuple[str, str]]


def look(places: Sequence[str]) -> Look:
    """Name and version of every file below the places; times only wake a run, its results go by content.

    A place that does not answer is a look of its own: the run that it wakes says what is wrong.
    """
    found: set[tuple[str, str]] = set()
    for place in places:
        try:
            found.update(list_url(place).values() if is_url(place) else _look_here(Path(place)))
        except UsageError as error:
            found.add((place, error.what))
    return frozenset(found)


def changes(places: Sequence[str], *, every: float, minutes: float) -> Iterator[None]:
    """Yield now, and again whenever something changed and two looks, ``every`` seconds apart, saw the same.

    So a file that is still being copied is not read half. Ends after so many minutes.
    """
    until = time.monotonic() + 60 * minutes
    done: Look | None = None
    before = look(places)
    while True:
        now = look(places)
        if now == before and now != done:
            done = now
            yield
        if time.monotonic() >= until:
            return
        before = now
        time.sleep(every)


def _look_here(place: Path) -> Iterator[tuple[str, str]]:
    if place.is_file():
        yield str(place), _version(place.stat())
    folders = [str(place)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        yield entry.path, _version(entry.stat(follow_symlinks=False))
        except OSError:  # gone between two looks, or no folder
            continue


def _version(state: os.stat_result) -> str:
    return f"{state.st_size} {state.st_mtime_ns}"
