"""What a cluster brings by itself: time, a projection that catches up, and moving in and out."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

import sopflow
from sopflow.errors import StoreUnavailable, UnknownInstance
from sopflow.restate import RestateEngine, rebuild
from sopflow.restate.local import free_port
from sopflow.sql import SQLStore, dump, restore
from sopflow.sql.auditing import audit

from ..postgres import Cluster, binaries
from ..services import lacking
from ..waiting import soon
from .conftest import Application

pytestmark = pytest.mark.long

TIMED = """\
sopflow: 1
id: berwaktu
title: Berwaktu
actors: {a: A, b: B}
steps:
  - {id: buat, activity: Membuat, actor: a}
  - {id: tunggu, activity: Menunggu, wait: 1 detik}
  - {id: periksa, activity: Memeriksa, actor: a, duration: 1 detik, on_late: [{remind: true}, {after: 1 detik, escalate: b}]}
  - {id: sah, activity: Mengesahkan, actor: a}
"""
CALLED = "sopflow: 1\nid: anak\ntitle: Anak\nactors: {a: A}\nsteps:\n  - {id: satu, activity: Satu, actor: a}\n"
CALLER = """\
sopflow: 1
id: induk
title: Induk
actors: {a: A}
steps:
  - {id: mulai, activity: Memulai, actor: a}
  - {id: panggil, activity: Memanggil, call: anak}
  - {id: tutup, activity: Menutup, actor: a}
"""


def types(engine, run) -> list[str]:
    return [event.type for event in engine.history(run)]


def test_waits_end_and_on_late_happens_once_without_anybody_asking(application):
    engine = application.engine()
    engine.register(sopflow.loads(TIMED))
    run = engine.start("berwaktu", "a")
    engine.complete(run.id, "buat", "a")
    assert soon(lambda: len(types(engine, run.id)) == 5)
    time.sleep(1.5)
    assert types(engine, run.id) == ["started", "completed", "wait_ended", "reminded", "escalated"]
    assert engine.advance(run.id) == 0
    assert engine.complete(run.id, "periksa", "b").active[0].step == "sah"


def test_a_suspended_instance_does_not_wake_and_a_resumed_one_does_later(application):
    engine = application.engine()
    engine.register(sopflow.loads(TIMED))
    run = engine.start("berwaktu", "a")
    engine.complete(run.id, "buat", "a")
    engine.suspend(run.id, "a")
    time.sleep(1.5)
    assert types(engine, run.id)[2:] == ["suspended"]
    engine.resume(run.id, "a")
    assert soon(lambda: "wait_ended" in types(engine, run.id))


def test_a_called_sop_falls_with_its_caller_and_waits_for_one_that_is_suspended(application):
    engine = application.engine()
    engine.register(sopflow.loads(CALLED))
    engine.register(sopflow.loads(CALLER))

    def called() -> tuple[str, str]:
        run = engine.start("induk", "a")
        child = engine.complete(run.id, "mulai", "a").active[0].child
        assert child is not None
        return run.id, child

    run, child = called()
    assert engine.cancel(run, "a").status == "cancelled"
    assert engine.instance(child).status == "cancelled"
    assert [i.status for i in engine.find(sop="anak").items] == ["cancelled"]

    run, child = called()
    with pytest.raises(sopflow.Refusal, match="cancel that one"):
        engine.cancel(child, "a")
    engine.suspend(run, "a")
    assert engine.instance(child).status == "suspended"
    assert [row.step for row in engine.instance(run).active] == ["panggil"]
    engine.resume(run, "a")
    engine.complete(child, "satu", "a")
    assert [row.step for row in engine.instance(run).active] == ["tutup"]
    assert types(engine, run)[-2:] == ["resumed", "call_ended"]


def test_a_refusal_comes_with_all_that_it_says(application):
    engine = application.engine()
    engine.register(sopflow.loads(CALLED))
    run = engine.start("anak", "a")
    with pytest.raises(sopflow.Refusal) as refused:
        engine.complete(run.id, "satuu", "a")
    assert refused.value.code == "unknown-step"
    assert refused.value.possible == ("satu",)
    assert "yang terbuka sekarang" in refused.value.message("id")
    with pytest.raises(UnknownInstance):
        engine.complete("tidak-ada", "satu", "a")


def test_the_projection_may_be_away_and_catches_up(node):
    if binaries() is None:
        lacking("PostgreSQL", "apt-get install postgresql")
    database = Cluster(binaries())
    try:
        application = Application(node, SQLStore(database.url, patience=1))
        engine = application.engine()
        engine.register(sopflow.loads(CALLED))
        first = engine.start("anak", "a")
        engine.store.settle()
        database.stop("immediate")
        runs = [engine.start("anak", "a").id for _ in range(5)]
        for run in runs[:3]:
            assert engine.complete(run, "satu", "a").status == "completed"
        with pytest.raises(StoreUnavailable):
            SQLStore(database.url, patience=1)
        database.start()
        assert engine.store.settle(60)
        assert {run.id for run in engine.find(status="running").items} == {first.id, *runs[3:]}
        assert [one.problem for one in audit(application.projection)] == [None] * 6
        application.stop()
    finally:
        database.remove()


def test_a_projection_is_rebuilt_from_the_cluster(application, tmp_path):
    engine = application.engine()
    engine.register(sopflow.loads(CALLED))
    engine.register(sopflow.loads(CALLER))
    runs = [engine.start("anak", "a").id for _ in range(3)]
    caller = engine.start("induk", "a").id
    child = engine.complete(caller, "mulai", "a").active[0].child
    engine.complete(runs[0], "satu", "a", key="k")
    engine.store.settle()
    fresh = SQLStore(tmp_path / "fresh.db")
    node, ports = application.node.nodes[0], {"name": application.name}
    found = {one.instance: one.events for one in rebuild(node.admin, node.ingress, fresh, **ports)}
    assert found == {runs[0]: 2, runs[1]: 1, runs[2]: 1, caller: 2, child: 1}
    for run in found:
        assert fresh.load(run) == engine.instance(run)
        assert fresh.head(run) == application.projection.head(run)
    assert list(rebuild(node.admin, node.ingress, fresh, **ports)) == []
    assert sorted(fresh.versions()) == sorted(engine.versions())


def test_from_sqlite_into_the_cluster_and_out_again(application, tmp_path):
    """`dump` and `restore` move instances between the three, hash for hash, and they go on there."""
    here = SQLStore(tmp_path / "here.db")
    engine = sopflow.Engine(here)
    engine.register(sopflow.loads(CALLED))
    engine.register(sopflow.loads(CALLER))
    run = engine.start("induk", "a", key="ND-1", subject="Pindah")
    child = engine.complete(run.id, "mulai", "a", key="k").active[0].child
    lines = list(dump(here))
    there = application.engine()
    assert {one.instance for one in restore(there.store, lines)} == {run.id, child}
    assert all(not one.is_new for one in restore(there.store, lines))
    assert there.store.head(run.id) == here.head(run.id)
    assert there.start("induk", "a", key="ND-1", subject="Pindah").id == run.id
    there.complete(child, "satu", "a")
    assert [row.step for row in there.instance(run.id).active] == ["tutup"]
    there.store.settle()
    back = SQLStore(tmp_path / "back.db")
    assert len(list(restore(back, dump(application.projection)))) == 2
    assert sopflow.Engine(back).complete(run.id, "tutup", "a").status == "completed"


def test_due_waits_that_are_moved_in_end_there(application, tmp_path):
    clock = sopflow.ManualClock(sopflow.SystemClock.now() - timedelta(days=1))
    engine = sopflow.Engine(SQLStore(tmp_path / "here.db"), clock=clock)
    engine.register(sopflow.loads(TIMED))
    run = engine.start("berwaktu", "a").id
    engine.complete(run, "buat", "a")
    there = application.engine()
    list(restore(there.store, dump(engine.store)))
    assert soon(lambda: "wait_ended" in types(there, run))


def test_nobody_there_is_told():
    engine = RestateEngine(f"http://127.0.0.1:{free_port()}", patience=0.3)
    with pytest.raises(StoreUnavailable):
        engine.instance("x")
    with pytest.raises(ValueError, match="projection"):
        engine.find()


def test_a_name_that_restate_does_not_take_is_told():
    with pytest.raises(ValueError, match="is not a valid name"):
        RestateEngine("http://127.0.0.1:1", name="a b")
