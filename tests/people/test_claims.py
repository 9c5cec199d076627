"""A row is claimed, released, reassigned and delegated."""

from __future__ import annotations

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.people.directory import OfficeDirectory
from tests.people.tangerang import DIRECTORY, NORTH, SOUTH, WIB, at
from tests.sop import engine_for, sop


def test_who_takes_a_row_has_it_alone(engine):
    run = engine.start("uji", "ani", unit=SOUTH)
    run = engine.complete(run.id, "perintah", "ani", "Y")
    with pytest.raises(errors.NotAuthorized):
        engine.claim(run.id, "susun", "joko")
    held = engine.claim(run.id, "susun", "hadi")
    assert engine.possible(run.id)[0].claim.person == "hadi"
    for refused in (
        lambda: engine.complete(run.id, "susun", "farah"),
        lambda: engine.claim(run.id, "susun", "farah"),
    ):
        with pytest.raises(errors.ClaimedByOther, match=r'"2\. x" is claimed by "Hadi Wijaya"'):
            refused()
    with pytest.raises(errors.NotClaimed, match='who can: "Hadi Wijaya"'):
        engine.release(run.id, "susun", "farah")
    assert engine.instance(run.id) == held
    engine.release(run.id, "susun", "hadi")
    engine.reassign(run.id, "susun", "hadi", to="farah")
    with pytest.raises(errors.ClaimedByOther):
        engine.complete(run.id, "susun", "hadi")
    with pytest.raises(errors.NotAuthorized):
        engine.reassign(run.id, "susun", "hadi", to="joko")
    with pytest.raises(errors.UnknownPerson):
        engine.reassign(run.id, "susun", "hadi", to="siapa")
    engine.reassign(run.id, "susun", "hadi", to="hadi")  # takes it over
    run = engine.complete(run.id, "susun", "hadi")
    events = list(engine.history(run.id))
    assert [e.type for e in events[2:]] == ["claimed", "released", "reassigned", "reassigned", "completed"]
    assert fold(events) == run == instance_from_json(instance_to_json(run))
    assert [event_from_json(event_to_json(e)) for e in events] == events
    flow = engine.flow("uji")
    assert list(replay(events, lambda _: flow)) == [None] * len(events)


def test_what_is_delegated_is_done_in_anothers_name(engine, clock):
    run = engine.start("uji", "ani", unit=SOUTH)
    with pytest.raises(errors.NoteRequired):
        engine.delegate(run.id, "perintah", "ani", to="joko", reason=" ")
    with pytest.raises(errors.UnknownPerson):
        engine.delegate(run.id, "perintah", "ani", to="siapa", reason="dinas luar")
    engine.delegate(run.id, "perintah", "ani", to="joko", reason="dinas luar")
    assert [i.step for i in engine.worklist(person="joko")] == ["perintah"]
    with pytest.raises(errors.ClaimedByOther):
        engine.complete(run.id, "perintah", "ani", "Y")
    with pytest.raises(errors.NotAuthorized):
        engine.delegate(run.id, "perintah", "joko", to="hadi", reason="sibuk")
    run = engine.complete(run.id, "perintah", "joko", "Y")
    event = list(engine.history(run.id))[-1]
    assert (event.by, event.actor, event.effects.capacity, event.effects.on_behalf_of) == (
        "joko",
        "camat",
        "a.n.",
        "ani",
    )
    assert event.effects.position == f"{SOUTH}/camat"
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None] * 3


def test_a_delegation_ends_with_the_office_of_who_gave_it(engine, clock):
    rows = "- {id: perintah, activity: x, actor: camat}"
    plain = engine_for(sop(rows, head="actors: {camat: C}"), clock=clock, directory=DIRECTORY)
    run = plain.start("uji", "budi", unit=NORTH)
    plain.delegate(run.id, "perintah", "budi", to="joko", reason="rapat")  # Plt. camat until the end of September
    clock.set(at("2024-10-01"))
    delegated = plain.instance(run.id)
    plain.complete(run.id, "perintah", "joko")  # budi is still a substitute
    assert list(plain.history(run.id))[-1].effects.acting_as == "sekcam"
    run = plain.start("uji", "citra", unit=NORTH)
    plain.delegate(run.id, "perintah", "citra", to="joko", reason="rapat")
    gone = OfficeDirectory("d", WIB, DIRECTORY.all_units.values(), DIRECTORY.positions.values(),
                           [p for p in DIRECTORY.people.values() if p.id != "citra"])  # fmt: skip
    after = sopflow.Engine(plain.store, clock=clock, directory=gone)
    with pytest.raises(errors.NotAuthorized):
        after.complete(run.id, "perintah", "joko")
    after.reassign(run.id, "perintah", "budi", to="budi")
    assert after.complete(run.id, "perintah", "budi").status == "completed"
    assert delegated.active[0].claims[0].on_behalf_of == "budi"


def test_an_act_can_be_undone_until_somebody_takes_what_it_opened(engine):
    run = engine.start("uji", "ani", unit=SOUTH)
    before = engine.claim(run.id, "perintah", "ani")
    engine.complete(run.id, "perintah", "ani", "Y")
    engine.claim(run.id, "susun", "hadi")
    with pytest.raises(errors.NotUndoable, match=r'"2\. x" is claimed by "Hadi Wijaya"'):
        engine.undo_last(run.id, "ani", "keliru")
    engine.release(run.id, "susun", "hadi")
    assert engine.undo_last(run.id, "ani", "keliru").active == before.active


def test_of_a_row_that_several_sign_each_part_is_taken_by_itself(engine):
    run = engine.start("uji", "ani", unit=SOUTH)
    engine.complete(run.id, "perintah", "ani", "Y")
    run = engine.complete(run.id, "susun", "hadi")
    with pytest.raises(errors.NotAuthorized):
        engine.claim(run.id, "paraf", "hadi")
    engine.delegate(run.id, "paraf", "dewi", to="joko", reason="cuti")
    engine.sign_off(run.id, "paraf", "joko")
    for again in ("joko", "dewi"):  # who signed, and in whose name
        with pytest.raises(errors.AlreadySigned):
            engine.sign_off(run.id, "paraf", again)
    assert engine.sign_off(run.id, "paraf", "ani").active[0].step == "arsip"
