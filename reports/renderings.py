"""Renderings: the English that an editor wrote for a passage, kept in a file that exports and later runs read.

A rendering holds for the very sentences it was written for: it is found by their texts, so neither a new aligner
nor a new number of a passage loses it or puts it elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from corpus.problems import Problem
from corpus.records import scan_records, sound_records, write_records
from reports.report import Report, join_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The final English of one passage: ``english`` and ``arabic`` are its sentences as written, joined by a blank."""

    translation: str
    english: str
    arabic: str
    rendering: str
    by: str
    at: str  # ISO 8601, UTC


def decisions_folder(run: Path) -> Path:
    """Where a run keeps what persons decided: its setting ``decisions``, or ``decisions/`` in its folder."""
    try:
        named = json.loads((run / "run.json").read_text(encoding="utf-8"))["settings"]["decisions"]
    except (OSError, ValueError, LookupError, TypeError):
        named = None
    return Path(named) if isinstance(named, str) and named else run / "decisions"


def apply_renderings(report: Report, renderings: Mapping[tuple[str, str, str], Rendering]) -> Report:
    """The report with what editors wrote for its passages, by the passages' own sentences."""
    name = report.translation.document
    passages = []
    for passage in report.passages:
        found = renderings.get((name, join_sentences(passage.english), join_sentences(passage.arabic)))
        passages.append(replace(passage, rendering=found.rendering) if found else passage)
    return replace(report, passages=tuple(passages))


def read_renderings(path: Path) -> dict[tuple[str, str, str], Rendering]:
    """Renderings by translation, English and Arabic; none where there is no file.

    Raises:
        DocumentError: a line is no rendering; ``scan_renderings`` goes on over such lines.
    """
    return {(each.translation, each.english, each.arabic): each for each in sound_records(scan_renderings(path))}


def scan_renderings(path: Path) -> Iterator[Rendering | Problem]:
    """Every rendering of the file in its order, or a problem in the place of a line that is none."""
    wanted = ", ".join(field.name for field in fields(Rendering))
    remedy = f"give a JSON object of strings with {wanted}"
    return scan_records(path, _parse, kind="rendering", stage="report", remedy=remedy)


def renderings_of(run: Path) -> dict[tuple[str, str, str], Rendering]:
    """The renderings in a run's folder of decisions; a line that is none is left out, its problem told by the run."""
    found = scan_renderings(decisions_folder(run) / "renderings.jsonl")
    return {(each.translation, each.english, each.arabic): each for each in found if isinstance(each, Rendering)}


def write_renderings(path: Path, renderings: Iterable[Rendering]) -> None:
    """Replace the file by these renderings; equal renderings give equal bytes in whatever order they come."""
    ordered = sorted(renderings, key=lambda each: (each.translation, each.arabic, each.english))
    write_records(path, [asdict(each) for each in ordered])


def _parse(row: Any) -> Rendering:
    values = {field.name: row[field.name] for field in fields(Rendering)}
    if not all(isinstance(value, str) for value in values.values()):
        raise TypeError
    return Rendering(**values)
