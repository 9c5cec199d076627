"""One node for all tests of this folder, and applications on it that know nothing of each other."""

from __future__ import annotations

from datetime import datetime

import pytest

from sopflow.engine.clock import SystemClock
from sopflow.restate import RestateEngine, endpoint
from sopflow.restate.local import LocalCluster
from sopflow.sql import SQLStore

from ..services import lacking
from .served import COMMAND, Served, fresh_name, server


@pytest.fixture(scope="session")
def node(tmp_path_factory):
    program = server()
    if program is None:
        lacking("restate-server", COMMAND)
    with LocalCluster(program, tmp_path_factory.mktemp("restate")) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def replaying(tmp_path_factory):
    """A node that has handlers run anew from their journal wherever they wait."""
    program = server()
    if program is None:
        lacking("restate-server", COMMAND)
    with LocalCluster(program, tmp_path_factory.mktemp("replaying"), replays=True) as cluster:
        yield cluster


class Application:
    """An endpoint with a name of its own, whose clock and calendars a test may exchange."""

    def __init__(self, node: LocalCluster, projection: SQLStore, **ports) -> None:
        self.node = node
        self.name = fresh_name()
        self.projection = projection
        self.clock = SystemClock()
        self.calendars: dict = {}
        app = endpoint(node.ingresses, projection, name=self.name, clock=self, calendars=self.calendars, **ports)
        self.served = Served(app)
        node.register(self.served.address)

    def now(self) -> datetime:
        return self.clock.now()

    def engine(self, **ports) -> RestateEngine:
        if "clock" in ports:
            self.clock = ports["clock"]
        self.calendars.update(ports.get("calendars", {}))
        return RestateEngine(self.node.ingresses, self.projection, name=self.name, **ports)

    def stop(self) -> None:
        self.served.stop()


@pytest.fixture
def application(node, tmp_path):
    one = Application(node, SQLStore(tmp_path / "projection.db"))
    yield one
    one.stop()
