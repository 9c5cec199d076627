"""Who may see an instance: the positions of its audience, and the persons who act or have acted in it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

from sopflow.flow.audience import acted_by, acting_in, audience_of
from sopflow.flow.flow import Flow
from sopflow.sql.audiences import audience_rows, name_of
from sopflow.sql.migrations.indexes import made_anew
from sopflow.sql.migrations.pages import held, made_equal
from sopflow.sql.records import column, definition_of, event_of, snapshot_of

revision = "0009"
_INSTANCES = sa.table(
    "sopflow_instance", *map(sa.column, ("number", "id", "digest", "started_at", "snapshot", "audience"))
)
_EVENTS = sa.table("sopflow_event", *map(sa.column, ("instance", "body")))
_DEFINITIONS = sa.table("sopflow_definition", *map(sa.column, ("digest", "body")))
_POSITION = sa.text(
    "INSERT INTO sopflow_position VALUES (:audience, :position, :unit, :sop) ON CONFLICT DO NOTHING"
)
_PERSONS = sa.table("sopflow_person", *map(sa.column, ("number", "person", "started_at", "acted")))


def upgrade() -> None:
    op.add_column("sopflow_instance", sa.Column("audience", sa.Text))
    op.create_table(
        "sopflow_position",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("audience", "position")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("unit", "sop")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sopflow_person",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("acted", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def finish() -> None:
    where = sa.text("audience IS NOT NULL")
    columns = ["audience", "status", "started_at", "number"]
    made_anew(
        "sopflow_instance_by_audience", "sopflow_instance", columns, sqlite_where=where, postgresql_where=where
    )
    made_anew("sopflow_position_by_place", "sopflow_position", ["position", "unit", "sop", "audience"])
    made_anew("sopflow_person_by_start", "sopflow_person", ["person", "started_at", "number"])


def fill(connection: sa.Connection, after: int, limit: int) -> int | None:
    """The audience and the persons of a page of the instances that are there."""
    numbers = held(connection, after, limit)
    if not numbers:
        return None
    table = _INSTANCES.c
    wanted = sa.select(table.number, table.id, table.digest, table.started_at, table.snapshot)
    page = connection.execute(wanted.where(table.number.in_(numbers))).fetchall()
    digests = sa.select(_DEFINITIONS).where(_DEFINITIONS.c.digest.in_({row.digest for row in page}))
    flows = {digest: Flow(definition_of(body)) for digest, body in connection.execute(digests)}
    acted = defaultdict[str, set[str]](set)
    bodies = sa.select(_EVENTS.c.body).where(_EVENTS.c.instance.in_([row.id for row in page]))
    for event in map(event_of, connection.execute(bodies).scalars()):
        person = acted_by(event)
        if person is not None:
            acted[event.instance].add(column(person))
    named: list[dict[str, Any]] = []
    positions: list[dict[str, Any]] = []
    persons: list[dict[str, Any]] = []
    for number, name, digest, started_at, text in page:
        if digest not in flows:
            continue
        flow, state = flows[digest], snapshot_of(text)
        audience = audience_of(flow, state)
        named.append({"of": number, "audience": name_of(state.sop, audience)})
        positions += audience_rows(state.sop, audience)
        known = dict.fromkeys(map(column, acting_in(flow, state)), 0) | dict.fromkeys(acted[name], 1)
        persons += [
            {"person": one, "started_at": started_at, "number": number, "acted": has} for one, has in known.items()
        ]
    given = sa.bindparam
    own = _INSTANCES.update().where(table.number == given("of")).values(audience=given("audience"))
    if named:
        connection.execute(own, named)
        connection.execute(_POSITION, positions)
        made_equal(connection, _PERSONS, ("number", "person"), [row["of"] for row in named], persons)
    return numbers[-1]
