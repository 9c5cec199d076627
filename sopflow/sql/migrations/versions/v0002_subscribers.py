"""Subscribers with their cursors."""

import sqlalchemy as sa
from alembic import op

revision = "0002"


def upgrade() -> None:
    op.create_table(
        "sopflow_subscriber",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("leased_until", sa.BigInteger, nullable=False),
    )
