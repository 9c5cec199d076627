"""What stands in the way of an undoing: what was built on the completion since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sopflow.engine.directory import FixedDirectory
from sopflow.errors import NotRunning, NotUndoable
from tests.engine.undo.sops import PEOPLE, as_it_was
from tests.sop import engine_for, sop


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


def test_what_was_cancelled_is_not_undone_and_it_says_so(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.cancel(run, "a")
    with pytest.raises(NotRunning, match="this instance is cancelled; possible: none"):
        engine.undo_last(run, "a", "keliru")


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
