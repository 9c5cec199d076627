"""A store on asyncio that nothing awaits, or whose driver cannot be awaited, is refused before the driver is asked."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session

import sopflow
from sopflow.errors import NotAwaited
from sopflow.sql import SQLStore, audit, backup, dump, fill_again, restore
from sopflow.testing import World

from .. import loops
from .test_asyncio import SOP


def never_awaited(warnings):
    gc.collect()
    return [str(one.message) for one in warnings if "never awaited" in str(one.message)]


def test_without_an_engine_that_awaits_it_says_which_one_does(database, tmp_path, recwarn):
    """Whatever is called, with a running loop or without, and with nothing left that nobody awaits."""
    store = SQLStore(database, asyncio=True)
    engine = sopflow.Engine(store)
    calls = [
        store.close,
        engine.close,
        lambda: engine.register(sopflow.loads(SOP)),
        lambda: engine.start("surat", "a"),
        engine.count,
        lambda: engine.instance("0" * 32),
        lambda: list(engine.instances()),
        lambda: list(engine.history("0" * 32)),
        lambda: list(engine.worklist("a")),
        lambda: list(audit(store)),
        lambda: list(dump(store)),
        lambda: list(restore(store, filled)),
        lambda: fill_again(store),
        lambda: store.within(Session(store.engine)),
    ]
    if "://" not in database:
        calls.append(lambda: backup(store, tmp_path / "copy.db"))
    other = World(SQLStore(tmp_path / "other.db"))
    other.run()
    filled = list(dump(other.store))

    def refused():
        for call in calls:
            with pytest.raises(NotAwaited, match=r"use an AsyncEngine, .* open it without asyncio"):
                call()

    async def refused_in_a_loop():
        refused()

    refused()
    loops.run(refused_in_a_loop())
    assert never_awaited(recwarn) == []


def test_a_transaction_of_the_hosts_is_not_used_where_nothing_awaits_it(database, recwarn):
    async def work(host):
        engine = sopflow.AsyncEngine(SQLStore(host, create=True))
        await engine.register(sopflow.loads(SOP))
        run = await engine.start("surat", "a")
        async with host.begin() as transaction:
            inside = (await engine.using(transaction)).engine
            for call in (lambda: inside.instance(run.id), lambda: inside.complete(run.id, "susun", "a")):
                with pytest.raises(NotAwaited):
                    call()
        with pytest.raises(NotAwaited):
            engine.engine.using(Session(host.sync_engine))
        await engine.close()
        await host.dispose()

    url = database.replace("postgresql:", "postgresql+psycopg:")
    loops.run(work(create_async_engine(url if "://" in url else f"sqlite+aiosqlite:///{url}")))
    assert never_awaited(recwarn) == []


def test_without_greenlet_the_store_works_and_asyncio_says_what_is_missing(tmp_path):
    code = f"""
import sys
sys.modules["greenlet"] = None
import sopflow
from sopflow.sql import SQLStore
engine = sopflow.Engine(SQLStore({str(tmp_path / "p.db")!r}))
engine.register(sopflow.loads({SOP!r}))
print(engine.start("surat", "a").revision)
try:
    SQLStore({str(tmp_path / "p.db")!r}, asyncio=True)
except sopflow.SopflowError as problem:
    print(problem)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == [
        "1", 'this needs the package "greenlet": pip install "sopflow[asyncio]"',
    ], done.stderr  # fmt: skip
