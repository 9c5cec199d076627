"""What deciding knows of the past: who did which row, who was given one, and for which commands it is looked up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.engine.directory import FixedDirectory
from sopflow.flow.agenda import NOBODY, Entry, agenda
from sopflow.flow.command import Command
from sopflow.flow.event import Claim
from sopflow.flow.following import LOOKING_BACK, looks_back, past_of, standing
from sopflow.flow.past import Right
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
SOP = sop(
    """
- {id: susun, activity: Menyusun, actor: a, duration: 1 jam}
- {id: periksa, activity: Memeriksa, actor: b, optional: true, branches: {Y: paraf, N: susun}}
- {id: paraf, activity: Memaraf, actor: [a, c], sign_off: all}
- {id: arsip, activity: Mengarsipkan, actor: b}
"""
)


def did(engine: sopflow.Engine, run: str):
    past = past_of(engine.history(run))
    assert past is not None
    return dict(past.did)


def test_who_did_a_row_are_all_who_signed_it_and_those_in_whose_name_it_was_done():
    engine = engine_for(SOP)
    run = engine.start("uji", "a").id
    assert did(engine, run) == {}
    engine.complete(run, "susun", "a")
    assert did(engine, run) == {"susun": ("a",)}
    engine.delegate(run, "periksa", "b", "c", "cuti")
    engine.complete(run, "periksa", "c", "Y")
    assert did(engine, run) == {"susun": ("a",), "periksa": ("c", "b")}
    engine.complete(run, "paraf", "c")
    assert "paraf" not in did(engine, run)
    engine.complete(run, "paraf", "a")
    assert did(engine, run)["paraf"] == ("c", "a")


def test_who_did_a_row_last_counts_and_neither_a_skip_nor_what_was_undone():
    people = {name: {"b"} for name in ("budi", "beni")} | {"ani": {"a"}}
    engine = engine_for(SOP, directory=FixedDirectory(people))
    run = engine.start("uji", "ani").id
    engine.complete(run, "susun", "ani")
    engine.complete(run, "periksa", "budi", "N")
    engine.complete(run, "susun", "ani")
    engine.complete(run, "periksa", "beni", "N")
    assert did(engine, run)["periksa"] == ("beni",)
    engine.undo_last(run, "beni", "keliru")
    assert did(engine, run)["periksa"] == ("budi",)
    engine.skip(run, "periksa", "beni", "tidak perlu", "Y")
    assert did(engine, run)["periksa"] == ("budi",)


def test_who_did_a_row_is_known_by_its_new_name_after_a_migration():
    engine = engine_for(SOP)
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.claim(run, "periksa", "b")
    text = """
- {id: tulis, activity: Menulis, actor: a, duration: 1 jam}
- {id: nilai, activity: Menilai, actor: c, branches: {Y: end, N: tulis}}
"""
    engine.register(sop(text, head='version: "2"'))
    (moved,) = engine.migrate("uji", to="2", by="x", mapping={"susun": "tulis", "periksa": "nilai"})
    assert moved.refusal is None
    assert did(engine, run) == {"tulis": ("a",)}


@pytest.mark.parametrize(("actor", "kept"), [("b", True), ("c", False)])
def test_who_had_a_row_is_known_by_its_new_name_after_a_migration(actor, kept):
    clock = sopflow.ManualClock(START)
    engine = engine_for(SOP, clock=clock)
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    clock.advance(timedelta(hours=1))
    engine.claim(run, "periksa", "b")
    clock.advance(timedelta(hours=1))
    rows = f"- {{id: lain, activity: Lain, actor: a}}\n- {{id: nilai, activity: Menilai, actor: {actor}}}"
    engine.register(sop(rows, head='version: "2"'))
    engine.migrate("uji", to="2", by="x", mapping={"periksa": "nilai"}).__next__()
    past = past_of(engine.history(run))
    taken = Right(START + timedelta(hours=1), (Claim("b", "b"),))
    dropped = Right(START + timedelta(hours=2), ())
    assert past is not None
    assert dict(past.rights) == {("nilai", 1): (taken,) if kept else (taken, dropped)}


def test_a_row_that_nobody_was_given_has_no_rights_after_a_migration():
    split = """
- {id: bagi, activity: x, actor: a, next: [kiri, kanan]}
- {id: kiri, activity: x, actor: a, next: end}
- {id: kanan, activity: x, actor: b, next: end}
"""
    engine = engine_for(sop(split))
    run = engine.start("uji", "a").id
    engine.complete(run, "bagi", "a")
    engine.claim(run, "kanan", "b")
    engine.register(sop(split, head='version: "2"'))
    list(engine.migrate("uji", to="2", by="x"))
    past = past_of(engine.history(run))
    assert past is not None
    assert [*past.rights] == [("kanan", 1)]


def test_the_past_is_looked_up_where_a_command_says_so_and_for_all_that_is_entered_later():
    assert {"undo", "annotate"} <= LOOKING_BACK
    assert "complete" not in LOOKING_BACK
    for has_directory in (False, True):
        assert looks_back(Command("undo", "a"), has_directory)
        assert looks_back(Command("complete", "a", "susun")._replace(acted_at=START), has_directory)
        assert not looks_back(Command("complete", "a", "susun"), has_directory)
        assert not looks_back(Command("dari masa depan", "a"), has_directory)  # type: ignore[arg-type]
    assert looks_back(Command("annotate", "a")._replace(note="x"), True)
    assert not looks_back(Command("annotate", "a")._replace(note="x"), False)


def test_a_note_neither_hides_what_can_be_undone_nor_is_undone_with_it():
    engine = engine_for(SOP)
    run = engine.start("uji", "a").id
    engine.complete(run, "susun", "a")
    engine.annotate(run, "a", "catatan")
    past = past_of(engine.history(run))
    assert past is not None
    assert past.event.type == "completed"
    engine.undo_last(run, "a", "keliru")
    assert [event.type for event in standing(engine.history(run))] == ["started", "annotated"]


# -- what stands in a store's indexes


def entries(engine: sopflow.Engine, run: str) -> tuple[Entry, ...]:
    return agenda(engine.flow("uji"), engine.instance(run))


def test_the_index_has_each_actor_who_is_still_to_act_and_counts_a_row_once():
    rows = """
- {id: salah_satu, activity: x, actor: [a, b], duration: 1 jam, next: [semua, berurut, tunggu]}
- {id: semua, activity: x, actor: [a, b], sign_off: all, next: end}
- {id: berurut, activity: x, actor: [a, b], sign_off: in_order, next: end}
- {id: tunggu, activity: x, wait: 2 jam, next: end}
"""
    engine = engine_for(sop(rows), clock=sopflow.ManualClock(START))
    run = engine.start("uji", "a").id
    due = START + timedelta(hours=1)
    assert entries(engine, run) == (
        Entry("salah_satu", 1, "a", due, True),
        Entry("salah_satu", 1, "b", due, False),
    )
    engine.claim(run, "salah_satu", "b")
    assert [(one.actor, one.person) for one in entries(engine, run)] == [("a", "b"), ("b", "b")]
    engine.complete(run, "salah_satu", "b")
    wait = Entry("tunggu", 1, NOBODY, START + timedelta(hours=2), False)
    assert set(entries(engine, run)) == {
        Entry("semua", 1, "a", None, True), Entry("semua", 1, "b", None, True), Entry("berurut", 1, "a", None, True), wait,
    }  # fmt: skip
    engine.claim(run, "semua", "b")
    engine.complete(run, "berurut", "a")
    assert set(entries(engine, run)) == {
        Entry("semua", 1, "a", None, True), Entry("semua", 1, "b", None, True, "b"), Entry("berurut", 1, "b", None, True), wait,
    }  # fmt: skip
    engine.complete(run, "semua", "b")
    assert [one.actor for one in entries(engine, run) if one.step == "semua"] == ["a"]
    engine.suspend(run, "a")
    assert entries(engine, run) == ()
    engine.resume(run, "a")
    engine.cancel(run, "a")
    assert entries(engine, run) == ()
