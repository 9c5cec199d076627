"""A database and its connections hold every character, or are refused before anything is made."""

from __future__ import annotations

import subprocess

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

import sopflow
from sopflow.errors import (
    WrongEncoding,
)
from sopflow.sql import SQLStore, audit
from tests import loops, postgres
from tests.sop import engine_for

from .doing import SOP, as_host, opened, psycopg, with_a_case


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


IN_THE_URL = ("client_encoding={}", "options=-cclient_encoding%3D{}")


@pytest.mark.parametrize("encoding", ["latin1", "sql_ascii"])
@pytest.mark.parametrize("said", IN_THE_URL)
def test_an_engine_on_asyncio_in_another_encoding_is_refused_when_it_is_given(server, encoding, said):
    url = server("UTF8").replace("postgresql:", "postgresql+psycopg:")
    with pytest.raises(WrongEncoding, match="client_encoding") as caught:
        SQLStore(create_async_engine(f"{url}?{said.format(encoding)}"))
    assert caught.value.encoding == encoding.upper()


@pytest.mark.parametrize("encoding", ["latin1", "sql_ascii"])
@pytest.mark.parametrize("driver", ["psycopg", "asyncpg"])
def test_an_engine_on_asyncio_whose_arguments_name_another_encoding_is_refused_when_it_is_given(
    server, encoding, driver
):
    own = {"client_encoding": encoding}
    url = server("UTF8").replace("postgresql:", f"postgresql+{driver}:")
    arguments = own if driver == "psycopg" else {"server_settings": own}
    with pytest.raises(WrongEncoding, match="client_encoding") as caught:
        SQLStore(create_async_engine(url, connect_args=arguments))
    assert caught.value.encoding == encoding.upper()


@pytest.mark.parametrize("said", IN_THE_URL)
def test_a_transaction_of_the_hosts_in_another_encoding_is_refused(server, said):
    """Its engine may be another than the store's."""
    url = server("UTF8")
    run = with_a_case(url)
    _, engine = opened(url)
    host = as_host(f"{url}?{said.format('latin1')}")
    with host.begin() as connection:
        inside = engine.using(connection)
        for call in (lambda: inside.annotate(run.id, "a", "Surat 中文"), lambda: inside.instance(run.id)):
            with pytest.raises(WrongEncoding, match="client_encoding"):
                call()
    host.dispose()

    async def work(awaited, plain):
        engine = sopflow.AsyncEngine(SQLStore(plain, asyncio=True))
        async with awaited.begin() as connection:
            with pytest.raises(WrongEncoding, match="client_encoding"):
                await (await engine.using(connection)).annotate(run.id, "a", "Surat 中文")
        await engine.close()
        await awaited.dispose()

    loops.run(work(create_async_engine(host.url), url))
