"""Instances in which something is due are claimed by one process at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0003"


def upgrade() -> None:
    op.add_column(
        "sopflow_instance", sa.Column("claimed_until", sa.BigInteger, nullable=False, server_default="0")
    )
