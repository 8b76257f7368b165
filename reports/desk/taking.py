"""Taking into the desk what the run found, and what lies in its folder of decisions and not yet in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from alignments.corrections import Correction, fit_beads, read_corrections
from reports.collecting import collect_reports
from reports.desk.beads import Laid, to_texts
from reports.desk.changes import content_keys
from reports.desk.database import Database
from reports.desk.events import read_events, replay
from reports.desk.following import follow, storable, texts_of
from reports.desk.handing import decided_findings, decided_renderings, laid_translations, written_dismissals
from reports.desk.presenting import Work, present, sides_of
from reports.desk.recording import Action, hold, lock, record
from reports.desk.schema import DOCUMENTS, FINDINGS, PASSAGES
from reports.renderings import Rendering, read_renderings
from reports.report import Report
from reports.tables import Tables
from scores.findings.dismissals import Dismissal

_READ = 100  # documents whose rows are read from the tables at once
_WRITTEN = 20  # documents of one transaction: an editor waits for no more than these

Reports = Callable[[str], Report]
Said = tuple[Action, str]  # what was decided, and when


def take_run(database: Database, tables: Tables) -> None:
    """Bring in the documents whose rows changed, and put away those that the run no longer has."""
    keys = content_keys(tables)
    with database.reading() as connection:
        rows = connection.execute(select(DOCUMENTS.c.translation, DOCUMENTS.c.digest).where(DOCUMENTS.c.present))
        known = {row.translation: row.digest for row in rows}
    changed = sorted(name for name, key in keys.items() if known.get(name) != key)
    for start in range(0, len(changed), _READ):
        reports = list(collect_reports(tables, changed[start : start + _READ]))
        for first in range(0, len(reports), _WRITTEN):
            with database.writing() as connection:
                for report in reports[first : first + _WRITTEN]:
                    _take(connection, report, keys[report.translation.document])
    gone = sorted(set(known) - set(keys))
    if gone:
        with database.writing() as connection:
            connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.translation.in_(gone)).values(present=False))
            connection.execute(delete(PASSAGES).where(PASSAGES.c.translation.in_(gone)))


def _take(connection: Connection, report: Report, key: str) -> None:
    name = report.translation.document
    lock(connection, name)
    follow(connection, present(report, replay(read_events(connection, name))))
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.translation == name).values(digest=key))


def take_decisions(database: Database, folder: Path, report: Reports) -> None:
    """Write into the log what stands in the files and nowhere else: made by hand, by a colleague, at another desk.

    What does not fit the run (its findings, passages or sentences are not there) stays in its file untouched.

    Raises:
        DocumentError: a line of a file cannot be read.
    """
    for translation, decide in [
        *_dismissals(database, folder / "dismissals.jsonl"),
        *_renderings(database, folder / "renderings.jsonl"),
        *_corrections(database, folder / "corrections.jsonl"),
    ]:
        known = report(translation)
        with database.writing() as connection:
            state = hold(connection, translation)
            for action, at in decide(present(known, state)):
                record(connection, state, action, at=at[:40])
            follow(connection, present(known, replay(read_events(connection, translation))))


Decide = Callable[[Work], Iterator[Said]]


def _dismissals(database: Database, path: Path) -> Iterator[tuple[str, Decide]]:
    written = {each.finding: each for each in written_dismissals(path)}
    with database.reading() as connection:
        new = set(written) - decided_findings(connection, list(written))
        asked = select(FINDINGS.c.finding, FINDINGS.c.translation).where(FINDINGS.c.finding.in_(new))
        places = connection.execute(asked).all() if new else []
    for finding, translation in places:
        yield translation, partial(_dismiss, each=written[finding])


def _dismiss(work: Work, each: Dismissal) -> Iterator[Said]:
    yield (
        Action(
            by=storable(each.by)[:80],
            translation=work.report.translation.document,
            subject=f"finding:{each.finding}",
            kind="dismiss",
            data={
                "decision": "dismissed",
                "reason": each.reason,
                "category": each.category,
                "words": [each.english, each.arabic],
            },
        ),
        each.at,
    )


def _renderings(database: Database, path: Path) -> Iterator[tuple[str, Decide]]:
    written = read_renderings(path)
    with database.reading() as connection:
        new = set(written) - decided_renderings(connection)
        held = _held(connection)
    for key in sorted(new):
        if key[0] in held:
            yield key[0], partial(_render, each=written[key])


def _render(work: Work, each: Rendering) -> Iterator[Said]:
    for worked in work.passages:
        if texts_of(worked) == (each.english, each.arabic):
            action = Action(
                by=storable(each.by)[:80],
                translation=each.translation,
                subject=f"rendering:{worked.key}",
                kind="render",
                passage=worked.key,
                data={"rendering": each.rendering, "english": each.english, "arabic": each.arabic},
            )
            yield action, each.at
            return


def _corrections(database: Database, path: Path) -> Iterator[tuple[str, Decide]]:
    written = read_corrections(path)
    with database.reading() as connection:
        laid, held = laid_translations(connection), _held(connection)
    for (translation, _), each in sorted(written.items()):
        if translation in held - laid:
            yield translation, partial(_lay, each=each)


def _lay(work: Work, each: Correction) -> Iterator[Said]:
    """The beads of a correction, where all of them fit the sentences of this run."""
    english, arabic = sides = sides_of(work.report)
    if work.report.original is None or work.report.original.document != each.original:
        return
    fixed = fit_beads(each, [sentence.text for sentence in arabic], [sentence.text for sentence in english])
    if fixed.beads and not fixed.lost:
        beads = [Laid(english=columns, arabic=rows, fixed=True) for rows, columns in fixed.beads]
        action = Action(
            by=storable(each.by)[:80],
            translation=each.translation,
            subject="beads",
            kind="lay",
            data={"before": [], "after": to_texts(sides, beads)},
        )
        yield action, each.at


def _held(connection: Connection) -> set[str]:
    """The translations of the run that the desk holds."""
    return {name for (name,) in connection.execute(select(DOCUMENTS.c.translation).where(DOCUMENTS.c.present))}
