"""SQLite on connections of the store's own: what they cost, who has them, and when they are closed."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest

from sopflow.errors import Conflict, StoreUnavailable
from sopflow.sql import SQLStore, audit
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}")
_COMMAND = """
import sys
from sopflow.cli import main
code = main(["complete", sys.argv[1], "s", "--by", "a", "--db", sys.argv[2]])
print(code, sorted({"sqlalchemy", "alembic"} & set(sys.modules)))
"""


def open_files(path):
    """How often this process has a database open."""
    names = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return sum(name == path for name in names)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "proses.db"


@pytest.mark.parametrize("named", ["{}", "sqlite:///{}"])
def test_a_command_on_a_database_of_this_version_imports_no_sqlalchemy(path, named):
    store = SQLStore(path)
    run = engine_for(SOP, store=store).start("uji", "a")
    store.close()
    command = [sys.executable, "-c", _COMMAND, run.id, named.format(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "0 []"
    assert SQLStore(path).load(run.id).revision == 2


def test_a_store_that_a_host_joins_and_searches_is_one_database(path):
    store = SQLStore(path)
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a", subject="Surat satu")
    with store.engine.connect() as connection:
        inside = engine.using(connection)
        inside.complete(run.id, "s", "a")
        assert inside.instance(run.id).revision == 2
        connection.rollback()
    assert engine.instance(run.id) == run
    assert [one.id for one in engine.find(subject="satu").items] == [run.id]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")
def test_connections_are_shared_by_threads_and_closed_with_the_store(path):
    engine = engine_for(SOP, store=(store := SQLStore(path)))
    run = engine.start("uji", "a")
    together = Barrier(4)

    def look():
        together.wait()
        for _ in range(20):
            engine.instance(run.id)

    for _ in range(3):  # threads come and go; what they had open is not left behind
        threads = [Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert 1 <= open_files(path) <= 5  # four, and SQLAlchemy's, which made the tables
    store.close()
    assert open_files(path) == 0
    assert not path.with_name("proses.db-wal").exists()  # whoever closes the last leaves one file
    assert engine.instance(run.id) == run


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 1), ("wal_autocheckpoint", 4000)]
)
def test_each_connection_is_told_the_same(path, pragma, value):
    store = SQLStore(path, synchronous="NORMAL")
    assert store._own.read(lambda c: c.execute(f"PRAGMA {pragma}").fetchone()) == (value,)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_of_many_connections_at_once_sixteen_are_kept(path):
    store = SQLStore(path)
    together = Barrier(40)
    threads = [Thread(target=store._own.read, args=(lambda _: together.wait(),)) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store._own._free) == 16  # SQLite itself keeps the files of the others open for the next
    store.close()
    assert open_files(path) == 0


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")
def test_a_store_that_nobody_has_any_more_leaves_one_file(path):
    engine_for(SOP, store=SQLStore(path)).start("uji", "a")
    gc.collect()
    assert open_files(path) == 0
    assert not path.with_name("proses.db-wal").exists()


def test_an_instance_that_was_written_anew_at_the_same_revision_conflicts(path, monkeypatch):
    run = engine_for(SOP, store=SQLStore(path)).start("uji", "a")
    engine = engine_for(SOP, store=(store := SQLStore(path)))  # one that has to look it up
    load = store.load

    def load_before_it_is_written_anew(instance):
        found = load(instance)
        with store.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE sopflow_instance SET head = head || 'x'")
        return found

    monkeypatch.setattr(store, "load", load_before_it_is_written_anew)
    with pytest.raises(Conflict):
        engine.complete(run.id, "s", "a", expected=1)
    assert [event.revision for event in store.history(run.id)] == [1]


def test_what_fails_in_the_middle_leaves_nothing_and_frees_the_turn(path):
    store = SQLStore(path)
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a")

    def fails(connection):
        connection.execute("DELETE FROM sopflow_event")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store._own.write(fails, lambda _: False)
    assert len(list(store.history(run.id))) == 1
    assert engine.complete(run.id, "s", "a").revision == 2


def test_a_folder_is_told_to_be_none(tmp_path):
    with pytest.raises(StoreUnavailable, match="unable to open"):
        SQLStore(tmp_path)


def test_a_work_item_that_takes_the_place_of_another_is_written_once(path):
    engine = engine_for(SOP, store=(store := SQLStore(path)))
    run = engine.start("uji", "a")
    sent = []
    store._own.read(lambda connection: connection.set_trace_callback(sent.append))
    engine.complete(run.id, "s", "a")
    store._own.read(lambda connection: connection.set_trace_callback(None))
    assert [one.split()[0] for one in sent if "sopflow_work_item" in one] == ["UPDATE"]
    assert [(one.step, one.actors) for one in engine.worklist("b")] == [("t", ("b",))]
    assert list(engine.worklist("a")) == []
    assert [one.problem for one in audit(store)] == [None]


def test_a_work_item_is_there_also_where_the_one_before_it_was_lost(path):
    engine = engine_for(SOP, store=(store := SQLStore(path)))
    run = engine.start("uji", "a")
    store._own.read(lambda connection: connection.execute("DELETE FROM sopflow_work_item"))
    engine.complete(run.id, "s", "a")
    assert [one.step for one in engine.worklist("b")] == ["t"]
    assert [one.problem for one in audit(store)] == [None]
