"""What persons decided, handed to later runs and to exports: files in the folder of decisions.

The files are made from the database after every decision. A line of somebody else's hand about a finding that the
desk never decided on is kept; a line that nobody can read stops the writing instead of being lost.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import Connection, RowMapping, select

from alignments.corrections import Correction, read_corrections, write_corrections
from corpus.problems import DocumentError, Problem
from reports.desk.schema import CORRECTIONS, DOCUMENTS, EVENTS, FINDINGS, RENDERINGS
from reports.renderings import Rendering, read_renderings, write_renderings
from scores.findings.dismissals import Dismissal, scan_dismissals, write_dismissals


def hand_on(connection: Connection, folder: Path, subjects: Collection[str]) -> None:
    """Write the files that decisions on these kinds of subjects change (``FILES``).

    Raises:
        DocumentError: a file cannot be written, or holds a line that cannot be read.
    """
    try:
        for subject in FILES.keys() & set(subjects):
            name, write = FILES[subject]
            write(connection, folder / name)
    except OSError as error:
        raise DocumentError(
            "the folder of decisions cannot be written", value=str(folder), remedy="check its permissions and the disk"
        ) from error


def written_dismissals(path: Path) -> Iterator[Dismissal]:
    """The dismissals of the file.

    Raises:
        DocumentError: a line is no dismissal.
    """
    for each in scan_dismissals(path):
        if isinstance(each, Problem):
            raise DocumentError(each.what, value=f"{path}: {each.value}", remedy=each.remedy)
        yield each


def _hand_dismissals(connection: Connection, path: Path) -> None:
    asked = (
        select(FINDINGS, DOCUMENTS.c.original)
        .join(DOCUMENTS, DOCUMENTS.c.translation == FINDINGS.c.translation)
        .where(FINDINGS.c.decision == "dismissed", FINDINGS.c.by != "")
    )
    names = ("finding", "translation", "original", "category", "english", "arabic", "reason", "by", "at")
    # a dismissal without a person is one that the run itself drew from another one, which stands in the file
    ours = [Dismissal(**{name: row[name] for name in names}) for row in connection.execute(asked).mappings()]
    held = {each.finding for each in ours}
    others = [each for each in written_dismissals(path) if each.finding not in held]
    decided = decided_findings(connection, [each.finding for each in others])
    if ours or path.exists():
        write_dismissals(path, [*ours, *(each for each in others if each.finding not in decided)])


def decided_findings(connection: Connection, findings: list[str]) -> set[str]:
    """Those of some findings that anything was ever done about at the desk."""
    subjects = [f"finding:{name}" for name in findings]
    asked = select(EVENTS.c.subject).where(EVENTS.c.subject.in_(subjects)).distinct()
    return {subject.partition(":")[2] for (subject,) in connection.execute(asked)} if subjects else set()


def _hand_renderings(connection: Connection, path: Path) -> None:
    names = ("translation", "english", "arabic", "rendering", "by", "at")
    ours = [
        Rendering(**{name: row[name] for name in names}) for row in connection.execute(select(RENDERINGS)).mappings()
    ]
    decided = decided_renderings(connection)
    others = [each for key, each in read_renderings(path).items() if key not in decided]
    if ours or path.exists():
        write_renderings(path, [*ours, *others])


def _hand_corrections(connection: Connection, path: Path) -> None:
    ours = [_correction(row) for row in connection.execute(select(CORRECTIONS)).mappings()]
    laid = laid_translations(connection)
    others = [each for each in read_corrections(path).values() if each.translation not in laid]
    if ours or path.exists():
        write_corrections(path, [*ours, *others])


def decided_renderings(connection: Connection) -> set[tuple[str, str, str]]:
    """Translation, English and Arabic of the passages that anything was ever written for at the desk."""
    asked = select(EVENTS.c.translation, EVENTS.c.data).where(EVENTS.c.kind == "render")
    rows = ((translation, json.loads(data)) for translation, data in connection.execute(asked))
    return {(translation, data["english"], data["arabic"]) for translation, data in rows}


def laid_translations(connection: Connection) -> set[str]:
    """The translations whose beads anybody ever laid at the desk."""
    asked = select(EVENTS.c.translation).where(EVENTS.c.subject == "beads").distinct()
    return {translation for (translation,) in connection.execute(asked)}


def _correction(row: RowMapping) -> Correction:
    held = json.loads(row["beads"])
    return Correction(
        translation=row["translation"],
        original=row["original"],
        beads=tuple((tuple(arabic), tuple(english)) for arabic, english in held["beads"]),
        texts=tuple((arabic, english) for arabic, english in held["texts"]),
        by=row["by"],
        at=row["at"],
    )


FILES = {
    "finding": ("dismissals.jsonl", _hand_dismissals),
    "rendering": ("renderings.jsonl", _hand_renderings),
    "beads": ("corrections.jsonl", _hand_corrections),
}
"""Kind of subject → the file that decisions on it change, and what writes it."""
