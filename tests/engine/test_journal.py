"""A journal: what is acknowledged is on disk, and goes on where it stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.engine.journal import JournalStore
from sopflow.errors import BrokenJournal, Conflict
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
WAITING = sop(
    "- {id: s, activity: x, actor: a}\n- {id: w, activity: x, wait: 1 hari}\n- {id: t, activity: x, actor: a}"
)


def test_another_process_goes_on_where_the_first_stopped(tmp_path):
    path = tmp_path / "j.jsonl"
    clock = sopflow.ManualClock(START)
    engine = engine_for(WAITING, store=JournalStore(path), clock=clock)
    run = engine.start("uji", "a", key="k")
    run = engine.complete(run.id, "s", "a")
    clock.advance(timedelta(days=2))
    again = engine_for(WAITING, store=JournalStore(path), clock=clock)
    assert again.instance(run.id) == run
    assert list(again.history(run.id)) == list(engine.history(run.id))
    assert again.advance() == 1
    assert again.start("uji", "a", key="k").id == run.id
    assert again.complete(run.id, "t", "a").status == "completed"
    assert len(path.read_text("utf-8").splitlines()) == 4


def test_a_conflict_writes_nothing(tmp_path):
    path = tmp_path / "j.jsonl"
    engine = engine_for(WAITING, store=JournalStore(path))
    run = engine.start("uji", "a")
    before = path.read_bytes()
    with pytest.raises(Conflict):
        engine.complete(run.id, "s", "a", expected=5)
    assert path.read_bytes() == before


def test_a_disk_that_fails_leaves_neither_a_line_nor_a_change(tmp_path, monkeypatch):
    path = tmp_path / "j.jsonl"
    engine = engine_for(WAITING, store=JournalStore(path))
    run = engine.start("uji", "a")
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        engine.complete(run.id, "s", "a")
    assert path.read_bytes() == before
    assert engine.instance(run.id) == run


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_line_cut_off_by_a_crash_is_dropped_and_said(tmp_path, cut):
    path = tmp_path / "j.jsonl"
    engine = engine_for(WAITING, store=JournalStore(path))
    run = engine.start("uji", "a")
    whole = path.read_bytes()
    engine.complete(run.id, "s", "a")
    path.write_bytes(path.read_bytes()[:-cut])
    store = JournalStore(path)
    assert store.torn
    assert path.read_bytes() == whole
    assert store.load(run.id) == run


def test_a_line_that_is_no_event_is_named(tmp_path):
    path = tmp_path / "j.jsonl"
    path.write_text("{}\n", "utf-8")
    with pytest.raises(BrokenJournal, match=":1:"):
        JournalStore(path)
