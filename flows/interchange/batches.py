"""Batches: many documents as JSON Lines of sentence lists, for a single command that works on them in one process."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.problems import DocumentError, Problem
from flows.interchange.texts import Side, Texts, side_of_lines

STAGE = "read"


def read_batch(path: Path) -> Iterator[Texts | Problem]:
    """The documents of a file of JSON Lines, and a problem for every line that holds none.

    A line is ``{"id", "arabic": [sentences], "english": [sentences], "machines": {system: [sentences]}}``, where all
    but the id may lack. Offsets count in the sentences joined by line feeds.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                text = line.decode("utf-8-sig")
                if text.strip():
                    yield _texts_of(json.loads(text))
            except UnicodeDecodeError as error:
                shown = repr(line[max(0, error.start - 10) : error.end + 10])
                yield _problem(path, number, "is not UTF-8", shown, "save the file as UTF-8")
            except ValueError as error:
                yield _problem(path, number, "is not JSON", str(error), "write one JSON object a line")
            except DocumentError as error:
                yield _problem(path, number, error.what, error.value, error.remedy)


def _problem(path: Path, number: int, what: str, value: str, remedy: str) -> Problem:
    return Problem(file=f"{path}, line {number}", stage=STAGE, what=what, value=value, remedy=remedy)


def _texts_of(row: object) -> Texts:
    if not isinstance(row, dict) or "id" not in row:
        raise DocumentError("has no id", value=str(row)[:80], remedy='give every line an "id"')
    machines = row.get("machines") or {}
    if not isinstance(machines, dict):
        raise DocumentError(
            '"machines" names no systems', value=str(machines)[:80], remedy='give {"system": [sentences]}'
        )
    return Texts(
        id=str(row["id"]),
        arabic=_side(row, "arabic"),
        english=_side(row, "english"),
        machines={system: _side(machines, system) for system in machines},
    )


def _side(row: Mapping[str, Any], name: str) -> Side:
    sentences = row.get(name) or []
    if not isinstance(sentences, list) or not all(isinstance(sentence, str) for sentence in sentences):
        raise DocumentError(
            f'"{name}" is no list of sentences', value=str(sentences)[:80], remedy="give a list of strings"
        )
    # A line break inside a sentence would change the count of lines but not of characters.
    return side_of_lines([sentence.replace("\n", " ") + "\n" for sentence in sentences])
