"""Whoever has acted in an instance goes on seeing it, whatever they are given in it and lose again."""

from __future__ import annotations

from contextlib import closing

import pytest
import sqlalchemy as sa

import sopflow
from sopflow import errors
from sopflow.sql import SQLStore, audit, searching
from sopflow.sql.tables import PERSON
from tests.sop import engine_for, sop

SOP = sop(
    "- {id: s, activity: Menyusun, actor: a}\n- {id: t, activity: Memeriksa, actor: a}\n- {id: u, activity: Menyimpan, actor: b}",
    head="may: {see: [nobody]}",
)
PEOPLE = sopflow.FixedDirectory({"ani": ("a",), "budi": ("a",), "citra": ("a",), "dewi": ("b",)})


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    return tmp_path / "p.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def processes(address):
    """Two engines that know nothing of each other."""
    stores = [SQLStore(address) for _ in range(2)]
    yield [engine_for(SOP, store=store, directory=PEOPLE) for store in stores]
    for store in stores:
        store.close()


def recorded(engine):
    with engine.store.engine.connect() as connection:
        return dict(map(tuple, connection.execute(sa.select(PERSON.c.person, PERSON.c.acted))))


@pytest.mark.parametrize("is_another", [False, True], ids=["one process", "another process"])
def test_who_has_acted_sees_it_after_a_row_was_given_to_them_and_taken_away(processes, is_another):
    engine, later = processes[0], processes[is_another]
    run = engine.start("uji", "budi").id
    engine.complete(run, "s", "ani")
    for given_to, others in (("ani", {}), ("citra", {"citra": 0}), ("budi", {})):
        later.reassign(run, "t", "budi", to=given_to)
        assert recorded(engine) == {"ani": 1, "budi": 1, **others}
    later.complete(run, "t", "budi")  # from now on a position shows it to dewi alone
    assert later.as_person("ani").instance(run).id == run
    with pytest.raises(errors.UnknownInstance):
        later.as_person("citra").instance(run)  # had it in hand, and did nothing
    assert [one.problem for one in audit(engine.store)] == [None]


def test_who_was_given_a_row_has_acted_once_they_did_it(processes):
    engine, _ = processes
    run = engine.start("uji", "budi").id
    engine.complete(run, "s", "budi")
    engine.reassign(run, "t", "budi", to="citra")
    assert recorded(engine) == {"budi": 1, "citra": 0}
    engine.complete(run, "t", "citra")
    assert recorded(engine) == {"budi": 1, "citra": 1}
    assert engine.as_person("citra").instance(run).id == run
    assert [one.problem for one in audit(engine.store)] == [None]


def test_who_was_chosen_sees_it_without_having_acted(address):
    choosing = sop(
        "- {id: s, activity: Membagi, actor: a}\n- {id: t, activity: Mengerjakan, actor: p}",
        head="may: {see: [nobody]}\nactors: {a: A, p: {title: Pelaksana, chosen_by: s}}",
    )
    people = sopflow.FixedDirectory({"ani": ("a",), "eko": (), "fitri": ()})
    with closing(SQLStore(address)) as store:
        engine = engine_for(choosing, store=store, directory=people)
        run = engine.start("uji", "ani").id
        engine.complete(run, "s", "ani", choose={"p": "eko"})
        assert recorded(engine) == {"ani": 1, "eko": 0}
        assert engine.as_person("eko").instance(run).id == run
        with pytest.raises(errors.UnknownInstance):
            engine.as_person("fitri").instance(run)


def test_that_somebody_has_acted_is_written_with_their_first_act_and_not_with_each(tmp_path):
    engine = engine_for(SOP, store=SQLStore(tmp_path / "p.db"), directory=PEOPLE)
    run = engine.start("uji", "ani").id
    with engine.store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE written (person TEXT)")
        connection.exec_driver_sql(
            "CREATE TRIGGER noted BEFORE INSERT ON sopflow_person BEGIN INSERT INTO written VALUES (new.person); END"
        )
    for step, by in (("s", "ani"), ("t", "budi"), ("u", "dewi")):
        engine.complete(run, step, by)
    with engine.store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT person FROM written").scalars().all() == ["budi", "dewi"]


def test_whoever_is_of_too_many_audiences_for_a_look_into_each_has_the_same_list(processes, monkeypatch):
    engine, _ = processes
    runs = [engine.start("uji", by).id for by in ("ani", "budi", "ani", "dewi", "ani")]
    engine.complete(runs[1], "s", "ani")
    own = engine.as_person("ani")
    listed = [one.id for one in own.find(limit=3).items]
    monkeypatch.setattr(searching, "_MAX_LANES", 0)
    assert [one.id for one in own.find(limit=3).items] == listed == runs[:3]
