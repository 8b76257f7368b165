"""Run the migrations on the connection that ``reports.desk.database`` hands over."""

from __future__ import annotations

from alembic import context

from reports.desk.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
