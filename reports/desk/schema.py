"""The desk's tables. ``events`` is the truth and is only ever added to; the others follow from it and from the run.

``documents``, ``passages`` and ``findings`` are the run with every decision applied, kept for filtering, sorting
and searching; they can be made again at any time (``reports.desk.following``).
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, text

METADATA = MetaData()

EVENTS = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String(40), nullable=False),  # ISO 8601, UTC
    Column("by", String(80), nullable=False),
    Column("translation", String(64), nullable=False),
    Column("subject", String(160), nullable=False),  # what it is about, see reports.desk.events
    Column("kind", String(20), nullable=False),
    Column("passage", String(16), nullable=False),  # the key of the passage it was done at; empty for the document
    Column("data", Text, nullable=False),  # JSON
    Column("undoes", Integer),  # the id of the event that this one takes back
    Index("events_by_translation", "translation", "id"),
    sqlite_autoincrement=True,
)
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("translation", String(64), primary_key=True),
    Column("original", String(64), nullable=False),  # empty where there is none
    Column("title", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("findings", Integer, nullable=False),
    Column("undecided", Integer, nullable=False),
    Column("present", Boolean, nullable=False),  # whether the run still holds it
    Column("digest", String(32), nullable=False, default=""),  # of the rows it was made of, see reports.desk.changes
)
PASSAGES = Table(
    "passages",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("translation", String(64), ForeignKey("documents.translation"), nullable=False),
    Column("key", String(16), nullable=False),  # of its sentences' texts, see reports.desk.presenting
    Column("number", Integer, nullable=False),  # place in the document; -1 for what is about the whole of it
    Column("english", Text, nullable=False),
    Column("arabic", Text, nullable=False),
    Column("folded", Text, nullable=False),  # both, as they are searched
    Column("worst", Integer, nullable=False),  # 0 critical … 3 neutral, 9 nothing found
    Column("rank", Float, nullable=False),  # place in the list, see reports.desk.following
    Column("findings", Integer, nullable=False),
    Column("undecided", Integer, nullable=False),
    Column("comments", Integer, nullable=False),
    Column("rendered", Boolean, nullable=False),
    Index("passages_by_place", "translation", "number", unique=True),
    Index("passages_by_key", "translation", "key", unique=True),
    Index("passages_worst_first", "rank", "translation", "number"),
    Index(
        "passages_to_decide",
        "rank",
        "translation",
        "number",
        sqlite_where=text("undecided > 0"),
        postgresql_where=text("undecided > 0"),
    ),
)
FINDINGS = Table(
    "findings",
    METADATA,
    Column("translation", String(64), ForeignKey("documents.translation"), primary_key=True),
    Column("finding", String(64), primary_key=True),
    Column("passage", String(16), nullable=False),  # key; empty where the run no longer has the finding
    Column("category", String(40), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("decision", String(16), nullable=False),  # undecided, confirmed, dismissed
    Column("reason", Text, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", String(40), nullable=False),
    Column("english", Text, nullable=False),
    Column("arabic", Text, nullable=False),
    Index("findings_by_passage", "translation", "passage"),
)
RENDERINGS = Table(
    "renderings",
    METADATA,
    Column("translation", String(64), ForeignKey("documents.translation"), primary_key=True),
    Column("passage", String(16), primary_key=True),
    Column("english", Text, nullable=False),
    Column("arabic", Text, nullable=False),
    Column("rendering", Text, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", String(40), nullable=False),
)
CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("translation", String(64), ForeignKey("documents.translation"), primary_key=True),
    Column("original", String(64), nullable=False),
    Column("beads", Text, nullable=False),  # JSON: the beads and texts of a Correction
    Column("by", String(80), nullable=False),
    Column("at", String(40), nullable=False),
)
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("role", String(16), nullable=False),  # reader, editor, admin
    Column("password", Text, nullable=False),  # argon2id, in the PHC string format
    Column("interface", String(8), nullable=False, default=""),  # the language they chose; empty where none
)
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the cookie: who reads the table cannot log in
    Column("name", String(80), ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("until", String(40), nullable=False),
)
ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("who", String(120), nullable=False),  # an account's name or an address
    Column("at", String(40), nullable=False),
    Index("attempts_by_who", "who", "at"),
)
