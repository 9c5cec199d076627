"""Who may undo what: whoever did it, or may do it, or whom the SOP names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sopflow.engine.directory import FixedDirectory
from sopflow.errors import NotAuthorized, NoteRequired
from tests.engine.undo.sops import PEOPLE, SHARED, SOP, as_it_was
from tests.sop import engine_for, sop


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
