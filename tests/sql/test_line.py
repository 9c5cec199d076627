"""Writes that wait for one turn: done together, each whole or not at all, and known to whoever asked."""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from contextlib import nullcontext
from threading import Event, Thread

import pytest

import sopflow
from sopflow.errors import Conflict, StoreBusy, StoreError, UnknownInstance
from sopflow.sql import SQLStore, audit
from sopflow.sql.line import Asked, Line
from sopflow.testing.contract import World
from tests.forks import in_a_fork
from tests.waiting import soon


class Held:
    """A store whose turn is taken while others ask for theirs; what came of each, by its number."""

    def __init__(self, path, patience=20):
        self.world = World(SQLStore(path, patience=patience))
        self.own = self.world.store._own
        self.commits, self.came = 0, {}
        commit = self.own.commit

        def counted(connection):
            self.commits += 1
            commit(connection)

        self.own.commit = counted

    def ask(self, *asked):
        """All of it at once, while the turn is another's; then that one ends."""
        taken, ends = Event(), Event()

        def hold():
            with self.own.turn:
                taken.set()
                ends.wait()

        threads = [Thread(target=self._one, args=(at, work)) for at, work in enumerate(asked)]
        holder = Thread(target=hold)
        holder.start()
        taken.wait()
        self.commits = 0
        for at, thread in enumerate(threads):
            thread.start()
            self.until_waiting(at + 1)
        ends.set()
        for thread in (holder, *threads):
            thread.join()
        return [self.came[at] for at in range(len(asked))]

    def until_waiting(self, count):
        soon(lambda: len(self.own._line._waiting) >= count)

    def _one(self, at, work):
        try:
            self.came[at] = work()
        except BaseException as problem:
            self.came[at] = problem


@pytest.fixture
def held(tmp_path):
    return Held(tmp_path / "proses.db")


def completing(world, run):
    return lambda: world.engine.complete(run.id, "susun", "a")


def test_those_who_wait_for_one_turn_are_done_in_one_transaction(held):
    runs = [held.world.run() for _ in range(6)]
    came = held.ask(*(completing(held.world, run) for run in runs))
    assert [done.id for done in came] == [run.id for run in runs]
    assert [held.world.store.load(run.id) for run in runs] == came
    assert held.commits == 1
    assert not any(a.problem for a in audit(held.world.store))


def test_of_very_many_the_first_need_not_wait_for_all(held, monkeypatch):
    monkeypatch.setattr("sopflow.sql.line._MOST", 4)
    runs = [held.world.run() for _ in range(10)]
    came = held.ask(*(completing(held.world, run) for run in runs))
    assert {done.revision for done in came} == {2}
    assert held.commits == 3


def test_what_one_is_refused_concerns_nobody_else(held):
    one, other = held.world.run(), held.world.run()
    held.world.store._snapshots._last.clear()  # each looks
    same = [completing(held.world, run) for run in (one, one, other)]
    came = held.ask(*same)
    won = [done for done in came if not isinstance(done, BaseException)]
    assert sorted(done.id for done in won) == sorted([one.id, other.id])
    (lost,) = (done for done in came if isinstance(done, BaseException))
    assert isinstance(lost, sopflow.Refusal)
    assert [held.world.store.load(run.id).revision for run in (one, other)] == [2, 2]
    assert not any(a.problem for a in audit(held.world.store))


@pytest.mark.parametrize("problem", [ValueError, sqlite3.IntegrityError, UnknownInstance])
def test_work_that_breaks_breaks_for_whoever_asked_alone(held, problem):
    runs = [held.world.run() for _ in range(2)]

    def breaks(connection):
        connection.execute("DELETE FROM sopflow_event")
        raise problem

    one, broken, other = held.ask(
        completing(held.world, runs[0]),
        lambda: held.own.write(breaks, lambda _: False),
        completing(held.world, runs[1]),
    )
    assert isinstance(broken, problem) or (
        isinstance(broken, StoreError) and isinstance(broken.__cause__, problem)
    )
    assert [one.revision, other.revision] == [2, 2]
    assert not any(a.problem for a in audit(held.world.store))


@pytest.mark.parametrize("after", [True, False], ids=["lost acknowledgement", "lost commit"])
def test_a_transaction_of_several_that_was_cut_off_is_done_once(held, after):
    runs = [held.world.run() for _ in range(4)]
    commit, cut = held.own.commit, []

    def cuts(connection):
        if cut:
            return commit(connection)
        cut.append(1)
        (commit if after else sqlite3.Connection.rollback)(connection)
        raise sqlite3.OperationalError("database is locked")

    held.own.commit = cuts
    came = held.ask(*(completing(held.world, run) for run in runs))
    assert [done.revision for done in came] == [2, 2, 2, 2]
    assert [held.world.store.load(run.id) for run in runs] == came
    assert [len(list(held.world.store.history(run.id))) for run in runs] == [2, 2, 2, 2]
    assert not any(a.problem for a in audit(held.world.store))


def test_whoever_gave_up_waiting_is_not_done_later(tmp_path):
    held = Held(tmp_path / "proses.db", patience=0.2)
    run = held.world.run()
    with held.own.turn:
        thread = Thread(target=held._one, args=(0, completing(held.world, run)))
        thread.start()
        thread.join()
    assert isinstance(held.came[0], StoreBusy)
    held.world.run()  # the next turn
    assert held.world.store.load(run.id).revision == 1


def test_whoever_is_just_being_done_waits_for_how_it_ends(tmp_path):
    """Another has taken it over when patience ends: it is not told that it was not done."""
    held = Held(tmp_path / "proses.db", patience=0.2)
    run, commit, slow = held.world.run(), held.own.commit, Event()

    def slowly(connection):
        slow.wait(1)  # longer than patience
        commit(connection)

    held.own.commit = slowly
    first = held.world.run()
    came = held.ask(completing(held.world, first), completing(held.world, run))
    assert [done.revision for done in came] == [2, 2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_forked_child_does_nothing_for_threads_of_its_parent(held):
    line = held.own._line
    line._waiting.append(Asked(lambda _: None))

    def nobody_waits():
        assert not line._waiting

    assert in_a_fork(nobody_waits) == 0
    assert len(line._waiting) == 1


def test_whoever_was_interrupted_while_waiting_is_not_done_later():
    interrupts, done = [KeyboardInterrupt], []

    class Turn:
        def __enter__(self):
            if interrupts:
                raise interrupts.pop()

        def __exit__(self, *_):
            pass

    def transact(some):
        done.append(some)
        some[0].is_done = True

    line, first, second = Line(Turn(), transact), Asked(id), Asked(id)
    with pytest.raises(KeyboardInterrupt):
        line.do(first)
    line.do(second)
    assert done == [[second]]


def test_what_failed_with_others_is_tried_alone():
    tried = []

    def transact(some):
        tried.append(list(some))
        some[0].is_done = True  # the others failed

    line, one, other, later = Line(nullcontext(), transact), Asked(id), Asked(id), Asked(id)
    line._waiting.append(other)
    line.do(one)

    class Taken(deque):
        """In which it stands no longer."""

        def append(self, asked):
            if asked is not other:
                super().append(asked)

    line._waiting = Taken([later])
    line.do(other)
    assert tried == [[one, other], [other]]


def test_two_who_follow_the_same_revision_do_not_both_win(held):
    run = held.world.run()
    expecting = [lambda: held.world.engine.annotate(run.id, "a", "x", expected=1) for _ in range(3)]
    came = held.ask(*expecting)
    assert sum(isinstance(one, Conflict) for one in came) == 2
    assert held.world.store.load(run.id).revision == 2
