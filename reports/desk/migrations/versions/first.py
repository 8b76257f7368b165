"""The first tables, the index for searching, and the guard that keeps the log append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE = """
CREATE VIRTUAL TABLE passages_text USING fts5(folded, content='passages', content_rowid='id', tokenize='trigram')
;;
CREATE TRIGGER passages_text_add AFTER INSERT ON passages BEGIN
  INSERT INTO passages_text(rowid, folded) VALUES (new.id, new.folded);
END
;;
CREATE TRIGGER passages_text_remove AFTER DELETE ON passages BEGIN
  INSERT INTO passages_text(passages_text, rowid, folded) VALUES ('delete', old.id, old.folded);
END
;;
CREATE TRIGGER passages_text_change AFTER UPDATE OF folded ON passages BEGIN
  INSERT INTO passages_text(passages_text, rowid, folded) VALUES ('delete', old.id, old.folded);
  INSERT INTO passages_text(rowid, folded) VALUES (new.id, new.folded);
END
;;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are only ever added');
END
;;
CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN
  SELECT RAISE(ABORT, 'events are only ever added');
END
"""
_POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS pg_trgm
;;
CREATE INDEX passages_text ON passages USING gin (folded gin_trgm_ops)
;;
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are only ever added';
END $$
;;
CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    """Make the tables; full-text search by trigrams, which finds an Arabic word under its article and conjunctions."""
    _make_log()
    _make_passages()
    _make_decisions()
    _make_accounts()
    statements = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in statements.split(";;"):
        op.execute(sa.text(statement.replace(":", r"\:")))


def _make_log() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("translation", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("passage", sa.String(length=16), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("events_by_translation", "events", ["translation", "id"], unique=False)


def _make_passages() -> None:
    op.create_table(
        "documents",
        sa.Column("translation", sa.String(length=64), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("translation"),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("translation", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("arabic", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("worst", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("rendered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["translation"], ["documents.translation"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("passages_by_key", "passages", ["translation", "key"], unique=True)
    op.create_index("passages_by_place", "passages", ["translation", "number"], unique=True)
    op.create_index("passages_worst_first", "passages", ["worst", "weight"], unique=False)


def _make_decisions() -> None:
    op.create_table(
        "findings",
        sa.Column("translation", sa.String(length=64), nullable=False),
        sa.Column("finding", sa.String(length=64), nullable=False),
        sa.Column("passage", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("arabic", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["translation"], ["documents.translation"]),
        sa.PrimaryKeyConstraint("translation", "finding"),
    )
    op.create_index("findings_by_passage", "findings", ["translation", "passage"], unique=False)
    op.create_table(
        "renderings",
        sa.Column("translation", sa.String(length=64), nullable=False),
        sa.Column("passage", sa.String(length=16), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("arabic", sa.Text(), nullable=False),
        sa.Column("rendering", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["translation"], ["documents.translation"]),
        sa.PrimaryKeyConstraint("translation", "passage"),
    )
    op.create_table(
        "corrections",
        sa.Column("translation", sa.String(length=64), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("beads", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["translation"], ["documents.translation"]),
        sa.PrimaryKeyConstraint("translation"),
    )


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("until", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["accounts.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("attempts_by_who", "attempts", ["who", "at"], unique=False)
