"""Which numbering of positions this is: a listener from another one starts again from the beginning."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0008"


def upgrade() -> None:
    table = op.create_table("sopflow_epoch", sa.Column("value", sa.Text, primary_key=True))
    op.bulk_insert(table, [{"value": secrets.token_hex(4)}])
