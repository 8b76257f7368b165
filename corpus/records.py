"""Records that people keep beside a run: JSON Lines, a record a line, read line by line and replaced as a whole.

A person can read such a file and a version control shows one changed line for one decision. A line that cannot be
read is a problem with its number and costs no other line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from corpus.files import read_bytes, replacing
from corpus.problems import DocumentError, Problem

Record = TypeVar("Record")

_NO_RECORD = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def scan_records(
    path: Path, parse: Callable[[Any], Record], *, kind: str, stage: str, remedy: str
) -> Iterator[Record | Problem]:
    """Every record of the file in its order, or a problem in the place of a line that is none.

    ``parse`` makes a record of a line's JSON value and raises ValueError, KeyError, TypeError or AttributeError
    where it cannot; ``kind`` names a record in the problem, ``remedy`` says what a line should be. A file that is
    not there holds none.
    """
    if not path.exists():
        return
    try:
        text = read_bytes(path).decode("utf-8-sig", "replace")
    except DocumentError as error:
        yield Problem.of(error, file=path.name, stage=stage)
        return
    for number, line in enumerate(text.split("\n"), start=1):  # texts may hold other line separators
        if not line.strip():
            continue
        try:
            yield parse(json.loads(line))
        except _NO_RECORD:
            what = f"line {number} is no {kind}"
            yield Problem(
                file=path.name, stage=stage, what=what, value=line[:80], remedy=f"{remedy}, or delete the line"
            )


def sound_records(scanned: Iterable[Record | Problem]) -> Iterator[Record]:
    """The records alone.

    Raises:
        DocumentError: a line was none.
    """
    for each in scanned:
        if isinstance(each, Problem):
            raise DocumentError(each.what, value=each.value, remedy=each.remedy)
        yield each


def write_records(path: Path, rows: Iterable[object]) -> None:
    """Replace the file by these rows (anything that JSON holds), in the order given; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        for row in rows:
            # Lone surrogates, which a broken text can hold, only pass as escapes.
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace"))
