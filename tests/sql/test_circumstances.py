"""Whatever a database says comes out as an error of ours that names what would work, and nothing is half done."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from functools import partial

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.errors import (
    StoreBusy,
    StoreContradicts,
    StoreDamaged,
    StoreDenied,
    StoreError,
    StoreReadOnly,
    StoreUnavailable,
    UnreadableRecord,
    WrongEncoding,
)
from sopflow.sql import SQLStore, audit, backup, dump, restore
from sopflow.sql.problems import problem_of
from tests import postgres
from tests.conftest import NUMBERS
from tests.sop import engine_for, sop

psycopg = pytest.importorskip("psycopg")
SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: y, actor: b}")


def opened(target, **options):
    store = SQLStore(target, patience=0, **options)
    return store, sopflow.Engine(store)


def with_a_case(target):
    """A database with a case; its id."""
    store = SQLStore(target)
    run = engine_for(SOP, store=store).start("uji", "a", subject="Mei")
    store.close()
    return run


def as_host(url):
    return sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))


def doing(engine, run, lines=()):
    """What a person or a program does with a store, each by its name."""
    store = engine.store
    return {
        "open": lambda: SQLStore(store.engine),
        "register": lambda: engine.register(sop("- {id: s, activity: lain, actor: a}", name="lain")),
        "start": lambda: engine.start("uji", "a"),
        "complete": lambda: engine.complete(run.id, "s", "a"),
        "annotate": lambda: engine.annotate(run.id, "a", "catatan"),
        "load": lambda: store.load(run.id),
        "history": lambda: list(store.history(run.id)),
        "find": lambda: engine.find(sop="uji"),
        "worklist": lambda: list(engine.worklist("a")),
        "overdue": engine.overdue,
        "advance": engine.advance,
        "audit": lambda: list(audit(store)),
        "dump": lambda: list(dump(store)),
        "restore": lambda: list(restore(store, lines)),
        "deliver": lambda: engine.subscribe("surat", lambda *_: None).deliver(),
        "subscribers": engine.subscribers,
    }


WRITES = ("start", "complete", "annotate", "advance", "restore", "deliver")
NAMES = tuple(doing(sopflow.Engine(), None))


def outcomes(engine, run, lines=()):
    """What comes of each, all that is not an error of ours being raised."""
    found = {}
    for name, what in doing(engine, run, lines).items():
        try:
            what()
        except StoreError as problem:
            found[name] = type(problem)
    return found


def rows(url):
    """All that is stored."""
    engine = as_host(url)
    with engine.connect() as connection:
        tables = sorted(sa.inspect(connection).get_table_names())
        found = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall() for name in tables}
    engine.dispose()
    return found


@pytest.fixture
def lines(tmp_path):
    """The dump of another database."""
    other = tmp_path / "lain.db"
    with_a_case(other)
    store = SQLStore(other)
    yield list(dump(store))
    store.close()


# -- encodings


@pytest.fixture
def server(cluster):
    """A database by its encoding."""
    made = []

    def make(encoding):
        name = f"c{next(NUMBERS)}"
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute(
                f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        made.append(name)
        return cluster.url.replace("/postgres", f"/{name}")

    yield make
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
@pytest.mark.parametrize("given", ["url", "asyncio", "create", "host"])
def test_a_database_in_another_encoding_is_refused_before_anything_is_made(server, encoding, given):
    url = server(encoding)
    target = as_host(url) if given == "host" else url
    options = {"asyncio": {"asyncio": True}, "create": {"create": True}}.get(given, {})
    with pytest.raises(WrongEncoding, match="createdb --encoding=UTF8") as caught:
        SQLStore(target, patience=0, **options)
    assert caught.value.encoding == encoding
    with psycopg.connect(url, client_encoding="utf8") as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE tablename ~ 'sopflow'").fetchone() == (0,)


def test_what_a_database_in_another_encoding_holds_is_copied_as_it_is_told(server):
    first, old, new = server("UTF8"), server("LATIN1"), server("UTF8")
    store, _ = opened(first)
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a", subject="Rapat café")
    folder = postgres.binaries()

    def copied(source, target):
        text = subprocess.run([folder / "pg_dump", source], check=True, capture_output=True).stdout
        subprocess.run([folder / "psql", "-q", "-v", "ON_ERROR_STOP=1", target], input=text, check=True)

    copied(first, old)
    with pytest.raises(WrongEncoding):
        SQLStore(old)
    copied(old, new)
    there, _ = opened(new)
    assert there.load(run.id) == run
    assert [one.problem for one in audit(there)] == [None]


def test_connections_of_ours_speak_utf8_whatever_the_address_says(postgres_url):
    run = with_a_case(postgres_url)
    options = postgres_url.replace("options=", "options=-cclient_encoding%3Dlatin1%20")
    for url in (f"{postgres_url}&client_encoding=latin1", options):
        store, engine = opened(url)
        engine.annotate(run.id, "a", "Surat 中文")
        assert "中文" in str(list(store.history(run.id))[-1])
        store.close()


@pytest.mark.parametrize("encoding", ["latin1", "sql_ascii"])
def test_a_hosts_connection_in_another_encoding_is_refused(postgres_url, encoding):
    with_a_case(postgres_url)
    host = as_host(f"{postgres_url}&client_encoding={encoding}")
    with pytest.raises(WrongEncoding, match="client_encoding") as caught:
        SQLStore(host)
    assert caught.value.encoding == encoding.upper()
    with pytest.raises(WrongEncoding, match="client_encoding"):
        SQLStore(host)  # its pool has a connection now
    host.dispose()


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


# -- what somebody wrote by hand


def test_a_forged_work_item_in_the_place_of_one_that_was_removed_stops_a_command_whole(database):
    """Sent as one statement or as several, nothing of it is kept."""
    store = SQLStore(database)
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a")

    def changed(sql, *values):
        with store.engine.begin() as connection:
            connection.execute(sa.text(sql), dict(zip("ab", values, strict=False)))

    def stored():
        with store.engine.connect() as connection:
            return [
                sorted(map(str, connection.execute(sa.text(f"SELECT * FROM sopflow_{table}"))))
                for table in ("instance", "event", "work_item", "person", "key")
            ]

    changed("UPDATE sopflow_work_item SET step = 't', actor = 'b' WHERE instance = :a", run.id)
    for options in ({}, {"key": "k1"}):
        before = stored()
        with pytest.raises(StoreContradicts, match="sopflow audit names it"):
            engine.complete(run.id, "s", "a", **options)
        assert stored() == before
        assert store.load(run.id) == run
    assert [one.problem.within("en") for one in audit(store)] == [
        "its work items do not match its open rows: s, t"
    ]
    changed("DELETE FROM sopflow_work_item WHERE instance = :a", run.id)
    engine.complete(run.id, "s", "a")
    assert [one.step for one in engine.worklist("b")] == ["t"]
    assert [one.problem for one in audit(store)] == [None]
    store.close()


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("DROP TABLE sopflow_work_item", StoreDamaged),
        ("DROP TABLE sopflow_event", StoreDamaged),
        ("DROP TABLE sopflow_subscriber", StoreDamaged),
        ("ALTER TABLE sopflow_instance DROP COLUMN head", StoreDamaged),
        ("ALTER TABLE sopflow_event RENAME COLUMN body TO isi", StoreDamaged),
    ],
)
def test_tables_that_somebody_changed_are_told(database, lines, sql, kind):
    run = with_a_case(database)
    store, engine = opened(database)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(sql)
    found = outcomes(engine, run, lines)
    assert "audit" in found
    assert set(found.values()) == {kind}
    store.close()


def test_a_rule_of_the_hosts_on_our_tables_is_told_in_its_words(database):
    run = with_a_case(database)
    store, engine = opened(database)
    sqlite = "CREATE TRIGGER t BEFORE INSERT ON sopflow_event BEGIN SELECT raise(abort, 'tutup buku'); END"
    server = (
        "CREATE FUNCTION tutup() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'tutup buku'; END$$;"
        "CREATE TRIGGER t BEFORE INSERT ON sopflow_event FOR EACH ROW EXECUTE FUNCTION tutup()"
    )
    with store.engine.begin() as connection:
        connection.exec_driver_sql(server if "://" in database else sqlite)
    for name in ("start", "complete", "annotate"):
        with pytest.raises(StoreError, match="tutup buku"):
            doing(engine, run)[name]()
    assert store.load(run.id) == run
    store.close()


@pytest.mark.parametrize(
    "sql", ["UPDATE sopflow_instance SET head = x'00'", "UPDATE sopflow_event SET body = x'ff'"]
)
def test_what_is_no_text_in_sqlite_is_told(tmp_path, sql):
    run = with_a_case(tmp_path / "proses.db")
    store, engine = opened(tmp_path / "proses.db")
    with store.engine.begin() as connection:
        connection.exec_driver_sql(sql)
    for name in ("load", "complete") if "head" in sql else ("history", "dump"):
        with pytest.raises(UnreadableRecord):
            doing(engine, run)[name]()
    store.close()


def test_a_backup_of_a_database_that_others_hold_is_told(tmp_path, monkeypatch):
    with_a_case(tmp_path / "proses.db")
    store, _ = opened(tmp_path / "proses.db")

    def locked(*_):
        raise sa.exc.OperationalError(
            "x", {}, sa.create_engine("sqlite://").dialect.dbapi.OperationalError("database is locked")
        )

    monkeypatch.setattr(type(store.engine), "connect", locked)
    with pytest.raises(StoreBusy):
        backup(store, tmp_path / "salinan.db")
    assert not (tmp_path / "salinan.db").exists()
    store.close()


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
