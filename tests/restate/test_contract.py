"""The cluster keeps the contract of stores, and its objects decide as the engine does."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from sopflow.engine.clock import ManualClock
from sopflow.restate.engine import RestateEngine
from sopflow.restate.ingress import Ingress
from sopflow.restate.store import RestateStore
from sopflow.sql import SQLStore
from sopflow.testing import StoreContract
from tests.waiting import soon

from .conftest import Application

pytestmark = pytest.mark.long


class Meeting:
    """A clock at which several wait for each other, once."""

    def __init__(self, clock, number):
        self.clock = clock
        self.barrier = threading.Barrier(number)
        self.left = number
        self.lock = threading.Lock()

    def now(self):
        with self.lock:
            self.left -= 1
            is_first = self.left >= 0
        if is_first:
            with suppress(threading.BrokenBarrierError):
                self.barrier.wait(60)
        return self.clock.now()


def is_so(run, step, status):
    return run.status == status and step in [row.step for row in run.active]


class TestRestate(StoreContract):
    @pytest.fixture(autouse=True)
    def cluster(self, node):
        self.node = node
        self.application: Application | None = None
        self.unseen: dict[str, int] = {}
        yield
        if self.application is not None:
            self.application.stop()

    def make(self, tmp_path):
        self.application = Application(self.node, SQLStore(tmp_path / "projection.db", synchronous="OFF"))
        return self._store()

    def test_any_history_of_any_sop_is_kept_as_it_is(self, world):
        # in a cluster time passes by itself; by this clock it has brought nothing yet
        self.application.clock = ManualClock(datetime(1990, 1, 1, tzinfo=UTC))
        super().test_any_history_of_any_sop_is_kept_as_it_is(world)

    def again(self, store):
        assert store.settle()
        return self._store()

    def meeting(self, world, number):
        # they decide in the cluster, and wait for each other where they ask what time it is
        self.application.clock = Meeting(self.application.clock, number)
        return [world.another(self.again(world.store)) for _ in range(number)]

    def settled(self, engine, instance, step, status="running"):
        soon(lambda: is_so(engine.instance(instance), step, status))
        return engine.instance(instance)

    def _store(self):
        store = RestateStore(Ingress(self.node.ingresses), self.application.projection, self.application.name)
        store._unseen = self.unseen  # whoever lists waits for what any of them did
        return store

    def engine(self, store, **ports):
        engine: RestateEngine = self.application.engine(**ports)
        engine.store = store
        engine._sops = engine._sops.on(store)
        return engine
