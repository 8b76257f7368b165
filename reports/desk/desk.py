"""The desk itself: a run, its database and its folder of decisions, and what is done with the three."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select, update

from corpus.problems import DocumentError
from reports.collecting import collect_report, collect_reports
from reports.desk.database import Database
from reports.desk.events import Event, State, read_events, replay
from reports.desk.following import digest, follow
from reports.desk.handing import decided_findings, hand_on, written_dismissals
from reports.desk.presenting import Work, present
from reports.desk.recording import Action, hold, lock, record, undo
from reports.desk.schema import DOCUMENTS, FINDINGS
from reports.report import Report
from reports.tables import SCHEMAS, Tables, open_tables

_BATCH = 100  # documents that are taken from the run at once
_HELD = 200  # reports kept at hand

Clock = Callable[[], datetime]
Stamp = tuple[tuple[int, int], ...]


@dataclass(slots=True, kw_only=True)
class Desk:
    """A run on the desk. ``trouble`` is what hinders the files of decisions, empty where nothing does."""

    run: Path
    database: Database
    decisions: Path
    clock: Clock
    trouble: str = ""
    _stamp: Stamp = ()
    _tables: Tables | None = None
    _reports: dict[str, Report] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _handing: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> str:
        """The moment, as the log keeps it."""
        return self.clock().isoformat(timespec="seconds")

    def refresh(self) -> None:
        """Take what is new in the run's tables; nothing is done where no table changed.

        Raises:
            UsageError: the folder is no run any more.
        """
        with self._lock:
            stamp = _stamp(self.run)
            if stamp != self._stamp:
                self._tables, self._reports = open_tables(self.run), {}
                self._take(self._tables)
                self._stamp = stamp

    def report(self, translation: str) -> Report:
        """What the run says of a translation, from memory where it was asked for lately.

        Raises:
            UsageError: the run has none of that name.
        """
        with self._lock:
            if translation not in self._reports:
                report = collect_report(self.tables, translation)
                if len(self._reports) >= _HELD:
                    self._reports.pop(next(iter(self._reports)))
                self._reports[translation] = report
            return self._reports[translation]

    @property
    def tables(self) -> Tables:
        """The tables of the run."""
        with self._lock:
            if self._tables is None:
                self._tables = open_tables(self.run)
            return self._tables

    def work(self, translation: str) -> Work:
        """A document as it stands.

        Raises:
            UsageError: the run has none of that name.
        """
        report = self.report(translation)
        with self.database.reading() as connection:
            return present(report, replay(read_events(connection, translation)))

    def act(self, translation: str, decide: Callable[[Work], Action]) -> Event:
        """Do one thing to a document: ``decide`` sees it as it stands, alone, and says what to add to the log.

        Raises:
            Conflict: somebody was faster, and nothing was written.
            UsageError: there is no such document or subject.
        """
        report = self.report(translation)
        with self.database.writing() as connection:
            state = hold(connection, translation)
            action = decide(present(report, state))
            record(connection, state, action, at=self.now())
            after = self._follow(connection, report)
        self._hand_on()
        return after.last[action.subject]

    def undo(self, translation: str, event: int, *, by: str, anybodys: bool = False) -> Event:
        """Take back an event; return the one that was taken back.

        Raises:
            Conflict: something newer stands on its subject.
            UsageError: it is somebody else's, or it does not stand.
        """
        report = self.report(translation)
        with self.database.writing() as connection:
            state = hold(connection, translation)
            undone = undo(connection, state, event, by=by, anybodys=anybodys, at=self.now())
            self._follow(connection, report)
        self._hand_on()
        return undone

    def _follow(self, connection: Connection, report: Report) -> State:
        state = replay(read_events(connection, report.translation.document))
        follow(connection, present(report, state))
        return state

    def _hand_on(self) -> None:
        """Write the files; one at a time, so that the last one writes what is newest."""
        with self._handing:
            try:
                with self.database.reading() as connection:
                    hand_on(connection, self.decisions)
                self.trouble = ""
            except DocumentError as error:
                self.trouble = str(error)

    def _take(self, tables: Tables) -> None:
        names = _translations(tables)
        with self.database.reading() as connection:
            rows = connection.execute(select(DOCUMENTS.c.translation, DOCUMENTS.c.digest, DOCUMENTS.c.present))
            known = {name: shown for name, shown, present_ in rows if present_}
        for start in range(0, len(names), _BATCH):
            for report in collect_reports(tables, names[start : start + _BATCH]):
                if known.get(report.translation.document) != digest(report):
                    self._take_one(report)
        gone = sorted(set(known) - set(names))
        if gone:
            with self.database.writing() as connection:
                connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.translation.in_(gone)).values(present=False))
        self._take_dismissals()

    def _take_one(self, report: Report) -> None:
        with self.database.writing() as connection:
            lock(connection, report.translation.document)
            self._follow(connection, report)

    def _take_dismissals(self) -> None:
        """Dismissals that stand in the file and nowhere else, such as those of a colleague's version control."""
        written = {each.finding: each for each in written_dismissals(self.decisions / "dismissals.jsonl")}
        with self.database.reading() as connection:
            new = set(written) - decided_findings(connection, list(written))
            asked = select(FINDINGS.c.finding, FINDINGS.c.translation).where(FINDINGS.c.finding.in_(new))
            places = list(connection.execute(asked)) if new else []
        for finding, translation in places:
            each, report = written[finding], self.report(translation)
            action = Action(
                by=each.by,
                translation=translation,
                subject=f"finding:{finding}",
                kind="dismiss",
                data={"decision": "dismissed", "reason": each.reason, "words": [each.english, each.arabic]},
            )
            with self.database.writing() as connection:
                record(connection, hold(connection, translation), action, at=each.at)
                self._follow(connection, report)


def _translations(tables: Tables) -> list[str]:
    frame = tables.frames["documents"].filter(pl.col("role") == "translation").select("document").collect()
    return [str(name) for name in frame["document"]]


def _stamp(run: Path) -> Stamp:
    """When each table was last written and how long it is."""

    def stamps() -> Iterator[tuple[int, int]]:
        for name in SCHEMAS:
            try:
                found = (run / f"{name}.parquet").stat()
            except OSError:
                yield 0, 0
            else:
                yield found.st_mtime_ns, found.st_size

    return tuple(stamps())
