"""Processes that are forked from one that has used its store: each works with connections of its own."""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import contextmanager
from itertools import count

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.errors import StoreUnavailable
from sopflow.sql import SQLStore
from tests.forks import in_a_fork
from tests.sop import engine_for, sop

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}")
ROUNDS, CHILDREN = 4, 2
NUMBERS = count()


def work(engine, name):
    """Commands and questions, each answered for the instance that was asked for."""
    for at in range(ROUNDS):
        subject = f"{name} {at}"
        run = engine.start("uji", "a", subject=subject)
        assert engine.complete(run.id, "s", "a").subject == subject
        assert engine.instance(run.id).active[0].step == "t"
        assert run.id in {one.id for one in engine.find(subject=subject).items}


@contextmanager
def threads(engine, count=3):
    """Others who work in this process meanwhile, so that a fork happens in the middle of things."""
    done, wrong = threading.Event(), []

    def one(name):
        while not done.is_set():
            try:
                work(engine, f"{name} {next(NUMBERS)}")
            except BaseException as problem:
                wrong.append(problem)
                return

    running = [threading.Thread(target=one, args=(f"utas{at}",)) for at in range(count)]
    for thread in running:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in running:
            thread.join()
    assert wrong == []


def test_children_and_their_parent_work_side_by_side(database):
    engine = engine_for(SOP, store=SQLStore(database))
    work(engine, "sebelum")
    with threads(engine):
        for child in range(CHILDREN):
            assert (
                in_a_fork(lambda at=child: work(engine, f"anak{at}"), meanwhile=lambda: work(engine, "induk")) == 0
            )
    work(engine, "sesudah")
    known = {run.subject for run in engine.instances()}
    assert {f"anak{child} {at}" for child in range(CHILDREN) for at in range(ROUNDS)} <= known


def test_threads_of_a_child_work_too(database):
    engine = engine_for(SOP, store=SQLStore(database))
    work(engine, "sebelum")

    def child():
        with threads(engine, 1):
            work(engine, "anak")

    assert in_a_fork(child) == 0


def test_an_engine_in_memory_is_forked_in_the_middle_of_its_work():
    engine = engine_for(SOP)
    with threads(engine):
        for _ in range(5):
            assert in_a_fork(lambda: work(engine, "anak"), seconds=20) == 0


@pytest.mark.parametrize("whose", ["ours", "a host's"])
def test_a_child_of_the_middle_of_a_transaction_on_sqlite_is_refused_and_does_not_hang(tmp_path, whose):
    path = tmp_path / "proses.db"
    store = SQLStore(path if whose == "ours" else sa.create_engine(f"sqlite:///{path}"))
    engine = engine_for(SOP, store=store)
    codes = []

    def child():
        with pytest.raises(StoreUnavailable, match="open it after forking"):
            engine.start("uji", "a")

    def forks(_):
        codes.append(in_a_fork(child, seconds=20))

    store._own.write(forks, lambda _: False)
    assert codes == [0]
    work(engine, "induk")


@pytest.mark.parametrize("how", ["asyncio", "threads"])
def test_an_engine_in_the_loop_is_used_again_in_a_child_but_not_on_sqlite_in_the_loop(database, how):
    async def started():
        run = await engine.start("uji", "a")
        return (await engine.complete(run.id, "s", "a")).revision

    async def first():
        await engine.register(SOP)
        return await started()

    def child():
        with asyncio.Runner() as own:
            if how == "asyncio" and "postgresql" not in database:
                with pytest.raises(StoreUnavailable, match="open it after forking"):
                    own.run(started())
            else:
                assert own.run(started()) == 2

    store = SQLStore(database, asyncio=how == "asyncio")
    engine = sopflow.AsyncEngine(store) if how == "asyncio" else sopflow.AsyncEngine.over(sopflow.Engine(store))
    with asyncio.Runner() as runner:
        assert runner.run(first()) == 2
        assert in_a_fork(child, meanwhile=lambda: runner.run(started())) == 0
        assert runner.run(started()) == 2
