"""SOPs that call each other, whatever is done to them: none is left behind, and an undoing restores all or is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.errors import NotUndoable
from sopflow.flow.calls import called_by
from sopflow.flow.evolve import fold
from sopflow.testing.strategies import families
from tests.share import share
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["complete"] * 8 + ["skip", "suspend", "suspend", "resume", "resume", "cancel", "advance", "sign", "receive"]),
        st.integers(0, 50),
        st.sampled_from(["Y", "N"]),
        st.booleans(),
        st.integers(0, 40),
    ),
    max_size=15,
)  # fmt: skip


def act(engine, what):
    """Do something to one of the instances, as far as it is possible; which one it was."""
    kind, pick, outcome, _, _ = what
    open_ = [run for run in engine.instances() if not run.is_over]
    if not open_:
        return None
    run = open_[pick % len(open_)]
    row = run.active[pick % len(run.active)] if run.active else None
    try:
        if kind == "advance":
            engine.advance()
        elif kind in ("suspend", "resume") or (kind == "cancel" and pick % 5 == 0):
            getattr(engine, kind)(run.id, "a")
        elif kind == "receive":
            engine.receive(run.id, ["Surat"], "a")
        elif row is not None and row.actors and kind != "cancel":
            by = row.actors[pick % len(row.actors)]
            known = engine.flow(run.sop).rows[row.step]
            outcome = outcome if known.step.is_decision else None
            to = (
                "end"
                if any(way.is_open for way in known.ways.values() if outcome in (None, way.outcome))
                else None
            )
            more = {"visit": row.visit, "outcome": outcome}
            if kind == "skip":
                engine.skip(run.id, row.step, "a" if by == "unknown" else by, "tidak perlu", **more)
            elif kind == "sign":
                engine.sign_off(run.id, row.step, by, note="x", **more)
            else:
                engine.complete(run.id, row.step, "a" if by == "unknown" else by, note="x", to=to, **more)
    except sopflow.Refusal:
        return None
    return run.id


def all_of(engine):
    return {run.id: run for run in engine.instances()}


def bare(states):
    """States but for what any event changes."""
    return {name: state._replace(revision=0, at=START) for name, state in states.items()}


def verify(engine):
    """Whoever waits, waits for somebody who is there; whoever was called has a caller who waits."""
    states = all_of(engine)
    for state in states.values():
        assert fold(engine.history(state.id)) == state
        for child in map(states.get, called_by(state)):
            assert child is not None
            assert not child.is_over
            assert state.status != "suspended" or child.status == "suspended"
            assert state.status == "suspended" or not child.is_held
        if state.parent is not None and not state.is_over:
            assert state.id in called_by(states[state.parent[0]])
        if state.is_held:
            assert state.status == "suspended"


@given(families(), ACTS)
@settings(max_examples=share(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_callers_and_called_agree_and_an_undoing_restores_all_of_them_or_is_refused(definitions, acts):
    clock = sopflow.ManualClock(START)
    engine = engine_for(*definitions, clock=clock)
    try:
        engine.start("acak", "a")
    except sopflow.Refusal:
        assume(False)
    for what in acts:
        clock.advance(timedelta(hours=what[-1]))
        before = all_of(engine)
        who = act(engine, what)
        verify(engine)
        if who is None or not what[3]:
            continue
        events = list(engine.history(who))
        last = events[-1]
        now = all_of(engine)
        try:
            engine.undo_last(who, last.by, "keliru")
        except sopflow.Refusal as refusal:
            assert all_of(engine) == now
            if last.type in ("completed", "skipped"):
                assert isinstance(refusal, NotUndoable)
                assert "undone" in refusal.message("en")
                assert "ditarik kembali" in refusal.message("id")
        else:
            after = bare(all_of(engine))
            if last.revision == before[who].revision + 1:  # else it undid what was done earlier
                assert after == bare(before)
            done = max(at for at, event in enumerate(events) if event.type in ("completed", "skipped"))
            assert after == bare(now | {who: fold(events[:done])})  # and nothing else
            verify(engine)


def test_a_completion_that_cancelled_a_called_sop_with_everything_is_not_undone():
    definitions = (
        sop("- {id: k, activity: Kerja, actor: b}", name="anak"),
        sop(
            """
- {id: s, activity: Mulai, actor: a, next: [p, t]}
- {id: p, activity: Memanggil, call: anak, next: end}
- {id: t, activity: Memutuskan, actor: a, branches: {lanjut: end, tutup: {end: batal, closes: all}}}
"""
        ),
    )
    engine = engine_for(*definitions)
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "s", "a")
    child = called_by(run)[0]
    open_ = all_of(engine)
    engine.complete(run.id, "t", "a", "lanjut")
    engine.undo_last(run.id, "a", "keliru")
    assert bare(all_of(engine)) == bare(open_)
    ended = engine.complete(run.id, "t", "a", "tutup")
    assert (ended.status, engine.instance(child).status) == ("completed", "cancelled")
    try:
        engine.undo_last(run.id, "a", "keliru")
    except NotUndoable as refusal:
        assert "cancelled an SOP" in refusal.message("en")
    assert engine.instance(run.id) == ended
