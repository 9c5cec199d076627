"""Which version is current is one answer for all processes, through restarts, upgrades, dumps and journals."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

import sopflow
from sopflow.engine.journal import JournalStore
from sopflow.errors import DumpError, UnknownDefinition
from sopflow.sql import SQLStore, dump, restore
from sopflow.sql.schema import VERSION_TABLE

_SOP = "sopflow: 1\nid: surat\ntitle: Surat\nversion: '{}'\nactors: {{a: A}}\nsteps:\n  - {{id: tulis, activity: Menulis, actor: a}}\n"
_REPLICA = """
import sys, sopflow
from sopflow.sql import SQLStore
engine = sopflow.Engine(SQLStore(sys.argv[1]))
for line in sys.stdin:
    act, version = line.split()
    if act == "register":
        engine.register(sopflow.loads(sys.argv[2].format(version)))
    elif act == "activate":
        engine.activate("surat", version, by="kepala")
    print(engine.start("surat", by="a").version, flush=True)
"""


def sop(version):
    return sopflow.loads(_SOP.format(version))


def currents(store):
    return {(one.sop, one.version) for one in store.versions() if one.is_current}


class Replica:
    """A process of its own: each act, and the version on which it starts after it."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            [sys.executable, "-c", _REPLICA, database, _SOP],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def after(self, act):
        self.process.stdin.write(act + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)


@pytest.mark.long
def test_two_processes_start_the_same_version_whatever_each_registered_last(database):
    old, new = Replica(database), Replica(database)
    assert old.after("register 1") == "1"
    assert new.after("register 2") == "2"
    assert old.after("look -") == "2"
    old.end()
    restarted = Replica(database)
    assert restarted.after("register 1") == "2"
    assert new.after("activate 1") == "1"
    assert restarted.after("look -") == "1"
    for one in (restarted, new):
        one.end()


def test_in_a_transaction_of_the_hosts_it_is_the_version_that_is_current_there(database):
    store = SQLStore(database)
    engine = sopflow.Engine(store)
    for version in "12":
        engine.register(sop(version))
    with store.engine.connect() as connection, connection.begin() as transaction:
        inside = engine.using(connection)
        inside.activate("surat", "1", by="kepala")
        assert inside.start("surat", by="a").version == "1"
        transaction.rollback()
    assert engine.start("surat", by="a").version == "2"
    assert [one.by for one in engine.activations("surat")] == ["system", "system"]


def test_in_a_database_from_before_the_last_version_that_was_kept_is_current(database):
    store = SQLStore(database)
    for version in ("1", "3", "2"):
        sopflow.Engine(store).register(sop(version))
    with store.engine.begin() as connection:
        for index in ("audience", "starter", "parent", "end"):
            connection.exec_driver_sql(f"DROP INDEX sopflow_instance_by_{index}")
        for column in ("audience", "started_by", "parent", "ended_at"):
            connection.exec_driver_sql(f"ALTER TABLE sopflow_instance DROP COLUMN {column}")
        later = (
            "activation", "set_aside", "epoch", "case", "person", "position", "field", "reader", "private",
        )  # fmt: skip
        for table in later:
            connection.exec_driver_sql(f"DROP TABLE sopflow_{table}")
        connection.exec_driver_sql("ALTER TABLE sopflow_event DROP COLUMN seal")
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0004'")
    again = SQLStore(database)
    assert currents(again) == {("surat", "2")}
    assert [(one.version, one.by) for one in again.activations("surat")] == [("2", "system")]


@pytest.fixture
def full(database):
    engine = sopflow.Engine(SQLStore(database))
    for version in ("1", "2", "3"):
        engine.register(sop(version))
    engine.activate("surat", "2", by="kepala")
    engine.start("surat", by="a", version="3")
    return engine


def test_a_dump_carries_which_version_is_current_since_when_and_by_whom(full, tmp_path):
    other = SQLStore(tmp_path / "lain.db")
    for _ in range(2):
        list(restore(other, dump(full.store)))
        assert currents(other) == {("surat", "2")}
        assert other.activations("surat") == full.activations("surat")


def test_a_restore_that_was_interrupted_ends_with_the_same(full, tmp_path):
    lines = list(dump(full.store))
    for number in range(1, len(lines)):
        other = SQLStore(tmp_path / f"{number}.db")
        with pytest.raises(sopflow.SopflowError):
            list(restore(other, lines[:number]))
        list(restore(other, lines))
        assert other.activations("surat") == full.activations("surat")


@pytest.mark.parametrize("version", [1, 2])
def test_a_dump_that_is_refused_makes_no_version_current(version, full, tmp_path):
    lines = list(dump(full.store)) if version == 2 else from_before(full.store)
    about = [at for at, line in enumerate(lines) if line.startswith(('{"definition"', '{"activation"'))]
    damaged = [lines[:at] + lines[at + 1 :] for at in about]  # one is missing
    for number, one in enumerate([*damaged, [*lines, lines[-1]]]):
        other = SQLStore(tmp_path / f"{number}.db")
        with pytest.raises(DumpError):
            list(restore(other, one))
        assert currents(other) == set()
        list(restore(other, lines))
        assert [(a.version, a.by) for a in other.activations("surat")] == (
            [(a.version, a.by) for a in full.activations("surat")] if version == 2 else [("3", "system")]
        )


def test_a_restore_changes_nothing_that_was_decided_where_it_goes(full, tmp_path):
    there = sopflow.Engine(SQLStore(tmp_path / "lain.db"))
    there.register(sop("1"))
    before = there.activations("surat")
    list(restore(there.store, dump(full.store)))
    assert there.activations("surat") == before


def from_before(store):
    """The lines of its dump as they were before dumps said which version is current."""
    old = [json.loads(line) for line in dump(store) if not line.startswith('{"activation"')]
    old[0]["v"] = 1
    texts = [json.dumps(line, separators=(",", ":")) for line in old[:-1]]
    old[-1]["end"]["sha256"] = hashlib.sha256(("\n".join(texts) + "\n").encode()).hexdigest()
    return [*texts, json.dumps(old[-1], separators=(",", ":"))]


def test_a_dump_from_before_makes_its_last_version_current(full, tmp_path):
    other = SQLStore(tmp_path / "lain.db")
    list(restore(other, from_before(full.store)))
    assert currents(other) == {("surat", "3")}


def test_a_journal_remembers_which_version_is_current(tmp_path):
    path = tmp_path / "j.jsonl"
    engine = sopflow.Engine(JournalStore(path))
    for version in "12":
        engine.register(sop(version))
        engine.start("surat", by="a")
    engine.store.close()
    again = sopflow.Engine(JournalStore(path))
    again.register(sop("1"))
    with pytest.raises(UnknownDefinition, match="surat 2"):
        again.start("surat", by="a")
    again.register(sop("2"))
    assert again.start("surat", by="a").version == "2"
    again.activate("surat", "1", by="kepala")
    again.store.close()
    third = sopflow.Engine(JournalStore(path))
    for version in "12":
        third.register(sop(version))
    assert third.start("surat", by="a").version == "1"
    third.register(sop("3"))
    assert third.start("surat", by="a").version == "3"
