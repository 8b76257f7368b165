"""The desk's database: SQLite in a file of the run, or PostgreSQL by URL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from corpus.problems import UsageError

_PATIENCE = 15  # seconds that a write waits for another one


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Connections for reading and for writing.

    A writer sees what is newest and holds the right to write from its first statement on: on SQLite by
    ``BEGIN IMMEDIATE``, on PostgreSQL by a lock on its document (``reports.desk.recording``).
    """

    engine: Engine
    _turn: threading.RLock = field(default_factory=threading.RLock)  # of SQLite's writers, who would wait by asking

    @property
    def is_postgresql(self) -> bool:
        """Whether it is a PostgreSQL server."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database, which does not change while it is looked at."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it happens, or nothing."""
        turn = nullcontext() if self.is_postgresql else self._turn
        with turn, self.engine.execution_options(writing=True).begin() as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def open_database(place: Path | str) -> Database:
    """Open a SQLite file (made where there is none) or the database of a URL, and bring its tables up to date.

    Raises:
        UsageError: the URL is malformed, its driver is not installed, nobody answers, or a newer version made it.
    """
    database = Database(engine=_sqlite(place) if isinstance(place, Path) else _by_url(place))
    try:
        with database.writing() as connection:
            _migrate(connection)
    except OperationalError as error:
        shown = str(place) if isinstance(place, Path) else database.engine.url.render_as_string()
        raise UsageError(
            "the desk's database cannot be opened",
            value=f"{shown}, {_first_line(error)}",
            remedy="check the path or the URL, and whether the server runs",
        ) from error
    return database


def _first_line(error: OperationalError) -> str:
    return str(error.orig).partition("\n")[0]


def _sqlite(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _PATIENCE}, pool_size=20, max_overflow=40)

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin below, by our own word
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a decision that was answered survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _by_url(text: str) -> Engine:
    try:
        url = make_url(text)
        if url.drivername in {"postgresql", "postgres"}:
            url = url.set(drivername="postgresql+psycopg")
        if url.drivername != "postgresql+psycopg":
            raise UsageError(
                "not a database that the desk knows", value=url.drivername, remedy="give postgresql://USER@HOST/NAME"
            )
        return create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(
            "not the URL of a database", value=text.rpartition("@")[2], remedy="give postgresql://USER@HOST/NAME"
        ) from error
    except ModuleNotFoundError as error:
        raise UsageError(
            "the driver for PostgreSQL is not installed",
            value=error.name or "psycopg",
            remedy="pip install 'muqabala[postgres]'",
        ) from error


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(files("reports.desk") / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise UsageError(
            "the desk's database was made by a newer version", value=str(error), remedy="use that version"
        ) from error
