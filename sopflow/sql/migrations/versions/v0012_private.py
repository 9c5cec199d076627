"""Personal values have a table of their own, from which they can be removed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"


def upgrade() -> None:
    op.create_table(
        "sopflow_private",
        sa.Column("instance", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":  # statistics would keep values after they are removed
        for column in ("salt", "value"):
            op.execute(f"ALTER TABLE sopflow_private ALTER COLUMN {column} SET STATISTICS 0")
