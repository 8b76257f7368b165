"""The language of the interface that an account chose, so that it is spoken on every machine they come from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nobody has chosen yet."""
    op.add_column("accounts", sa.Column("interface", sa.String(8), nullable=False, server_default=""))


def downgrade() -> None:
    """What was chosen is forgotten."""
    op.drop_column("accounts", "interface")
