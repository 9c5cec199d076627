"""What somebody wrote by hand into a database is told as an error of ours, and nothing is half done."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sopflow.errors import (
    StoreBusy,
    StoreContradicts,
    StoreDamaged,
    StoreError,
    UnreadableRecord,
)
from sopflow.sql import SQLStore, audit, backup
from tests.sop import engine_for

from .doing import SOP, doing, opened, outcomes, with_a_case


def test_a_forged_work_item_in_the_place_of_one_that_was_removed_stops_a_command_whole(database):
    """Sent as one statement or as several, nothing of it is kept."""
    store = SQLStore(database)
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a")

    def changed(sql, *values):
        with store.engine.begin() as connection:
            connection.execute(sa.text(sql), dict(zip("ab", values, strict=False)))

    def stored():
        with store.engine.connect() as connection:
            return [
                sorted(map(str, connection.execute(sa.text(f"SELECT * FROM sopflow_{table}"))))
                for table in ("instance", "event", "work_item", "person", "key")
            ]

    changed("UPDATE sopflow_work_item SET step = 't', actor = 'b' WHERE instance = :a", run.id)
    for options in ({}, {"key": "k1"}):
        before = stored()
        with pytest.raises(StoreContradicts, match="sopflow audit names it"):
            engine.complete(run.id, "s", "a", **options)
        assert stored() == before
        assert store.load(run.id) == run
    assert [one.problem.within("en") for one in audit(store)] == [
        "its work items do not match its open rows: s, t"
    ]
    changed("DELETE FROM sopflow_work_item WHERE instance = :a", run.id)
    engine.complete(run.id, "s", "a")
    assert [one.step for one in engine.worklist("b")] == ["t"]
    assert [one.problem for one in audit(store)] == [None]
    store.close()


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("DROP TABLE sopflow_work_item", StoreDamaged),
        ("DROP TABLE sopflow_event", StoreDamaged),
        ("DROP TABLE sopflow_subscriber", StoreDamaged),
        ("ALTER TABLE sopflow_instance DROP COLUMN head", StoreDamaged),
        ("ALTER TABLE sopflow_event RENAME COLUMN body TO isi", StoreDamaged),
    ],
)
def test_tables_that_somebody_changed_are_told(database, lines, sql, kind):
    run = with_a_case(database)
    store, engine = opened(database)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(sql)
    found = outcomes(engine, run, lines)
    assert "audit" in found
    assert set(found.values()) == {kind}
    store.close()


def test_a_rule_of_the_hosts_on_our_tables_is_told_in_its_words(database):
    run = with_a_case(database)
    store, engine = opened(database)
    sqlite = "CREATE TRIGGER t BEFORE INSERT ON sopflow_event BEGIN SELECT raise(abort, 'tutup buku'); END"
    server = (
        "CREATE FUNCTION tutup() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'tutup buku'; END$$;"
        "CREATE TRIGGER t BEFORE INSERT ON sopflow_event FOR EACH ROW EXECUTE FUNCTION tutup()"
    )
    with store.engine.begin() as connection:
        connection.exec_driver_sql(server if "://" in database else sqlite)
    for name in ("start", "complete", "annotate"):
        with pytest.raises(StoreError, match="tutup buku"):
            doing(engine, run)[name]()
    assert store.load(run.id) == run
    store.close()


@pytest.mark.parametrize(
    "sql", ["UPDATE sopflow_instance SET head = x'00'", "UPDATE sopflow_event SET body = x'ff'"]
)
def test_what_is_no_text_in_sqlite_is_told(tmp_path, sql):
    run = with_a_case(tmp_path / "proses.db")
    store, engine = opened(tmp_path / "proses.db")
    with store.engine.begin() as connection:
        connection.exec_driver_sql(sql)
    for name in ("load", "complete") if "head" in sql else ("history", "dump"):
        with pytest.raises(UnreadableRecord):
            doing(engine, run)[name]()
    store.close()


def test_a_backup_of_a_database_that_others_hold_is_told(tmp_path, monkeypatch):
    with_a_case(tmp_path / "proses.db")
    store, _ = opened(tmp_path / "proses.db")

    def locked(*_):
        raise sa.exc.OperationalError(
            "x", {}, sa.create_engine("sqlite://").dialect.dbapi.OperationalError("database is locked")
        )

    monkeypatch.setattr(type(store.engine), "connect", locked)
    with pytest.raises(StoreBusy):
        backup(store, tmp_path / "salinan.db")
    assert not (tmp_path / "salinan.db").exists()
    store.close()
