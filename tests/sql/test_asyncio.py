"""`AsyncEngine` keeps the contract of stores on each driver, gives way while it waits, and joins the host's transaction."""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
from functools import partial

import psycopg
import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

import sopflow
from sopflow.errors import BadArgument, StoreBusy
from sopflow.sql import SQLStore
from sopflow.sql.asynchronous import apart
from sopflow.testing import StoreContract
from sopflow.testing.contract.together import Meeting

from .. import loops
from ..waiting import soon

SOP = """\
sopflow: 1
id: surat
title: Surat
actors: {a: A}
steps:
  - {id: susun, activity: Menyusun, actor: a}
  - {id: kirim, activity: Mengirim, actor: a}
"""


class Loop:
    """An event loop in a thread, in which those who wait have things done."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)


class Waited:
    """An `AsyncEngine` as the suite wants it: every call waits for what is awaited."""

    def __init__(self, loop: Loop, engine) -> None:
        self._loop, self._engine = loop, engine

    def __getattr__(self, name):
        method = getattr(self._engine, name)

        def call(*args, **kwargs):
            found = method(*args, **kwargs)
            if inspect.isasyncgen(found):

                async def whole():
                    return [one async for one in found]

                return iter(self._loop.do(whole()))
            if inspect.isawaitable(found):
                return self._loop.do(found)
            return Waited(self._loop, found)

        return call


class WaitedStore:
    """The store itself, as the engine uses it in the loop."""

    def __init__(self, loop: Loop, store: SQLStore) -> None:
        self.loop, self.store = loop, store

    def __getattr__(self, name):
        method = getattr(self.store, name)

        def call(*args, **kwargs):
            return self.loop.do(self.store.awaited(partial(method, *args, **kwargs)))

        return call

    def close(self) -> None:
        self.loop.do(self.store.awaited(self.store.close))
        self.loop.stop()


class Asyncio(StoreContract):
    # while a clock is read the loop stands, and nobody else's command goes on in it; the order of writing is that of all
    test_whoever_fills_in_personal_values_after_another_is_tried_again = None

    def opened(self, loop, target):
        return WaitedStore(loop, SQLStore(target, asyncio=True))

    def again(self, store):
        return self.opened(store.loop, self.target)

    def engine(self, store, **ports):
        return Waited(store.loop, sopflow.AsyncEngine(store.store, **ports))

    def meeting(self, world, number):
        # each in a loop of its own, which stands while it waits for the other
        barrier = threading.Barrier(number)
        found = []
        for _ in range(number):
            opened = self.opened(Loop(), self.target)
            opened.store = Meeting(opened.store, barrier)
            found.append(world.another(opened))
        return found


class TestSQLite(Asyncio):
    def make(self, tmp_path):
        self.target = tmp_path / "proses.db"
        return self.opened(Loop(), self.target)


@pytest.mark.long
class TestPsycopg(Asyncio):
    @pytest.fixture(autouse=True)
    def server(self, postgres_url):
        self.target = postgres_url

    def make(self, tmp_path):
        return self.opened(Loop(), self.target)


class TestAsyncpg(TestPsycopg):
    @pytest.fixture(autouse=True)
    def server(self, cluster, tmp_path):
        """A database of its own, since asyncpg takes no search path in a URL."""
        name = f"a{time.time_ns()}"
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        self.target = cluster.url.replace("postgresql:", "postgresql+asyncpg:").replace("/postgres", f"/{name}")


@pytest.mark.long
class TestInAThread(StoreContract):
    """On a store that waits each call has a thread."""

    def make(self, tmp_path):
        self.loop = Loop()
        return SQLStore(tmp_path / "proses.db")

    def again(self, store):
        return SQLStore(store.engine.url)

    def engine(self, store, **ports):
        return Waited(self.loop, sopflow.AsyncEngine(store, **ports))


def test_it_has_every_call_of_the_engine():
    ours = {name for name in dir(sopflow.Engine) if not name.startswith("_")} - {"calendar", "now", "zone"}
    assert ours <= {name for name in dir(sopflow.AsyncEngine) if not name.startswith("_")}
    for name in ours - {"directory", "using", "subscribe", "worklist"}:
        theirs = inspect.signature(getattr(sopflow.AsyncEngine, name)).parameters
        assert list(theirs) == list(inspect.signature(getattr(sopflow.Engine, name)).parameters), name


def test_who_waits_for_the_database_holds_up_nobody(tmp_path):
    async def work():
        engine = sopflow.AsyncEngine(SQLStore(tmp_path / "p.db", asyncio=True))
        await engine.register(sopflow.loads(SOP))
        other = SQLStore(tmp_path / "p.db").engine.connect()
        other.exec_driver_sql("BEGIN IMMEDIATE")  # somebody writes
        waiting = asyncio.create_task(engine.start("surat", "a"))
        for _ in range(30):  # the loop turns, though it waits
            await asyncio.sleep(0.01)
        assert not waiting.done()
        other.exec_driver_sql("COMMIT")
        other.close()
        assert (await waiting).active[0].step == "susun"

    loops.run(work())


def test_no_writer_in_a_loop_is_passed_over_again_and_again(tmp_path):
    async def work():
        engine = sopflow.AsyncEngine(SQLStore(tmp_path / "p.db", asyncio=True, synchronous="OFF"))
        await engine.register(sopflow.loads(SOP))
        runs = [await engine.start("surat", "a") for _ in range(9)]
        counts, most = [0] * 8, 0

        async def greedy(number):
            while True:
                await engine.annotate(runs[number].id, "a", "x")
                counts[number] += 1

        tasks = [asyncio.create_task(greedy(number)) for number in range(8)]
        for _ in range(30):
            before = sum(counts)
            await engine.annotate(runs[8].id, "a", "y")
            most = max(most, sum(counts) - before)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await engine.annotate(runs[0].id, "a", "z")  # who was cancelled has let go
        return most

    assert loops.run(work()) < 60


def test_a_writer_in_a_loop_whose_turn_does_not_come_is_told_so(tmp_path):
    async def work():
        store = SQLStore(tmp_path / "p.db", asyncio=True, patience=0.2)
        engine = sopflow.AsyncEngine(store)
        await engine.register(sopflow.loads(SOP))
        run = await engine.start("surat", "a")
        lock = store._own._turn._lock
        await lock._here().acquire()
        with pytest.raises(StoreBusy, match="others in this process are writing"):
            await engine.complete(run.id, "susun", "a")
        lock.release()
        assert (await engine.complete(run.id, "susun", "a")).revision == 2

    loops.run(work())


def test_many_at_once_in_one_loop(postgres_url):
    async def work():
        engine = sopflow.AsyncEngine(SQLStore(postgres_url, asyncio=True))
        await engine.register(sopflow.loads(SOP))

        async def one(number):
            run = await engine.start("surat", "a", key=f"k{number % 20}")
            for step in ("susun", "kirim"):
                run = await engine.complete(run.id, step, "a", key=f"{step}")
            return run

        runs = await asyncio.gather(*(one(n) for n in range(60)))
        assert len({run.id for run in runs}) == 20
        assert {run.status for run in runs} == {"completed"}
        assert [run.id async for run in engine.instances()].__len__() == 20

    loops.run(work())


def test_commands_belong_to_the_hosts_transaction(postgres_url):
    async def work():
        store = SQLStore(postgres_url, asyncio=True)
        engine = sopflow.AsyncEngine(store)
        await engine.register(sopflow.loads(SOP))
        host = create_async_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
        async with AsyncSession(host) as session, session.begin():
            await session.execute(text("CREATE TABLE hosts (run TEXT)"))
            run = await (await engine.using(session)).start("surat", "a")
            await session.execute(text("INSERT INTO hosts VALUES (:run)"), {"run": run.id})
        assert (await engine.instance(run.id)).revision == 1
        async with host.connect() as connection:
            inside = await engine.using(connection)
            gone = await inside.start("surat", "a")
            with pytest.raises(sopflow.Refusal):
                await inside.complete(gone.id, "kirim", "a")
            await connection.rollback()
        with pytest.raises(sopflow.SopflowError):
            await engine.instance(gone.id)
        await host.dispose()

    loops.run(work())


def test_closed_it_leaves_one_file(tmp_path):
    async def work():
        engine = sopflow.AsyncEngine(SQLStore(tmp_path / "p.db", asyncio=True))
        await engine.register(sopflow.loads(SOP))
        await engine.start("surat", "a")
        await engine.close()
        assert [path.name for path in tmp_path.iterdir()] == ["p.db"]
        assert await engine.count(sop="surat") == 1  # it opens again what it needs
        await engine.close()

    loops.run(work())


def test_closed_it_has_no_connection_to_the_server(postgres_url):
    def there():
        with psycopg.connect(postgres_url) as connection:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'closed'"
            return connection.execute(asked).fetchone()[0]

    async def work():
        engine = sopflow.AsyncEngine(SQLStore(f"{postgres_url}&application_name=closed", asyncio=True))
        await engine.register(sopflow.loads(SOP))
        await asyncio.gather(*(engine.start("surat", "a") for _ in range(3)))
        assert there() >= 1
        await engine.close()
        soon(lambda: there() == 0)

    loops.run(work())


@pytest.mark.parametrize("in_a_loop", [True, False])
@pytest.mark.parametrize("said_by", ["arguments", "connect", "engine_connect"])
@pytest.mark.parametrize("driver", ["psycopg", "asyncpg"])
def test_a_hosts_engine_has_its_tables_where_it_connects(cluster, driver, said_by, in_a_loop):
    """What only the arguments or the events of the engine say holds for the tables too: a schema, a password, a role."""
    schema = f"kantor_{driver}_{said_by}_{in_a_loop}".lower()
    with psycopg.connect(cluster.url, autocommit=True) as plain:
        plain.execute(f"CREATE SCHEMA {schema}")
    arguments = {
        "psycopg": {"options": f"-c search_path={schema}"},
        "asyncpg": {"server_settings": {"search_path": schema}},
    }[driver]
    url = cluster.url.replace("postgresql:", f"postgresql+{driver}:")
    host = create_async_engine(url, connect_args=arguments if said_by == "arguments" else {})

    def chosen(connection, *_):
        if said_by == "engine_connect":
            connection.exec_driver_sql(f"SET search_path TO {schema}")
            connection.commit()
        else:
            connection.cursor().execute(f"SET search_path TO {schema}")
            connection.commit()

    if said_by != "arguments":
        event.listen(host.sync_engine, said_by, chosen)
    before = None if in_a_loop else SQLStore(host)

    async def work():
        async with host.connect() as ours:  # it stays in the pool, and in this loop
            await ours.execute(text("SELECT 1"))
        engine = sopflow.AsyncEngine(before or SQLStore(host))
        await engine.register(sopflow.loads(SOP))
        await engine.start("surat", "a")
        assert await engine.count() == 1
        await host.dispose()

    loops.run(work())
    with psycopg.connect(cluster.url) as plain:
        where = "FROM information_schema.tables WHERE table_name = 'sopflow_instance' AND table_schema IN (%s, 'public')"
        assert plain.execute(f"SELECT table_schema {where}", (schema,)).fetchall() == [(schema,)]


def test_what_works_apart_tells_the_hosts_listeners(tmp_path):
    host = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/proses.db").sync_engine
    told = []
    event.listen(host, "engine_connect", told.append)
    apart(host, lambda own: own.connect().close())
    assert len(told) == 1


def test_what_makes_the_tables_leaves_no_listener_on_a_hosts_engine(cluster):
    plain = create_engine(cluster.url.replace("postgresql:", "postgresql+psycopg:"))
    host = create_async_engine(plain.url)
    SQLStore(plain)
    SQLStore(host)
    noted = [len(list(engine.dispatch.begin)) for engine in (plain, host.sync_engine)]
    assert noted == [1, 1]
    plain.dispose()


@pytest.mark.parametrize(
    "address",
    [
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+aiosqlite:///file:uji?mode=memory&cache=shared&uri=true",
        "sqlite+aiosqlite:///file:uji%3Fmode=memory?uri=true",
        "sqlite+aiosqlite:///file::memory:?cache=shared&uri=true",
    ],
)
@pytest.mark.filterwarnings("ignore:Selection of the StaticPool")
def test_a_database_that_ends_with_a_connection_is_refused(address):
    for store in (lambda: SQLStore(create_async_engine(address)), lambda: SQLStore(address, asyncio=True)):
        with pytest.raises(BadArgument, match="an SQLite file, or PostgreSQL"):
            store()


def test_a_subscriber_may_be_a_coroutine(tmp_path):
    async def work(store):
        engine = sopflow.AsyncEngine(store)
        await engine.register(sopflow.loads(SOP))
        run = await engine.start("surat", "a")
        seen = []

        async def see(event):
            await asyncio.sleep(0)
            seen.append(event.type)

        subscription = engine.subscribe("arsip", see)
        assert await subscription.deliver() == 1
        await engine.complete(run.id, "susun", "a")
        assert await subscription.deliver() == 1
        assert seen == ["started", "completed"]
        assert [item.step async for item in engine.worklist("a")] == ["kirim"]

    loops.run(work(SQLStore(tmp_path / "p.db", asyncio=True)))
    loops.run(work(sopflow.InMemoryStore()))
