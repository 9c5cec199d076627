"""Databases of an older version are brought up to date page by page, while others work in them."""

from __future__ import annotations

import threading
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

import sopflow
from sopflow.cli import main
from sopflow.errors import OlderDatabase
from sopflow.sql import HEAD, SQLStore, audit, fill_again, upgrading
from sopflow.sql.schema import upgrade, version_of, versions
from sopflow.sql.tables import METADATA
from sopflow.sql.upgrading import Upgrade
from sopflow.testing.contract import World

from .. import loops
from ..sop import sop
from .doing import psycopg

COUNT = 23
SEARCHED = sop(
    """
    - {id: satu, activity: Mengisi, actor: a, fills: [nilai]}
    - {id: dua, activity: Mengubah, actor: b, fills: [nilai]}
    - {id: tiga, activity: Mengakhiri, actor: c}
    """,
    head="may: {see: [a]}\nfields: {nilai: {title: Nilai, type: whole, search: true}}",
)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr(upgrading, "_PAGE", 5)
    monkeypatch.setattr(upgrading, "_PAUSE", 0.01)


def engine_of(database):
    url = database if "://" in database else f"sqlite:///{database}"
    return sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))


def copied(source, engine, version):
    """A database as an older sopflow made it, with the instances of another."""
    with engine.begin() as connection:
        upgrade(connection, version)
        there = sa.MetaData()
        there.reflect(connection)
        with source.connect() as reading:
            for table in METADATA.sorted_tables:
                rows = [dict(row._mapping) for row in reading.execute(table.select())]
                if rows and table.name in there.tables:
                    known = {c.name for c in there.tables[table.name].c}
                    if table.name == "sopflow_work_item" and version < "0004":
                        rows = [row for row in rows if row["is_first"] < 2]
                    connection.execute(table.insert(), [{k: v for k, v in r.items() if k in known} for r in rows])


@pytest.fixture
def old(database, tmp_path):
    """A database of the first version, and what was in it."""
    world = World(SQLStore(tmp_path / "isi.db", synchronous="OFF"))
    runs = [world.run("susun", subject=f"Surat nomor {n}") for n in range(COUNT)]
    copied(world.store.engine, engine_of(database), versions()[0])
    return database, runs


def version_in(database):
    with engine_of(database).connect() as connection:
        return version_of(connection)


def holds(database, runs):
    store = SQLStore(database)
    assert version_in(database) == HEAD
    assert [a for a in audit(store) if a.problem] == []
    assert {run.id for run in sopflow.Engine(store).instances()} == {run.id for run in runs}
    assert [run.id for run in sopflow.Engine(store).find(subject="nomor 7").items] == [runs[7].id]
    assert not sa.inspect(store.engine).has_table("sopflow_upgrade")


def test_between_two_pages_others_read_and_write(old):
    database, runs = old
    seen, other = [], engine_of(database)

    def meanwhile(at):
        seen.append(at)
        with other.begin() as connection:  # it would wait for nobody
            if "://" not in database:
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.execute(sa.text("UPDATE sopflow_instance SET changed_at = changed_at + 0"))

    SQLStore(database, on_upgrade=meanwhile)
    pages = [at.done for at in seen if at.version == "0004"]
    assert pages == sorted(pages)
    assert len(pages) >= COUNT // 5
    assert (seen[-1].total, seen[-1].is_here) == (COUNT, True)
    assert any(at.seconds_left is not None for at in seen)
    assert all(last.done == last.total for last in {at.version: at for at in seen}.values())
    holds(database, runs)


def test_interrupted_it_goes_on_where_it_stopped(old, monkeypatch):
    database, runs = old

    class Power(Exception):
        pass

    def cut(at):
        if at.version == "0004" and at.done == 10:
            raise Power

    with pytest.raises(Power):
        SQLStore(database, on_upgrade=cut)
    assert version_in(database) == "0003"
    monkeypatch.setattr(upgrading, "_LEASE", 0)
    with engine_of(database).begin() as connection:  # whoever held it is silent for longer than its lease
        connection.execute(sa.text("UPDATE sopflow_upgrade SET until = 0"))
    seen = []
    SQLStore(database, on_upgrade=seen.append)
    assert seen[0].done > 10
    holds(database, runs)


@pytest.mark.parametrize("in_a_loop", [True, False])
def test_an_engine_on_asyncio_brings_it_up_to_date(old, in_a_loop):
    database, runs = old
    url = database.replace("postgresql:", "postgresql+psycopg:")
    host = create_async_engine(url if "://" in database else f"sqlite+aiosqlite:///{database}")
    with pytest.raises(OlderDatabase):
        SQLStore(host, migrate=False)
    told = []
    before = None if in_a_loop else SQLStore(host, on_upgrade=told.append)

    async def work():
        engine = sopflow.AsyncEngine(before or SQLStore(host, on_upgrade=told.append))
        assert await engine.count() == COUNT
        await host.dispose()

    loops.run(work())
    assert [one.done for one in told if one.done == COUNT]
    holds(database, runs)


def test_another_process_waits_until_it_is_done_however_long_that_takes(old):
    database, runs = old
    begun, go_on, waited = threading.Event(), threading.Event(), []

    def slow(at):
        if at.version == "0004":
            begun.set()
            assert go_on.wait(60)

    def told(at):
        waited.append(at)
        if len(waited) == 3:
            go_on.set()

    first = threading.Thread(target=lambda: SQLStore(database, on_upgrade=slow))
    first.start()
    assert begun.wait(60)
    SQLStore(database, on_upgrade=told)
    first.join(60)
    assert {at.is_here for at in waited[:3]} == {False}
    holds(database, runs)


def test_what_an_older_process_writes_meanwhile_is_filled_in_once_more(old):
    database, runs = old
    store = SQLStore(database)
    with store.engine.begin() as connection:  # as 0001 wrote: no words, no unit, nothing on work items
        connection.execute(sa.text("DELETE FROM sopflow_word"))
        connection.execute(sa.text("UPDATE sopflow_work_item SET sop = ''"))
    assert fill_again(store) >= COUNT
    holds(database, runs)


@pytest.mark.parametrize("read", [1, 2, 3])
def test_what_is_filled_in_again_is_never_older_than_what_a_command_wrote(server, read):
    """On PostgreSQL each statement sees what was committed before it began: the case moves after the first that reads it."""
    url = server("UTF8")
    store, other = SQLStore(url), SQLStore(url)
    engine, elsewhere = sopflow.Engine(store), sopflow.Engine(other)
    engine.register(SEARCHED)
    run = engine.start("uji", "a")
    engine.complete(run.id, "satu", "a", fields={"nilai": 1})
    moving = threading.Thread(target=lambda: elsewhere.complete(run.id, "dua", "b", fields={"nilai": 2}))
    reads = []

    def meanwhile(connection, cursor, statement, *_):
        if "sopflow_instance.snapshot" not in statement or statement in reads:
            return
        reads.append(statement)
        if len(reads) == read:
            moving.start()
            with psycopg.connect(url, autocommit=True) as looking:
                while moving.is_alive() and not looking.execute(WAITING).fetchone()[0]:
                    time.sleep(0.01)

    sa.event.listen(store.engine, "after_cursor_execute", meanwhile)
    assert fill_again(store) == 1
    moving.join()
    assert len(reads) == 3
    assert [row.step for row in engine.instance(run.id).active] == ["tiga"]
    assert [one.id for one in engine.find(sop="uji", fields={"nilai": 2}).items] == [run.id]
    assert [one for one in audit(store) if one.problem] == []
    store.close()
    other.close()


def test_a_command_that_only_reads_leaves_an_older_database_as_it_is(old, capsys):
    database, runs = old
    for words in (["instances"], ["worklist", "--actor", "a"], ["audit"], ["history", runs[0].id]):
        assert main([*words, "--db", database, "--lang", "en"]) == 1
        assert "sopflow upgrade" in capsys.readouterr().err
    with pytest.raises(OlderDatabase):
        SQLStore(database, migrate=False)
    assert version_in(database) == versions()[0]
    assert main(["upgrade", "--db", database, "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert f"schema {HEAD}" in said.out
    assert f"of {COUNT} instances" in said.err
    assert main(["upgrade", "--again", "--db", database, "--lang", "en"]) == 0
    holds(database, runs)


def test_a_page_that_is_filled_twice_is_filled_once(old):
    database, _ = old
    store = SQLStore(database)

    def rows():
        with store.engine.connect() as connection:
            return {t.name: sorted(map(tuple, connection.execute(t.select()))) for t in METADATA.sorted_tables}

    before = rows()
    assert fill_again(store) >= COUNT
    assert rows() == before


def test_only_whoever_holds_it_fills_a_page(old):
    """One that slept for longer than its lease does nothing when it wakes."""
    database, _ = old
    now = [0.0]
    engine = engine_of(database)
    own = SQLStore.__new__(SQLStore)
    from sopflow.sql.transactions import OwnTransactions

    own._own = OwnTransactions(engine, 5)
    sleeper, other = (Upgrade(engine, own._own, lambda _: None, now=lambda: now[0]) for _ in range(2))
    standing = sleeper._write(sleeper._leased)
    now[0] = 100.0
    assert other._write(other._leased).holder == other._holder
    sleeper._write(lambda connection: sleeper._filled(connection, standing))
    with engine.connect() as connection:
        assert upgrading._standing(connection).position == 0
