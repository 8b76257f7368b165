"""The log: who did what when. It is only added to, and the present state of a document follows from it alone.

An event has a *subject*: what it is about and what two editors could both be changing.

=====================  ======================================  ==================================
subject                kinds                                   data
=====================  ======================================  ==================================
``finding:ID``         add, confirm, dismiss, reopen, classify  decision, reason, category, severity …
``rendering:PASSAGE``  render                                  rendering, english, arabic
``comment:TOKEN``      comment                                 text, answers, place
``beads``              split, merge, move                      before, after
``status``             status                                  status
=====================  ======================================  ==================================

``undo`` stands on the subject of the event that it takes back. A subject's *version* is the id of the last event
on it: who decides says which version was on the page, and is told when there is a newer one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from reports.desk.schema import EVENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that one person did at one moment (ISO 8601, UTC)."""

    id: int
    at: str
    by: str
    translation: str
    subject: str
    kind: str
    passage: str
    data: dict[str, Any]
    undoes: int | None


@dataclass(slots=True, kw_only=True)
class State:
    """What the events of one document add up to."""

    events: list[Event] = field(default_factory=list)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)  # subject → what was said of it last
    last: dict[str, Event] = field(default_factory=dict)  # subject → its last event, undo among them
    standing: dict[str, list[Event]] = field(default_factory=dict)  # subject → events that nobody took back
    undone: set[int] = field(default_factory=set)

    def version(self, subject: str) -> int:
        """The id of the last event on a subject, 0 where nothing was ever done."""
        return self.last[subject].id if subject in self.last else 0

    def latest(self, subject: str) -> Event | None:
        """The last event on a subject that still stands."""
        return self.standing[subject][-1] if self.standing.get(subject) else None

    def subjects(self, kind: str) -> list[str]:
        """The subjects of a kind, the part before the colon, that something still stands of."""
        return [name for name, events in self.standing.items() if events and name.partition(":")[0] == kind]


def replay(events: Iterable[Event]) -> State:
    """The state that follows from the events of a document, given in the order of their ids."""
    state = State(events=list(events))
    state.undone = {event.undoes for event in state.events if event.undoes is not None}
    for event in state.events:
        state.last[event.subject] = event
        standing = state.standing.setdefault(event.subject, [])
        if event.undoes is None and event.id not in state.undone:
            standing.append(event)
            state.values[event.subject] = state.values.get(event.subject, {}) | event.data
    return state


def read_events(connection: Connection, translation: str, *, after: int = 0) -> list[Event]:
    """The events of a document with an id above ``after``, oldest first."""
    asked = select(EVENTS).where(EVENTS.c.translation == translation, EVENTS.c.id > after).order_by(EVENTS.c.id)
    return [to_event(row) for row in connection.execute(asked).mappings()]


def last_event(connection: Connection, translation: str) -> int:
    """The id of the last event of a document, 0 where nothing was ever done."""
    asked = select(func.max(EVENTS.c.id)).where(EVENTS.c.translation == translation)
    return connection.execute(asked).scalar() or 0


def to_event(row: RowMapping) -> Event:
    """A row of the log as an event."""
    return Event(**{**row, "data": json.loads(row["data"])})
