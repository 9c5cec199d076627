"""What cases are about stands apart from where they stand: it is written only when it changes."""

import sqlalchemy as sa
from alembic import op

revision = "0010"


def upgrade() -> None:
    op.create_table(
        "sopflow_case",
        sa.Column("instance", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
