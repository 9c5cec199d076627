"""Units, persons and words: what worklists and searches go by; instances in the order of their start."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from sopflow.engine.words import words_of
from sopflow.sql.records import column
from sopflow.sql.tables import micros

revision = "0004"
down_revision = "0003"
_BATCH = 500
_NEVER = 2**62


def upgrade() -> None:
    add, text = op.add_column, sa.Text
    add("sopflow_instance", sa.Column("unit", text))
    add("sopflow_instance", sa.Column("due", sa.BigInteger))
    add("sopflow_instance", sa.Column("provisional", sa.Integer, nullable=False, server_default="0"))
    add("sopflow_work_item", sa.Column("sop", text, nullable=False, server_default=""))
    add("sopflow_work_item", sa.Column("unit", text))
    add("sopflow_work_item", sa.Column("person", text))
    word = text().with_variant(text(collation="C"), "postgresql")
    op.create_table(
        "sopflow_word",
        sa.Column("word", word, primary_key=True),
        sa.Column("started_at", sa.BigInteger, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.drop_index("sopflow_instance_by_sop", "sopflow_instance")
    op.drop_index("sopflow_instance_by_status", "sopflow_instance")
    _fill(op.get_bind())
    _indexes()


def _micros(text: str) -> int:
    return micros(datetime.fromisoformat(text))


def _indexes() -> None:
    def partial(condition: str) -> dict[str, Any]:
        return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}

    start = ["started_at", "number"]
    op.create_index("sopflow_instance_by_start", "sopflow_instance", start)
    op.create_index("sopflow_instance_by_sop", "sopflow_instance", ["sop", "status", *start])
    op.create_index("sopflow_instance_by_status", "sopflow_instance", ["status", *start])
    op.create_index(
        "sopflow_instance_by_unit", "sopflow_instance", ["unit", "status", *start], **partial("unit IS NOT NULL")
    )
    op.create_index("sopflow_instance_by_due", "sopflow_instance", ["due", "number"], **partial("due IS NOT NULL"))
    op.create_index("sopflow_instance_provisional", "sopflow_instance", start, **partial("provisional = 1"))
    order = ["due", "instance", "step", "visit"]
    op.create_index(
        "sopflow_work_item_by_step",
        "sopflow_work_item",
        ["step", "sop", "due", "instance", "visit", "actor"],
        **partial("is_first > 0"),
    )
    op.create_index(
        "sopflow_work_item_by_place", "sopflow_work_item", ["actor", "unit", *order], **partial("unit IS NOT NULL")
    )
    op.create_index(
        "sopflow_work_item_by_unit",
        "sopflow_work_item",
        ["unit", *order, "actor"],
        **partial("unit IS NOT NULL AND is_first = 1"),
    )
    op.create_index(
        "sopflow_work_item_by_person",
        "sopflow_work_item",
        ["person", *order, "actor"],
        **partial("person IS NOT NULL"),
    )


def _fill(connection: sa.Connection) -> None:
    """What the new columns say of the instances that are there."""
    instances = sa.table("sopflow_instance", *map(sa.column, ("number", "id", "sop", "subject", "started_at", "due", "provisional", "snapshot")))  # fmt: skip
    items = sa.table("sopflow_work_item", *map(sa.column, ("instance", "step", "visit", "actor", "due", "is_first", "sop")))  # fmt: skip
    words = sa.table("sopflow_word", *map(sa.column, ("word", "started_at", "number")))
    after = 0
    while True:
        page = connection.execute(
            sa.select(
                instances.c.number, instances.c.id, instances.c.sop, instances.c.started_at, instances.c.snapshot
            )
            .where(instances.c.number > after)
            .order_by(instances.c.number)
            .limit(_BATCH)
        ).fetchall()
        if not page:
            return
        after = page[-1][0]
        for number, name, sop, started_at, text in page:
            state = json.loads(text)
            found = [
                {"word": column(w), "started_at": started_at, "number": number}
                for w in words_of(state.get("subject"))
            ]
            if found:
                connection.execute(words.insert(), found)
            if state["status"] != "running":
                continue
            rows = state.get("active", [])
            uncertain = int(any(row.get("is_provisional") for row in rows))
            due = _micros(state["due"]) if "due" in state else None
            if due is not None or uncertain:
                connection.execute(
                    instances.update().where(instances.c.number == number).values(due=due, provisional=uncertain)
                )
            connection.execute(items.update().where(items.c.instance == name).values(sop=sop))
            there = set(connection.execute(sa.select(items.c.step, items.c.visit).where(items.c.instance == name)))
            for row in rows:
                if (row["step"], row["visit"]) not in {tuple(one) for one in there}:
                    connection.execute(
                        items.insert().values(
                            instance=name, step=row["step"], visit=row["visit"], actor="", is_first=2, sop=sop,
                            due=_micros(row["due"]) if "due" in row else _NEVER,
                        )
                    )  # fmt: skip
