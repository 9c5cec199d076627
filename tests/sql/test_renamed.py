"""An event may change what an instance is about: then a database finds it by the new words, and by those of before no longer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from sopflow.flow.kinds import EVENTS
from sopflow.sql import SQLStore, audit, dump, restore
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a, branches: {Y: s, N: end}}")


@pytest.fixture
def engine(database, monkeypatch):
    """One in which a note says what an instance is about from then on, as a command of one's own may."""
    says = replace(EVENTS["annotated"], changes=lambda _, event: {"subject": event.note})
    monkeypatch.setitem(EVENTS, "annotated", says)
    return engine_for(SOP, store=SQLStore(database))


def found(engine, words):
    return [run.id for run in engine.find(subject=words).items]


def test_it_is_found_by_what_it_is_about_now(engine):
    one = engine.start("uji", "a", subject="Kunjungan Gubenur").id
    other = engine.start("uji", "a", subject="Kunjungan Gubenur").id
    engine.annotate(one, "a", "Kunjungan Gubernur Lampung")
    assert engine.complete(one, "s", "a", "Y").subject == "Kunjungan Gubernur Lampung"
    assert found(engine, "gubernur") == found(engine, "lampung") == [one]
    assert found(engine, "gubenur") == [other]
    assert sorted(found(engine, "kunjungan")) == sorted([one, other])
    with engine.store.engine.connect() as connection:
        subjects = {
            row.id: row.subject for row in connection.execute(sa.text("SELECT id, subject FROM sopflow_instance"))
        }
    assert subjects == {one: "Kunjungan Gubernur Lampung", other: "Kunjungan Gubenur"}
    assert [row.problem for row in audit(engine.store, decide=True) if row.problem is not None] == []


def test_what_had_no_subject_gets_one_and_a_copy_has_it(engine, tmp_path):
    one = engine.start("uji", "a").id
    engine.annotate(one, "a", "Apel pagi", key="k")
    engine.annotate(one, "a", "Apel pagi", key="k")
    assert found(engine, "apel") == [one]
    copy = SQLStore(tmp_path / "copy.db")
    assert [row.added for row in restore(copy, dump(engine.store))] == [2]
    assert found(engine_for(SOP, store=copy), "pagi") == [one]
    assert [row.problem for row in audit(copy) if row.problem is not None] == []


def test_an_undoing_leaves_it_as_it_is(engine):
    one = engine.start("uji", "a", subject="Apel").id
    engine.complete(one, "s", "a", "Y")
    engine.annotate(one, "a", "Upacara")
    assert engine.undo_last(one, "a", "keliru").subject == "Upacara"
    assert (found(engine, "upacara"), found(engine, "apel")) == ([one], [])


def test_in_a_transaction_of_the_hosts_it_comes_with_the_rest_or_not_at_all(engine):
    one = engine.start("uji", "a", subject="Apel").id
    with engine.store.engine.connect() as connection:
        with connection.begin() as own:
            engine.using(connection).annotate(one, "a", "Upacara")
            own.rollback()
        assert (found(engine, "apel"), found(engine, "upacara")) == ([one], [])
        with connection.begin():
            engine.using(connection).annotate(one, "a", "Upacara")
    assert (found(engine, "apel"), found(engine, "upacara")) == ([], [one])
