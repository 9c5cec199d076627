"""Events can carry a seal, made with a key that the database does not hold."""

import sqlalchemy as sa
from alembic import op

revision = "0005"


def upgrade() -> None:
    op.add_column("sopflow_event", sa.Column("seal", sa.Text))
