"""By what cases are found: values of fields with who sees them, who started an instance, what called it, when it ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from sopflow.flow.evolve import ended_at, evolve
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.lifecycle import UNFINISHED
from sopflow.flow.searched import searched
from sopflow.sql.audiences import audience_rows
from sopflow.sql.columns import micros
from sopflow.sql.fields import reader_rows, value_row
from sopflow.sql.migrations.indexes import made_anew
from sopflow.sql.migrations.pages import held, made_equal
from sopflow.sql.records import column, definition_of, event_of, whole_of

revision = "0011"
_COLUMNS = ("number", "id", "digest", "status", "started_at", "snapshot", "started_by", "parent", "ended_at")
_INSTANCES = sa.table("sopflow_instance", *map(sa.column, _COLUMNS))
_EVENTS = sa.table("sopflow_event", *map(sa.column, ("instance", "revision", "body")))
_CASES = sa.table("sopflow_case", *map(sa.column, ("instance", "body")))
_DEFINITIONS = sa.table("sopflow_definition", *map(sa.column, ("digest", "body")))
_POSITION = sa.text(
    "INSERT INTO sopflow_position (audience, position, unit, sop) VALUES (:audience, :position, :unit, :sop)"
    " ON CONFLICT DO NOTHING"
)
_VALUE = ("number", "field", "item", "sop", "started_at", "text_value", "whole_value", "decimal_value", "audience")
_VALUES = sa.table("sopflow_field", *map(sa.column, _VALUE))
_READERS = sa.table("sopflow_reader", *map(sa.column, ("number", "audience", "person")))


def upgrade() -> None:
    op.add_column("sopflow_instance", sa.Column("started_by", sa.Text, nullable=False, server_default=""))
    op.add_column("sopflow_instance", sa.Column("parent", sa.Text))
    op.add_column("sopflow_instance", sa.Column("ended_at", sa.BigInteger))
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "sopflow_field",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sop", sa.Text, nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("text_value", text),
        sa.Column("whole_value", sa.BigInteger),
        sa.Column("decimal_value", sa.Double),
        sa.Column("audience", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sopflow_reader",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("audience", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )


def finish() -> None:
    def index(name: str, table: str, columns: list[str], condition: str | None = None) -> None:
        where = sa.text(condition) if condition is not None else None
        made_anew(name, table, columns, sqlite_where=where, postgresql_where=where)

    row, start = "sopflow_instance", ["started_at", "number"]
    index(f"{row}_by_starter", row, ["started_by", *start])
    index(f"{row}_by_parent", row, ["parent", *start], "parent IS NOT NULL")
    index(f"{row}_by_end", row, ["ended_at", "number"], "ended_at IS NOT NULL")
    index("sopflow_field_by_audience", "sopflow_field", ["sop", "field", "audience", "number"])
    for kind in ("text", "whole", "decimal"):
        value = f"{kind}_value"
        index(f"sopflow_field_by_{kind}", "sopflow_field", ["sop", "field", value, *start], f"{value} IS NOT NULL")


def fill(connection: sa.Connection, after: int, limit: int) -> int | None:
    """What the new columns and rows say of a page of the instances that are there."""
    numbers = held(connection, after, limit)
    if not numbers:
        return None
    table = _INSTANCES.c
    wanted = sa.select(
        table.number, table.id, table.digest, table.status, table.started_at, table.snapshot, _CASES.c.body
    )
    wanted = wanted.select_from(_INSTANCES.outerjoin(_CASES, _CASES.c.instance == table.id))
    page = connection.execute(wanted.where(table.number.in_(numbers))).fetchall()
    flows = _flows(connection, {row.digest for row in page})
    ends = _ends(connection, [row.id for row in page if row.status not in UNFINISHED])
    named: list[dict[str, Any]] = []
    positions: list[dict[str, Any]] = []
    values: list[dict[str, Any]] = []
    readers: list[dict[str, Any]] = []
    for number, name, digest, _, started_at, snapshot, fields in page:
        state = whole_of(snapshot, fields)
        parent = state.parent[0] if state.parent is not None else None
        named.append({"of": number, "by": column(state.started_by), "parent": parent, "ended": ends.get(name)})
        own = searched(flows[digest], state) if digest in flows else None
        if own is None or not own.values:
            continue
        for audience in dict.fromkeys(value.audience for value in own.values):
            positions += audience_rows(state.sop, audience)
        beside = {"number": number, "sop": state.sop, "started_at": started_at}
        values += [{**beside, **value_row(state.sop, value)} for value in own.values]
        readers += [{"number": number, **row} for row in reader_rows(state.sop, own)]
    given = sa.bindparam
    told = _INSTANCES.update().where(_INSTANCES.c.number == given("of"))
    connection.execute(told.values(started_by=given("by"), parent=given("parent"), ended_at=given("ended")), named)
    if positions:
        connection.execute(_POSITION, positions)
    made_equal(connection, _VALUES, ("number", "field", "item"), numbers, values)
    made_equal(connection, _READERS, ("number", "audience", "person"), numbers, readers)
    return numbers[-1]


def _flows(connection: sa.Connection, digests: set[str]) -> dict[str, Flow]:
    """Those of some definitions in which cases are found by fields."""
    bodies = sa.select(_DEFINITIONS.c.digest, _DEFINITIONS.c.body).where(_DEFINITIONS.c.digest.in_(digests))
    found = ((digest, definition_of(body)) for digest, body in connection.execute(bodies))
    return {digest: Flow(one) for digest, one in found if any(field.search for field in one.fields.values())}


def _ends(connection: sa.Connection, over: list[str]) -> dict[str, int]:
    """When some instances ended."""
    states: dict[str, Instance] = {}
    ends: dict[str, datetime | None] = {}
    wanted = sa.select(_EVENTS.c.body).where(_EVENTS.c.instance.in_(over))
    for event in map(event_of, connection.execute(wanted.order_by(_EVENTS.c.revision)).scalars()):
        name = event.instance
        states[name] = evolve(states.get(name), event)
        ends[name] = ended_at(ends.get(name), event, states[name])
    return {name: micros(at) for name, at in ends.items() if at is not None}
