"""Instances that move to another version of their SOP while they run."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

import sopflow
from sopflow.errors import (
    BadArgument,
    NoPlace,
    NotRecordable,
    NotRunning,
    Refusal,
    SamePerson,
    UnknownDefinition,
    UnknownInstance,
    UnknownStep,
)
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.evolve import evolve, fold
from sopflow.flow.flow import Flow
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.scenarios.recording import recorded
from sopflow.testing.strategies import drafts, legal_runs
from tests.share import share
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = sop(
    """
- {id: susun, activity: x, actor: a, duration: 2 jam, outputs: [Surat]}
- {id: periksa, activity: x, actor: b, duration: 3 jam, branches: {Y: kirim, N: susun}}
- {id: kirim, activity: x, actor: c, duration: 1 jam}
""",
    head='version: "1"',
)
NEW = sop(
    """
- {id: susun, activity: x, actor: a, duration: 2 jam, outputs: [Surat]}
- {id: telaah, activity: x, actor: [b, c], duration: 5 jam, branches: {Y: paraf, N: susun}}
- {id: paraf, activity: x, actor: a, separate_from: [susun]}
- {id: kirim, activity: x, actor: c, duration: 1 jam}
""",
    head='version: "2"',
)
PERIKSA = {"periksa": "telaah"}


@pytest.fixture
def engine(clock):
    engine = engine_for(OLD, clock=clock)
    engine.start("uji", "a")
    engine.register(NEW)
    return engine


def moved(engine, **options):
    return list(engine.migrate("uji", to="2", by="admin", **{"mapping": PERIKSA, **options}))


def test_a_row_goes_where_the_mapping_says_with_the_new_standard(engine, clock):
    (run,) = engine.instances()
    engine.complete(run.id, "susun", "a")
    clock.advance(HOUR)
    (one,) = moved(engine, reason="SOP baru")
    row = one.after.active[0]
    assert (one.before.version, one.after.version, one.refusal) == ("1", "2", None)
    assert (row.step, row.actors, row.since, row.due) == ("telaah", ("b", "c"), START, START + 5 * HOUR)
    assert [(was.step, now.step) for was, now in one.rows] == [("periksa", "telaah")]
    assert engine.instance(run.id) == one.after == instance_from_json(instance_to_json(one.after))
    events = list(engine.history(run.id))
    assert (events[-1].type, events[-1].by, events[-1].note) == ("migrated", "admin", "SOP baru")
    assert [event_from_json(event_to_json(e)) for e in events] == events
    assert fold(events) == one.after
    assert [i.step for i in engine.worklist("c")] == ["telaah"]
    engine.complete(run.id, "telaah", "c", "Y")
    assert moved(engine) == []


def test_who_did_what_is_known_there_although_nobody_asked_before(engine):
    (run,) = engine.instances()
    engine.complete(run.id, "susun", "a")
    moved(engine)
    engine.complete(run.id, "telaah", "b", "Y")
    with pytest.raises(SamePerson):
        engine.complete(run.id, "paraf", "a")


def test_a_dry_run_says_what_would_happen_and_changes_nothing(engine):
    (run,) = engine.instances()
    run = engine.complete(run.id, "susun", "a")
    (one,) = moved(engine, dry_run=True)
    assert one.after.active[0].step == "telaah"
    (other,) = moved(engine, dry_run=True, mapping={})
    assert (other.after, other.refusal.code) == (None, "no-place")
    assert engine.instance(run.id) == run
    assert len(list(engine.history(run.id))) == run.revision


def test_a_token_without_a_place_stays_where_it_is(engine):
    (run,) = engine.instances()
    run = engine.complete(run.id, "susun", "a")
    (one,) = moved(engine, mapping={})
    assert isinstance(one.refusal, NoPlace)
    assert '"2. x" has no place in version 2: there is no such step' in one.refusal.message("en")
    assert "petakan" in one.refusal.message("id")
    assert engine.instance(run.id) == run


def test_a_mapping_names_rows_that_are_there(engine):
    for mapping in ({"periksaa": "telaah"}, {"periksa": "tela"}):
        (one,) = moved(engine, mapping=mapping)
        assert isinstance(one.refusal, UnknownStep)
        assert "did you mean" in one.refusal.message("en")
        assert "open now" not in one.refusal.message("en")
        assert "did you mean" in one.refusal.message("en")
    with pytest.raises(UnknownDefinition):
        engine.migrate("uji", to="3", by="admin")


def test_what_is_over_stays_and_what_is_suspended_moves(engine):
    (one,) = engine.instances()
    over, waiting = (engine.start("uji", "a", version="1") for _ in range(2))
    engine.cancel(over.id, "a")
    engine.suspend(waiting.id, "a")
    assert {m.before.id for m in moved(engine)} == {one.id, waiting.id}
    assert engine.instance(over.id).version == "1"
    (late,) = moved(engine, instances=[over.id])
    assert isinstance(late.refusal, NotRunning)
    assert engine.resume(waiting.id, "a").active[0].step == "susun"


def test_suspensions_and_extensions_count_for_the_new_standard_too(clock):
    rows = "- {{id: s, activity: x, actor: a, duration: {}, extension: {{by: b, at_most: 3 jam, times: 3}}}}"
    head = 'version: "{}"\ntime_limit: {}'
    engine = engine_for(sop(rows.format("2 jam"), head=head.format(1, "10 jam")), clock=clock)
    run = engine.start("uji", "a")
    clock.advance(HOUR)
    engine.suspend(run.id, "a")
    clock.advance(4 * HOUR)
    engine.resume(run.id, "a")
    engine.extend(run.id, "s", "b", "alasan")
    engine.extend(run.id, "s", "b", "alasan", "1 jam")
    engine.register(sop(rows.format("6 jam"), head=head.format(2, "20 jam")))
    (one,) = engine.migrate("uji", to="2", by="admin")
    assert one.after.active[0].due == START + (6 + 4 + 3 + 1) * HOUR
    assert (one.after.active[0].extended, one.after.due) == (2, START + 24 * HOUR)
    engine.register(sop(rows.format("6 jam"), head=head.format(3, "20 jam")))
    engine.extend(run.id, "s", "b", "alasan", "1 jam")
    engine.register(sop(rows.format("1 jam"), head=head.format(4, "5 jam")))
    for version in ("3", "4"):
        (one,) = engine.migrate("uji", to=version, by="admin")
    assert one.after.active[0].due == START + (1 + 4 + 3 + 1 + 1) * HOUR
    assert one.after.due == START + 9 * HOUR


def test_who_has_it_in_hand_keeps_it_where_the_actor_is_still_there(engine):
    (run,) = engine.instances()
    engine.claim(run.id, "susun", "a")
    (one,) = moved(engine)
    assert [c.person for c in one.after.active[0].claims] == ["a"]
    engine.register(sop("- {id: susun, activity: x, actor: b}", head='version: "3"'))
    (two,) = engine.migrate("uji", to="3", by="admin")
    assert (two.after.active[0].actors, two.after.active[0].claims) == (("b",), ())


def test_signatures_and_called_sops_go_along(clock):
    child = sop("- {id: k, activity: x, actor: a}", name="anak")
    rows = "- {{id: s, activity: x, actor: [a, b], sign_off: all}}\n- {{id: {}, activity: x, call: anak}}"
    engine = engine_for(child, sop(rows.format("p"), head='version: "1"'), clock=clock)
    one, other = engine.start("uji", "a"), engine.start("uji", "a")
    engine.sign_off(one.id, "s", "a")
    for by in "ab":
        other = engine.sign_off(other.id, "s", by)
    engine.register(sop(rows.format("q"), head='version: "2"'))
    assert [m.refusal for m in engine.migrate("uji", to="2", by="admin", mapping={"p": "q"})] == [None, None]
    assert engine.sign_off(one.id, "s", "b").active[0].step == "q"
    engine.complete(other.active[0].child, "k", "a")
    assert engine.instance(other.id).status == "completed"


def test_who_did_an_undone_row_has_not_done_it_in_the_new_version_either():
    rows = "- {id: susun, activity: x, actor: [a, b]}\n- {id: setuju, activity: x, actor: [a, b]%s}"
    engine = engine_for(sop(rows % "", head="version: 1"))
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.undo_last(run, "a", "keliru")
    engine.register(sop(rows % ", separate_from: susun", head="version: 2"))
    (move,) = engine.migrate("uji", to="2", by="admin")
    assert move.after.done_by == {}
    engine.complete(run, "susun", "b")
    assert engine.complete(run, "setuju", "a").is_over


def test_of_two_rows_that_become_one_whoever_did_either_is_kept_apart():
    head = "version: {}\nactors: {{a: A, b: B, c: C}}"
    two = "- {id: awal, activity: x, actor: [a, b]}\n- {id: periksa, activity: x, actor: [a, b]}\n"
    last = "- {{id: setuju, activity: x, actor: [a, b, c]{}}}"
    for first, second in ("ab", "ba"):
        engine = engine_for(sop(two + last.format(""), head=head.format(1)))
        run = engine.start("uji", first)
        engine.complete(run.id, "awal", first)
        engine.complete(run.id, "periksa", second)
        one = "- {id: periksa, activity: x, actor: [a, b]}\n" + last.format(", separate_from: periksa")
        engine.register(sop(one, head=head.format(2)))
        (move,) = engine.migrate("uji", to="2", by="admin", mapping={"awal": "periksa"})
        assert move.after.done_by == {"periksa": (first, second)}
        for by in (first, second):
            with pytest.raises(SamePerson):
                engine.complete(run.id, "setuju", by)
        engine.register(sop("- {id: lain, activity: x, actor: a}\n" + one, head=head.format(3)))
        (move,) = engine.migrate("uji", to="3", by="admin")
        assert set(move.after.done_by["periksa"]) == {"a", "b"}


def test_an_escalation_adds_nobody_who_must_sign(clock):
    row = (
        "- {{id: s, activity: x, actor: {}, sign_off: {}, duration: 2 jam{}}}\n- {{id: t, activity: x, actor: a}}"
    )
    late = ", on_late: [{after: 1 jam, escalate: c}]"
    for actors, sign_off in (("[a, b]", "all"), ("[a, b]", "in_order")):
        engine = engine_for(sop(row.format("[a, b]", "any", late), head="version: 1"), clock=clock)
        run = engine.start("uji", "a")
        clock.advance(9 * HOUR)
        engine.advance()
        assert engine.instance(run.id).active[0].actors == ("a", "b", "c")
        engine.claim(run.id, "s", "c")
        engine.register(sop(row.format(actors, sign_off, ""), head="version: 2"))
        (move,) = engine.migrate("uji", to="2", by="admin")
        assert (move.after.active[0].actors, move.after.active[0].claims) == (("a", "b"), ())
        engine.sign_off(run.id, "s", "a")
        assert [r.step for r in engine.sign_off(run.id, "s", "b").active] == ["t"]


def test_what_two_signers_have_in_hand_is_nobodys_where_one_is_enough():
    row = "- {{id: s, activity: x, actor: [a, b], sign_off: {}}}"
    engine = engine_for(sop(row.format("all"), head="version: 1"))
    run = engine.start("uji", "a")
    engine.claim(run.id, "s", "a")
    engine.claim(run.id, "s", "b")
    engine.register(sop(row.format("any"), head="version: 2"))
    assert next(engine.migrate("uji", to="2", by="admin")).after.active[0].claims == ()
    engine.complete(run.id, "s", "b")


def test_who_was_chosen_may_be_chosen_there_too():
    rows = "- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: d}"
    head = "version: {}\nactors: {{a: A, b: B, c: C, d: {{title: D, {}}}}}"
    for there, after in (("chosen_by: s, among: [b, c]", {"d": "b"}), ("external: false", {})):
        engine = engine_for(sop(rows, head=head.format(1, "chosen_by: s, among: [b, c]")))
        run = engine.start("uji", "a")
        engine.complete(run.id, "s", "a", choose={"d": "b"})
        engine.register(sop(rows, head=head.format(2, there)))
        assert next(engine.migrate("uji", to="2", by="admin")).after.chosen == after
        engine.register(sop(rows, head=head.format(3, "chosen_by: s, among: [a, c]")))
        (move,) = engine.migrate("uji", to="3", by="admin")
        assert '"D" has not been chosen there' in move.refusal.message("en")


def test_a_history_with_a_migration_is_replayed_and_not_recorded_as_a_scenario(engine):
    (run,) = engine.instances()
    moved(engine)
    engine.complete(run.id, "susun", "a")
    flows = {"uji": engine.flow("uji", "2")}
    assert list(replay(list(engine.history(run.id)), flows.__getitem__)) == [None] * 3
    with pytest.raises(NotRecordable):
        recorded(engine.history(run.id), flows.__getitem__)
    assert [e.step for e in engine.timeline(run.id)] == [None, None, "susun"]
    assert engine.timeline(run.id)[-1].since == START


# -- a migrated instance equals one that had run on the new version


@st.composite
def versions(draw):
    """Two versions of any SOP: some rows have other ids, and other standards, and ask who did others."""
    whole = draw(drafts())
    names = [row["id"] for row in whole["steps"]]
    renamed = {name: f"n{name}" for name in draw(st.sets(st.sampled_from(names)))}
    text = json.dumps({**whole, "version": "2"})
    for old, new in renamed.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    other = json.loads(text)
    for row in other["steps"]:
        if "duration" in row and "on_late" not in row:
            row["duration"] = draw(st.sampled_from([row["duration"], "3 jam", "9 hari", None]))
    try:
        rows = draw(st.tuples(*(st.sampled_from(other["steps"]) for _ in range(2))))
        if draw(st.booleans()):
            rows[0]["separate_from"] = [rows[1]["id"]]
        return sopflow.loads(json.dumps({**whole, "version": "1"})), sopflow.loads(json.dumps(other)), renamed
    except sopflow.DefinitionError:
        reject()


def again(events, flow, names):
    """The state after the same commands on another version."""
    state = None
    for event in events:
        command = event.command
        to = names.get(command.to, command.to)
        command = command._replace(step=names.get(command.step, command.step), to=to)
        context = Context(event.at, fresh_id=lambda one=event.instance: one)
        state = evolve(state, decide(flow, state, command, context))
    return state


@given(st.data())
@settings(max_examples=share(200), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_migrated_instance_equals_one_that_had_run_on_the_new_version(data):
    old, new, names = data.draw(versions())
    run = data.draw(legal_runs(old, max_moves=12, detours=False))
    assume(not run.run.is_over and run.run.active)
    flow = Flow(new)
    try:
        expected = again(run.history, flow, names)
    except Refusal as refusal:
        assume(refusal.code != "same-person")
        raise
    run.engine.register(new)
    (one,) = run.engine.migrate("acak", to="2", by="admin", mapping=names)
    assert one.refusal is None
    known = {"revision": one.after.revision, "at": one.after.at}
    assert one.after == expected._replace(**known)
    assert fold(run.engine.history(run.run.id)) == one.after
    for item in run.engine.possible(run.run.id):
        assert item.step in flow.rows


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("version", ["1", "2"])
def test_an_instance_of_another_sop_is_not_moved_with_those_that_are_named(version, dry_run):
    """It was: to the version of its own SOP that has the same name, or none was there and the whole call failed."""
    made = engine_for(OLD, NEW)
    rows = "- {id: susun, activity: x, actor: a}\n- {id: arsip, activity: x, actor: b}"
    for one in ("1", version):
        made.register(sop(rows, head=f'version: "{one}"', name="lain"))
    made.activate("lain", "1", "a")
    mine, other = made.start("uji", "a", version="1"), made.start("lain", "a")
    found = made.migrate("uji", to="2", by="a", instances=[other.id, mine.id], dry_run=dry_run)
    stays, moves = found
    assert (stays.after, stays.before) == (None, other)
    assert isinstance(stays.refusal, BadArgument)
    assert f'"{other.id}" cannot be used; expected: an instance of the SOP "uji"' in stays.refusal.message("en")
    assert (moves.refusal, moves.after.version) == (None, "2")
    assert made.instance(other.id) == other


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_instance_that_is_named_twice_moves_once(dry_run):
    made = engine_for(OLD, NEW)
    one, two = (made.start("uji", "a", version="1").id for _ in range(2))
    found = list(made.migrate("uji", to="2", by="a", instances=[one, two, one], dry_run=dry_run))
    assert [(each.before.id, each.refusal) for each in found] == [(one, None), (two, None)]


@pytest.mark.parametrize("dry_run", [True, False])
def test_no_instance_moves_where_one_that_is_named_is_not_there(dry_run):
    made = engine_for(OLD, NEW)
    one = made.start("uji", "a", version="1")
    with pytest.raises(UnknownInstance, match='"tidak-ada"'):
        list(made.migrate("uji", to="2", by="a", instances=[one.id, "tidak-ada"], dry_run=dry_run))
    assert made.instance(one.id) == one
