"""Definitions, instances, events, work items, idempotency keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "sopflow_definition",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("sop", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("sop", "version"),
    )
    op.create_table(
        "sopflow_instance",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("sop", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("end_name", sa.Text),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("wakes_at", sa.BigInteger),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
    )
    op.create_index("sopflow_instance_by_sop", "sopflow_instance", ["sop", "status", "number"])
    op.create_index("sopflow_instance_by_status", "sopflow_instance", ["status", "number"])
    waking = sa.text("wakes_at IS NOT NULL")
    op.create_index(
        "sopflow_instance_waking", "sopflow_instance", ["wakes_at"], sqlite_where=waking, postgresql_where=waking
    )
    op.create_table(
        "sopflow_event",
        sa.Column("position", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("instance", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.UniqueConstraint("instance", "revision"),
    )
    op.create_table(
        "sopflow_work_item",
        sa.Column("instance", sa.Text, primary_key=True),
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("visit", sa.Integer, primary_key=True),
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("is_first", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    columns = ["actor", "due", "instance", "step", "visit"]
    op.create_index("sopflow_work_item_by_actor", "sopflow_work_item", columns)
    first = sa.text("is_first = 1")
    op.create_index(
        "sopflow_work_item_by_due",
        "sopflow_work_item",
        ["due", "instance", "step", "visit", "actor"],
        sqlite_where=first,
        postgresql_where=first,
    )
    op.create_table(
        "sopflow_key",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("instance", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
