"""Which version of an SOP is current is kept: at first the last one that came."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from sopflow.sql.columns import micros

revision = "0006"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    activations = op.create_table(
        "sopflow_activation",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("sop", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("activated_at", sa.BigInteger, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
    )
    op.create_index("sopflow_activation_by_sop", "sopflow_activation", ["sop", "number"])
    names = ("number", "sop", "version", "digest")
    definitions = sa.table("sopflow_definition", *map(sa.column, names))
    last = sa.select(sa.func.max(definitions.c.number)).group_by(definitions.c.sop)
    current = sa.select(
        definitions.c.sop, definitions.c.version, definitions.c.digest,
        sa.literal(micros(datetime.now(UTC)), sa.BigInteger), sa.literal("system"),
    ).where(definitions.c.number.in_(last))  # fmt: skip
    op.get_bind().execute(
        activations.insert().from_select(["sop", "version", "digest", "activated_at", "person"], current)
    )
