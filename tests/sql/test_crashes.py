"""Processes that are killed, servers that fall, and many hands on the same work.

`SOPFLOW_CRASHES=500 pytest tests/sql/test_crashes.py -s` runs the full count on each database; without it fewer.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

import sopflow
from sopflow.definition.digest import digest
from sopflow.errors import Refusal, StoreError
from sopflow.flow.evolve import fold
from sopflow.sql import SQLStore, audit
from sopflow.testing.contract import World
from tests.sop import sop
from tests.waiting import soon

pytestmark = pytest.mark.long

CRASHES = int(os.environ.get("SOPFLOW_CRASHES", "60" if os.environ.get("CI") == "true" else "25"))
STEPS = [("susun", "a", None), ("periksa", "a", "N"), ("susun", "a", None), ("periksa", "b", "Y"), ("paraf", "b", None), ("paraf", "c", None)]  # fmt: skip


def in_a_process(work):
    """Run work in a process of its own; what it writes is read from the file that comes back."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            with os.fdopen(write, "w", buffering=1) as out:
                work(out)
        except BaseException as problem:
            os.write(2, f"{type(problem).__name__}: {problem}\n".encode())
        finally:
            os._exit(0)
    os.close(write)
    return child, os.fdopen(read)


def working(database, number, store=None):
    """Start and complete, again and again, each act with a key; say so once it is acknowledged."""

    def work(out):
        engine = sopflow.Engine(store or SQLStore(database))
        for count in range(10_000):
            key = f"{number}-{count}"
            run = engine.start("surat", "a", key=key)
            out.write(f"{run.id} {run.revision}\n")
            for at, (step, by, outcome) in enumerate(STEPS):
                run = engine.complete(run.id, step, by, outcome, key=f"{key}-{at}")
                out.write(f"{run.id} {run.revision}\n")

    return work


def acknowledged(file, into):
    for line in file:
        if line.endswith("\n"):
            instance, revision = line.split()
            into[instance] = max(into.get(instance, 0), int(revision))


def verify(database, acks):
    """Nothing that was acknowledged is lost, nothing is there twice, everything is whole, the outbox has all."""
    store = SQLStore(database)
    engine = sopflow.Engine(store)
    for instance, revision in acks.items():
        assert store.load(instance).revision >= revision
    seen = Counter()
    engine.subscribe("arsip", lambda e: seen.update([(e.instance, e.revision)])).deliver()
    events = 0
    for run in engine.instances():
        history = list(store.history(run.id))
        events += len(history)
        assert fold(history) == run
        done = [(e.step, e.command.outcome) for e in history[1:]]
        assert done == [(step, outcome) for step, _, outcome in STEPS][: len(done)]
        assert all(seen[run.id, e.revision] for e in history)
    assert sum(seen.values()) == events
    keys = Counter(next(store.history(run.id)).command.key for run in engine.instances())
    assert set(keys.values()) <= {1}
    assert not any(a.problem for a in audit(store))
    store.close()
    return events


def test_a_process_that_is_killed_loses_and_doubles_nothing(database):
    world = World(SQLStore(database))
    world.store.close()
    chance = random.Random(CRASHES)
    acks = {}
    for number in range(CRASHES):
        child, said = in_a_process(working(database, number))
        said_first = said.readline()  # it works
        time.sleep(chance.random() * 0.06)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged([said_first, *said], acks)
        said.close()
    events = verify(database, acks)
    print(f"{CRASHES} kills, {sum(acks.values())} acknowledged events, {events} kept")
    assert sum(acks.values()) <= events <= sum(acks.values()) + CRASHES


def test_a_process_of_many_threads_that_is_killed_loses_and_doubles_nothing(tmp_path):
    """Whose commands one transaction keeps, and one wait for the disk."""
    database = str(tmp_path / "proses.db")
    World(SQLStore(database)).store.close()
    chance, kills, acks = random.Random(7), min(CRASHES, 60), {}

    def threads(number):
        def work(out):
            store = SQLStore(database)
            each = [working(database, f"{number}-{n}", store) for n in range(6)]
            some = [Thread(target=one, args=(out,), daemon=True) for one in each]
            for thread in some:
                thread.start()
            some[0].join()

        return work

    for number in range(kills):
        child, said = in_a_process(threads(number))
        said_first = said.readline()
        time.sleep(chance.random() * 0.1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged([said_first, *said], acks)
        said.close()
    events = verify(database, acks)
    assert sum(acks.values()) <= events <= sum(acks.values()) + 6 * kills


def test_after_a_crash_the_same_keys_go_on_where_it_stopped(database):
    world = World(SQLStore(database))
    world.store.close()
    for number in range(5):
        child, said = in_a_process(working(database, number))
        said.readline()
        time.sleep(0.05)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said.close()
        engine = sopflow.Engine(SQLStore(database))
        last = list(engine.instances())[-1]
        key = next(engine.history(last.id)).command.key
        assert engine.start("surat", "a", key=key).id == last.id
        for at, (step, by, outcome) in enumerate(STEPS):
            run = engine.complete(last.id, step, by, outcome, key=f"{key}-{at}")
        assert engine.instance(last.id).revision == run.revision == len(STEPS) + 1
    verify(database, {})


def test_a_server_that_falls_under_load_loses_and_doubles_nothing(cluster, postgres_url):
    world = World(SQLStore(postgres_url, patience=60))
    acks, failures, stop, done = {}, [], [], Counter()

    def work(number):
        engine = world.another(SQLStore(postgres_url, patience=60))
        try:
            count = 0
            while not stop:
                run = engine.start("surat", "a", key=f"{number}-{count}")
                count += 1
                acks[run.id] = 1
                for at, (step, by, outcome) in enumerate(STEPS):
                    key = f"{number}-{count}-{at}" if at % 2 else None  # with keys and without
                    acks[run.id] = engine.complete(run.id, step, by, outcome, key=key).revision
                    done[number] += 1
        except Exception as problem:
            failures.append(problem)

    workers = [Thread(target=work, args=(number,)) for number in range(4)]

    def each_has_stored_something():
        before = done.copy()  # two: the first may have been stored before the fall
        soon(lambda: failures or all(done[number] >= before[number] + 2 for number in range(len(workers))))

    for worker in workers:
        worker.start()
    try:
        each_has_stored_something()
        for _ in range(max(3, CRASHES // 20)):
            cluster.stop("immediate")
            cluster.start()
            each_has_stored_something()
    finally:
        stop.append(True)
        for worker in workers:
            worker.join()
    assert failures == []
    assert sum(acks.values()) == verify(postgres_url, acks)


def test_of_eight_processes_each_item_has_one_winner_and_losers_are_told(database):
    world = World(SQLStore(database))
    runs = [world.run().id for _ in range(25)]
    world.store.close()

    def work(out):
        engine = sopflow.Engine(SQLStore(database, patience=60))
        for run in runs:
            try:
                engine.complete(run, "susun", "a", expected=1)
            except Refusal as refusal:
                out.write(f"{run} {refusal.code}\n")
            else:
                out.write(f"{run} won\n")

    children = [in_a_process(work) for _ in range(8)]
    results = {run: Counter() for run in runs}
    for child, said in children:
        for line in said:
            run, code = line.split()
            results[run][code] += 1
        said.close()
        os.waitpid(child, 0)
    assert all(found == {"won": 1, "conflict": 7} for found in results.values())
    store = SQLStore(database)
    assert all(store.load(run).revision == 2 for run in runs)
    assert not any(a.problem for a in audit(store))


def test_waits_end_once_however_many_processes_advance(database):
    world = World(SQLStore(database))
    runs = [world.run("susun", "periksa=Y", "paraf", "paraf").id for _ in range(20)]
    world.store.close()
    later = world.clock.now() + timedelta(days=4)

    def work(out):
        engine = sopflow.Engine(SQLStore(database, patience=60), clock=sopflow.ManualClock(later))
        out.write(f"{engine.advance()}\n")

    children = [in_a_process(work) for _ in range(8)]
    count = sum(int(said.read()) for _, said in children)
    for child, said in children:
        os.waitpid(child, 0)
        said.close()
    assert count == len(runs)
    store = SQLStore(database)
    assert all([e.type for e in store.history(run)].count("wait_ended") == 1 for run in runs)


def test_threads_on_different_instances_do_not_hinder_each_other(database):
    world = World(SQLStore(database, patience=60))
    failures = []

    def work():
        with contextlib.suppress(StoreError):
            engine = world.another()
            for _ in range(5):
                run = engine.start("surat", "a")
                for step, by, outcome in STEPS:
                    run = engine.complete(run.id, step, by, outcome)
            return
        failures.append(datetime.now(UTC))

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(world.engine.instances())) == 40


LATE = sop(
    "- {id: periksa, activity: x, actor: a, duration: 1 jam, on_late: [{remind: true}, {after: 1 hari, escalate: b}]}"
)
MANY = int(os.environ.get("SOPFLOW_LATE", "300"))


def test_each_escalation_happens_once_however_many_processes_advance(database):
    """`SOPFLOW_LATE=10000` runs the full count."""
    clock = sopflow.ManualClock(datetime(2024, 3, 12, 8, 0, tzinfo=UTC))
    store = SQLStore(database)
    engine = sopflow.Engine(store, clock=clock)
    engine.register(LATE)
    runs = [engine.start("uji", "a").id for _ in range(MANY)]
    store.close()
    later = clock.now() + timedelta(days=4)

    def work(out):
        advancing = sopflow.Engine(SQLStore(database, patience=120), clock=sopflow.ManualClock(later))
        out.write(f"{advancing.advance()}\n")

    children = [in_a_process(work) for _ in range(8)]
    counts = [int(said.read()) for _, said in children]
    for child, said in children:
        os.waitpid(child, 0)
        said.close()
    print(f"{MANY} late items, 8 processes: {counts}")
    assert sum(counts) == 2 * len(runs)
    store = SQLStore(database)
    for run in runs:
        assert [e.type for e in store.history(run)] == ["started", "reminded", "escalated"]
    assert not any(a.problem for a in audit(store))


def test_a_migration_that_is_killed_goes_on_where_it_stopped(database):
    count = 300
    world = World(SQLStore(database))
    runs = {world.run(*(["susun"] if n % 2 else [])).id for n in range(count)}
    flow = world.engine.flow("surat")
    text = dataclasses.replace(flow.definition, version="2")
    world.engine.register(dataclasses.replace(text, digest=digest(text)))
    world.store.close()

    def migrate(out):
        engine = sopflow.Engine(SQLStore(database), clock=world.clock)
        for one in engine.migrate("surat", to="2", by="admin"):
            out.write(f"{one.before.id} {one.after.revision}\n")

    acks, kills = {}, 0
    while len(acks) < count:
        child, said = in_a_process(migrate)
        goal = len(acks) + random.Random(kills).randrange(20, 90)
        for line in said:
            acknowledged([line], acks)
            if len(acks) >= goal:
                break
        kills += 1
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said.close()
        left = sopflow.Engine(SQLStore(database)).find(sop="surat", limit=10_000).items
        acks |= {run.id: run.revision for run in left if run.version == "2"}
    store = SQLStore(database)
    assert {run.id for run in sopflow.Engine(store).instances()} == runs
    for run in runs:
        assert [e.type for e in store.history(run)].count("migrated") == 1
        assert store.load(run).version == "2"
    assert not any(a.problem for a in audit(store))
    print(f"{kills} kills, {count} instances moved, each once")
    assert kills > 3
