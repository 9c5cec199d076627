"""Databases that are empty, older, newer, somebody else's, damaged, full, or may only be read."""

from __future__ import annotations

import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import sopflow
from sopflow.errors import (
    NewerDatabase,
    NotOurDatabase,
    OlderDatabase,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnavailable,
)
from sopflow.sql import SQLStore, audit
from sopflow.sql.schema import HEAD, VERSION_TABLE, upgrade, versions
from sopflow.sql.tables import METADATA
from sopflow.testing.contract import World
from tests.forks import as_nobody, reachable

HERE = Path(__file__).parent


def engine_of(database):
    url = database if "://" in database else f"sqlite:///{database}"
    return sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))


def test_the_migrations_lead_to_the_tables_that_we_work_with(database):
    with engine_of(database).begin() as connection:
        upgrade(connection, versions()[-1])
    store = SQLStore(database, migrate=False)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert context.get_current_revision() == HEAD == versions()[-1]
        assert compare_metadata(context, METADATA) == []


def test_an_empty_database_gets_the_same_tables_at_once(database):
    store = SQLStore(database)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize("version", versions())
def test_a_database_of_every_version_is_brought_up_to_date_with_what_is_in_it(version, database, tmp_path):
    full = World(SQLStore(tmp_path / "isi.db"))
    run = full.run("susun", "periksa=N", subject="Surat lama")
    engine = engine_of(database)
    with engine.begin() as connection:
        upgrade(connection, version)
        there = sa.MetaData()
        there.reflect(connection)
        with full.store.engine.connect() as source:
            for table in METADATA.sorted_tables:
                rows = [dict(row._mapping) for row in source.execute(table.select())]
                if rows and table.name in there.tables:
                    known = {c.name for c in there.tables[table.name].c}
                    connection.execute(table.insert(), [{k: v for k, v in r.items() if k in known} for r in rows])
    with pytest.raises(OlderDatabase, match=version) if version != HEAD else nullcontext():
        SQLStore(engine, migrate=False)
    store = SQLStore(engine)
    assert store.load(run.id) == run
    assert not any(a.problem for a in audit(store))
    if engine.dialect.name == "postgresql":  # rows that were copied with their numbers did not count
        with engine.begin() as connection:
            for table in ("sopflow_event", "sopflow_instance"):
                column = "position" if table == "sopflow_event" else "number"
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), 1000)")
    assert full.another(store).complete(run.id, "susun", "a").revision == 4
    seen = []
    full.another(store).subscribe("arsip", seen.append).deliver()
    assert [e.revision for e in seen] == [1, 2, 3, 4]


def test_the_file_that_version_0001_left_behind_opens(tmp_path):
    path = tmp_path / "lama.db"
    with sqlite3.connect(path) as connection:
        connection.executescript((HERE / "made-by-0001.sql").read_text("utf-8"))
    connection.close()
    store = SQLStore(path)
    found = list(audit(store))
    assert [(a.revision, a.problem) for a in found] == [(4, None), (1, None)]
    engine = sopflow.Engine(store)
    assert [i.subject for i in engine.instances()] == ["Surat dari versi 0001", None]
    assert [item.step for item in engine.worklist("a")] == ["susun", "susun"]


def test_many_processes_may_be_the_first(database):
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: SQLStore(database), range(6)))
    world = World(stores[0])
    run = world.run()
    assert all(store.load(run.id) == run for store in stores)


def test_a_newer_database_is_refused(database):
    store = SQLStore(database)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0999'")
    with pytest.raises(NewerDatabase, match="0999"):
        SQLStore(database)


def test_a_database_of_somebody_elses_is_not_touched_unasked(database):
    engine = engine_of(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE surat (nomor TEXT)")
    with pytest.raises(NotOurDatabase, match="surat"):
        SQLStore(database)
    assert sa.inspect(engine).get_table_names() == ["surat"]
    SQLStore(database, create=True)
    assert "surat" in sa.inspect(engine).get_table_names()
    assert SQLStore(database).find(sopflow.engine.store.Query(), None, 1).items == ()


def test_a_database_with_some_of_our_tables_is_refused(database):
    with engine_of(database).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE sopflow_event (x TEXT)")
    with pytest.raises(NotOurDatabase, match="sopflow_event"):
        SQLStore(database, create=True)


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path):
    path = tmp_path / "surat.docx"
    path.write_bytes(b"PK\x03\x04" + b"bukan basis data " * 500)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match=r"surat\.docx"):
        SQLStore(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_told(tmp_path):
    path = tmp_path / "proses.db"
    world = World(SQLStore(path))
    runs = [world.run("susun") for _ in range(200)]
    world.store.close()
    for extra in ("-wal", "-shm"):
        Path(f"{path}{extra}").unlink(missing_ok=True)
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data) - 4096, 4096):
        data[page : page + 100] = b"\xff" * 100
    path.write_bytes(data)
    with pytest.raises(StoreDamaged):
        World(SQLStore(path)).store.load(runs[0].id)


def test_a_folder_that_is_not_there_and_a_server_that_is_not_there_are_told(tmp_path):
    with pytest.raises(StoreUnavailable, match="tidak-ada"):
        SQLStore(tmp_path / "tidak-ada" / "proses.db")
    with pytest.raises(StoreUnavailable, match="mysql"):
        SQLStore("mysql://x/y")
    pytest.importorskip("psycopg")
    with pytest.raises(StoreUnavailable) as caught:
        SQLStore("postgresql://siapa:rahasia@127.0.0.1:1/x", patience=0.1)
    assert "rahasia" not in caught.value.message()


@pytest.mark.parametrize("wrong", [("/postgres", "/tidak_ada"), ("sopflow@", "tidak_ada@")])
def test_a_wrong_database_or_user_is_told_at_once(cluster, wrong, monkeypatch):
    def sleep(seconds):
        raise AssertionError("it waited, as for a server that may come back")

    monkeypatch.setattr(time, "sleep", sleep)
    with pytest.raises(StoreUnavailable, match=r"tidak_ada.* does not exist"):
        SQLStore(cluster.url.replace(*wrong))


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path):
    folder = _small_disk(tmp_path)
    try:
        world = World(SQLStore(folder / "proses.db", patience=0.5))
        run = until_it_is_full(world)
        assert world.store.load(run.id) == run
        assert [a.problem for a in audit(world.store)] == [None]
    finally:
        world.store.close()
        _unmount(folder)


def until_it_is_full(world):
    """The last state that was acknowledged."""
    run = world.run()
    for done in range(1000):
        try:
            run = world.engine.annotate(run.id, "a", "x" * 9_000)
        except StoreFull:
            assert done > 5
            return run
    raise AssertionError("it never filled up")


def _small_disk(tmp_path):
    """A disk of 2 MB; where it cannot be mounted, a database that may not grow beyond."""
    folder = tmp_path / "kecil"
    folder.mkdir()
    if os.geteuid() != 0 or os.system(f"mount -t tmpfs -o size=2m tmpfs {folder} 2>/dev/null") != 0:
        pytest.skip("does not apply: who runs this may mount no disk (root with CAP_SYS_ADMIN may)")
    return folder


def _unmount(folder):
    os.system(f"umount {folder}")


def test_a_database_that_may_not_grow_is_told_and_nothing_is_half_written(tmp_path):
    store = SQLStore(tmp_path / "proses.db")
    world = World(store)
    world.run()

    def bounded(connection):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 40}")

    store._own.read(bounded)  # its only connection
    run = until_it_is_full(world)
    assert world.store.load(run.id) == run
    assert [a.problem for a in audit(world.store)] == [None, None]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_database_that_may_only_be_read_can_be_read(tmp_path):
    path = tmp_path / "proses.db"
    world = World(SQLStore(path))
    run = world.run()
    world.store.close()
    reachable(tmp_path)
    for file in tmp_path.glob("proses.db*"):
        file.chmod(0o444)
    assert as_nobody(lambda: _tries(path, run)) == "read True, write StoreReadOnly"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (0o600, {"id": "berkasnya tidak dapat dibuka", "en": "unable to open database file"}),
        (0o444, {"id": "basis datanya hanya boleh dibaca", "en": "attempt to write a readonly database"}),
    ],
)
def test_a_database_beside_which_nothing_may_be_written_says_what_would_work(tmp_path, mode, said):
    path = tmp_path / "arsip" / "proses.db"
    path.parent.mkdir()
    world = World(SQLStore(path))
    run = world.run()
    world.store.close()
    reachable(tmp_path)
    path.chmod(mode)
    path.parent.chmod(0o555)

    def told(language):
        try:
            SQLStore(path).load(run.id)
        except StoreError as problem:
            return problem.message(language)
        return "read"

    if os.geteuid() == 0:
        assert f"{said['en']}; SQLite must be able to write" in as_nobody(lambda: told("en"))
        assert f"{said['id']}; SQLite perlu menulis" in as_nobody(lambda: told("id"))
    if mode == 0o444:
        assert as_nobody(lambda: _tries(path, run)) == "read True, write StoreReadOnly"
    path.parent.chmod(0o755)


def _tries(path, run):
    try:
        store = SQLStore(f"sqlite:///file:{path}?mode=ro&immutable=1&uri=true")
        read = store.load(run.id) == run
        engine = sopflow.Engine(store)
        engine.complete(run.id, "susun", "a")
    except StoreError as problem:
        return f"read {read}, write {type(problem).__name__}"
    return "written"


def test_postgresql_that_may_only_be_read_is_told(cluster, postgres_url):
    world = World(SQLStore(postgres_url))
    run = world.run()
    read_only = SQLStore(postgres_url.replace("options=", "options=-cdefault_transaction_read_only%3Don%20"))
    assert read_only.load(run.id) == run
    with pytest.raises(StoreReadOnly):
        world.another(read_only).complete(run.id, "susun", "a")
