"""What somebody is offered is what is accepted of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import errors
from sopflow.engine.memory import InMemoryStore
from sopflow.engine.store import Change
from sopflow.flow.evolve import evolve
from tests.share import share
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)

SIGNERS = sop(
    """
- {id: s0, activity: x, actor: a, duration: 1 hari, extension: {by: b, times: 2}, optional: true, next: [s1, s2]}
- {id: s1, activity: x, actor: [a, b], sign_off: all, separate_from: [s0], next: s3}
- {id: s2, activity: x, actor: [b, c], sign_off: in_order, next: s3}
- {id: s3, activity: x, join: [s1, s2], actor: luar, same_as: s0}
""",
    head="actors: {a: A, b: B, c: C, luar: {title: L, external: true, is: starter, recorded_by: [c]}}",
)
PERSONS = {"ani": ("a", "b"), "budi": ("b", "c"), "citra": ("a", "c"), "wati": ("luar",), "tamu": ()}
GIVEN = {
    "complete": lambda e, r, s, v, by, to: e.complete(r, s, by, visit=v),
    "sign_off": lambda e, r, s, v, by, to: e.sign_off(r, s, by, visit=v),
    "withdraw": lambda e, r, s, v, by, to: e.withdraw(r, s, by, visit=v),
    "skip": lambda e, r, s, v, by, to: e.skip(r, s, by, "x", visit=v),
    "claim": lambda e, r, s, v, by, to: e.claim(r, s, by, visit=v),
    "release": lambda e, r, s, v, by, to: e.release(r, s, by, visit=v),
    "extend": lambda e, r, s, v, by, to: e.extend(r, s, by, "x", "1 hari", visit=v),
    "reassign": lambda e, r, s, v, by, to: e.reassign(r, s, by, to, visit=v),
    "delegate": lambda e, r, s, v, by, to: e.delegate(r, s, by, to, "x", visit=v),
    "suspend": lambda e, r, s, v, by, to: e.suspend(r, by),
    "resume": lambda e, r, s, v, by, to: e.resume(r, by),
    "cancel": lambda e, r, s, v, by, to: e.cancel(r, by),
    "annotate": lambda e, r, s, v, by, to: e.annotate(r, by, "x"),
    "rebind": lambda e, r, s, v, by, to: e.rebind(r, by, {"luar": to}, "x"),
    "undo": lambda e, r, s, v, by, to: e.undo_last(r, by, "x"),
}
TO_ANOTHER = ("reassign", "delegate", "rebind")
ACTS = st.tuples(
    st.sampled_from([*["complete"] * 4, *GIVEN]), st.integers(0, 3), st.sampled_from([*PERSONS]), st.sampled_from([*PERSONS])
)  # fmt: skip


def taken(engine, run, kind, step, visit, by, to):
    """Whether a command is accepted, tried on a copy."""
    copy = engine_for(
        SIGNERS, clock=sopflow.ManualClock(NOW), directory=sopflow.FixedDirectory(PERSONS), store=InMemoryStore()
    )
    for event in engine.history(run):
        copy.store.append(changes_of(copy, event))
    try:
        GIVEN[kind](copy, run, step, visit, by, to)
    except errors.Refusal:
        return False
    return True


def changes_of(engine, event):
    before = engine.instance(event.instance) if event.revision > 1 else None
    return (Change(event, before, evolve(before, event), engine.flow("uji")),)


@given(st.lists(ACTS, max_size=14))
@settings(max_examples=share(25), deadline=None)
def test_what_is_offered_is_what_is_accepted(acts):
    engine = engine_for(SIGNERS, clock=sopflow.ManualClock(NOW), directory=sopflow.FixedDirectory(PERSONS))
    run = engine.start("uji", "tamu").id
    for kind, row, by, to in acts:
        active = engine.instance(run).active
        step, visit = (active[row % len(active)].step, active[row % len(active)].visit) if active else ("s0", 1)
        with suppress(errors.Refusal):
            GIVEN[kind](engine, run, step, visit, by, to)
    active = engine.instance(run).active
    for by in PERSONS:
        offered = {(o.command, o.step, o.visit) for o in engine.may(run, by)} - {("receive", None, None)}
        accepted = set()
        for kind in GIVEN:
            places = [(row.step, row.visit) for row in active] if kind in ON_ROWS else [(None, None)]
            for step, visit in places:
                others = PERSONS if kind in TO_ANOTHER else [by]
                if any(taken(engine, run, kind, step, visit, by, to) for to in others):
                    accepted.add((kind, step, visit))
        reachable = {o for o in offered if o[0] not in TO_ANOTHER}  # nobody may be left to whom it could be given
        assert reachable == {a for a in accepted if a[0] not in TO_ANOTHER}
        assert {a for a in accepted if a[0] in TO_ANOTHER} <= offered


ON_ROWS = ("complete", "sign_off", "withdraw", "skip", "claim", "release", "extend", "reassign", "delegate")
