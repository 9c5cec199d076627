"""Nobody rewrites the history unseen: audits, heads, dumps, backups."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from threading import Thread

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.engine.chain import link
from sopflow.errors import CannotBackUp, DumpError
from sopflow.sql import SQLStore, audit, backup, compare, dump, restore
from sopflow.sql.auditing import Noted
from sopflow.sql.tables import DEFINITION, EVENT, INSTANCE, PERSON, WORK_ITEM
from sopflow.testing.contract import World


@pytest.fixture
def world(database):
    world = World(SQLStore(database))
    yield world
    world.store.close()


@pytest.fixture
def runs(world):
    return [world.run("susun", "periksa=N", "susun", "periksa=Y"), world.run("susun"), world.run()]


def problems(store):
    """The first finding on each instance, and on what is beside them; not that numbers have gaps."""
    found = {}
    for one in audit(store):
        if one.problem is not None and "have gaps" not in one.problem.en:
            found.setdefault((one.instance, one.revision), one.problem.en)
    return found


def changed(store, statement):
    with store.engine.begin() as connection:
        connection.execute(statement)


def where(run, revision):
    return sa.and_(EVENT.c.instance == run.id, EVENT.c.revision == revision)


def test_a_database_that_nobody_touched_is_whole(world, runs):
    found = {a.instance: (a.revision, a.head, a.problem) for a in audit(world.store)}
    assert found == {run.id: (run.revision, world.store.head(run.id), None) for run in runs}
    (one,) = audit(world.store, runs[1].id)
    assert one.instance == runs[1].id


def test_an_event_that_was_changed_is_named(world, runs):
    body = sa.func.replace(EVENT.c.body, '"by":"a"', '"by":"z"')
    changed(world.store, EVENT.update().where(where(runs[0], 2)).values(body=body))
    assert problems(world.store) == {(runs[0].id, 2): "its content was changed"}


def test_an_event_that_was_removed_is_named(world, runs):
    changed(world.store, EVENT.delete().where(where(runs[0], 3)))
    assert problems(world.store) == {(runs[0].id, 3): "events 3 to 3 are missing"}


def test_an_end_that_was_cut_off_is_named(world, runs):
    changed(world.store, EVENT.delete().where(where(runs[0], 5)))
    assert problems(world.store) == {
        (runs[0].id, 4): "the events after it are missing: the instance had come to 5"
    }


def test_events_that_changed_places_are_named(world, runs):
    for old, new in ((2, 99), (4, 2), (99, 4)):
        changed(world.store, EVENT.update().where(where(runs[0], old)).values(revision=new))
    assert problems(world.store) == {
        (runs[0].id, 2): f"this event is out of place: its content is event 4 of {runs[0].id}"
    }


def test_an_event_of_another_instance_is_named(world, runs):
    with world.store.engine.begin() as connection:
        (body, own) = connection.execute(sa.select(EVENT.c.body, EVENT.c.hash).where(where(runs[0], 2))).one()
        connection.execute(EVENT.insert().values(instance=runs[2].id, revision=2, body=body, hash=own))
    assert problems(world.store) == {
        (runs[2].id, 2): "the events after 1 were inserted: the instance has come no further"
    }


def test_a_snapshot_a_column_and_a_work_item_are_held_against_the_events(world, runs):
    snapshot = sa.func.replace(INSTANCE.c.snapshot, '"started_by":"a"', '"started_by":"z"')
    changed(world.store, INSTANCE.update().where(INSTANCE.c.id == runs[0].id).values(snapshot=snapshot))
    changed(world.store, INSTANCE.update().where(INSTANCE.c.id == runs[1].id).values(status="completed"))
    changed(world.store, WORK_ITEM.update().where(WORK_ITEM.c.instance == runs[2].id).values(actor="z"))
    assert problems(world.store) == {
        (runs[0].id, 5): "its state does not follow from its events: started_by",
        (runs[1].id, 2): "its columns do not match its events: status",
        (runs[2].id, 1): "its work items do not match its open rows: susun",
    }


def test_events_without_an_instance_and_a_changed_definition_are_named(world, runs):
    changed(world.store, INSTANCE.delete().where(INSTANCE.c.id == runs[0].id))
    body = sa.func.replace(DEFINITION.c.body, '"Memeriksa"', '"Meloloskan"')
    changed(world.store, DEFINITION.update().values(body=body))
    found = problems(world.store)
    assert found[runs[0].id, 1] == "there are events without their instance"
    assert any("the stored SOP" in problem for problem in found.values())


def test_a_history_that_was_made_anew_whole_is_found_by_a_noted_head(world, runs):
    noted = [Noted(a.instance, a.revision, a.head) for a in audit(world.store)]
    world.engine.complete(runs[0].id, "paraf", "b")
    assert not any(a.problem for a in compare(world.store, noted))
    # whoever can write everything makes a chain that fits, with its snapshot
    with world.store.engine.begin() as connection:
        (body,) = connection.execute(sa.select(EVENT.c.body).where(where(runs[2], 1))).one()
        forged = body.replace('"by":"a"', '"by":"z"')
        head = link("0" * 64, forged.encode())
        connection.execute(EVENT.update().where(where(runs[2], 1)).values(body=forged, hash=head))
        snapshot = sa.func.replace(INSTANCE.c.snapshot, '"started_by":"a"', '"started_by":"z"')
        connection.execute(
            INSTANCE.update()
            .where(INSTANCE.c.id == runs[2].id)
            .values(head=head, snapshot=snapshot, started_by="z")
        )
        theirs = sa.select(INSTANCE.c.number).where(INSTANCE.c.id == runs[2].id).scalar_subquery()
        connection.execute(
            PERSON.update().where(PERSON.c.number == theirs, PERSON.c.person == "a").values(person="z")
        )
    assert problems(world.store) == {}
    assert [a.instance for a in compare(world.store, noted) if a.problem is not None] == [runs[2].id]


def test_what_is_no_event_is_named_without_a_traceback(world, runs):
    for run, body in zip(runs, ("", "[]", '{"v":1,"opened":5}'), strict=True):
        changed(world.store, EVENT.update().where(where(run, 1)).values(body=body))
    assert set(problems(world.store)) == {(run.id, 1) for run in runs}


# -- dumps


def test_a_dump_restores_to_the_same(world, runs, tmp_path):
    world.engine.annotate(runs[0].id, "a", "é \u0000 \ud800 catatan", key="k")
    lines = list(dump(world.store))
    there = SQLStore(tmp_path / "lain.db")
    assert [r.is_new for r in restore(there, lines)] == [True] * 3
    assert [(a.instance, a.head, a.problem) for a in audit(there)] == [
        (a.instance, a.head, a.problem) for a in audit(world.store)
    ]
    for run in runs:
        assert there.load(run.id) == world.store.load(run.id)
        assert list(there.history(run.id)) == list(world.store.history(run.id))
    # work goes on there, and keys still hold
    engine = world.another(there)
    assert engine.annotate(runs[0].id, "a", "é \u0000 \ud800 catatan", key="k").revision == 6
    assert engine.complete(runs[1].id, "periksa", "b", "Y").revision == 3
    # to import it again is no harm, where the instances have gone on too; over another history it is refused
    assert {r.instance: (r.added, r.is_ahead) for r in restore(there, lines)} == {
        runs[0].id: (0, False), runs[1].id: (0, True), runs[2].id: (0, False),
    }  # fmt: skip
    engine.annotate(runs[2].id, "a", "di sana")
    world.engine.annotate(runs[2].id, "a", "di sini")
    before = list(dump(there))
    with pytest.raises(DumpError, match=f"another history, from event {runs[2].revision + 1} on"):
        list(restore(there, dump(world.store)))
    assert list(dump(there)) == before


def test_a_later_dump_brings_an_earlier_restore_up_to_date(world, runs, tmp_path):
    there = SQLStore(tmp_path / "lain.db")
    list(restore(there, dump(world.store)))
    world.engine.annotate(runs[0].id, "a", "satu", key="k")
    world.engine.annotate(runs[0].id, "a", "dua")
    new = world.run()
    found = {one.instance: (one.added, one.is_ahead) for one in restore(there, dump(world.store))}
    assert found == {
        runs[0].id: (2, False),
        runs[1].id: (0, False),
        runs[2].id: (0, False),
        new.id: (new.revision, False),
    }
    assert sorted(audit(there)) == sorted(audit(world.store))
    assert list(there.history(runs[0].id)) == list(world.store.history(runs[0].id))
    assert world.another(there).annotate(runs[0].id, "a", "satu", key="k").revision == runs[0].revision + 1


def test_an_interrupted_restore_can_be_begun_again(world, runs, tmp_path):
    lines = list(dump(world.store))
    there = SQLStore(tmp_path / "lain.db")
    with pytest.raises(DumpError, match="cut off"):
        list(restore(there, lines[:-3]))
    before = [a.instance for a in audit(there)]
    assert 0 < len(before) < 3
    assert [r.is_new for r in restore(there, lines)].count(True) == 3 - len(before)


@pytest.mark.long
def test_any_line_of_a_dump_that_is_changed_moved_doubled_or_missing_is_named(world, runs, tmp_path):
    lines = list(dump(world.store))
    for at in range(len(lines)):
        doubled = [*lines[: at + 1], *lines[at:]]
        missing = [*lines[:at], *lines[at + 1 :]]
        changed = [*lines[:at], lines[at].replace("1", "2", 1), *lines[at + 1 :]]
        moved = [*lines[:at], *lines[at + 1 : at + 2], lines[at], *lines[at + 2 :]]
        for kind, forged in enumerate((doubled, missing, changed, moved)):
            if forged == lines:
                continue
            there = SQLStore(tmp_path / f"{at}-{kind}.db")
            with pytest.raises(DumpError) as caught:
                list(restore(there, forged))
            assert 1 <= caught.value.values["line"] <= len(forged)
            assert not any(a.problem for a in audit(there))
            there.close()


def test_what_is_no_dump_is_told(world):
    for text in ("halo", "[]", "{}", '{"sopflow":"dump","v":9}'):
        with pytest.raises(DumpError, match="line 1"):
            list(restore(world.store, [text]))


# -- backups


def test_a_backup_is_made_while_others_write(tmp_path):
    world = World(SQLStore(tmp_path / "proses.db"))
    for _ in range(50):
        world.run("susun")
    stop = []

    def write():
        while not stop:
            world.run("susun")

    writer = Thread(target=write)
    writer.start()
    seen = []
    try:
        path = backup(world.store, tmp_path / "cadangan.db", lambda done, whole: seen.append((done, whole)))
    finally:
        stop.append(True)
        writer.join()
    assert seen[-1][0] == seen[-1][1] > 0
    copy = SQLStore(path)
    assert not any(a.problem for a in audit(copy))
    assert len(list(sopflow.Engine(copy).instances())) >= 50
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(CannotBackUp):
        backup(world.store, path)


def test_for_postgresql_its_own_program_is_named(postgres_url, tmp_path):
    with pytest.raises(CannotBackUp, match="pg_dump"):
        backup(SQLStore(postgres_url), tmp_path / "x")


def test_a_dump_is_one_instant_while_others_write(world, runs):
    lines = dump(world.store)
    head = json.loads(next(lines))
    world.clock.advance(timedelta(minutes=1))
    world.run("susun")
    rest = [json.loads(line) for line in lines]
    assert head["events"] == sum("revision" in record for record in rest) == 8
