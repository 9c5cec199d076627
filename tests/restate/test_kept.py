"""What an earlier sopflow kept in a cluster goes on in a cluster of today's."""

from __future__ import annotations

import json

import httpx2
import pytest

from sopflow.engine.clock import ManualClock
from sopflow.restate import RestateEngine, endpoint
from sopflow.restate.rebuilding import rebuild
from sopflow.sql import SQLStore, audit
from tests.history.make import DECIDED, DIRECTORY, calendars
from tests.history.test_kept import HERE, LATER, goes_on, states_of_the_cluster

from .served import Served, fresh_name

pytestmark = pytest.mark.long


@pytest.fixture
def kept(node):
    """The name of an application whose objects hold what was kept."""
    name = fresh_name()
    objects: dict = {}
    for line in (HERE / "proses.restate.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        service = row["service_name"].replace("sopflow.", f"{name}.", 1)
        objects.setdefault((service, row["service_key"]), {})[row["key"]] = list(row["value_utf8"].encode())
    return name, objects


def test_the_objects_of_an_earlier_cluster_go_on(node, kept, tmp_path):
    name, objects = kept
    projection = SQLStore(tmp_path / "projection.db")
    ports = {"clock": ManualClock(LATER), "calendars": calendars(DECIDED), "directory": DIRECTORY}
    served = Served(endpoint(node.ingresses, projection, name=name, **ports))
    try:
        node.register(served.address)
        admin = node.nodes[0].admin
        for (service, key), state in objects.items():
            body = {"object_key": key, "new_state": state}
            httpx2.post(f"{admin}/services/{service}/state", json=body, timeout=30).raise_for_status()
        engine = RestateEngine(node.ingresses, projection, name=name, **ports)
        states = states_of_the_cluster()
        rebuilt = rebuild(admin, node.ingresses, projection, name=name, calendars=ports["calendars"])
        assert {one.instance for one in rebuilt} == set(states)
        events = [
            json.loads(state[f"e{n}"]) for state in states.values() for n in range(1, state["now"]["revision"] + 1)
        ]
        goes_on(engine, events, [json.loads(state["now"]["snapshot"]) for state in states.values()])
        assert engine.store.settle()
        assert [one for one in audit(projection) if one.problem] == []
    finally:
        served.stop()
