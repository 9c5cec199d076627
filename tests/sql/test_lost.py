"""A database whose file is taken away while it is open, and who may read a new one."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import closing

import pytest
from sqlalchemy import create_engine

from sopflow.cli import main
from sopflow.errors import StoreLost
from sopflow.sql import SQLStore, lost
from sopflow.sql.copying import backup
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}")


@pytest.mark.parametrize("whose", ["ours", "the host's"])
@pytest.mark.parametrize("happens", ["deleted", "replaced", "moved"])
def test_nothing_is_acknowledged_or_answered_after_it_is_gone(tmp_path, happens, whose):
    path, other = tmp_path / "proses.db", tmp_path / "lain.db"
    target = path if whose == "ours" else create_engine(f"sqlite:///{path}")
    engine = engine_for(SOP, store=SQLStore(target))
    run = engine.start("uji", "a")
    if happens == "deleted":
        path.unlink()
    elif happens == "moved":
        path.rename(other)
    else:
        engine_for(SOP, store=SQLStore(other)).start("uji", "a")
        other.replace(path)
    for act in (
        lambda: engine.complete(run.id, "s", "a"),
        lambda: engine.instance(run.id),
        lambda: engine.start("uji", "a"),
    ):
        with pytest.raises(StoreLost, match="restart this process"):
            act()
    assert path.exists() == (happens == "replaced")
    if happens == "moved":
        other.rename(path)
        assert engine_for(SOP, store=SQLStore(path)).complete(run.id, "s", "a").revision == 2


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
@pytest.mark.parametrize("is_there_again", [False, True])
def test_nothing_is_acknowledged_into_logs_that_were_taken_away(tmp_path, suffix, is_there_again):
    path = tmp_path / "proses.db"
    engine = engine_for(SOP, store=SQLStore(path))
    run = engine.start("uji", "a")
    log = path.with_name(path.name + suffix)
    log.rename(tmp_path / "log")
    if is_there_again:
        log.write_bytes((tmp_path / "log").read_bytes())
    with pytest.raises(StoreLost):
        engine.complete(run.id, "s", "a")


@pytest.fixture
def settled(monkeypatch):
    """A folder in which nothing happened for long, and a moment that does not pass, so that only the folder is looked at."""
    monkeypatch.setattr(lost, "_SETTLED", -1)
    monkeypatch.setattr(lost, "monotonic", lambda: 1.0)
    return lambda: time.sleep(0.02)  # some systems tell no times apart that are closer


def looked_at(monkeypatch):
    found = []
    monkeypatch.setattr(lost, "_identity", lambda path, real=lost._identity: found.append(path) or real(path))
    return found


def test_a_commit_in_a_settled_folder_asks_no_log_for_its_times(tmp_path, monkeypatch, settled):
    path = tmp_path / "proses.db"
    engine = engine_for(SOP, store=SQLStore(path))
    engine.start("uji", "a")
    settled()
    engine.start("uji", "a")
    found = looked_at(monkeypatch)
    engine.start("uji", "a")
    log = path.with_name("proses.db-wal")
    assert log not in found
    (tmp_path / "lain").touch()  # something is another in the folder
    engine.start("uji", "a")
    assert log in found


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_what_is_taken_from_a_settled_folder_is_noticed(tmp_path, settled, suffix):
    path = tmp_path / "proses.db"
    engine = engine_for(SOP, store=SQLStore(path))
    run = engine.start("uji", "a")
    settled()
    run = engine.complete(run.id, "s", "a")
    settled()
    path.with_name(path.name + suffix).rename(tmp_path / "lain")
    with pytest.raises(StoreLost):
        engine.complete(run.id, "t", "b")


def test_a_folder_in_which_something_just_happened_tells_nothing(tmp_path, monkeypatch, settled):
    path = tmp_path / "proses.db"
    now = time.time_ns()
    monkeypatch.setattr(lost, "_SETTLED", 2_000_000_000)
    monkeypatch.setattr(lost, "time_ns", lambda: now + 1_000_000_000)
    monkeypatch.setattr(lost, "_times", lambda folder: (1, 1, now, now))  # its clock does not tick that often
    engine = engine_for(SOP, store=SQLStore(path))
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "s", "a")
    path.rename(tmp_path / "lain")
    with pytest.raises(StoreLost):
        engine.complete(run.id, "t", "b")


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_behind_a_link_the_folder_tells_nothing(tmp_path, settled, suffix):
    path, link = tmp_path / "proses.db", tmp_path / "tautan" / "proses.db"
    link.parent.mkdir()
    SQLStore(path).close()
    link.symlink_to(path)
    engine = engine_for(SOP, store=SQLStore(link))
    engine.start("uji", "a")
    settled()
    engine.start("uji", "a")
    settled()
    path.with_name(path.name + suffix).rename(tmp_path / "lain")
    with pytest.raises(StoreLost):
        engine.start("uji", "a")


def test_what_was_taken_away_in_the_middle_of_a_command_is_not_acknowledged(tmp_path):
    path = tmp_path / "proses.db"
    store = SQLStore(path)
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a")

    def gone(connection):
        path.rename(tmp_path / "lain.db")
        return connection.execute("SELECT 1").fetchone()

    with pytest.raises(StoreLost):
        store._own.write(gone, lambda _: False)
    (tmp_path / "lain.db").rename(path)
    assert engine_for(SOP, store=SQLStore(path)).instance(run.id) == run


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_databases_copies_and_dumps_are_their_owners_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    old = os.umask(0o022)
    try:
        store = SQLStore(tmp_path / "proses.db")
        engine_for(SOP, store=store).start("uji", "a")
        backup(store, tmp_path / "salinan.db")
        assert main(["dump", "--db", "proses.db", "-o", "proses.jsonl"]) == 0
        names = {path.name for path in tmp_path.iterdir()}
        assert {"proses.db", "proses.db-wal", "proses.db-shm", "salinan.db", "proses.jsonl"} <= names
        assert {name: oct(mode_of(tmp_path / name)) for name in names} == dict.fromkeys(names, "0o600")
    finally:
        os.umask(old)


def test_a_database_that_is_there_keeps_its_mode(tmp_path):
    path = tmp_path / "proses.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    path.chmod(0o660)
    engine_for(SOP, store=SQLStore(path)).start("uji", "a")
    assert mode_of(path) == 0o660
