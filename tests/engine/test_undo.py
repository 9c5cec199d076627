"""The last completion is withdrawn, while nothing has been built on it; the history keeps both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sopflow.definition.library import Procedure
from sopflow.engine.directory import FixedDirectory
from sopflow.errors import NotAuthorized, NoteRequired, NotRunning, NotUndoable, SamePerson
from sopflow.flow.evolve import fold
from sopflow.flow.following import past_of, standing
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written
from sopflow.testing import definitions, legal_runs
from tests.scenarios.subject import read
from tests.share import share
from tests.sop import engine_for, sop

SOP = sop(
    """
- {id: susun, activity: Menyusun, actor: a, duration: 1 jam, outputs: [Surat]}
- {id: periksa, activity: Memeriksa, actor: b, duration: 1 jam, branches: {Y: end, N: susun, dua: [kiri, kanan]}, on_late: {remind: true}}
- {id: kiri, activity: Kiri, actor: a, next: gabung}
- {id: kanan, activity: Kanan, actor: c, next: gabung}
- {id: gabung, activity: Gabung, actor: a, join: [kiri, kanan]}
"""
)


@pytest.fixture
def engine(clock):
    return engine_for(SOP, clock=clock)


def as_it_was(state, before):
    return state == before._replace(revision=state.revision, at=state.at)


def test_the_row_is_open_again_as_it_was(engine, clock):
    before = engine.start("uji", "a")
    clock.advance(timedelta(minutes=5))
    engine.complete(before.id, "susun", "a")
    after = engine.undo_last(before.id, "a", "keliru")
    assert as_it_was(after, before)
    assert [e.type for e in engine.history(before.id)] == ["started", "completed", "undone"]
    assert [e.note for e in engine.history(before.id)][-1] == "keliru"
    assert fold(engine.history(before.id)) == after
    assert [item.step for item in engine.worklist("a")] == ["susun"]
    assert engine.complete(before.id, "susun", "a").active[0].step == "periksa"


def test_an_end_can_be_undone_and_so_can_a_split(engine):
    run = engine.start("uji", "a").id
    before = engine.complete(run, "susun", "a")
    for outcome in ("Y", "dua"):
        engine.complete(run, "periksa", "b", outcome)
        assert as_it_was(engine.undo_last(run, "b", "keliru"), before)


def test_nothing_is_undone_on_which_something_was_built(engine):
    run = engine.start("uji", "a").id
    with pytest.raises(NotUndoable, match="started"):
        engine.undo_last(run, "a", "keliru")
    engine.complete(run, "susun", "a")
    engine.suspend(run, "a")
    with pytest.raises(NotRunning, match=r"suspended; possible: .*resume"):
        engine.undo_last(run, "a", "keliru")
    engine.resume(run, "a")
    engine.complete(run, "periksa", "b", "dua")
    engine.complete(run, "kiri", "a")
    state = engine.instance(run)
    engine.undo_last(run, "a", "keliru")  # only the last: kiri
    with pytest.raises(NotUndoable, match="undone"):
        engine.undo_last(run, "b", "dan sebelumnya")
    assert state.waiting
    assert not engine.instance(run).waiting


def test_notes_and_reminders_of_what_it_opened_do_not_stand_in_its_way(engine, clock):
    before = engine.start("uji", "a")
    engine.complete(before.id, "susun", "a")
    clock.advance(timedelta(hours=2))
    assert engine.advance() == 1
    engine.annotate(before.id, "b", "ditanyakan")
    assert as_it_was(engine.undo_last(before.id, "a", "keliru"), before)
    assert engine.advance() == 0


def test_only_by_whoever_did_it_or_may_and_with_a_reason(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    with pytest.raises(NotAuthorized):
        engine.undo_last(run, "c", "keliru")
    for nothing in ("", "  "):
        with pytest.raises(NoteRequired):
            engine.undo_last(run, "a", nothing)
    once = engine.undo_last(run, "a", "keliru", key="k")
    assert engine.undo_last(run, "a", "keliru", key="k") == once


@given(st.data())
@settings(max_examples=share(80), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_last_completion_is_undone_to_the_state_before_it(data):
    definition = data.draw(definitions())
    run = data.draw(legal_runs(definition, max_moves=10))
    past = past_of(run.history)
    assume(past.event.type == "completed")
    after = run.engine.undo_last(run.run.id, past.event.by, "keliru")
    assert as_it_was(after, past.before)
    history = list(run.engine.history(run.run.id))
    assert fold(event_from_json(event_to_json(e)) for e in history) == after
    flow = run.engine.flow(definition.id)
    assert list(replay(history, lambda _: flow)) == [None] * len(history)


def test_an_undoing_is_recorded_written_and_played_again(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.undo_last(run, "a", "keliru")
    engine.complete(run, "susun", "a")
    flows = compiled(Procedure(SOP))
    (one,) = recorded(engine.history(run), lambda _: flows[-1])
    (scenario,) = read(written(SOP.id, [one.scenario]), SOP)
    assert scenario == one.scenario
    assert play(scenario, flows).passed


SHARED = sop(
    """
- {id: susun, activity: Menyusun, actor: [a, b], sign_off: any, next: periksa}
- {id: periksa, activity: Memeriksa, actor: b, separate_from: [susun], optional: true, next: [kiri, kanan]}
- {id: kiri, activity: Kiri, actor: a, next: gabung}
- {id: kanan, activity: Kanan, actor: c, next: gabung}
- {id: gabung, activity: Gabung, actor: [a, b], sign_off: all, join: [kiri, kanan]}
"""
)
PEOPLE = {"ani": ("a",), "budi": ("b",), "citra": ("b",), "dedi": ("c",), "evi": ()}


@pytest.fixture
def office(clock):
    return engine_for(SHARED, clock=clock, directory=FixedDirectory(PEOPLE))


def test_whoever_may_do_the_row_that_is_undone_may_undo_it_and_nobody_who_may_do_the_next(office):
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "ani")
    for other in ("dedi", "evi"):
        with pytest.raises(NotAuthorized):
            office.undo_last(run, other, "keliru")
    office.undo_last(run, "citra", "keliru")  # of b, who may do susun too
    office.complete(run, "susun", "ani")
    office.complete(run, "periksa", "budi")
    office.complete(run, "kiri", "ani")
    for other in ("budi", "dedi"):  # who did the row before, and who may do one that is open
        with pytest.raises(NotAuthorized):
            office.undo_last(run, other, "keliru")
    assert [r.step for r in office.undo_last(run, "ani", "keliru").active] == ["kiri", "kanan"]


def test_the_last_row_is_undone_and_no_other(office):
    run = office.start("uji", "ani").id
    for step, by in (("susun", "ani"), ("periksa", "budi")):
        office.complete(run, step, by)
    before = office.complete(run, "kanan", "dedi")
    office.complete(run, "kiri", "ani")
    assert as_it_was(office.undo_last(run, "ani", "keliru"), before)


def test_a_skip_can_be_undone(office):
    run = office.start("uji", "ani").id
    before = office.complete(run, "susun", "ani")
    office.skip(run, "periksa", "budi", "tidak perlu")
    assert as_it_was(office.undo_last(run, "budi", "keliru"), before)


@pytest.mark.parametrize("act", ["sign", "claim the other"])
def test_what_came_after_stands_in_its_way_unless_the_completion_opened_it(office, act):
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "ani")
    office.complete(run, "periksa", "budi")
    office.complete(run, "kiri", "ani")
    if act == "claim the other":  # kanan was open before kiri was done: its claim came after
        office.claim(run, "kanan", "dedi")
        with pytest.raises(NotUndoable, match="claimed"):
            office.undo_last(run, "ani", "keliru")
    if act == "sign":
        office.complete(run, "kanan", "dedi")
        office.complete(run, "gabung", "ani")
        with pytest.raises(NotUndoable, match="signed"):
            office.undo_last(run, "dedi", "keliru")


def test_a_claim_of_what_it_opened_stands_in_its_way_until_it_is_released(office):
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "ani")
    office.claim(run, "periksa", "budi")
    with pytest.raises(NotUndoable, match=r'"2\. Memeriksa" is claimed by "budi"'):
        office.undo_last(run, "ani", "keliru")
    office.release(run, "periksa", "budi")
    assert [r.step for r in office.undo_last(run, "ani", "keliru").active] == ["susun"]


def test_a_claim_of_what_was_open_before_does_not_stand_in_its_way(office):
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "ani")
    office.complete(run, "periksa", "budi")
    before = office.claim(run, "kanan", "dedi")
    office.complete(run, "kiri", "ani")
    assert as_it_was(office.undo_last(run, "ani", "keliru"), before)


def test_whoever_did_it_and_no_longer_may_does_not_undo_it(clock):
    people = dict(PEOPLE)

    class Moving(FixedDirectory):
        def roles(self, person, at, unit):
            return FixedDirectory(people).roles(person, at, unit)

    office = engine_for(SHARED, clock=clock, directory=Moving(people))
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "ani")
    people["ani"] = ("c",)
    with pytest.raises(NotAuthorized, match=r'may not undo "1\. Menyusun"'):
        office.undo_last(run, "ani", "keliru")
    office.undo_last(run, "budi", "keliru")


def test_an_undoing_says_in_what_capacity_it_was_done(clock):
    office = engine_for(SOP, clock=clock, directory=FixedDirectory({"ani": ("a",), "budi": ("a",)}))
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "ani")
    office.undo_last(run, "budi", "keliru")
    undone = list(office.history(run))[-1]
    assert (undone.by, undone.actor, undone.effects.capacity) == ("budi", "a", "definitif")


def test_of_a_row_that_was_open_twice_whoever_may_do_the_other_one_does_not_undo_it(clock):
    rows = """
- {id: awal, activity: Mulai, actor: a, next: [kiri, kanan]}
- {id: kiri, activity: Kiri, actor: a, next: temu}
- {id: kanan, activity: Kanan, actor: a, next: temu}
- {id: temu, activity: Temu, actor: a, duration: 1 jam, on_late: {escalate: b}}
"""
    office = engine_for(sop(rows), clock=clock, directory=FixedDirectory({"ani": ("a",), "budi": ("b",)}))
    run = office.start("uji", "ani").id
    office.complete(run, "awal", "ani")
    office.complete(run, "kiri", "ani")
    clock.advance(timedelta(hours=2))
    office.complete(run, "kanan", "ani")
    office.advance()
    assert [row.actors for row in office.instance(run).active] == [("a", "b"), ("a",)]
    office.complete(run, "temu", "ani", visit=2)
    with pytest.raises(NotAuthorized):
        office.undo_last(run, "budi", "keliru")
    office.undo_last(run, "ani", "keliru")


def test_who_did_an_undone_row_has_not_done_it(office):
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "budi")
    with pytest.raises(SamePerson):
        office.complete(run, "periksa", "budi")
    office.undo_last(run, "budi", "keliru")
    office.complete(run, "susun", "ani")
    office.complete(run, "periksa", "budi")


def test_what_was_undone_counts_for_nothing_and_notes_stay(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.annotate(run, "a", "tetap")
    engine.undo_last(run, "a", "keliru")
    engine.annotate(run, "a", "juga")
    assert [e.type for e in standing(engine.history(run))] == ["started", "annotated", "annotated"]
    engine.complete(run, "susun", "a")
    kept = standing(engine.history(run))
    assert [e.type for e in kept] == ["started", "annotated", "annotated", "completed"]
    assert kept[-1].revision == engine.instance(run).revision


def test_an_undone_row_keeps_its_due_time_and_its_number_of_visits(engine, clock):
    run = engine.start("uji", "a").id
    first = engine.instance(run).active[0]
    clock.advance(timedelta(minutes=50))
    engine.complete(run, "susun", "a")
    clock.advance(timedelta(minutes=20))
    engine.undo_last(run, "a", "keliru")
    assert engine.instance(run).active == (first,)
    assert [item.step for item in engine.overdue().items] == ["susun"]
    engine.complete(run, "susun", "a")
    assert engine.timeline(run)[-1].late


# -- what ended by itself, what was called, and what is open twice


def test_what_time_or_a_called_sop_ended_is_not_undone(clock):
    rows = """
- {id: p, activity: Kerja, actor: a, next: w}
- {id: w, activity: Tunggu, wait: 1 jam}
- {id: q, activity: Memutuskan, actor: a, duration: 1 jam, branches: {Y: k, N: end}, on_late: {take: Y}}
- {id: k, activity: Memanggil, call: anak}
- {id: z, activity: Akhir, actor: a}
"""
    engine = engine_for(sop("- {id: s, activity: Kerja, actor: b}", name="anak"), sop(rows), clock=clock)
    run = engine.start("uji", "a").id
    engine.complete(run, "p", "a")
    clock.advance(timedelta(hours=1))
    engine.advance()
    waited = engine.instance(run)
    with pytest.raises(NotUndoable, match="wait"):
        engine.undo_last(run, "a", "keliru")
    assert engine.instance(run) == waited
    clock.advance(timedelta(hours=2))
    engine.advance()
    assert [r.step for r in engine.instance(run).active] == ["k"]
    with pytest.raises(NotUndoable):
        engine.undo_last(run, "a", "keliru")
    engine.complete(engine.instance(run).active[0].child, "s", "b")
    with pytest.raises(NotUndoable):
        engine.undo_last(run, "a", "keliru")
    assert [r.step for r in engine.instance(run).active] == ["z"]


def test_an_end_that_cancelled_a_called_sop_is_not_undone():
    rows = """
- {id: p, activity: Mulai, actor: a, next: [k, q]}
- {id: k, activity: Memanggil, call: anak, next: end}
- {id: q, activity: Memutuskan, actor: a, branches: {lanjut: end, tolak: {end: ditolak, closes: all}}}
"""
    engine = engine_for(sop("- {id: s, activity: Kerja, actor: b}", name="anak"), sop(rows))
    run = engine.start("uji", "a").id
    open_rows = engine.complete(run, "p", "a").active
    child = next(row.child for row in open_rows if row.child is not None)
    ended = engine.complete(run, "q", "a", "tolak")
    assert engine.instance(child).status == "cancelled"
    with pytest.raises(NotUndoable, match="it also cancelled an SOP that was called and still running"):
        engine.undo_last(run, "a", "keliru")
    assert engine.instance(run) == ended


def test_what_was_cancelled_is_not_undone_and_it_says_so(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.cancel(run, "a")
    with pytest.raises(NotRunning, match="this instance is cancelled; possible: none"):
        engine.undo_last(run, "a", "keliru")


CALLER = sop("- {id: p, activity: Kerja, actor: a}\n- {id: k, activity: Memanggil, call: anak}\n- {id: z, activity: Akhir, actor: a}")  # fmt: skip
CALLED = sop("- {id: s, activity: Kerja, actor: b}\n- {id: t, activity: Lagi, actor: b}", name="anak")


def test_a_completion_that_called_an_sop_is_not_undone():
    engine = engine_for(CALLED, CALLER)
    run = engine.start("uji", "a").id
    called = engine.complete(run, "p", "a")
    with pytest.raises(NotUndoable, match="the SOP that it called has begun"):
        engine.undo_last(run, "a", "keliru")
    assert engine.instance(run) == called


def test_in_a_called_sop_the_last_row_is_undone_until_its_caller_has_gone_on():
    engine = engine_for(CALLED, CALLER)
    run = engine.start("uji", "a").id
    child = engine.complete(run, "p", "a").active[0].child
    first = engine.instance(child)
    engine.complete(child, "s", "b")
    assert as_it_was(engine.undo_last(child, "b", "keliru"), first)
    engine.complete(child, "s", "b")
    done = engine.complete(child, "t", "b")
    with pytest.raises(NotUndoable, match="the instance that called this one has gone on"):
        engine.undo_last(child, "b", "keliru")
    assert engine.instance(child) == done
    assert [r.step for r in engine.instance(run).active] == ["z"]


TWICE = sop(
    """
- {id: p, activity: Mulai, actor: a, next: [q, r]}
- {id: q, activity: Kiri, actor: a, next: t}
- {id: r, activity: Kanan, actor: a, next: t}
- {id: t, activity: Dua kali, actor: b, duration: 1 jam, on_late: {remind: true}, next: end}
"""
)


def test_a_claim_of_an_earlier_visit_of_a_row_does_not_stand_in_the_way_of_a_later_one(clock):
    office = engine_for(TWICE, clock=clock, directory=FixedDirectory(PEOPLE))
    run = office.start("uji", "ani").id
    office.complete(run, "p", "ani")
    office.complete(run, "q", "ani")
    before = office.claim(run, "t", "budi", visit=1)
    office.complete(run, "r", "ani")
    assert as_it_was(office.undo_last(run, "ani", "keliru"), before)


def test_a_reminder_of_an_earlier_visit_stands_in_the_way(clock):
    office = engine_for(TWICE, clock=clock, directory=FixedDirectory(PEOPLE))
    run = office.start("uji", "ani").id
    office.complete(run, "p", "ani")
    office.complete(run, "q", "ani")
    clock.advance(timedelta(minutes=30))
    office.complete(run, "r", "ani")
    clock.advance(timedelta(minutes=31))
    assert office.advance() == 1  # of the first visit: it would be lost
    with pytest.raises(NotUndoable):
        office.undo_last(run, "ani", "keliru")


@pytest.mark.parametrize("act", ["escalated", "reassigned", "delegated"])
def test_what_happens_to_a_row_that_it_opened_and_is_taken_back_does_not_stand_in_its_way(clock, act):
    definition = sop(
        "- {id: p, activity: Mulai, actor: a}\n"
        "- {id: t, activity: Kerja, actor: b, duration: 1 jam, on_late: {escalate: c}}\n"
    )
    office = engine_for(definition, clock=clock, directory=FixedDirectory(PEOPLE))
    before = office.start("uji", "ani")
    run = before.id
    office.complete(run, "p", "ani")
    if act == "escalated":
        clock.advance(timedelta(hours=2))
        assert office.advance() == 1
    elif act == "reassigned":
        office.claim(run, "t", "budi")
        office.reassign(run, "t", "budi", "citra", note="dialihkan")
        office.release(run, "t", "citra")
    else:
        office.delegate(run, "t", "budi", "dedi", "dinas luar")
        office.release(run, "t", "dedi")
    assert as_it_was(office.undo_last(run, "ani", "keliru"), before)


def test_notes_that_came_after_what_was_undone_stay_and_reminders_of_it_do_not(engine, clock):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    clock.advance(timedelta(hours=2))
    engine.advance()
    engine.annotate(run, "a", "tetap")
    engine.undo_last(run, "a", "keliru")
    assert [e.type for e in standing(engine.history(run))] == ["started", "annotated"]


def test_after_two_undoings_in_turn_the_history_that_stands_is_that_of_the_state(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.undo_last(run, "a", "keliru")
    engine.complete(run, "susun", "a")
    engine.complete(run, "periksa", "b", "N")
    engine.undo_last(run, "b", "keliru")
    kept = standing(engine.history(run))
    assert [(e.type, e.step) for e in kept] == [("started", None), ("completed", "susun")]
    assert [r.step for r in engine.instance(run).active] == ["periksa"]


def test_an_undone_row_that_was_extended_is_due_as_it_was(clock):
    definition = sop(
        "- {id: p, activity: Kerja, actor: a, duration: 1 jam, extension: {by: b, at_most: 3 jam}}\n- {id: q, activity: Lagi, actor: a}\n"
    )
    engine = engine_for(definition, clock=clock)
    run = engine.start("uji", "a").id
    extended = engine.extend(run, "p", "b", "perlu", "2 jam")
    clock.advance(timedelta(hours=2))
    engine.complete(run, "p", "a")
    assert as_it_was(engine.undo_last(run, "a", "keliru"), extended)
    clock.advance(timedelta(minutes=30))
    engine.complete(run, "p", "a")
    assert [e.late for e in engine.timeline(run) if e.type == "completed"] == [False, False]


# -- who may undo what


def test_of_a_row_of_people_from_outside_only_whoever_did_it_undoes_it(clock):
    definition = sop(
        "- {id: p, activity: Memohon, actor: w}\n- {id: q, activity: Kerja, actor: a}",
        head="actors: {w: {title: Warga, external: true}, a: Petugas}\n",
    )
    people = FixedDirectory({"ani": ("a",), "wati": ("w",), "wawan": ("w",)})
    office = engine_for(definition, clock=clock, directory=people)
    run = office.start("uji", "wati").id
    office.complete(run, "p", "wati")
    for other in ("wawan", "ani"):
        with pytest.raises(NotAuthorized) as refused:
            office.undo_last(run, other, "keliru")
        assert refused.value.message("en").endswith('may not undo "1. Memohon"; who may: "wati"')
    assert [r.step for r in office.undo_last(run, "wati", "keliru").active] == ["p"]


def test_whoever_did_it_in_anothers_name_undoes_it_and_nobody_else_does_in_that_name(office):
    run = office.start("uji", "ani").id
    office.complete(run, "susun", "ani")
    before = office.delegate(run, "periksa", "budi", "evi", "dinas luar")
    office.complete(run, "periksa", "evi")
    with pytest.raises(NotAuthorized):
        office.undo_last(run, "dedi", "keliru")
    assert as_it_was(office.undo_last(run, "evi", "keliru"), before)


def test_a_substitute_on_the_row_undoes_it(clock):
    definition = sop("- {id: p, activity: Kerja, actor: a, substitutes: [c]}\n- {id: q, activity: Lagi, actor: b}")
    office = engine_for(definition, clock=clock, directory=FixedDirectory(PEOPLE))
    run = office.start("uji", "ani").id
    office.complete(run, "p", "ani")
    assert [r.step for r in office.undo_last(run, "dedi", "keliru").active] == ["p"]


def test_whom_the_sop_names_undoes_it_and_nobody_else_does(clock):
    definition = sop(
        "- {id: p, activity: Kerja, actor: a}\n- {id: q, activity: Lagi, actor: b}", head="may: {undo: c}"
    )
    office = engine_for(definition, clock=clock, directory=FixedDirectory(PEOPLE))
    run = office.start("uji", "ani").id
    office.complete(run, "p", "ani")
    with pytest.raises(NotAuthorized):
        office.undo_last(run, "ani", "keliru")
    assert [r.step for r in office.undo_last(run, "dedi", "keliru").active] == ["p"]


def test_without_a_directory_an_actor_from_outside_undoes_what_was_done_for_another_of_the_row():
    definition = sop(
        "- {id: p, activity: Memohon, actor: [w, a], sign_off: any}\n- {id: q, activity: Kerja, actor: a}",
        head="actors: {w: {title: Warga, external: true}, a: Petugas}\n",
    )
    engine = engine_for(definition)
    run = engine.start("uji", "a").id
    engine.complete(run, "p", "a")
    assert [r.step for r in engine.undo_last(run, "w", "keliru").active] == ["p"]
