"""A call that fails ends for itself alone: whoever comes after it is answered at once."""

from __future__ import annotations

import json
import threading
from contextlib import suppress

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.engine.directory import FixedDirectory
from sopflow.errors import CommandFailed, NotRunning, StoreUnavailable
from sopflow.flow.wire import event_to_json
from sopflow.restate.calling import ATTENDED
from sopflow.restate.problems import ObjectHeld
from sopflow.restate.requests import INTERNAL, REQUESTS
from sopflow.sql import SQLStore
from tests.share import share
from tests.waiting import soon

from .conftest import Application

pytestmark = pytest.mark.long

SURAT = "sopflow: 1\nid: surat\ntitle: Surat\nactors: {a: A}\nsteps:\n  - {id: satu, activity: Satu, actor: a}\n  - {id: dua, activity: Dua, actor: a}\n"  # fmt: skip
LATER = "sopflow: 1\nid: nanti\ntitle: Nanti\nactors: {a: A}\nsteps:\n  - {id: tunggu, activity: Menunggu, wait: 99 tahun}\n  - {id: satu, activity: Satu, actor: a}\n"  # fmt: skip
PUBLIC = [
    (kind, handler) for kind, some in REQUESTS.items() for handler in some if (kind, handler) not in INTERNAL
]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
    max_leaves=6,
)


class Troubled(FixedDirectory):
    """A directory with a person whom it cannot look up, one that takes a database away, and one for whom it waits."""

    def __init__(self):
        super().__init__({"a": ("a",)})
        self.asked = 0
        self.go_on = threading.Event()

    def roles(self, person, at, unit):
        if person == "rusak":
            raise ZeroDivisionError("rusak")
        if person == "putus":
            self.asked += 1
            raise StoreUnavailable(store="ldap", why="gone")
        if person == "lama":
            self.go_on.wait(30)
        return super().roles(person, at, unit)


@pytest.fixture
def directory():
    one = Troubled()
    yield one
    one.go_on.set()


@pytest.fixture
def troubled(node, tmp_path, directory, monkeypatch):
    monkeypatch.setattr(ATTENDED, "max_attempts", 3)
    one = Application(node, SQLStore(tmp_path / "p.db"), directory=directory)
    yield one
    one.stop()


@pytest.fixture
def engine(troubled):
    one = troubled.engine(patience=8)
    one.register(sopflow.loads(SURAT))
    return one


def test_a_command_that_fails_unexpectedly_ends_for_itself_alone(engine):
    run = engine.start("surat", "a")
    with pytest.raises(CommandFailed, match="ZeroDivisionError") as failed:
        engine.complete(run.id, "satu", "rusak")
    assert "gagal di luar dugaan" in failed.value.message("id")
    assert engine.complete(run.id, "satu", "a").revision == 2


def test_an_instant_at_the_edge_of_time_holds_up_nobody(engine, troubled):
    run = engine.start("surat", "a")
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        command = {"v": 1, "kind": "complete", "by": "a", "step": "satu", "acted_at": at}
        assert post(troubled, "instance", run.id, "execute", {"command": command}) is not None
    assert engine.annotate(run.id, "a", "sesudah").id == run.id


def test_a_wait_of_a_hundred_years_is_taken(engine):
    engine.register(sopflow.loads(LATER))
    run = engine.start("nanti", "a")
    assert engine.annotate(run.id, "a", "sesudah").revision == 2


def test_a_start_that_fails_leaves_its_key_to_the_next(engine):
    with pytest.raises(CommandFailed):
        engine.start("surat", "rusak", key="k")
    assert engine.start("surat", "a", key="k").revision == 1


def test_a_store_that_stays_away_is_asked_a_few_times_and_then_the_object_is_free(engine, directory):
    run = engine.start("surat", "a")
    with pytest.raises(StoreUnavailable, match="ldap"):
        engine.complete(run.id, "satu", "putus")
    assert directory.asked == 3
    assert engine.complete(run.id, "satu", "a").revision == 2


def test_who_waits_behind_a_call_is_told_how_to_end_it(engine, troubled, directory):
    run = engine.start("surat", "a")

    def wait() -> None:
        with suppress(StoreUnavailable):
            engine.complete(run.id, "satu", "lama")

    slow = threading.Thread(target=wait)
    slow.start()
    soon(lambda: calls_on(troubled, run.id))
    with pytest.raises(ObjectHeld) as told:
        troubled.engine(patience=1).annotate(run.id, "a", "di belakang")
    admin = troubled.node.nodes[0].admin
    question = told.value.message("id").split("ADMIN/query, ")[1].split("; ")[0]
    held = calls_on(troubled, run.id)  # those of the start have ended by now
    assert held
    rows = httpx2.post(f"{admin}/query", json={"query": question}, headers={"accept": "application/json"}).json()
    assert {row["id"] for row in held} <= {row["id"] for row in rows["rows"]}
    for row in held:
        assert httpx2.patch(f"{admin}/invocations/{row['id']}/kill").is_success
    slow.join(60)
    assert engine.complete(run.id, "satu", "a").active[0].step == "dua"


def test_what_only_objects_call_is_not_called_from_outside(troubled):
    for kind, handler in INTERNAL:
        assert answer_of(troubled, kind, "x", handler, {}).status_code in (400, 403, 404)


def test_events_that_are_not_its_own_are_refused_and_never_waited_for(engine, troubled):
    """An object that called itself, or two that called each other, would wait for ever."""
    one, other = sorted(engine.start("surat", "a").id for _ in range(2))
    texts = {run: [json.dumps(event_to_json(event)) for event in engine.history(run)] for run in (one, other)}
    engine.annotate(other, "a", "satu lagi")
    next_ = [json.dumps(event_to_json(list(engine.history(other))[1]))]
    for rest in ([[other, {"texts": next_}]], [[one, {"texts": next_}]]):
        reply = post(troubled, "instance", other, "append", {"texts": [next_[0].replace('"revision": 2', '"revision": 3')], "rest": rest})  # fmt: skip
        assert reply["refused"]["code"] == "command-failed"
    assert post(troubled, "instance", other, "append", {"texts": texts[one], "rest": []})["refused"]["code"] == "unreadable-record"  # fmt: skip
    assert engine.complete(other, "satu", "a").revision == 3


@st.composite
def requests(draw, kind, handler):
    """What the handler is sent, with some of it missing or exchanged; or anything at all."""
    fields = REQUESTS[kind][handler]["properties"]
    made = {name: draw(JUNK | _like(schema)) for name, schema in fields.items() if draw(st.integers(0, 5))}
    return draw(st.just(made) | st.just(made) | st.just(made) | JUNK)


def _like(schema):
    """Values that a schema allows, mostly."""
    if "anyOf" in schema:
        return st.one_of(*map(_like, schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    values = {
        "string": st.sampled_from(["a", "satu", "surat", "2024-01-01T00:00:00+07:00", ""]) | st.text(max_size=5),
        "integer": st.integers(-1, 3), "number": st.floats(allow_nan=False), "null": st.none(), "boolean": st.booleans(),
        "array": st.lists(_like(schema.get("items", {"type": "string"})) if "items" in schema else JUNK, max_size=3),
        "object": st.fixed_dictionaries(
            {n: _like(s) for n, s in schema.get("properties", {}).items() if n in schema.get("required", ())},
            optional={"v": st.just(1), **{n: _like(s) for n, s in schema.get("properties", {}).items() if n not in schema.get("required", ())}},
        ),
    }  # fmt: skip
    return st.one_of(*(values[kind] for kind in kinds))


@pytest.mark.parametrize(("kind", "handler"), PUBLIC)
def test_whatever_a_handler_is_sent_the_next_command_succeeds_at_once(engine, troubled, kind, handler):
    run = engine.start("surat", "a", key="k")
    keys = {"instance": run.id, "start": "k", "sop": "surat", "definition": run.digest, "about": "*"}

    @given(requests(kind, handler))
    @settings(max_examples=share(8), deadline=None, suppress_health_check=list(HealthCheck))
    def check(request):
        answer_of(troubled, kind, keys[kind], handler, request)
        with suppress(NotRunning):  # some ended it
            engine.annotate(run.id, "a", "sesudahnya")

    check()
    assert engine.start("surat", "a", key="lain").status == "running"
    assert engine.store.settle(10)
    assert engine.store._projection.load(run.id) == engine.instance(run.id)


def calls_on(troubled, key: str) -> list:
    query = f"SELECT id FROM sys_invocation WHERE target_service_key = '{key}' AND status = 'running'"
    admin = troubled.node.nodes[0].admin
    return httpx2.post(f"{admin}/query", json={"query": query}, headers={"accept": "application/json"}).json()[
        "rows"
    ]


def answer_of(troubled, kind, key, handler, request) -> httpx2.Response:
    """The ingress' answer; a call that does not end is a failure of the test."""
    address = f"{troubled.node.ingresses[0]}/{troubled.name}.{kind}/{key}/{handler}"
    content = json.dumps(request).encode()
    return httpx2.post(address, content=content, headers={"content-type": "application/json"}, timeout=60)


def post(troubled, *call):
    return answer_of(troubled, *call).json()
