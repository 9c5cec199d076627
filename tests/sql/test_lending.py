"""A store on PostgreSQL that was given a URL keeps its connections; a host's engine lends and takes back as it always does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.errors import Conflict, StoreError
from sopflow.sql import SQLStore
from sopflow.sql.lending import _KEPT
from sopflow.sql.transactions import Pauses
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a, branches: {Y: s, N: end}}")


def taken(engine):
    """How often a connection is taken from an engine's pool from now on."""
    found = []
    sa.event.listen(engine, "checkout", lambda *_: found.append(1))
    return found


@pytest.fixture
def host(postgres_url):
    engine = sa.create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def used(store):
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a").id
    count = taken(store.engine)
    for _ in range(5):
        engine.complete(run, "s", "a", "Y")
        assert engine.store.load(run).id == run
        assert len(engine.find(sop="uji").items) == 1
    return len(count)


def test_plain_commands_and_looks_take_nothing_from_the_pool(postgres_url):
    store = SQLStore(postgres_url)
    assert used(store) == 0
    store.close()
    assert store.engine.pool.checkedout() == 0


def test_an_engine_of_a_host_lends_each_time(host):
    assert used(SQLStore(host)) >= 15
    assert host.pool.checkedout() == 0


def test_a_connection_that_was_lost_is_replaced(postgres_url, host):
    store = SQLStore(postgres_url)
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a").id
    for revision in range(2, 6):
        with host.begin() as connection:
            own = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
            connection.exec_driver_sql(own)
        assert engine.complete(run, "s", "a", "Y").revision == revision
    assert len(list(engine.history(run))) == 5


def keeps(store, count):
    """Have a store keep so many connections, by as many threads that look at the same time."""
    met = Barrier(count)
    with ThreadPoolExecutor(count) as threads:
        looks = threads.map(lambda _: store._own.read(lambda c: met.wait(30) is not None), range(count))
        assert len(list(looks)) == count


def test_of_kept_connections_that_are_lost_together_one_alone_is_noticed_by_its_failure(
    postgres_url, host, monkeypatch
):
    store = SQLStore(postgres_url)
    failed, after = [], Pauses.after
    monkeypatch.setattr(Pauses, "after", lambda *told: failed.append(1) or after(*told))
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a").id
    keeps(store, _KEPT)
    with host.begin() as connection:
        own = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
        connection.exec_driver_sql(own)
    for revision in range(2, 9):
        assert engine.complete(run, "s", "a", "Y").revision == revision
    assert engine.start("uji", "a").revision == 1
    assert failed == [1]


def test_where_the_server_allows_no_more_connections_than_are_kept_transactions_go_on(postgres_url, host):
    """As two processes that each keep two, of four that are allowed."""
    name = postgres_url.rpartition("search_path%3D")[2]
    with host.begin() as connection:
        for statement in (
            f"CREATE ROLE few_{name} LOGIN CONNECTION LIMIT 4",
            f"GRANT ALL ON SCHEMA {name} TO few_{name}",
        ):
            connection.exec_driver_sql(statement)
    url = postgres_url.replace("sopflow@", f"few_{name}@")
    stores = [SQLStore(url, patience=2) for _ in range(2)]
    engines = [engine_for(SOP, store=one) for one in stores]
    for store in stores:
        keeps(store, 2)
    for engine in engines * 3:
        run = engine.start("uji", "a", key=f"k{engines.index(engine)}")
        assert engine.complete(run.id, "s", "a", "Y").revision > run.revision


def test_what_failed_on_a_connection_leaves_nothing_on_the_next(postgres_url):
    store = SQLStore(postgres_url)
    one, other = engine_for(SOP, store=store), sopflow.Engine(SQLStore(postgres_url))
    run = one.start("uji", "a").id
    with pytest.raises(StoreError):
        store._own.read(
            lambda c: store._do.load(c, instance=b"\xff" * 3).fetchone() or c.exec_driver_sql("SELECT 1/0")
        )
    other.complete(run, "s", "a", "Y")
    with pytest.raises(Conflict):
        one.complete(run, "s", "a", "Y", expected=1)
    assert one.complete(run, "s", "a", "Y").revision == 3


def test_many_threads_leave_the_pool_enough_for_transactions(postgres_url):
    store = SQLStore(postgres_url)
    engine = engine_for(SOP, store=store)
    count = 12
    met = Barrier(count)

    def looks(_):
        return store._own.read(lambda c: met.wait(30) is not None and store._do.last(c).fetchone()[0])

    with ThreadPoolExecutor(count) as threads:
        assert list(threads.map(looks, range(count))) == [0] * count
        assert store.engine.pool.checkedout() == _KEPT
        runs = list(threads.map(lambda _: engine.start("uji", "a").id, range(count)))
    assert len(set(runs)) == count
