"""Adding to the log: one editor at a time for a document, and never over what somebody else did in between."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, insert, select

from corpus.problems import UsageError
from reports.catalogues import message
from reports.desk.events import Event, State, read_events, replay
from reports.desk.schema import DOCUMENTS, EVENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What somebody wants done. ``seen`` is the version of the subject on their page; None where none can clash."""

    by: str
    translation: str
    subject: str
    kind: str
    passage: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None


class Conflict(Exception):  # noqa: N818 - it is no error, it is news
    """Somebody changed the subject since the page was made; nothing was written. ``since`` is what they did."""

    def __init__(self, since: list[Event]) -> None:
        super().__init__(f"{len(since)} newer events")
        self.since = since


def hold(connection: Connection, translation: str) -> State:
    """Take the right to change a document until the transaction ends, and its newest state.

    Raises:
        UsageError: the desk does not know the document.
    """
    lock(connection, translation)
    row = select(DOCUMENTS.c.translation).where(DOCUMENTS.c.translation == translation)
    if connection.execute(row).first() is None:
        raise UsageError(
            message("the desk has no such document"), value=translation, remedy=message("take one from the list")
        )
    return replay(read_events(connection, translation))


def lock(connection: Connection, translation: str) -> None:
    """Let nobody else write about a document until the transaction ends; on SQLite writers are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(translation))))


def record(connection: Connection, state: State, action: Action, *, at: str) -> int:
    """Add an action to the log of a document that is held, and return the event's id.

    Raises:
        Conflict: the subject has a newer version than the one that was seen.
    """
    if action.seen is not None and action.seen != state.version(action.subject):
        raise Conflict(_since(connection, action.translation, action.subject, action.seen))
    return _add(connection, action, at=at, undoes=None)


def undo(connection: Connection, state: State, event: int, *, by: str, anybodys: bool, at: str) -> Event:
    """Take back an event that still is the last word on its subject, by an event of its own; return the one undone.

    Raises:
        UsageError: it is somebody else's (unless ``anybodys``), or it is no event of this document that stands.
        Conflict: something newer stands on the same subject.
    """
    undone = next((each for events in state.standing.values() for each in events if each.id == event), None)
    if undone is None:
        raise UsageError(
            message("there is nothing to undo"), value=str(event), remedy=message("look at the history: it was undone")
        )
    if undone.by != by and not anybodys:
        raise UsageError(
            message("somebody else did this"),
            value=undone.by,
            remedy=message("decide otherwise yourself, or ask an administrator"),
        )
    if state.standing[undone.subject][-1].id != event:
        raise Conflict([each for each in state.standing[undone.subject] if each.id > event])
    action = Action(by=by, translation=undone.translation, subject=undone.subject, kind="undo", passage=undone.passage)
    _add(connection, action, at=at, undoes=event)
    return undone


def _since(connection: Connection, translation: str, subject: str, seen: int) -> list[Event]:
    return [event for event in read_events(connection, translation, after=seen) if event.subject == subject]


def _add(connection: Connection, action: Action, *, at: str, undoes: int | None) -> int:
    row = {
        "at": at,
        "by": action.by,
        "translation": action.translation,
        "subject": action.subject,
        "kind": action.kind,
        "passage": action.passage,
        "data": json.dumps(action.data, sort_keys=True),
        "undoes": undoes,
    }
    added = connection.execute(insert(EVENTS).values(row)).inserted_primary_key
    return int(added[0]) if added else 0
