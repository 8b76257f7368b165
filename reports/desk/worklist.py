"""The worklist: passages worst first, narrowed by what they hold and by words in either language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    exists,
    func,
    literal_column,
    select,
    text,
    tuple_,
)

from corpus.folding import fold_text
from reports.desk.schema import DOCUMENTS, FINDINGS, PASSAGES

PAGE = 30  # passages, or documents, on a page of the list
_TRIGRAM = 3  # characters; a shorter word is looked for in every passage
STATES = ("undecided", "confirmed", "dismissed", "rendered", "discussed", "all")
STATUSES = ("waiting", "working", "done")
_SHOWN = ("translation", "key", "number", "english", "arabic", "worst", "findings", "undecided", "comments", "rendered")
_OF_DOCUMENT = ("title", "file", "language", "original")
_LINE = (*(PASSAGES.c[name] for name in _SHOWN), *(DOCUMENTS.c[name] for name in _OF_DOCUMENT))
_WITH_DOCUMENT = PASSAGES.join(DOCUMENTS, DOCUMENTS.c.translation == PASSAGES.c.translation)
_KINDS = (
    select(func.aggregate_strings(FINDINGS.c.category, ","))
    .where(FINDINGS.c.translation == PASSAGES.c.translation, FINDINGS.c.passage == PASSAGES.c.key)
    .where(FINDINGS.c.decision == "undecided")
    .scalar_subquery()
    .label("kinds")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the list is narrowed to; empty means anything."""

    words: str = ""
    state: str = "undecided"
    severity: str = ""
    category: str = ""
    document: str = ""
    status: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wish:
        """The wish of an address; what is no wish in it counts for nothing."""
        values = {each.name: query[each.name][:200] for each in fields(cls) if each.name in query}
        if values.get("state") not in STATES:
            values.pop("state", None)
        return cls(**values)

    @property
    def query(self) -> str:
        """The wish as the query of an address.

        >>> Wish(words="port", state="all").query
        'words=port&state=all'
        """
        empty = Wish()
        changed = {each.name: getattr(self, each.name) for each in fields(self)}
        return urlencode({name: value for name, value in changed.items() if value != getattr(empty, name)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A passage of the list: its row with what its document is called, and the categories of what is to decide."""

    passage: Row[Any]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of the list, and how many passages there are in all."""

    lines: list[Line]
    total: int


def list_passages(connection: Connection, wish: Wish, *, page: int = 0) -> Listed:
    """The passages that a wish asks for, worst first, in pages."""
    total = connection.execute(_narrow(select(func.count()).select_from(PASSAGES), connection, wish)).scalar_one()
    wanted = _narrow(select(*_LINE, _KINDS).select_from(_WITH_DOCUMENT), connection, wish)
    rows = connection.execute(wanted.order_by(*_place()).limit(PAGE).offset(page * PAGE))
    lines = [Line(passage=row, kinds=tuple(sorted(set(row.kinds.split(","))) if row.kinds else ())) for row in rows]
    return Listed(lines=lines, total=total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a passage stands in the list: the ones before and after it (translation, key), None where there is none.

    ``page`` and ``line`` lead back to its line, or to the line that moved up to its place when it was decided.
    """

    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None
    page: int = 0
    line: tuple[str, str] | None = None
    total: int = 0  # passages of the list


def find_spot(connection: Connection, wish: Wish, translation: str, key: str) -> Spot:
    """The spot of a passage in the list that a wish asks for.

    The passage need not be in the list any more: it was decided a moment ago. Nor need the one before: who goes
    back in a list of what is undecided wants what they just decided.
    """
    this = and_(PASSAGES.c.translation == translation, PASSAGES.c.key == key)
    here = connection.execute(select(*_place()).where(this)).first()
    if here is None:
        return Spot()
    place, name = tuple_(*_place()), (PASSAGES.c.translation, PASSAGES.c.key)
    counts = select(func.count(), func.count().filter(place < tuple_(*here)), func.count().filter(this))
    total, ahead, listed = connection.execute(_narrow(counts.select_from(PASSAGES), connection, wish)).one()
    asked = _narrow(select(*name), connection, wish).where(place > tuple_(*here)).order_by(*_place())
    decided = replace(wish, state="all") if wish.state == "undecided" else wish
    whole = _narrow(select(*name), connection, decided).where(place < tuple_(*here))
    backwards = whole.order_by(*(column.desc() for column in _place()))
    before, after = (_name(connection.execute(each.limit(1)).first()) for each in (backwards, asked))
    line = (translation, key) if listed else after
    return Spot(before=before, after=after, page=ahead // PAGE, line=line, total=total)


def _name(row: Row[Any] | None) -> tuple[str, str] | None:
    return (row[0], row[1]) if row else None


def list_documents(connection: Connection, *, page: int = 0, size: int = PAGE) -> Sequence[Row[Any]]:
    """The documents of the run, those with most undecided findings first, in pages."""
    asked = (
        select(DOCUMENTS)
        .where(DOCUMENTS.c.present)
        .order_by(DOCUMENTS.c.undecided.desc(), DOCUMENTS.c.title, DOCUMENTS.c.translation)
    )
    return connection.execute(asked.limit(size).offset(page * size)).all()


def count_documents(connection: Connection) -> int:
    """How many documents the run has."""
    return connection.execute(select(func.count()).select_from(DOCUMENTS).where(DOCUMENTS.c.present)).scalar_one()


def find_document(connection: Connection, translation: str) -> Row[Any] | None:
    """One document of the run, None where it has none of that name."""
    asked = select(DOCUMENTS).where(DOCUMENTS.c.present, DOCUMENTS.c.translation == translation)
    return connection.execute(asked).first()


def list_categories(connection: Connection) -> list[str]:
    """The categories that findings of the run have."""
    asked = select(FINDINGS.c.category).where(FINDINGS.c.passage != "").distinct().order_by(FINDINGS.c.category)
    return [name for (name,) in connection.execute(asked)]


def _place() -> tuple[Column[Any], ...]:
    return PASSAGES.c.rank, PASSAGES.c.translation, PASSAGES.c.number


def _narrow(asked: Select[Any], connection: Connection, wish: Wish) -> Select[Any]:
    if wish.document:
        asked = asked.where(PASSAGES.c.translation == wish.document)
    if wish.status:
        of_status = select(DOCUMENTS.c.translation).where(DOCUMENTS.c.status == wish.status)
        asked = asked.where(PASSAGES.c.translation.in_(of_status.correlate(None)))
    if wish.state == "rendered":
        asked = asked.where(PASSAGES.c.rendered)
    elif wish.state == "discussed":
        asked = asked.where(PASSAGES.c.comments > 0)
    holding = _holding(wish)
    if holding is not None:
        asked = asked.where(holding)
    for word in fold_text(wish.words).split():
        asked = asked.where(_contains(connection, word))
    return asked


def _holding(wish: Wish) -> ColumnElement[bool] | None:
    """That the passage has a finding of the wanted kind; the wanted things are those of one finding."""
    if wish.state == "undecided" and not wish.severity and not wish.category:
        return PASSAGES.c.undecided > 0
    wanted = []
    if wish.state in {"undecided", "confirmed", "dismissed"}:
        wanted.append(FINDINGS.c.decision == wish.state)
    if wish.severity:
        wanted.append(FINDINGS.c.severity == wish.severity)
    if wish.category:
        wanted.append(FINDINGS.c.category == wish.category)
    if not wanted:
        return None
    same = and_(FINDINGS.c.translation == PASSAGES.c.translation, FINDINGS.c.passage == PASSAGES.c.key)
    return exists().where(same, *wanted)


def _contains(connection: Connection, word: str) -> ColumnElement[bool]:
    """That the folded text has the letters of a folded word in a row, by the trigram index of either database."""
    if connection.dialect.name == "postgresql":
        return PASSAGES.c.folded.contains(word, autoescape=True)
    if len(word) < _TRIGRAM:
        return func.instr(PASSAGES.c.folded, word) > 0
    phrase = '"' + word.replace('"', '""') + '"'
    found: Select[Any] = (
        select(literal_column("rowid"))
        .select_from(text("passages_text"))
        .where(text("passages_text MATCH :phrase").bindparams(phrase=phrase))
    )
    return PASSAGES.c.id.in_(found)
