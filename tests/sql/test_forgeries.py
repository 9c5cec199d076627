"""A forger goes through every table and every column of the schema: each forgery is found, or stands in `UNSEEN`.

Driven by the metadata, so a new table or column is attacked without a word here.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.errors import UnknownInstance
from sopflow.sql import SealKeys, SQLStore, audit, compare, dump
from sopflow.sql.auditing import Noted
from sopflow.sql.tables import INSTANCE, METADATA
from sopflow.testing.contract.world import LETTER, START, World, sop_of
from tests.share import share

DOCS = (Path(__file__).parents[2] / "docs/audit.md").read_text("utf-8")
ALWAYS, ON_POSTGRESQL = ("sqlite", "postgresql"), ("postgresql",)
NOT_DERIVED = {"sopflow_activation", "sopflow_set_aside", "sopflow_epoch"}
"""What no event says: docs/audit.md lists these tables among what an audit does not find."""
UNSEEN = {
    # (table, column or *, forgery): (where, a text of docs/audit.md that gives the reason)
    ("sopflow_definition", "number", "swap"): (ALWAYS, "Which version of an SOP came last"),
    ("sopflow_definition", "number", "change"): (ON_POSTGRESQL, "Which version of an SOP came last"),
    ("sopflow_definition", "*", "delete row"): (ON_POSTGRESQL, "A version of an SOP on which no instance runs"),
    ("sopflow_private", "*", "delete row"): (ALWAYS, "A personal value that was deleted"),
    ("sopflow_private", "*", "delete all"): (ALWAYS, "A personal value that was deleted"),
    ("sopflow_event", "position", "swap"): (ALWAYS, "The order of events of different instances"),
    ("sopflow_event", "position", "change"): (ON_POSTGRESQL, "The order of events of different instances"),
    ("sopflow_instance", "number", "change"): (ON_POSTGRESQL, "The order of instances that started at one instant"),
    ("sopflow_instance", "number", "swap"): (ON_POSTGRESQL, "The order of instances that started at one instant"),
    ("sopflow_instance", "claimed_until", "change"): (ALWAYS, "Reservations"),
    ("sopflow_instance", "claimed_until", "swap"): (ALWAYS, "Reservations"),
    ("sopflow_event", "seal", "change"): (ALWAYS, "changed or added without its key"),
    ("sopflow_event", "seal", "retype"): (ALWAYS, "changed or added without its key"),
    ("sopflow_subscriber", "*", "delete row"): (ALWAYS, "What subscribers have seen"),
    ("sopflow_subscriber", "*", "duplicate row"): (ALWAYS, "What subscribers have seen"),
    ("sopflow_subscriber", "*", "delete all"): (ALWAYS, "What subscribers have seen"),
    ("sopflow_subscriber", "name", "change"): (ALWAYS, "What subscribers have seen"),
    ("sopflow_subscriber", "name", "swap"): (ALWAYS, "What subscribers have seen"),
    ("sopflow_subscriber", "position", "change"): (ALWAYS, "What subscribers have seen"),
    ("sopflow_subscriber", "position", "swap"): (ALWAYS, "What subscribers have seen"),
    ("sopflow_subscriber", "holder", "change"): (ALWAYS, "Reservations"),
    ("sopflow_subscriber", "holder", "swap"): (ALWAYS, "Reservations"),
    ("sopflow_subscriber", "leased_until", "change"): (ALWAYS, "Reservations"),
    ("sopflow_subscriber", "leased_until", "swap"): (ALWAYS, "Reservations"),
}  # fmt: skip


def filled(database, **options):
    """A database in which no table and hardly a column is empty."""
    world = World(SQLStore(database, **options))
    engine = world.engine
    for one in (sop_of("lain"), sop_of("lain", version="2"), sop_of("surat", LETTER.replace("2 jam", "3 jam"), version="2", also="time_limit: 30 hari")):  # fmt: skip
        engine.register(one)
    engine.start("surat", "a", subject="Kunjungan Gubernur", unit="timur", key="ND-1")
    moved = engine.start("surat", "a", version="1", subject="Surat keluar")
    world.after(minutes=1)
    engine.complete(moved.id, "susun", "a", key="k")
    engine.claim(moved.id, "periksa", "b")
    engine.migrate("surat", to="2", by="admin")
    waiting = world.run("susun", "periksa=Y", "paraf", "paraf", subject="Menunggu")
    world.after(minutes=1)
    ended = engine.start("lain", "a", unit="barat", key="ND-2")
    engine.cancel(ended.id, "a", note="batal")
    engine.register(
        sopflow.loads(
            "sopflow: 1\nid: isi\ntitle: Isi\nactors: {a: A}\nfields: {n: {max_length: 9, search: true}, w: {type: whole, search: true}, d: {type: number, search: true}}\nsteps:\n  - {id: s, activity: S, actor: a, fills: [n, w, d]}\n  - {id: t, activity: T, actor: a}\n"
        )
    )
    for name, whole in (("Ani", 1), ("Budi", 7)):
        found = engine.start("isi", "a").id
        engine.complete(found, "s", "a", fields={"n": name, "w": whole, "d": whole / 4})
        engine.claim(found, "t", "a")
    secret = "sopflow: 1\nid: nik\ntitle: NIK\nactors: {a: A}\nfields: {nik: {title: NIK, personal: true}, hp: {title: HP, personal: true}}\nsteps:\n  - {id: s, activity: S, actor: a, fills: [nik, hp]}\n  - {id: t, activity: T, actor: a}\n"
    engine.register(sopflow.loads(secret))
    engine.complete(engine.start("nik", "a", fields={"hp": "0812"}).id, "s", "a", fields={"nik": "317"})
    engine.redact(engine.start("nik", "a", fields={"hp": "0813"}).id, "a", "diminta")
    engine.suspend(engine.start("lain", "a", version="1").id, "a", note="tunda")
    for run in (waiting, moved):
        engine.annotate(run.id, "a", "catatan")
    assert engine.instance(waiting.id).active[0].step == "tunggu"
    for name, limit in (("arsip", 3), ("surel", 5)):
        engine.subscribe(name, lambda _: None).deliver(limit=limit)
        world.after(days=2)
    assert world.store.claim(world.clock.now(), world.clock.now() + timedelta(minutes=1), 9) == [waiting.id]
    return world


def findings(world):
    return [a.problem for a in audit(world.store, now=world.clock.now()) if a.problem is not None]


def other(value):
    """Another value of the same type."""
    return value + 1 if isinstance(value, int) else f"{value}x"


def unique_columns(table):
    uniques = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    return {c.name for c in table.primary_key} | {c.name for u in uniques for c in u.columns} | {c.name for c in table.c if c.unique}  # fmt: skip


def forgeries(table, rows, dialect):
    """Each with its column, its name, and the rows that the table has then. By a large share on every row."""
    yield "*", "delete all", []
    for row in (rows[0], rows[-1]):
        yield "*", "delete row", [r for r in rows if r is not row]
    yield "*", "duplicate row", [*rows, rows[0]]
    for unique in unique_columns(table):
        yield "*", "duplicate row", [*rows, {**rows[-1], unique: other(rows[-1][unique])}]
    whole = {name: other(rows[-1][name]) for name in unique_columns(table) if isinstance(rows[-1][name], int)}
    yield "*", "duplicate row", [*rows, {**rows[-1], **whole}]
    for column in table.c:
        said = [row for row in rows if row[column.name] is not None] or rows
        for row in said if share(10) > 10 else said[-1:]:
            yield from forgeries_of(column, row, [r for r in rows if r is not row], dialect)


def forgeries_of(column, row, rest, dialect):
    name, value = column.name, row[column.name]
    blank = "x" if isinstance(column.type, sa.Text) else 1
    yield name, "change", [*rest, {**row, name: blank if value is None else other(value)}]
    yield name, "null", [*rest, {**row, name: None}]
    if isinstance(value, int) and value > 0:
        yield name, "negate", [*rest, {**row, name: -value}]
    if dialect == "sqlite":
        yield name, "retype", [*rest, {**row, name: b"\xff"}]
    twins = [r for r in rest if r[name] != value]
    for twin in [*twins[:1], *twins[-1:]]:
        others = [r for r in rest if r is not twin]
        yield name, "swap", [*others, {**row, name: twin[name]}, {**twin, name: value}]


def is_forged(world, table, rows, forged):
    """Whether the database takes a forgery."""
    raw = sa.table(table.name, *(sa.column(c.name) for c in table.c))
    try:
        with world.store.engine.begin() as connection:
            connection.execute(raw.delete())
            for row in forged:
                connection.execute(raw.insert(), row)
    except sa.exc.DBAPIError:
        return False
    return content(world, table) != content_of(rows)


def unbound(world):
    """Have tables without keys and constraints: a forger who may change tables drops them."""
    with world.store.engine.begin() as connection:
        for table in METADATA.sorted_tables:
            for statement in ("CREATE TABLE free AS SELECT * FROM {0}", "DROP TABLE {0}", "ALTER TABLE free RENAME TO {0}"):  # fmt: skip
                connection.exec_driver_sql(statement.format(table.name))


def content(world, table):
    with world.store.engine.connect() as connection:
        return content_of(connection.execute(sa.select(table)).mappings())


def content_of(rows):
    return sorted(repr(sorted(row.items())) for row in rows)


def unseen(world, dialect, every=1, only=None):
    """The forgeries that an audit does not find, and how many were made."""
    found, count = set(), 0
    for table in METADATA.sorted_tables if only is None else [METADATA.tables[only]]:
        if table.name in NOT_DERIVED:
            continue
        with world.store.engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
        assert rows, f"{table.name} is empty: have `filled` fill it"
        for at, (column, forgery, forged) in enumerate(forgeries(table, rows, dialect)):
            if at % every or not is_forged(world, table, rows, forged):
                continue
            count += 1
            if not findings(world):
                found.add((table.name, column, forgery))
        is_forged(world, table, rows, rows)
    assert findings(world) == []
    return found, count


def excused(dialect):
    return {forgery for forgery, (where, _) in UNSEEN.items() if dialect in where}


def test_every_forgery_of_a_column_a_row_or_a_table_is_found_or_excused(tmp_path):
    world = filled(tmp_path / "proses.db", synchronous="NORMAL")
    found, count = unseen(world, "sqlite")
    assert count > 150
    assert found == excused("sqlite")


def test_with_the_key_the_seals_are_guarded_too(tmp_path):
    keys = SealKeys({"1": b"kunci rahasia yang panjang"}, since=START)
    world = filled(tmp_path / "proses.db", synchronous="NORMAL", seal_key=keys)
    found, _ = unseen(world, "sqlite", only="sopflow_event")
    assert found <= {one for one in excused("sqlite") if one[1] != "seal"}


@pytest.mark.long
def test_nor_is_anything_hidden_where_keys_and_constraints_were_dropped(tmp_path):
    world = filled(tmp_path / "proses.db", synchronous="NORMAL")
    unbound(world)
    every = max(1, 10 // share(10))
    found, count = unseen(world, "sqlite", every=every)
    assert count * every > 200
    assert found <= excused("sqlite")


def test_nor_on_postgresql(postgres_url):
    world = filled(postgres_url)
    unbound(world)
    found, _ = unseen(world, "postgresql", every=max(1, 40 // share(10)))
    assert found <= excused("postgresql")


def test_an_instance_whose_numbers_were_turned_is_not_hidden(database):
    world = World(SQLStore(database))
    keep, hide = world.run("susun"), world.run("susun", subject="Rahasia")
    noted = [Noted(a.instance, a.revision, a.head) for a in audit(world.store)]
    with world.store.engine.begin() as connection:
        for table in ("sopflow_word", "sopflow_instance"):
            which = "(SELECT number FROM sopflow_instance WHERE id = :id)"
            turned = f"UPDATE {table} SET number = -number WHERE number = {which}"
            connection.execute(sa.text(turned), {"id": hide.id})
    assert findings(world)
    changed = "UPDATE sopflow_event SET body = replace(body, '\"a\"', '\"z\"') WHERE instance = :id"
    with world.store.engine.begin() as connection:
        connection.execute(sa.text(changed), {"id": hide.id})
    assert hide.id in {a.instance for a in audit(world.store) if a.problem}
    assert [a.problem.en for a in audit(world.store, hide.id)] == ["its content was changed"]
    # the column of hashes is as it was: only the events say that they are others
    assert [a.instance for a in compare(world.store, noted) if a.problem] == [hide.id]
    assert sum(f'"instance":"{keep.id}"' in line or f'"instance":"{hide.id}"' in line for line in dump(world.store)) == 4  # fmt: skip


def test_a_second_row_of_an_instance_is_found_wherever_it_stands(database):
    world = World(SQLStore(database))
    run = world.run("susun")
    unbound(world)
    with world.store.engine.begin() as connection:
        row = dict(connection.execute(sa.select(INSTANCE)).mappings().one())
        for number in (row["number"] + 10, row["number"] - 10):
            connection.execute(INSTANCE.insert(), {**row, "number": number})
    (told,) = [a for a in audit(world.store, run.id) if a.problem and "two rows" in a.problem.en]
    assert told.instance == run.id


def test_what_is_left_of_an_instance_without_a_row_is_told_by_its_id_and_nothing_is_refused(database):
    world = World(SQLStore(database))
    run = world.run("susun")
    with world.store.engine.begin() as connection:
        connection.execute(INSTANCE.delete())
    assert "there are events without their instance" in {a.problem.en for a in audit(world.store, run.id)}
    with pytest.raises(UnknownInstance):
        list(audit(world.store, "tidak-ada"))


def test_on_postgresql_too(postgres_url):
    world = filled(postgres_url)
    found, _ = unseen(world, "postgresql", every=max(1, 40 // share(10)))
    assert found <= excused("postgresql")


@pytest.mark.parametrize("reason", sorted({reason for _, reason in UNSEEN.values()}))
def test_what_is_not_found_stands_in_the_documentation(reason):
    assert reason in DOCS


def test_a_reservation_that_never_ends_is_found(tmp_path):
    world = filled(tmp_path / "proses.db")
    later = int((world.clock.now() + timedelta(days=3)).timestamp() * 1_000_000)
    for table, column in (("sopflow_instance", "claimed_until"), ("sopflow_subscriber", "leased_until")):
        with world.store.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE {table} SET {column} = {later}")
        assert findings(world)
        with world.store.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE {table} SET {column} = 0")
        assert not findings(world)
