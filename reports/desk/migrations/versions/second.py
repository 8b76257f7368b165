"""One number to order the list by, with an index for what is left to decide, so that a large run lists as fast."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Passages follow from the run and the log: they are put away here and made again when the desk opens."""
    op.execute(sa.text("DELETE FROM passages"))
    op.execute(sa.text("UPDATE documents SET digest = ''"))
    op.drop_index("passages_worst_first", "passages")
    op.drop_column("passages", "weight")
    op.add_column("passages", sa.Column("rank", sa.Float(), nullable=False, server_default="0"))
    op.create_index("passages_worst_first", "passages", ["rank", "translation", "number"])
    to_decide = sa.text("undecided > 0")
    op.create_index(
        "passages_to_decide",
        "passages",
        ["rank", "translation", "number"],
        sqlite_where=to_decide,
        postgresql_where=to_decide,
    )


def downgrade() -> None:
    """Back to the first order; the desk fills it when it opens."""
    op.execute(sa.text("DELETE FROM passages"))
    op.execute(sa.text("UPDATE documents SET digest = ''"))
    for name in ("passages_to_decide", "passages_worst_first"):
        op.drop_index(name, "passages")
    op.drop_column("passages", "rank")
    op.add_column("passages", sa.Column("weight", sa.Float(), nullable=False, server_default="0"))
    op.create_index("passages_worst_first", "passages", ["worst", "weight"])
