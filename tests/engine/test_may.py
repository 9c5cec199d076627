"""What `may` says and what holds where it says nothing: the starter, outsiders, extensions, and the capacity that is recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest

import sopflow
from sopflow import errors
from sopflow.definition.loading import check_bytes
from sopflow.flow.replay import replay
from tests.engine.office import ACTORS, DIRECTORY, NOW, at, begun, definition, office
from tests.sop import engine_for, sop


def test_the_starter_may_cancel_until_somebody_else_has_acted():
    engine = office()
    run = begun(engine)
    engine.complete(run, "ajukan", "wati")
    engine.annotate(run, "ani", "sedang dibaca")
    assert "cancel" in [offer.command for offer in engine.may(run, "wati")]
    engine.claim(run, "periksa", "ani")
    with pytest.raises(errors.NotAuthorized):
        engine.cancel(run, "wati")
    engine.cancel(run, "ani")


def test_anybody_with_a_name_may_begin_what_an_outsider_begins():
    engine = office()
    assert engine.start("uji", "warga", unit="utara").started_by == "warga"
    closed = office("may: {start: [petugas]}")
    with pytest.raises(errors.NotAuthorized, match='may not start this SOP; who may: "Petugas"'):
        closed.start("uji", "warga", unit="utara")
    closed.start("uji", "ani", unit="utara")


def test_the_starter_brings_only_what_is_waited_for():
    engine, run = at("tunggu")
    with pytest.raises(errors.NotAuthorized):
        engine.receive(run, ["sk"], "wati")
    with pytest.raises(errors.NotAuthorized):
        engine.receive(run, ["berkas", "sk"], "wati")
    engine.receive(run, ["sk"], "ani")
    engine.receive(run, ["berkas"], "wati")


def test_whoever_has_acted_may_leave_a_note_though_they_moved_on():
    clock = sopflow.ManualClock(NOW - timedelta(days=2))
    engine = engine_for(definition(), clock=clock, directory=DIRECTORY)
    run = begun(engine)
    engine.complete(run, "ajukan", "wati")
    engine.complete(run, "periksa", "dulu")
    clock.set(NOW)
    engine.annotate(run, "dulu", "berkasnya di lemari")
    for act in (
        lambda: engine.undo_last(run, "dulu", "salah"),
        lambda: engine.cancel(run, "dulu"),
        lambda: engine.sign_off(run, "paraf", "dulu", acted_at=NOW - timedelta(days=1)),
    ):
        with pytest.raises(errors.NotAuthorized):
            act()


def test_nobody_anyone_and_those_who_are_named():
    engine, run = at("periksa", "may: {suspend: nobody, resume: anyone, cancel: [camat, starter], undo: kasi}")
    for by in ("ani", "citra", "orang"):
        with pytest.raises(errors.NotAuthorized):
            engine.suspend(run, by)
    with pytest.raises(errors.NotAuthorized):
        engine.undo_last(run, "wati", "x")
    with pytest.raises(errors.NotAuthorized, match='who may: "Camat", whoever started it'):
        engine.cancel(run, "ani")
    assert engine.cancel(run, "wati").status == "cancelled"


def test_an_extension_is_granted_by_whom_both_name():
    engine, run = at("periksa", "may: {extend: [camat]}")
    for by in ("ani", "citra"):
        with pytest.raises(errors.NotAuthorized, match='who may: "Petugas" who is also "Camat"'):
            engine.extend(run, "periksa", by, "x", "1 hari")
    engine, run = at("periksa", "may: {extend: [camat, petugas]}")
    assert engine.extend(run, "periksa", "ani", "x", "1 hari").revision
    engine, run = at("periksa", "may: {extend: nobody}")
    with pytest.raises(errors.NotAuthorized, match='"Petugas" who is also nobody'):
        engine.extend(run, "periksa", "ani", "x", "1 hari")


@pytest.mark.parametrize(
    ("may", "actors", "is_found"),
    [
        ("[camat]", "camat: Camat", True),
        ("nobody", "camat: Camat", True),
        ("[camat, petugas]", "camat: Camat", False),
        ("anyone", "camat: Camat", False),
        ("[starter]", "camat: Camat", False),
        ("[camat]", "camat: {title: Camat, substitutes: [petugas]}", False),
        ("[camat]", "camat: {title: Camat, chosen_by: s, among: [petugas]}", False),
    ],
)
def test_an_extension_that_perhaps_nobody_can_grant_is_found(may, actors, is_found):
    text = f"""sopflow: 1
id: uji
title: Uji
actors: {{petugas: Petugas, {actors}}}
may: {{extend: {may}}}
steps:
  - {{id: s, activity: x, actor: [petugas, camat], duration: 1 hari, extension: {{by: petugas}}}}
"""
    found = [f for f in check_bytes(text.encode(), "x").findings if f.code == "SOP231"]
    assert bool(found) == is_found
    for one in found:
        assert all(
            name in one.message(language) for name in ("extension.by", "may.extend") for language in ("id", "en")
        )


def test_an_outsider_who_was_chosen_is_no_part_of_a_default():
    rows = """
- {id: pilih, activity: x, actor: petugas}
- {id: tinjau, activity: x, actor: peninjau}
- {id: arsip, activity: x, actor: petugas}
"""
    actors = ACTORS[:-1] + ", peninjau: {title: Peninjau, chosen_by: pilih, among: [kasi, pemohon]}}"
    for chosen, by, may in (("pemohon", "wawan", False), ("kasi", "kasimin", True)):
        engine = engine_for(sop(rows, head=actors), clock=sopflow.ManualClock(NOW), directory=DIRECTORY)
        run = engine.start("uji", "ani", unit="utara").id
        engine.complete(run, "pilih", "ani", choose={"peninjau": chosen})
        offered = {offer.command for offer in engine.may(run, by)}
        assert "complete" in offered
        assert ({"cancel", "suspend", "annotate"} <= offered) == may
        for act in (engine.suspend, engine.cancel):
            if may:
                act(run, by)
            else:
                with pytest.raises(errors.NotAuthorized):
                    act(run, by)


def test_the_history_says_in_which_capacity():
    engine, run = at("tunggu")
    engine.suspend(run, "ani")
    engine.resume(run, "kasimin")
    engine.annotate(run, "wati", "kapan selesai?")
    engine.receive(run, ["berkas"], "wati")
    engine.cancel(run, "kasimin")
    events = list(engine.history(run))
    assert [(e.actor, e.effects.capacity, e.effects.position) for e in events[-5:]] == [
        ("petugas", "definitif", "utara/petugas"),
        ("kasi", "definitif", "utara/kasi"),
        (None, None, None),
        (None, None, None),
        ("kasi", "definitif", "utara/kasi"),
    ]
    flow = engine.flow("uji")
    assert list(replay(events, lambda _: flow)) == [None] * len(events)


@pytest.mark.parametrize(
    ("may", "code", "says"),
    [
        ("may: {cancel: [petugass]}", "SOP201", 'did you mean "petugas"'),
        ("may: {cancel: [startr]}", "SOP201", 'did you mean "starter"'),
        ("may_start: [petugas]\nmay: {start: [kasi]}", "SOP229", "old name of may: {start: ...};"),
        ("may: {start: starter}", "SOP229", "no starter"),
        ("may: {undo: [nobody, kasi]}", "SOP229", "beside others"),
        ("may: {undoo: [kasi]}", "SOP101", 'did you mean "undo"'),
    ],
)
def test_what_cannot_be_meant_is_told(may, code, says):
    with pytest.raises(sopflow.DefinitionError) as refused:
        definition(may)
    assert code in str(refused.value)
    assert says in str(refused.value)


def test_the_old_name_is_the_same_sop_and_no_may_leaves_the_digest_alone():
    assert definition("may_start: [kasi]").digest == definition("may: {start: [kasi]}").digest
    assert (
        definition("may: {start: kasi, undo: kasi}").digest
        == definition("may: {undo: [kasi], start: [kasi]}").digest
    )
    assert definition().digest != definition("may: {undo: kasi}").digest
