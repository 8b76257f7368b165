"""Findings that a person dismissed: kept as records, sorted by the finding's id, and not raised again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from corpus.folding import fold_text
from corpus.problems import Problem
from corpus.records import scan_records, sound_records, write_records


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
    return {each.finding: each for each in sound_records(scan_dismissals(path))}


def scan_dismissals(path: Path) -> Iterator[Dismissal | Problem]:
    """Every dismissal of the file in its order, or a problem in the place of a line that is none."""
    remedy = f"give a JSON object of strings with {', '.join(_NAMES)}"
    return scan_records(path, _parse, kind="dismissal", stage="check", remedy=remedy)


def write_dismissals(path: Path, dismissals: Iterable[Dismissal]) -> None:
    """Replace the file by these dismissals; equal dismissals give equal bytes in whatever order they come."""
    last = {each.finding: each for each in dismissals}
    write_records(path, (asdict(last[name]) for name in sorted(last)))


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


def _parse(row: Mapping[str, object]) -> Dismissal:
    values = {"original": "", **row}
    if any(not isinstance(values[name], str) for name in _NAMES):
        raise TypeError(values)
    return Dismissal(**{name: str(values[name]) for name in _NAMES})
