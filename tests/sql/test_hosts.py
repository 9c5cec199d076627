"""Beside a host: its transactions, its engines, its migrations."""

from __future__ import annotations

import asyncio
import io
import textwrap
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

import sopflow
import sopflow.sql
from sopflow.errors import BadArgument, OwnTransaction, StoreBusy
from sopflow.sql import SQLStore
from sopflow.sql.holding import Holdings, database_of
from sopflow.testing.contract import World
from tests.sop import sop

HOST = sa.Table("host_letter", sa.MetaData(), sa.Column("subject", sa.Text, primary_key=True))
SURAT = sop("- {id: tulis, activity: Menulis, actor: a}", name="surat")
NEVER = 3_600
"""Whoever waits so long fails by the test's own end."""


def url_of(database, driver="psycopg", sqlite="sqlite"):
    return (
        database.replace("postgresql:", f"postgresql+{driver}:")
        if "://" in database
        else f"{sqlite}:///{database}"
    )


@pytest.fixture
def host(database):
    engine = sa.create_engine(url_of(database))
    HOST.create(engine)
    yield engine
    engine.dispose()


# -- a call on the plain engine within one's own transaction


@pytest.fixture(params=["the same engine", "an engine of its own"])
def store(request, host, database):
    """A store that would wait for ever; with the host's engine, or with another on the same database."""
    with_hosts = request.param == "the same engine"
    return SQLStore(host if with_hosts else database, create=True, patience=NEVER if "://" in database else 60)


@pytest.mark.parametrize("kind", [sa.Connection, Session])
def test_a_call_on_the_plain_engine_in_ones_own_transaction_names_using(store, host, kind):
    world = World(store)
    run = world.run()
    with Session(host) if kind is Session else host.connect() as transaction:
        world.engine.using(transaction).complete(run.id, "susun", "a")
        with pytest.raises(OwnTransaction, match=r"using\(") as refused:
            world.engine.complete(run.id, "susun", "a")
        assert "using" in refused.value.message("id")
        transaction.commit()
    assert world.engine.complete(run.id, "periksa", "a", "Y").revision == 3


def test_a_write_of_the_hosts_on_an_engine_that_is_shared_is_noticed(host):
    if host.dialect.name != "sqlite":
        pytest.skip("does not apply: on PostgreSQL rows of others are in nobody's way")
    world = World(SQLStore(host, create=True, patience=60))
    with host.begin() as connection:
        connection.execute(HOST.insert().values(subject="satu"))
        with pytest.raises(OwnTransaction):
            world.run()
    assert world.run().revision == 1


def test_what_is_in_nobodys_way_goes_on(host):
    """A host that has only read, or writes other rows on PostgreSQL, or has ended its transaction."""
    world = World(SQLStore(host, create=True))
    with host.connect() as connection:
        connection.execute(sa.select(HOST)).all()
        run = world.run("susun")
        if host.dialect.name == "postgresql":
            world.engine.using(connection).start("surat", "a")
            connection.execute(HOST.insert().values(subject="dua"))
            run = world.engine.complete(run.id, "periksa", "a", "Y")
        connection.rollback()
        assert world.engine.annotate(run.id, "a", "catatan").revision == run.revision + 1


@pytest.mark.long
def test_a_transaction_is_looked_for_until_its_connection_is_closed(host):
    holdings, name = Holdings(), database_of(host)
    connection = host.connect()
    holdings.note(connection)
    assert not holdings.is_open(name)
    with connection.begin():  # it was noted before it began
        connection.execute(HOST.insert().values(subject="satu"))  # only then does SQLite begin
        assert holdings.is_open(name)
    assert not holdings.is_open(name)
    with connection.begin():
        connection.execute(HOST.insert().values(subject="dua"))
        assert holdings.is_open(name)
    connection.close()
    assert not holdings.is_open(name)
    assert not holdings._open


def test_the_transaction_of_another_thread_is_waited_for(host, database):
    world = World(SQLStore(host, create=True, patience=0.2 if "://" not in database else 1))
    run, found = world.run(), []

    def other():
        try:
            world.engine.complete(run.id, "susun", "a")
        except Exception as problem:
            found.append(problem)

    with host.connect() as connection:
        world.engine.using(connection).complete(run.id, "susun", "a")
        if host.dialect.name == "sqlite":
            thread = Thread(target=other)
            thread.start()
            thread.join()
            assert [type(one) for one in found] == [StoreBusy]
        connection.rollback()
    assert world.store.load(run.id) == run


@pytest.mark.long
def test_of_two_tasks_in_a_loop_only_the_one_that_would_wait_for_itself_is_refused(tmp_path):
    async def run():
        database = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'proses.db'}")
        engine = sopflow.AsyncEngine(SQLStore(database, patience=0.5))
        await engine.register(SURAT)
        one = await engine.start("surat", "a")

        async def other():
            with pytest.raises(StoreBusy):
                await engine.complete(one.id, "tulis", "a")

        async with AsyncSession(database) as session:
            inside = await engine.using(session)
            await inside.annotate(one.id, "a", "catatan")
            with pytest.raises(OwnTransaction):
                await engine.complete(one.id, "tulis", "a")
            await asyncio.create_task(other())
            await session.commit()
        assert (await engine.complete(one.id, "tulis", "a")).status == "completed"
        await database.dispose()

    asyncio.run(run())


# -- what a store is made of


def test_an_asyncio_engine_of_sqlalchemy_works(database):
    async def run():
        engine = create_async_engine(url_of(database, sqlite="sqlite+aiosqlite"))
        store = SQLStore(engine)
        subject = sopflow.AsyncEngine(store)
        await subject.register(SURAT)
        assert (await subject.start("surat", "a")).version
        assert [one.sop async for one in subject.instances()] == ["surat"]
        await engine.dispose()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (lambda p: SQLStore(5), "a path, a URL"),
        (lambda p: SQLStore(None), "a path, a URL"),
        (lambda p: SQLStore(p, synchronous="full"), "FULL"),
        (lambda p: SQLStore(p, synchronous="FULL; DROP TABLE x"), "FULL"),
        (lambda p: SQLStore(p, patience=-1), "seconds"),
        (lambda p: SQLStore(p, patience="10"), "seconds"),
        (lambda p: SQLStore(sa.create_engine(f"sqlite:///{p}"), asyncio=True), "create_async_engine"),
    ],
)
def test_a_store_that_cannot_be_made_says_of_what_it_is_made(given, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadArgument, match=expected):
        given(tmp_path / "proses.db")
    assert list(tmp_path.iterdir()) == []


# -- the host's migrations

ENVIRONMENT = """
import sqlalchemy as sa
from alembic import context
{imports}
host = sa.MetaData()
sa.Table("host_letter", host, sa.Column("subject", sa.Text, primary_key=True), sa.Column("number", sa.Integer))
with sa.create_engine(context.config.get_main_option("url")).connect() as connection:
    context.configure(connection=connection, target_metadata=host, {options})
    with context.begin_transaction():
        context.run_migrations()
"""


def proposed(host, tmp_path, imports="", options=""):
    """What the host's `alembic revision --autogenerate` would do."""
    place = tmp_path / f"alembic{bool(options)}"
    config = Config(tmp_path / f"{place.name}.ini", stdout=io.StringIO())
    config.set_main_option("script_location", str(place))
    config.set_main_option("url", host.url.render_as_string(hide_password=False).replace("%", "%%"))
    command.init(config, str(place))
    (place / "env.py").write_text(textwrap.dedent(ENVIRONMENT.format(imports=imports, options=options)))
    script = command.revision(config, message="otomatis", autogenerate=True)
    return [line.strip() for line in Path(script.path).read_text().splitlines() if "op." in line]


def test_the_hosts_autogenerate_leaves_our_tables_alone(host, tmp_path):
    SQLStore(host, create=True)
    assert any("drop_table('sopflow_instance')" in line for line in proposed(host, tmp_path))
    found = proposed(host, tmp_path, "from sopflow.sql import include_name", "include_name=include_name")
    up = [line for line in found if "sopflow" in line]
    assert up == []
    assert any("add_column('host_letter'" in line for line in found)


def test_all_our_tables_bear_our_name(database):
    store = SQLStore(database)
    names = sa.inspect(store.engine).get_table_names()
    assert set(names) == {*sopflow.sql.metadata.tables, "sopflow_schema"}
    assert not any(sopflow.sql.include_name(name, "table", {}) for name in names)
    assert sopflow.sql.include_name("surat", "table", {})
    assert sopflow.sql.include_name("sopflow_letter_id", "column", {"table_name": "surat"})
