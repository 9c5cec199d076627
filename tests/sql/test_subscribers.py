"""Subscribers of a database, beyond the contract: transactions that commit in another order than they began."""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack
from threading import Thread

import pytest
from sqlalchemy import insert, select, text

import sopflow
from sopflow.sql import SQLStore
from sopflow.sql.tables import EVENT
from sopflow.testing.contract import World


@pytest.fixture
def world(postgres_url):
    world = World(SQLStore(postgres_url))
    yield world
    world.store.close()


@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_an_event_that_is_committed_late_is_not_missed(world, ending):
    seen = []
    subscription = world.engine.subscribe("arsip", seen.append)
    first = world.run()
    with world.store.engine.connect() as connection:
        slow = world.engine.using(connection).start("surat", "a")
        fast = world.run()
        subscription.deliver()
        assert [e.instance for e in seen] == [first.id]  # what comes after the gap waits for it
        getattr(connection, ending)()
    subscription.deliver()
    expected = [first.id, slow.id, fast.id] if ending == "commit" else [first.id, fast.id]
    assert [e.instance for e in seen] == expected


def test_who_begins_now_misses_nothing_that_is_committed_afterwards(world):
    world.run()
    seen = []
    with world.store.engine.connect() as connection:
        slow = world.engine.using(connection).start("surat", "a")
        fast = world.run()
        subscription = world.engine.subscribe("baru", seen.append, start="now")
        connection.commit()
    last = world.run()
    subscription.deliver()
    # one that came before counts again, since a position before it was still to come
    assert [e.instance for e in seen] == [slow.id, fast.id, last.id]


@pytest.mark.parametrize("of_the_host", [False, True])
def test_an_event_of_a_later_transaction_at_an_earlier_position_is_not_missed(world, of_the_host):
    runs = [world.run(), world.run()]

    def write(connection, run):
        started = select(EVENT.c.instance, EVENT.c.revision + 1, EVENT.c.body, EVENT.c.hash)
        columns = ["instance", "revision", "body", "hash"]
        connection.execute(insert(EVENT).from_select(columns, started.where(EVENT.c.instance == run.id)))

    with ExitStack() as stack:
        one, other, host = (stack.enter_context(world.store.engine.connect()) for _ in range(3))

        def positions():
            host.rollback()
            store = world.store.within(host) if of_the_host else world.store
            return [position for position, _ in store.recorded(0, 10)]

        one.execute(text("SELECT pg_current_xact_id()"))  # begins before the other, and writes after it
        write(other, runs[0])
        write(one, runs[1])
        one.commit()
        for _ in range(3):
            assert positions() == [1, 2]
        other.commit()
        assert positions() == [1, 2, 3, 4]


def test_numbers_that_were_lost_hold_up_nobody(world):
    seen = []
    subscription = world.engine.subscribe("arsip", seen.append)
    for _ in range(5):
        with world.store.engine.connect() as connection:
            world.engine.using(connection).start("surat", "a")
            connection.rollback()
        world.run("susun")
    for _ in range(10):
        subscription.deliver()
    assert [e.revision for e in seen] == [1, 2] * 5


def test_while_many_write_a_subscriber_sees_everything_in_order(world):
    url, stop, seen = world.store.engine.url, [], []

    def write():
        engine = sopflow.Engine(SQLStore(url))
        for _ in range(15):
            run = engine.start("surat", "a")
            engine.complete(run.id, "susun", "a")
            engine.complete(run.id, "periksa", "b", "N")

    def read():
        subscription = sopflow.Engine(SQLStore(url)).subscribe("arsip", seen.append)
        while not stop:
            subscription.deliver(limit=7)
        while subscription.deliver():
            pass

    writers = [Thread(target=write) for _ in range(4)]
    reader = Thread(target=read)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.append(True)
    reader.join()
    by_instance = {}
    for event in seen:
        by_instance.setdefault(event.instance, []).append(event.revision)
    assert len(by_instance) == 60
    assert all(revisions == [1, 2, 3] for revisions in by_instance.values())


def test_a_subscriber_that_is_killed_is_followed_by_another_that_misses_nothing(database, tmp_path):
    world = World(SQLStore(database))
    runs = [world.run("susun", "periksa=N") for _ in range(60)]
    world.store.close()
    log = tmp_path / "log"
    child = os.fork()
    if child == 0:
        with log.open("a") as file:

            def slowly(event):
                file.write(f"{event.instance} {event.revision}\n")
                file.flush()
                time.sleep(0.001)

            world.another(SQLStore(database)).subscribe("arsip", slowly).deliver()
        os._exit(0)
    while not log.exists() or log.stat().st_size < 2000:
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    world.after(minutes=2)  # the lease of the one that was killed is over
    first = log.read_text().split("\n")[:-1]
    rest = []
    world.another(SQLStore(database)).subscribe(
        "arsip", lambda e: rest.append(f"{e.instance} {e.revision}")
    ).deliver()
    assert 0 < len(first) < 180
    assert set(first) | set(rest) == {f"{run.id} {n}" for run in runs for n in (1, 2, 3)}
    assert len(rest) == len(set(rest))
