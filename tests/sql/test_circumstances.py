"""Whatever a database says comes out as an error of ours that names what would work, and nothing is half done."""

from __future__ import annotations

import asyncio
import socket
from functools import partial

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.errors import (
    StoreBusy,
    StoreDenied,
    StoreError,
    StoreReadOnly,
    StoreUnavailable,
)
from sopflow.sql import SQLStore
from sopflow.sql.problems import problem_of
from tests.conftest import NUMBERS

from .doing import NAMES, WRITES, as_host, doing, opened, outcomes, psycopg, rows, with_a_case

# -- what a server allows


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_that_may_not_take_so_long_is_told(postgres_url, lines, name):
    run = with_a_case(postgres_url)
    store, engine = opened(postgres_url.replace("options=", "options=-cstatement_timeout%3D100%20"))
    engine.subscribe("surat", lambda *_: None)
    before = rows(postgres_url)
    host = as_host(postgres_url)
    with host.connect() as holding:
        for table in before:
            holding.exec_driver_sql(f"LOCK TABLE {table}")
        with pytest.raises(StoreBusy, match="raise statement_timeout"):
            doing(engine, run, lines)[name]()
        holding.rollback()
    assert rows(postgres_url) == before
    doing(engine, run, lines)[name]()
    store.close()
    host.dispose()


def test_within_a_hosts_transaction_the_same_is_told(postgres_url):
    run = with_a_case(postgres_url)
    host, other = (
        as_host(postgres_url.replace("options=", "options=-cstatement_timeout%3D100%20")),
        as_host(postgres_url),
    )
    engine = sopflow.Engine(SQLStore(host))
    with other.connect() as holding, host.connect() as connection:
        holding.exec_driver_sql("LOCK TABLE sopflow_instance")
        inside = engine.using(connection)
        with pytest.raises(StoreBusy, match="raise statement_timeout"):
            inside.complete(run.id, "s", "a")
    host.dispose()
    other.dispose()


@pytest.mark.parametrize("rights", ["", "SELECT", "SELECT, UPDATE", "SELECT, INSERT, UPDATE, DELETE"])
def test_a_role_without_rights_is_told_which_it_needs(cluster, postgres_url, lines, rights):
    run, role = with_a_case(postgres_url), f"r{next(NUMBERS)}"
    schema = postgres_url.rpartition("%3D")[2]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
        if rights:
            connection.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA {schema} TO {role}")
        if "INSERT" in rights:
            connection.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}")
    url = postgres_url.replace("sopflow@", f"{role}@")
    before = rows(postgres_url)
    if not rights:
        with pytest.raises(StoreDenied, match="grant it SELECT, INSERT, UPDATE and DELETE"):
            SQLStore(url)
        return
    store, engine = opened(url)
    found = outcomes(engine, run, lines)
    if "INSERT" in rights:
        assert found == {}
    else:
        assert set(found) >= {"start", "complete", "annotate", "restore", "deliver"}
        assert set(found) <= {*WRITES, "register"}
        assert set(found.values()) == {StoreDenied}
        assert rows(postgres_url) == before
    store.close()


def test_a_server_that_only_answers_is_told_for_all_that_writes(postgres_url, lines):
    run = with_a_case(postgres_url)
    before = rows(postgres_url)
    store, engine = opened(postgres_url.replace("options=", "options=-cdefault_transaction_read_only%3Don%20"))
    found = outcomes(engine, run, lines)
    assert set(found) == {*WRITES, "register"}
    assert set(found.values()) == {StoreReadOnly}
    assert rows(postgres_url) == before
    store.close()


def test_a_schema_that_is_not_there_is_told(cluster):
    with pytest.raises(StoreUnavailable, match="search_path"):
        SQLStore(f"{cluster.url}?options=-csearch_path%3Dtidak_ada")


@pytest.mark.parametrize("what", ["foo=1", "options=-cnope%3D1", "sslmode=nope", "service=nope"])
def test_an_address_that_asks_for_what_there_is_not_is_told_at_once(cluster, what, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: pytest.fail("it waited, as for a server that may come back"))
    with pytest.raises(StoreUnavailable, match=r"foo|nope"):
        SQLStore(f"{cluster.url}?{what}")


@pytest.mark.parametrize("url", ["postgresql+asyncpg://x/y", "sqlite+aiosqlite:///x.db"])
def test_a_driver_for_asyncio_is_refused_where_nothing_awaits(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreUnavailable, match="asyncio=True"):
        SQLStore(url)
    assert list(tmp_path.iterdir()) == []


def test_no_password_is_told_wherever_it_stands_in_an_address():
    url = "postgresql://siapa:rahasia1@127.0.0.1:1/x?password=rahasia2&sslpassword=rahasia3&application_name=surat"
    with pytest.raises(StoreUnavailable) as caught:
        SQLStore(url, patience=0)
    assert "rahasia" not in caught.value.message()
    assert "application_name=surat" in caught.value.store


# -- connections


def test_a_pool_that_is_empty_is_told(postgres_url, lines):
    run = with_a_case(postgres_url)
    url = postgres_url.replace("postgresql:", "postgresql+psycopg:")
    host = sa.create_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.01)
    _, engine = opened(host)
    before = rows(postgres_url)
    with host.connect():
        found = outcomes(engine, run, lines)
    assert found == dict.fromkeys(NAMES, StoreBusy)
    assert rows(postgres_url) == before
    host.dispose()


def test_a_hosts_transaction_that_failed_or_is_closed_is_told(postgres_url):
    run = with_a_case(postgres_url)
    host = as_host(postgres_url)
    engine = sopflow.Engine(SQLStore(host))
    reached = ("start", "complete", "annotate", "load", "find", "worklist")

    def told(connection):
        inside = engine.using(connection)
        for name in reached:
            with pytest.raises(StoreError) as caught:
                doing(inside, run)[name]()
            yield caught.value.message("en")

    with host.connect() as connection:
        with pytest.raises(sa.exc.DBAPIError):
            connection.exec_driver_sql("SELECT 1/0")
        assert all("roll it back" in one for one in told(connection))
    with host.connect() as connection:
        (own,) = connection.exec_driver_sql("SELECT pg_backend_pid()").one()
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [own])
        lost, *later = told(connection)
        assert "cannot be reached" in lost
        assert all("roll it back" in one for one in later)
    connection = host.connect()
    inside = engine.using(connection)
    connection.close()
    for name in reached:
        with pytest.raises(StoreError, match="give it an open one"):
            doing(inside, run)[name]()
    assert engine.instance(run.id) == run
    host.dispose()


@pytest.mark.parametrize("kind", ["asyncpg", "psycopg"])
def test_with_asyncio_a_server_that_went_away_is_told_and_used_again(server, kind):
    pytest.importorskip(kind)
    url = server("UTF8")
    run = with_a_case(url)

    async def went_away():
        async with Between(url) as between:
            target = between.url.replace("postgresql:", f"postgresql+{kind}:")
            store = await asyncio.to_thread(SQLStore, target, patience=0, asyncio=True)
            engine = sopflow.AsyncEngine(store)
            await engine.complete(run.id, "s", "a")
            await between.stop()
            for call in (
                partial(engine.complete, run.id, "t", "b"),
                partial(engine.instance, run.id),
                engine.find,
            ):
                with pytest.raises(StoreUnavailable, match="cannot be reached"):
                    await call()
            await between.start()
            done = await engine.complete(run.id, "t", "b")
            await sa.ext.asyncio.AsyncEngine(store.engine).dispose()
            return done.revision

    assert asyncio.run(went_away()) == 3


class Between:
    """Stands between a client and a server, and can go away."""

    def __init__(self, url):
        self._there = sa.make_url(url)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = url.replace(f":{self._there.port}/", f":{self._port}/")
        self._open = []
        self._tasks = []

    async def __aenter__(self):
        await self.start()
        return self

    async def __aexit__(self, *_):
        await self.stop()

    async def start(self):
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self._port)

    async def stop(self):
        self._server.close()
        for writer in self._open:
            writer.close()
        self._open.clear()
        await asyncio.sleep(0)

    async def _join(self, reader, writer):
        other_reader, other_writer = await asyncio.open_connection(self._there.host, self._there.port)
        self._open += [writer, other_writer]
        self._tasks += [
            asyncio.create_task(_pass_on(reader, other_writer)),
            asyncio.create_task(_pass_on(other_reader, writer)),
        ]


async def _pass_on(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


# -- all that PostgreSQL knows


def is_error(found):
    return isinstance(found, type) and issubclass(found, psycopg.Error)


def test_every_state_that_postgresql_knows_is_an_error_of_ours():
    known = [one for one in vars(psycopg.errors).values() if is_error(one) and isinstance(one.sqlstate, str)]
    assert len(known) > 200
    for one in known:
        said = sa.exc.DBAPIError.instance("SELECT 1", None, one("itu"), psycopg.Error)
        problem = problem_of(said, "basis data")
        if one is psycopg.errors.SyntaxError:
            assert problem is None
        else:
            assert isinstance(problem, StoreError), one
            assert "itu" in problem.message() or "roll it back" in problem.message()
