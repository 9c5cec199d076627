"""Event for event, refusal for refusal: what the cluster does with commands by chance is what the engine in memory does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.digest import digest
from sopflow.flow.wire import event_to_json, instance_to_json
from sopflow.sql import SQLStore
from sopflow.testing import definitions
from tests.share import share

from .conftest import Application

pytestmark = pytest.mark.long

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
CALLER = """\
sopflow: 1
id: pemanggil
title: Pemanggil
version: "{version}"
actors: {{a: A, b: B}}
steps:
  - {{id: mulai, activity: Memulai, actor: a, outputs: [Surat]}}
  - {{id: panggil, activity: Memanggil, call: {called}, inputs: [Surat]}}
  - {{id: tutup, activity: Menutup, actor: b, question: "Lagi?", branches: {{Y: panggil, N: end}}}}
"""
KINDS = (
    ["complete"] * 8
    + ["skip", "sign", "withdraw", "receive", "suspend", "resume", "note", "cancel", "undo", "undo"]
    + ["claim", "release", "reassign", "extend", "keyed", "stale", "reschedule"]
)
COMMANDS = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 30),
    st.sampled_from(["a", "b", "c", "nobody"]),
    st.sampled_from([None, "Y", "N", "Y", "N"]),
    st.sampled_from([None, "s0", "end", "nowhere"]),
    st.integers(0, 30),
    st.integers(0, 3),
)


def do(engine: sopflow.Engine, run: str, command: tuple) -> object:
    """Do a command; what came of it, a state or a refusal."""
    kind, pick, by, outcome, to, _, _ = command
    before = engine.instance(run)
    row = before.active[pick % len(before.active)] if before.active else None
    step, visit = (row.step, row.visit) if row else (f"s{pick % 7}", None)
    person = row.actors[0] if row and row.actors and by == "a" and row.actors[0] != "unknown" else by
    acts = {
        "complete": lambda: engine.complete(run, step, person, outcome, visit=visit, note="catatan", to=to),
        "keyed": lambda: engine.complete(run, step, person, outcome, visit=visit, note="n", key=f"k{pick % 3}"),
        "stale": lambda: engine.complete(run, step, person, outcome, expected=before.revision - pick % 2),
        "skip": lambda: engine.skip(run, step, person, "tidak perlu", visit=visit, outcome=outcome),
        "sign": lambda: engine.sign_off(run, step, person, outcome, visit=visit, note="x"),
        "withdraw": lambda: engine.withdraw(run, step, person, visit=visit),
        "receive": lambda: engine.receive(run, ["Surat"], by),
        "suspend": lambda: engine.suspend(run, by),
        "resume": lambda: engine.resume(run, by),
        "note": lambda: engine.annotate(run, by, "catatan", data={"n": pick}),
        "cancel": lambda: engine.cancel(run, by),
        "undo": lambda: engine.undo_last(run, person, "keliru"),
        "claim": lambda: engine.claim(run, step, person, visit=visit),
        "release": lambda: engine.release(run, step, person, visit=visit),
        "reassign": lambda: engine.reassign(run, step, person, by, visit=visit),
        "extend": lambda: engine.extend(run, step, person, "lama", "1 hari", visit=visit),
        "reschedule": lambda: engine.reschedule(run),
    }
    try:
        return acts[kind]()
    except sopflow.Refusal as refusal:
        return refusal


class Side:
    """One of the two, with the instances that it has come to, in order."""

    def __init__(self, engine: sopflow.Engine, run: str) -> None:
        self.engine = engine
        self.runs = [run]

    def do(self, command: tuple) -> str:
        came_of = do(self.engine, self.runs[command[6] % len(self.runs)], command)
        for run in self.runs:
            self.runs += [
                r.child for r in self.engine.instance(run).active if r.child and r.child not in self.runs
            ]
        found = self._told(came_of)
        for run in self.runs:
            try:
                self.engine.advance(run)
            except sopflow.Refusal:
                continue
        return found

    def history(self) -> str:
        return self._named(json.dumps([[event_to_json(e) for e in self.engine.history(run)] for run in self.runs]))

    def states(self) -> str:
        return self._named(json.dumps([instance_to_json(self.engine.instance(run)) for run in self.runs]))

    def _told(self, found: object) -> str:
        if isinstance(found, sopflow.Refusal):
            return self._named(f"{found.code}: {found.message('id')} {found.message('en')}")
        return self._named(json.dumps(instance_to_json(found)) if hasattr(found, "revision") else str(found))

    def _named(self, text: str) -> str:
        for number, run in reversed(list(enumerate(self.runs))):  # a child's id begins with its parent's
            text = text.replace(run, f"#{number}")
        return text


@pytest.mark.parametrize(("kind", "examples"), [("node", 60), ("replaying", 20)])
def test_the_cluster_does_event_for_event_what_the_engine_in_memory_does(request, tmp_path, kind, examples):
    node = request.getfixturevalue(kind)
    shared = Application(node, SQLStore(tmp_path / "p.db", synchronous="OFF"))
    seen: list[sopflow.ManualClock] = []

    @given(definitions(), st.booleans(), st.lists(COMMANDS, max_size=20))
    @settings(max_examples=share(examples), deadline=None, suppress_health_check=list(HealthCheck))
    def check(drawn, is_called, commands):
        clock = sopflow.ManualClock(START)
        seen.append(clock)
        sop = replace(drawn, id=f"acak{len(seen)}")
        sop = replace(sop, digest=digest(sop))
        caller = sopflow.loads(CALLER.format(version=len(seen), called=sop.id))
        ids = [iter(f"{side}{len(seen):05d}{n:08d}" for n in range(10**6)) for side in "mr"]
        memory = sopflow.Engine(clock=clock, new_id=ids[0].__next__)
        cluster = shared.engine(clock=clock, new_id=ids[1].__next__)
        runs = []
        for engine in (memory, cluster):
            engine.register(sop)
            engine.register(caller)
            started = engine.start("pemanggil" if is_called else str(sop.id), "a", key=f"k{len(seen)}")
            runs.append(Side(engine, started.id))
        one, other = runs
        for command in commands:
            clock.advance(timedelta(hours=command[5]))
            assert other.do(command) == one.do(command)
        assert other.history() == one.history()
        assert other.states() == one.states()
        cluster.store.settle()
        for run in other.runs:
            assert list(shared.projection.history(run)) == list(cluster.history(run))
            assert shared.projection.head(run) == cluster.store.head(run)

    try:
        check()
    finally:
        shared.stop()
