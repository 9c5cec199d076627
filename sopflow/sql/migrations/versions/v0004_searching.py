"""Units, persons and words: what worklists and searches go by; instances in the order of their start."""

import sqlalchemy as sa
from alembic import op

from sopflow.engine.words import words_of
from sopflow.sql.columns import micros
from sopflow.sql.migrations.indexes import made_anew
from sopflow.sql.migrations.pages import held
from sopflow.sql.records import column, snapshot_of

revision = "0004"
_NEVER = 2**62
_INSTANCES = sa.table(
    "sopflow_instance", *map(sa.column, ("number", "id", "sop", "started_at", "due", "provisional", "snapshot"))
)
_ITEMS = sa.table(
    "sopflow_work_item", *map(sa.column, ("instance", "step", "visit", "actor", "due", "is_first", "sop"))
)
_WORD = sa.text("INSERT INTO sopflow_word VALUES (:word, :started_at, :number) ON CONFLICT DO NOTHING")


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


def finish() -> None:
    def index(name: str, table: str, columns: list[str], condition: str | None = None) -> None:
        where = sa.text(condition) if condition is not None else None
        made_anew(name, table, columns, sqlite_where=where, postgresql_where=where)

    start, order = ["started_at", "number"], ["due", "instance", "step", "visit"]
    row, item = "sopflow_instance", "sopflow_work_item"
    index(f"{row}_by_start", row, start)
    index(f"{row}_by_sop", row, ["sop", "status", *start])
    index(f"{row}_by_status", row, ["status", *start])
    index(f"{row}_by_unit", row, ["unit", "status", *start], "unit IS NOT NULL")
    index(f"{row}_by_due", row, ["due", "number"], "due IS NOT NULL")
    index(f"{row}_provisional", row, start, "provisional = 1")
    index(f"{item}_by_step", item, ["step", "sop", "due", "instance", "visit", "actor"], "is_first > 0")
    index(f"{item}_by_place", item, ["actor", "unit", *order], "unit IS NOT NULL")
    index(f"{item}_by_unit", item, ["unit", *order, "actor"], "unit IS NOT NULL AND is_first = 1")
    index(f"{item}_by_person", item, ["person", *order, "actor"], "person IS NOT NULL")


def fill(connection: sa.Connection, after: int, limit: int) -> int | None:
    """What the new columns say of a page of the instances that are there."""
    numbers = held(connection, after, limit)
    if not numbers:
        return None
    page = connection.execute(
        sa.select(
            _INSTANCES.c.number, _INSTANCES.c.id, _INSTANCES.c.sop, _INSTANCES.c.started_at, _INSTANCES.c.snapshot
        ).where(_INSTANCES.c.number.in_(numbers))
    ).fetchall()
    last = numbers[-1]
    states = {name: snapshot_of(text) for _, name, _, _, text in page}
    found = [
        {"word": column(word), "started_at": started_at, "number": number}
        for number, name, _, started_at, _ in page
        for word in words_of(states[name].subject)
    ]
    if found:
        connection.execute(_WORD, found)
    running = {
        name: (number, sop, states[name]) for number, name, sop, _, _ in page if states[name].status == "running"
    }
    if not running:
        return last
    there: dict[str, set[tuple[str, int]]] = {}
    rows = sa.select(_ITEMS.c.instance, _ITEMS.c.step, _ITEMS.c.visit).where(_ITEMS.c.instance.in_(list(running)))
    for name, step, visit in connection.execute(rows):
        there.setdefault(name, set()).add((step, visit))
    timed, named, idle = [], [], []
    for name, (number, sop, state) in running.items():
        active = state.active
        uncertain = int(any(row.is_provisional for row in active))
        due = micros(state.due) if state.due is not None else None
        if due is not None or uncertain:
            timed.append({"of": number, "due": due, "provisional": uncertain})
        named.append({"of": name, "sop": sop})
        idle += [
            {
                "instance": name, "step": row.step, "visit": row.visit, "actor": "", "is_first": 2, "sop": sop,
                "due": micros(row.due) if row.due is not None else _NEVER,
            }
            for row in active
            if (row.step, row.visit) not in there.get(name, set())
        ]  # fmt: skip
    given = sa.bindparam
    if timed:
        own = _INSTANCES.update().where(_INSTANCES.c.number == given("of"))
        connection.execute(own.values(due=given("due"), provisional=given("provisional")), timed)
    connection.execute(_ITEMS.update().where(_ITEMS.c.instance == given("of")).values(sop=given("sop")), named)
    if idle:
        connection.execute(_ITEMS.insert(), idle)
    return last
