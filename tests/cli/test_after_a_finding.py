"""What docs/audit.md says to do after a finding: derived rows come again by a dump and a restore; a changed event does not."""

from __future__ import annotations

import sqlite3

import pytest

import sopflow
from sopflow.cli import main
from sopflow.sql import SQLStore


@pytest.fixture
def spoilt(tmp_path, monkeypatch):
    """A folder with a database of three cases and their heads, and a function that changes it behind everybody's back."""
    sop = sopflow.load("definitions/pengawalan.yaml")
    monkeypatch.chdir(tmp_path)
    engine = sopflow.Engine(SQLStore("proses.db"))
    engine.register(sop)
    for guest in ("Gubernur", "Menteri", "Bupati"):
        engine.start("pengawalan", by="camat", subject=f"Kunjungan {guest}")
    engine.store.close()
    assert main(["audit", "--db", "proses.db", "--heads", "heads.jsonl"]) == 0

    def change(statement):
        with sqlite3.connect("proses.db") as database:
            assert database.execute(statement).rowcount > 0
        assert main(["audit", "--db", "proses.db"]) == 1
        assert main(["dump", "--db", "proses.db", "--with-personal", "-o", "d.jsonl"]) == 0

    return change


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sopflow_instance SET subject = 'lain'",
        "UPDATE sopflow_instance SET status = 'completed'",
        "DELETE FROM sopflow_word",
        "DELETE FROM sopflow_work_item",
    ],
)
def test_a_new_database_has_what_is_derived_as_it_should_be(spoilt, statement):
    spoilt(statement)
    assert main(["restore", "d.jsonl", "--db", "baru.db"]) == 0
    assert main(["audit", "--db", "baru.db", "--decide", "--against", "heads.jsonl"]) == 0


def test_a_changed_event_is_not_restored(spoilt):
    spoilt("UPDATE sopflow_event SET body = replace(body, 'Menteri', 'Mentari')")
    assert main(["restore", "d.jsonl", "--db", "baru.db"]) == 1
    found = sopflow.Engine(SQLStore("baru.db")).find().items
    assert "Kunjungan Mentari" not in [run.subject for run in found]
