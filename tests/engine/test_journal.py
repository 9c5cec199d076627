"""A journal: what is acknowledged is on disk, and goes on where it stopped."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.engine.journal import JournalStore
from sopflow.errors import (
    BrokenJournal,
    Conflict,
    JournalInUse,
    StoreError,
    StoreFull,
    StoreLost,
    StoreUnavailable,
)
from tests.forks import in_a_fork
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
WAITING = sop(
    "- {id: s, activity: x, actor: a}\n- {id: w, activity: x, wait: 1 hari}\n- {id: t, activity: x, actor: a}"
)


def test_another_process_goes_on_where_the_first_stopped(tmp_path):
    path = tmp_path / "j.jsonl"
    clock = sopflow.ManualClock(START)
    store = JournalStore(path)
    engine = engine_for(WAITING, store=store, clock=clock)
    run = engine.start("uji", "a", key="k")
    run = engine.complete(run.id, "s", "a")
    store.close()
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


CALLS = ("write", "fsync", "ftruncate", "lseek")


@pytest.mark.parametrize("broken", [(), ("ftruncate",)])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_whatever_fails_when_what_is_acknowledged_is_in_the_file_and_nothing_else(
    tmp_path, monkeypatch, call, at, broken
):
    """Every call on the file fails in turn, the first part of a write having come through; then work goes on."""
    path = tmp_path / "j.jsonl"
    store = JournalStore(path)
    engine = engine_for(WAITING, store=store)
    with failing_once(monkeypatch, call, at, broken) as happened:
        known = commands(engine, 6)
    assert happened or call != "write"
    store.close()
    again = JournalStore(path)
    assert {one: engine.instance(one).revision for one in known} == known
    found = {one.id: one.revision for one in engine_for(WAITING, store=again).instances()}
    if call != "fsync" and not (happened and broken):
        assert found == known
    assert {one: found[one] for one in known} == known  # acknowledged is kept; what was not may be
    assert len(commands(engine_for(WAITING, store=again), 2)) == 2


@contextmanager
def failing_once(monkeypatch, call, at, broken):
    """The `at`-th such call fails; with it, for good, the calls in `broken`."""
    happened, count = [], iter(range(1, 1000))
    real = {name: getattr(os, name) for name in CALLS}

    def failing(*given):
        if next(count) != at:
            return real[call](*given)
        happened.append(call)
        if call == "write":
            real[call](given[0], given[1][: len(given[1]) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    def for_good(name):
        def fails(*given):
            if happened:
                raise OSError(errno.EIO, "Input/output error")
            return real[name](*given)

        return fails

    with monkeypatch.context() as patched:
        for name in broken:
            patched.setattr(os, name, for_good(name))
        patched.setattr(os, call, failing)
        yield happened


def commands(engine, count):
    """Starts; those that were acknowledged, with their revisions."""
    known = {}
    for _ in range(count):
        with suppress(StoreError):
            known[engine.start("uji", "a").id] = 1
    return known


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of a process")
def test_a_full_disk_leaves_a_journal_that_goes_on_when_there_is_room(tmp_path):
    """A real limit: of the file's size, the nearest that needs no disk of its own."""
    import resource

    path = tmp_path / "j.jsonl"
    store = JournalStore(path)
    engine = engine_for(WAITING, store=store)
    run = engine.start("uji", "a")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = path.read_bytes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
    try:
        with pytest.raises(StoreFull) as refused:
            engine.complete(run.id, "s", "a")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert "no space" in str(refused.value)
    assert path.read_bytes() == before
    assert engine.instance(run.id) == run
    known = {**commands(engine, 5), run.id: engine.complete(run.id, "s", "a").revision}
    store.close()
    assert {one.id: one.revision for one in engine_for(WAITING, store=JournalStore(path)).instances()} == known


def test_after_a_failed_fsync_nothing_is_written_until_it_is_opened_again(tmp_path, monkeypatch):
    path = tmp_path / "j.jsonl"
    store = JournalStore(path)
    engine = engine_for(WAITING, store=store)
    run = engine.start("uji", "a")
    before = path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "Input/output error")))
        with pytest.raises(StoreUnavailable, match="the disk cannot be read or written"):
            engine.complete(run.id, "s", "a")
    with pytest.raises(StoreUnavailable, match="open this journal again"):
        engine.complete(run.id, "s", "a")
    assert path.read_bytes() == before
    assert engine.instance(run.id) == run
    store.close()
    assert engine_for(WAITING, store=JournalStore(path)).complete(run.id, "s", "a").revision == 2


def test_a_second_process_is_told_who_has_it(tmp_path):
    path = tmp_path / "j.jsonl"
    store = JournalStore(path)
    code = "import sys; from sopflow.engine.journal import JournalStore; JournalStore(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert "JournalInUse" in done.stderr
    if sys.platform == "linux":
        assert f"in use by process {os.getpid()};" in done.stderr
    with pytest.raises(JournalInUse):
        JournalStore(path)
    store.close()
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_forked_child_does_not_write_and_does_not_keep_it_locked(tmp_path):
    path = tmp_path / "j.jsonl"
    store = JournalStore(path)
    engine = engine_for(WAITING, store=store)
    run = engine.start("uji", "a")

    def child():
        assert engine.instance(run.id) == run
        with pytest.raises(JournalInUse, match=str(os.getppid())):
            engine.complete(run.id, "s", "a")

    assert in_a_fork(child, meanwhile=lambda: engine.complete(run.id, "s", "a")) == 0
    waiting = os.fork()
    if waiting == 0:
        time.sleep(600)
    try:
        store.close()
        assert engine_for(WAITING, store=JournalStore(path)).instance(run.id).revision == 2
    finally:
        os.kill(waiting, signal.SIGKILL)
        os.waitpid(waiting, 0)


@pytest.mark.parametrize("happens", ["deleted", "replaced", "cut", "grown", "changed"])
def test_a_file_that_others_touched_acknowledges_nothing(tmp_path, happens):
    path = tmp_path / "j.jsonl"
    engine = engine_for(WAITING, store=JournalStore(path))
    run = engine.start("uji", "a")
    whole = path.read_bytes()
    if happens == "deleted":
        path.unlink()
    elif happens == "replaced":
        (tmp_path / "other").write_bytes(whole)
        (tmp_path / "other").replace(path)
    elif happens == "changed":
        status = path.stat()
        with path.open("r+b") as file:
            file.write(whole.replace(b"uji", b"iju"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))  # not in the same tick
    else:
        with path.open("ab") as file:
            file.write(b"\n") if happens == "grown" else file.truncate(10)
    with pytest.raises(StoreLost, match="Restore the file"):
        engine.complete(run.id, "s", "a")
    assert engine.instance(run.id) == run


def test_a_new_journal_is_its_owners_alone(tmp_path):
    JournalStore(tmp_path / "j.jsonl")
    assert stat.S_IMODE((tmp_path / "j.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_line_cut_off_by_a_crash_is_dropped_and_said(tmp_path, cut):
    path = tmp_path / "j.jsonl"
    store = JournalStore(path)
    engine = engine_for(WAITING, store=store)
    run = engine.start("uji", "a")
    whole = path.read_bytes()
    engine.complete(run.id, "s", "a")
    store.close()
    path.write_bytes(path.read_bytes()[:-cut])
    store = JournalStore(path)
    assert store.torn
    assert path.read_bytes() == whole
    assert store.load(run.id) == run


@pytest.mark.parametrize(
    "content",
    [
        b"Catatan penting", b'{"nama": "Budi"}', b"SQLite format 3\0lain", b"{}", b'{"v"x',
        b'{"v": 2, "items": [1, 2]}', b'{"v": 2, "instance": "milik lain"}', b'{"activation": {"kode": 7}}',
        b'{"v": 2, "instance": "x", "hash": "' + b"0" * 64 + b'"}',
    ],
)  # fmt: skip
def test_a_file_that_is_no_journal_is_refused_and_left_as_it_is(tmp_path, content):
    """Without the end of a line it looks like a journal whose only line was cut off."""
    path = tmp_path / "catatan.txt"
    path.write_bytes(content)
    with pytest.raises(BrokenJournal):
        JournalStore(path)
    assert path.read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes, which Windows lacks")
def test_a_pipe_or_a_device_is_no_journal(tmp_path):
    os.mkfifo(tmp_path / "pipa")
    for path in (tmp_path / "pipa", "/dev/full"):
        with pytest.raises(StoreUnavailable, match="not a regular file"):
            JournalStore(path)


def test_the_first_line_of_a_journal_may_be_cut_off_anywhere(tmp_path):
    path = tmp_path / "j.jsonl"
    store = JournalStore(path)
    engine_for(WAITING, store=store).start("uji", "a")
    store.close()
    first = path.read_bytes().splitlines(keepends=True)[0]
    for cut in range(1, len(first)):
        path.write_bytes(first[:cut])
        again = JournalStore(path)
        assert (again.torn, path.read_bytes()) == (True, b"")
        again.close()


def test_of_a_command_with_several_events_a_crash_leaves_all_or_none(tmp_path):
    path = tmp_path / "j.jsonl"
    definitions = (
        sop("- {id: k, activity: Kerja, actor: a}", name="anak"),
        sop("- {id: s, activity: x, actor: a}\n- {id: p, activity: Memanggil, call: anak}"),
    )
    store = JournalStore(path)
    engine = engine_for(*definitions, store=store)
    run = engine.start("uji", "a")
    before = path.read_bytes()
    engine.complete(run.id, "s", "a")
    store.close()
    whole = path.read_bytes()
    assert whole[len(before) :].count(b"\n") == 2
    for cut in range(len(before) + 1, len(whole)):
        if cut % 40 == 0 or whole[cut - 1 : cut] == b"\n":
            path.write_bytes(whole[:cut])
            again = JournalStore(path)
            assert (again.torn, again.load(run.id), path.read_bytes()) == (True, run, before)
            again.close()
    path.write_bytes(whole)
    again = JournalStore(path)
    assert not again.torn
    assert again.load(run.id).revision == 2


def test_a_line_that_is_no_event_is_named(tmp_path):
    path = tmp_path / "j.jsonl"
    path.write_text("{}\n", "utf-8")
    with pytest.raises(BrokenJournal, match=":1:"):
        JournalStore(path)
