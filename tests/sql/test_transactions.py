"""The host's transaction: its rows and the SOP's move together or not at all. And our own, when a database fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from threading import Barrier, Event, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import sopflow
from sopflow.errors import Conflict, KeyReused, NotActive, NotTransactional, StoreBusy, UnknownInstance
from sopflow.sql import SQLStore, audit
from sopflow.sql.native import Native
from sopflow.sql.prepared import Prepared
from sopflow.sql.turns import ThreadLock
from sopflow.testing.contract import World
from tests.sop import engine_for, sop

call = Prepared.__call__
HOST = sa.Table("host_letter", sa.MetaData(), sa.Column("subject", sa.Text, primary_key=True))


@pytest.fixture
def host(database):
    """The host's own SQLAlchemy engine on its own database, as plainly made as people make them."""
    url = database if "://" in database else f"sqlite:///{database}"
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    HOST.create(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def world(host):
    return World(SQLStore(host, create=True))


def letters(host):
    with host.connect() as connection:
        return list(connection.scalars(sa.select(HOST.c.subject)))


@pytest.mark.parametrize("kind", [sa.Connection, Session])
def test_both_are_committed_or_neither(world, host, kind):
    run = world.run()
    with Session(host) if kind is Session else host.connect() as transaction:
        transaction.execute(HOST.insert().values(subject="satu"))
        inside = world.engine.using(transaction)
        done = inside.complete(run.id, "susun", "a")
        started = inside.start("surat", "a")
        assert inside.instance(started.id) == started
        transaction.rollback()
    assert (letters(host), world.store.load(run.id)) == ([], run)
    with pytest.raises(UnknownInstance):
        world.store.load(started.id)
    with Session(host) if kind is Session else host.connect() as transaction:
        transaction.execute(HOST.insert().values(subject="satu"))
        again = world.engine.using(transaction).complete(run.id, "susun", "a")
        transaction.commit()
    assert again == done
    assert (letters(host), world.store.load(run.id)) == (["satu"], done)
    assert not any(a.problem for a in audit(world.store))


def test_sops_own_steps_first_and_rolled_back(world, host):
    run = world.run()
    with host.connect() as connection:
        world.engine.using(connection).complete(run.id, "susun", "a")
        connection.execute(HOST.insert().values(subject="satu"))
        connection.rollback()
    assert (letters(host), world.store.load(run.id)) == ([], run)


def test_a_refusal_leaves_the_hosts_own_work_alone(world, host):
    run = world.engine.start("surat", "a", key="k")
    with host.begin() as connection:
        inside = world.engine.using(connection)
        connection.execute(HOST.insert().values(subject="satu"))
        with pytest.raises(NotActive):
            inside.complete(run.id, "arsip", "c")
        with pytest.raises(KeyReused):
            inside.start("surat", "b", key="k")
        with pytest.raises(Conflict):
            inside.complete(run.id, "susun", "a", expected=7)
        assert inside.start("surat", "a", key="k") == run
        inside.complete(run.id, "susun", "a")
    assert letters(host) == ["satu"]
    assert world.store.load(run.id).revision == 2


def test_a_savepoint_of_the_hosts_takes_our_steps_with_it(world, host):
    run = world.run()
    with host.begin() as connection:
        inside = world.engine.using(connection)
        connection.execute(HOST.insert().values(subject="satu"))
        inside.complete(run.id, "susun", "a")
        with connection.begin_nested() as savepoint:
            inside.complete(run.id, "periksa", "a", "N")
            savepoint.rollback()
        done = inside.complete(run.id, "periksa", "b", "Y")
    assert world.store.load(run.id) == done
    assert not any(a.problem for a in audit(world.store))


def test_a_definition_that_was_rolled_back_is_kept_with_the_first_start(world, host):
    other = sop("- {id: satu, activity: Satu, actor: a}", name="lain")
    with host.connect() as connection:
        world.engine.using(connection).register(other)
        connection.rollback()
    assert world.store.definition(other.digest) is None
    run = world.engine.start("lain", "a")
    assert world.another(SQLStore(host)).complete(run.id, "satu", "a").status == "completed"


def test_what_is_no_transaction_is_refused(world, host):
    with pytest.raises(NotTransactional, match="InMemoryStore"):
        sopflow.Engine().using(object())
    if host.dialect.name == "postgresql":
        autocommit = host.execution_options(isolation_level="AUTOCOMMIT")
        with autocommit.connect() as connection, pytest.raises(NotTransactional):
            world.engine.using(connection)


# -- our own, when the database fails


class Failing:
    """Fails the commits whose number is given, before they are made or after; a statement that is alone is its own."""

    def __init__(self, store, after, *commits):
        self.after, self.commits, self.count = after, commits, 0
        if isinstance(store._own, Native):
            error = sqlite3.OperationalError("database is locked")
            store._own.commit = self.failing(store._own.commit, sqlite3.Connection.rollback, error)
            return
        error = OperationalError("COMMIT", None, Exception("server closed the connection"))
        error.connection_invalidated = True
        dialect, do = store.engine.dialect, store._do
        dialect.do_commit = self.failing(dialect.do_commit, lambda connection: connection.rollback(), error)
        for which, statement in do.at_once.items():
            do.at_once[which] = self.failing(statement, lambda *_, **__: None, error)
        do.start_at_once = self.failing(do.start_at_once, lambda *_, **__: None, error)

    def failing(self, commit, instead, error):
        def fails(*given, **values):
            self.count += 1
            if self.count not in self.commits:
                return commit(*given, **values)
            (commit if self.after else instead)(*given, **values)
            raise error

        return fails


@pytest.fixture
def own(database):
    world = World(SQLStore(database))
    yield world
    world.store.close()


@pytest.mark.parametrize("after", [True, False], ids=["lost acknowledgement", "lost commit"])
def test_an_act_whose_commit_was_cut_off_is_done_once(own, after):
    run = own.run()
    failing = Failing(own.store, after, 1, 2, 4)
    done = own.engine.complete(run.id, "susun", "a")
    keyed = own.engine.start("surat", "a", key="k")
    assert failing.count >= 2
    assert own.store.load(run.id) == done
    assert (done.revision, len(list(own.store.history(run.id)))) == (2, 2)
    assert own.engine.start("surat", "a", key="k") == keyed
    assert len(list(own.engine.instances())) == 2
    assert not any(a.problem for a in audit(own.store))


def test_a_database_that_stays_busy_is_told_when_patience_is_over(tmp_path):
    path = tmp_path / "proses.db"
    world = World(SQLStore(path))
    run = world.run()
    hasty = world.another(SQLStore(path, patience=0.2))
    with closing(sqlite3.connect(path)) as other:  # as another process has it
        other.execute("BEGIN IMMEDIATE")
        assert hasty.instance(run.id) == run  # reading goes on
        with pytest.raises(StoreBusy):
            hasty.complete(run.id, "susun", "a")
        other.rollback()
    assert hasty.complete(run.id, "susun", "a").revision == 2


def test_a_writer_whose_turn_does_not_come_is_told_so(tmp_path):
    world = World(SQLStore(tmp_path / "proses.db", patience=0.2))
    run = world.run()
    writes, goes_on = Event(), Event()

    def slowly(_connection):
        writes.set()
        goes_on.wait()

    slow = Thread(target=world.store._own.write, args=(slowly, lambda _: False))
    slow.start()
    writes.wait()
    with pytest.raises(StoreBusy, match="others in this process are writing"):
        world.engine.complete(run.id, "susun", "a")
    goes_on.set()
    slow.join()
    assert world.engine.complete(run.id, "susun", "a").revision == 2


def test_each_write_of_a_process_waits_for_its_turn_and_not_for_the_database(tmp_path, monkeypatch):
    """Who waits for the database looks again after pauses, and is passed over: decision 0019."""
    waits, without = [], []

    class Watched(ThreadLock):
        def acquire(self, *, timeout):
            waits.append(timeout)
            return super().acquire(timeout=timeout)

    def begin(statement):
        if statement == "BEGIN IMMEDIATE" and not world.store._own.turn._lock._lock._is_owned():
            without.append(statement)

    monkeypatch.setattr("sopflow.sql.store.ThreadLock", Watched)
    world = World(SQLStore(tmp_path / "proses.db", synchronous="OFF"))
    opened = Native._opened
    monkeypatch.setattr(Native, "_opened", lambda own: traced(opened(own), begin))
    world.store._own.close()
    runs = [world.run() for _ in range(9)]
    waits.clear()
    together = Barrier(9)

    def write(run):
        together.wait()
        for _ in range(20):
            world.engine.annotate(run.id, "a", "x")

    threads = [Thread(target=write, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(waits), without) == (9 * 20, [])
    assert min(waits) > 0  # one wait, which the system ends, and no looking again


def traced(connection, tell):
    connection.set_trace_callback(tell)
    return connection


def test_an_instance_in_a_serializable_transaction_conflicts_and_can_be_tried_again(postgres_url):
    world = World(SQLStore(postgres_url))
    run = world.run()
    strict = world.store.engine.execution_options(isolation_level="REPEATABLE READ")
    with strict.connect() as connection:
        inside = world.engine.using(connection)
        inside.instance(run.id)
        world.engine.annotate(run.id, "a", "lebih cepat")
        with pytest.raises(StoreBusy):
            inside.annotate(run.id, "a", "terlambat")
        connection.rollback()
        assert inside.annotate(run.id, "a", "lagi").revision == 3


def test_what_moves_one_instance_is_one_statement_on_postgresql(postgres_url, monkeypatch):
    """Beside it, all of what is moved statement by statement on SQLite is there."""
    world = World(SQLStore(postgres_url))
    run, sent = world.run(), []
    monkeypatch.setattr(
        Prepared, "__call__", lambda one, *given, **values: sent.append(one) or call(one, *given, **values)
    )
    done = world.engine.complete(run.id, "susun", "a")
    do = world.store._do
    (one,) = sent  # where it stands is remembered from before
    assert one in do.at_once.values()
    assert world.store.load(run.id) == done
    keyed = world.engine.complete(run.id, "periksa", "b", "Y", key="k")  # a key is refused by another statement
    assert do.claim_key in sent
    assert world.engine.complete(run.id, "periksa", "b", "Y", key="k") == keyed
    claimed = world.engine.claim(run.id, "paraf", "b")  # the same work item with another content
    assert world.engine.instance(run.id) == claimed
    assert [a.problem for a in audit(world.store)] == [None]


TWO = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}")


def test_a_work_item_that_somebody_took_away_does_not_keep_the_next_from_being_listed(database):
    engine = engine_for(TWO, store=SQLStore(database))
    run = engine.start("uji", "a")
    with engine.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sopflow_work_item")
    engine.complete(run.id, "s", "a")
    assert [(item.step, item.actors) for item in engine.worklist()] == [("t", ("b",))]
    assert [a.problem for a in audit(engine.store)] == [None]


def test_a_completion_reads_no_list_of_work_however_few_there_was_when_it_was_planned(postgres_url, monkeypatch):
    """What is closed stays in a table of PostgreSQL until that is tidied up: it may be long where no work is."""
    engine, sent = engine_for(TWO, store=SQLStore(postgres_url)), []
    run = engine.start("uji", "a")
    with engine.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE sopflow_work_item")
    monkeypatch.setattr(
        Prepared,
        "__call__",
        lambda one, *given, **values: sent.append((one, values)) or call(one, *given, **values),
    )
    engine.complete(run.id, "s", "a")
    ((one, values),) = sent
    with engine.store.engine.connect() as connection:
        said = connection.exec_driver_sql(f"EXPLAIN {one._sql}", values)
        plan = [line for (line,) in said]
    assert any("on sopflow_work_item" in line for line in plan)
    assert [line for line in plan if "Scan" in line and "sopflow_work_item" in line] == []


def test_a_start_of_a_version_that_is_there_is_one_statement_on_postgresql(postgres_url, monkeypatch):
    world = World(SQLStore(postgres_url))
    world.run()  # who may see its instances, and that its definition is there, is written with the first
    sent = []
    monkeypatch.setattr(
        Prepared, "__call__", lambda one, *given, **values: sent.append(one) or call(one, *given, **values)
    )
    run = world.engine.start("surat", "a", subject="Izin keramaian")
    do = world.store._do
    assert sent == [do.current, do.start_at_once]  # which version is current may have changed elsewhere
    sent.clear()
    keyed = world.engine.start("surat", "a", key="k")
    assert do.start_at_once not in sent
    assert world.engine.start("surat", "a", key="k") == keyed
    assert world.store.load(run.id) == run
    assert [one.id for one in world.engine.find(subject="izin").items] == [run.id]
    assert {item.instance for item in world.engine.worklist_page("a").items} >= {run.id, keyed.id}
    assert [a.problem for a in audit(world.store)] == [None] * 3


def test_two_starts_with_one_id_conflict(database):
    engine = World(SQLStore(database)).engine
    engine.start("surat", "a")
    engine = sopflow.Engine(engine.store, new_id=lambda: "sama")
    engine.start("surat", "a", subject="satu")
    with pytest.raises(Conflict):
        engine.start("surat", "a", subject="dua")
    assert engine.instance("sama").subject == "satu"
    assert [a.problem for a in audit(engine.store)] == [None] * 2


@pytest.mark.parametrize("after", [True, False], ids=["after", "before"])
def test_a_start_whose_answer_was_lost_is_made_once(postgres_url, after):
    world = World(SQLStore(postgres_url))
    first = world.run()
    failing = Failing(world.store, after, 1)
    run = world.engine.start("surat", "a")
    assert failing.count == 2  # it was tried again
    assert {one.id for one in world.engine.find().items} == {first.id, run.id}
    assert [a.problem for a in audit(world.store)] == [None] * 2
