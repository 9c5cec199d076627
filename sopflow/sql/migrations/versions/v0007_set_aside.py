"""What subscribers have set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0007"


def upgrade() -> None:
    op.create_table(
        "sopflow_set_aside",
        sa.Column("subscriber", sa.Text, primary_key=True),
        sa.Column("instance", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("failed_at", sa.BigInteger, nullable=False),
        sa.Column("next_at", sa.BigInteger),
        sa.Column("problem", sa.Text, nullable=False),
    )
