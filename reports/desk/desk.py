"""The desk itself: a run, its database and its folder of decisions, and what is done with the three."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from corpus.problems import DocumentError
from reports.collecting import collect_report
from reports.desk.database import Database
from reports.desk.events import Event, last_event, read_events, replay
from reports.desk.following import follow
from reports.desk.handing import FILES, hand_on
from reports.desk.presenting import Work, present
from reports.desk.recording import Action, hold, record, undo
from reports.desk.taking import take_decisions, take_run
from reports.report import Report
from reports.tables import SCHEMAS, Tables, open_tables

_HELD = 200  # documents kept at hand

Clock = Callable[[], datetime]
Stamp = tuple[tuple[int, int], ...]


@dataclass(slots=True, kw_only=True)
class _Held:
    """A document at hand: what the run says of it, and how it stood after its event of that id."""

    report: Report
    stood: tuple[int, Work] | None = None


@dataclass(slots=True, kw_only=True)
class Desk:
    """A run on the desk. ``trouble`` is what hinders the files of decisions, empty where nothing does."""

    run: Path
    database: Database
    decisions: Path
    clock: Clock
    interface: str = "en"  # of pages for whom nothing else is known
    trouble: str = ""
    _stamps: tuple[Stamp, Stamp] = ((), ())  # of the tables, of the files of decisions
    _tables: Tables | None = None
    _held: dict[str, _Held] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _taking: threading.Lock = field(default_factory=threading.Lock)
    _handing: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> str:
        """The moment, as the log keeps it."""
        return self.clock().isoformat(timespec="seconds")

    def refresh(self) -> None:
        """Take what is new in the run's tables and in the files of decisions; nothing is done where none changed.

        Whoever comes while somebody else's request takes it is shown what there was before.

        Raises:
            UsageError: the folder is no run any more.
        """
        if not self._taking.acquire(blocking=False):
            return
        try:
            tables, files = _stamp(_tables_of(self.run)), _stamp(self._files())
            if tables != self._stamps[0]:
                opened = open_tables(self.run)
                with self._lock:
                    self._tables, self._held = opened, {}
                take_run(self.database, opened)
            if (tables, files) != self._stamps:
                try:
                    take_decisions(self.database, self.decisions, self.report)
                except DocumentError as error:
                    self.trouble = str(error)
                self._stamps = tables, files
        finally:
            self._taking.release()

    def report(self, translation: str) -> Report:
        """What the run says of a translation, from memory where it was asked for lately.

        Raises:
            UsageError: the run has none of that name.
        """
        return self._hold(translation).report

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
        held = self._hold(translation)
        with self.database.reading() as connection:
            last = last_event(connection, translation)
            if held.stood and held.stood[0] == last:
                return held.stood[1]
            work = present(held.report, replay(read_events(connection, translation)))
        held.stood = last, work
        return work

    def act(self, translation: str, decide: Callable[[Work], Action]) -> Event:
        """Do one thing to a document: ``decide`` sees it as it stands, alone, and says what to add to the log.

        Raises:
            Conflict: somebody was faster, and nothing was written.
            UsageError: there is no such document or subject.
        """
        held = self._hold(translation)
        with self.database.writing() as connection:
            state = hold(connection, translation)
            action = decide(present(held.report, state))
            record(connection, state, action, at=self.now())
            after = _follow(connection, held.report)
        held.stood = after.state.events[-1].id, after
        self._hand_on(action.subject)
        return after.state.last[action.subject]

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
            _follow(connection, report)
        self._hand_on(undone.subject)
        return undone

    def _hold(self, translation: str) -> _Held:
        with self._lock:
            found = self._held.get(translation)
        if found is None:
            found = _Held(report=collect_report(self.tables, translation))
            with self._lock:
                while len(self._held) >= _HELD:
                    self._held.pop(next(iter(self._held)))
                self._held[translation] = found
        return found

    def _hand_on(self, subject: str) -> None:
        """Write the file that a decision changes, one at a time, so that the last one writes what is newest.

        After trouble all of them are written, for nobody knows which one is behind.
        """
        kind = subject.partition(":")[0]
        if kind not in FILES and not self.trouble:
            return
        with self._handing:
            before = _stamp(self._files())
            try:
                with self.database.reading() as connection:
                    hand_on(connection, self.decisions, FILES.keys() if self.trouble else [kind])
                self.trouble = ""
            except DocumentError as error:
                self.trouble = str(error)
            if before == self._stamps[1]:  # else somebody else wrote there too, and the next look takes that
                self._stamps = self._stamps[0], _stamp(self._files())

    def _files(self) -> Iterator[Path]:
        return (self.decisions / name for name, _ in FILES.values())


def _follow(connection: Connection, report: Report) -> Work:
    work = present(report, replay(read_events(connection, report.translation.document)))
    follow(connection, work)
    return work


def _tables_of(run: Path) -> Iterator[Path]:
    return (run / f"{name}.parquet" for name in SCHEMAS)


def _stamp(paths: Iterable[Path]) -> Stamp:
    """When each file was last written and how long it is."""

    def stamps() -> Iterator[tuple[int, int]]:
        for path in paths:
            try:
                found = path.stat()
            except OSError:
                yield 0, 0
            else:
                yield found.st_mtime_ns, found.st_size

    return tuple(stamps())
