"""Due times that are put off: by whom, how often, how far, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.errors import BadCommand, NotAuthorized, NoteRequired, NotExtendable
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOP = sop(
    """
- id: periksa
  activity: Memeriksa
  actor: a
  duration: 10 hari
  extension: {by: b, at_most: 7 hari, times: 2}
  on_late: {remind: true, after: 1 hari}
- {id: kirim, activity: Mengirim, actor: c, duration: 1 hari}
""",
    head="time_limit: 30 hari\nextension: {by: [a, b], at_most: 10 hari}",
)


@pytest.fixture
def engine(clock):
    return engine_for(SOP, clock=clock)


@pytest.fixture
def run(engine):
    return engine.start("uji", "a")


def test_a_due_time_moves_from_where_it_was(engine, run):
    after = engine.extend(run.id, "periksa", "b", "pemohon di luar kota", "3 hari")
    assert after.active[0].due == START + 13 * DAY
    assert list(engine.history(run.id))[-1].note == "pemohon di luar kota"
    longest = engine.extend(run.id, "periksa", "b", "belum selesai")
    assert longest.active[0].due == START + 20 * DAY
    assert fold(engine.history(run.id)) == longest


def test_only_as_often_as_the_sop_says(engine, run):
    for _ in range(2):
        engine.extend(run.id, "periksa", "b", "alasan", "1 hari")
    with pytest.raises(NotExtendable, match=r"extended 2 times already"):
        engine.extend(run.id, "periksa", "b", "alasan", "1 hari")
    assert engine.instance(run.id).active[0].extended == 2


def test_only_as_far_as_the_sop_says(engine, run):
    with pytest.raises(NotExtendable, match="by at most 7 days"):
        engine.extend(run.id, "periksa", "b", "alasan", "7 hari 1 menit")
    with pytest.raises(BadCommand):
        engine.extend(run.id, "periksa", "b", "alasan", "sebentar")
    with pytest.raises(BadCommand):
        engine.extend(run.id, "periksa", "b", "alasan", "0 hari")
    assert engine.instance(run.id) == run


def test_only_by_whoever_may_and_with_a_reason(engine, run):
    with pytest.raises(NotAuthorized):
        engine.extend(run.id, "periksa", "a", "alasan")
    with pytest.raises(NoteRequired):
        engine.extend(run.id, "periksa", "b", " ")
    engine.complete(run.id, "periksa", "a")
    with pytest.raises(NotExtendable, match="allows no extension"):
        engine.extend(run.id, "kirim", "b", "alasan")


def test_the_whole_instance_can_be_extended_too(engine, run):
    after = engine.extend(run.id, None, "a", "alasan", "5 hari")
    assert (after.due, after.extended) == (START + 35 * DAY, 1)
    assert after.active == run.active
    with pytest.raises(NotExtendable):
        engine.extend(run.id, None, "a", "alasan", "5 hari")


def test_what_happens_when_it_is_late_waits_for_the_new_due_time(engine, clock, run):
    engine.extend(run.id, "periksa", "b", "alasan", "3 hari")
    clock.advance(13 * DAY)
    assert engine.advance() == 0
    clock.advance(DAY + timedelta(seconds=1))
    assert engine.advance() == 1


def test_a_late_row_is_in_time_once_it_was_extended(engine, clock, run):
    clock.advance(12 * DAY)
    assert [item.step for item in engine.overdue().items] == ["periksa"]
    engine.extend(run.id, "periksa", "b", "alasan")
    assert engine.overdue().items == ()
    engine.complete(run.id, "periksa", "a")
    assert [entry.late for entry in engine.timeline(run.id) if entry.type == "completed"] == [False]


def test_an_extension_is_decided_again_the_same_and_can_be_repeated_by_its_key(engine, run):
    once = engine.extend(run.id, "periksa", "b", "alasan", "2 hari", key="k")
    assert engine.extend(run.id, "periksa", "b", "alasan", "2 hari", key="k") == once
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None, None]


@pytest.mark.parametrize(
    ("rows", "head", "expected"),
    [
        ("- {id: p, activity: X, actor: a, extension: {by: b}}", "", "SOP227"),
        ("- {id: p, activity: X, wait: 1 hari, extension: {by: b}}", "", "SOP227"),
        ("- {id: p, activity: X, actor: a, duration: 1 hari, extension: {by: bb}}", "", "SOP201"),
        ("- {id: p, activity: X, actor: a, duration: 1 hari, extension: {times: 2}}", "", "SOP102"),
        ("- {id: p, activity: X, actor: a, duration: 1 hari, extension: {by: b, times: nol}}", "", "SOP103"),
        ("- {id: p, activity: X, actor: a}", "extension: {by: a}", "SOP227"),
    ],
)
def test_an_extension_that_cannot_be_is_told(rows, head, expected):
    with pytest.raises(sopflow.DefinitionError, match=expected):
        sop(rows, head=head)
