"""Findings that a person dismissed: kept in a file that people can read, and not raised again.

JSON Lines, one dismissal a line, sorted by the finding's id, so that a version control shows one changed line for
one decision. A line that cannot be read is a problem with its number and costs no other line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from corpus.files import read_bytes, replacing
from corpus.folding import fold_text
from corpus.problems import DocumentError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A person's word that one finding is no fault.

    ``finding`` is its id in the findings table. ``at`` is ISO 8601 in UTC. With ``original`` the dismissal holds
    for the same words when the translation was revised elsewhere, which gives it another id.
    """

    finding: str
    translation: str
    category: str
    english: str
    arabic: str
    reason: str
    by: str
    at: str
    original: str = ""


def read_dismissals(path: Path) -> dict[str, Dismissal]:
    """Dismissals by the id of their finding, the last one of a finding; none where there is no file.

    Raises:
        DocumentError: a line is no dismissal; ``scan_dismissals`` goes on over such lines.
    """
    found = {}
    for each in scan_dismissals(path):
        if isinstance(each, Problem):
            raise DocumentError(each.what, value=each.value, remedy=each.remedy)
        found[each.finding] = each
    return found


def scan_dismissals(path: Path) -> Iterator[Dismissal | Problem]:
    """Every dismissal of the file in its order, or a problem in the place of a line that is none."""
    if not path.exists():
        return
    try:
        text = read_bytes(path).decode("utf-8-sig", "replace")
    except DocumentError as error:
        yield Problem.of(error, file=path.name, stage="check")
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _read_line(line, path.name, number)


def write_dismissals(path: Path, dismissals: Iterable[Dismissal]) -> None:
    """Replace the file by these dismissals; equal dismissals give equal bytes in whatever order they come."""
    path.parent.mkdir(parents=True, exist_ok=True)
    last = {each.finding: each for each in dismissals}
    with replacing(path) as file:
        for name in sorted(last):
            # Lone surrogates, which a broken file can hold, only pass as escapes.
            line = json.dumps(asdict(last[name]), ensure_ascii=_has_surrogate(last[name]))
            file.write(f"{line}\n".encode())


def find_dismissal(row: Mapping[str, object], dismissals: Mapping[str, Dismissal]) -> Dismissal | None:
    """The dismissal of one row of the findings table: of its very id, or of the same words of the same original."""
    if (exact := dismissals.get(str(row["finding"]))) is not None:
        return exact
    if not row["original"]:
        return None
    wanted = _words_of(row["original"], row["category"], row["english_text"], row["arabic_text"])
    same = (each for _, each in sorted(dismissals.items()) if each.original == row["original"])
    return next((each for each in same if _key(each) == wanted), None)


def _key(each: Dismissal) -> tuple[str, ...]:
    return _words_of(each.original, each.category, each.english, each.arabic)


def _words_of(*parts: object) -> tuple[str, ...]:
    return tuple(" ".join(fold_text(str(part or "")).split()) for part in parts)


_NAMES = tuple(field.name for field in fields(Dismissal))


def _read_line(line: str, file: str, number: int) -> Dismissal | Problem:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return _problem(file, number, line)
    row = {"original": "", **row} if isinstance(row, dict) else {}
    if any(not isinstance(row.get(name), str) for name in _NAMES):
        return _problem(file, number, line)
    return Dismissal(**{name: row[name] for name in _NAMES})


def _problem(file: str, number: int, line: str) -> Problem:
    wanted = ", ".join(_NAMES)
    return Problem(
        file=file,
        stage="check",
        what=f"line {number} is no dismissal",
        value=line[:80],
        remedy=f"give a JSON object of strings with {wanted}, or delete the line",
    )


def _has_surrogate(each: Dismissal) -> bool:
    return any("\ud800" <= character <= "\udfff" for text in asdict(each).values() for character in text)
