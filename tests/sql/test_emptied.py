"""A database that somebody emptied or put back while a process works with it: what that process starts is there whole."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sopflow.errors import Conflict
from sopflow.sql import SQLStore
from sopflow.sql.tables import METADATA
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: a}")
KEPT = ("sopflow_schema", "sopflow_epoch")


def emptied(store):
    """Without anything but its tables, as a suite of tests does between two tests."""
    with store.engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            if table.name not in KEPT:
                connection.execute(text(f"DELETE FROM {table.name}"))


def test_what_is_started_after_that_has_its_definition(database):
    store = SQLStore(database)
    engine = engine_for(SOP, store=store)
    engine.start("uji", "a")
    emptied(store)
    run = engine.start("uji", "a")
    other = SQLStore(database)
    assert other.version("uji").digest == SOP.digest
    assert [one.instance for one in engine_for(store=other).worklist("a")] == [run.id]
    assert [one.problem for one in other.audit()] == [None]


def test_a_start_that_is_there_already_is_still_a_conflict(database, monkeypatch):
    store = SQLStore(database)
    engine = engine_for(SOP, store=store)
    engine.start("uji", "a")
    seen, append = [], store.append
    monkeypatch.setattr(store, "append", lambda changes, *rest: (seen.append(changes), append(changes, *rest)))
    run = engine.start("uji", "a")
    monkeypatch.undo()
    with pytest.raises(Conflict):
        store.append(seen[0])
    assert [one.type for one in store.history(run.id)] == ["started"]
