"""What cases are found by stands in tables: written with the command that changes it and by no other, filled in for cases that
are there already, whole after a kill, and read by a host's own queries."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import sopflow
from sopflow import search
from sopflow.sql import SQLStore, audit
from sopflow.sql.schema import upgrade
from sopflow.sql.tables import FIELD, INSTANCE, METADATA, READER
from sopflow.sql.upgrading import fill_again
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
ROWS = """
- {id: isi, activity: Mengisi, actor: a, fills: [nilai, nomor, bebas]}
- {id: kerja, activity: Bekerja, actor: b, fills: [bebas]}
- {id: lagi, activity: Lagi, actor: c, branches: {Y: kerja, N: end}}
"""
MAY = "may: {correct: [anyone], migrate: [anyone]}\n"
FIELDS = "fields: {nilai: {type: money, search: true}, nomor: {max_length: 40, optional: true, search: true}, bebas: {optional: true}}"
PLAIN = sop(ROWS, head=f"version: 1\n{MAY}{FIELDS.replace(', search: true', '')}")
SOP = sop(ROWS, head=f"version: 2\n{MAY}{FIELDS}")
WRITES = ("put_value", "drop_value", "put_reader", "drop_reader", "position")


def engine_on(database, definition=SOP, **options):
    return engine_for(definition, store=SQLStore(database, **options), clock=sopflow.ManualClock(NOW))


def problems(store):
    return [one.problem for one in audit(store) if one.problem is not None]


def statements(store):
    """The statements that are sent from now on, by their names."""
    counts = Counter()

    def counted(name, own):
        def call(*args, **values):
            counts[name] += 1
            return own(*args, **values)

        return call

    do = store._do
    do.at_once = {kind: counted("at_once", own) for kind, own in do.at_once.items()}
    for name, own in vars(do).items():
        if callable(own):
            setattr(do, name, counted(name, own))
    return counts


def sent(engine):
    """What a case sends from its second row on, in which no searched field changes."""
    run = engine.start("uji", "a").id
    engine.complete(run, "isi", "a", fields={"nilai": 5, "nomor": "1"})
    engine.complete(run, "kerja", "b")
    engine.complete(run, "lagi", "c", "Y", note="x")
    counts = statements(engine.store)
    engine.complete(run, "kerja", "b", fields={"bebas": "x"})
    engine.complete(run, "lagi", "c", "Y", note="x")
    engine.annotate(run, "a", "catatan")
    engine.complete(run, "kerja", "b")
    engine.complete(run, "lagi", "c", "N")
    return dict(counts)


def test_what_changes_no_searched_field_sends_what_it_sent_before(database, tmp_path_factory):
    searched = sent(engine_on(database))
    assert not {*WRITES} & searched.keys()
    if "://" in database:  # on PostgreSQL each that fills nothing in is still one journey
        assert searched["at_once"] == 4
    else:
        assert searched == sent(engine_on(tmp_path_factory.mktemp("lain") / "lain.db", PLAIN))


def test_one_changed_value_is_one_row(database):
    engine = engine_on(database)
    run = engine.start("uji", "a", fields={"nilai": 5}).id
    engine.complete(run, "isi", "a", fields={"nomor": "1"})
    counts = statements(engine.store)
    engine.correct(run, "a", fields={"nilai": 6}, reason="x")
    assert (counts["drop_value"], counts["put_value"], counts["put_reader"]) == (1, 1, 0)
    engine.correct(run, "a", fields={"nilai": 6}, reason="x")
    engine.correct(run, "a", fields={"nomor": None}, reason="x")
    assert (counts["drop_value"], counts["put_value"]) == (2, 1)
    assert engine.count(sop="uji", fields={"nilai": 6, "nomor": search.filled(False)}) == 1


def test_what_a_host_rolls_back_is_not_found(database):
    engine = engine_on(database)
    run = engine.start("uji", "a").id
    with engine.store.engine.connect() as connection:
        inside = engine.using(connection)
        inside.complete(run, "isi", "a", fields={"nilai": 5})
        assert inside.count(sop="uji", fields={"nilai": 5}) == 1
        connection.rollback()
    assert engine.count(sop="uji", fields={"nilai": 5}) == 0
    engine.complete(run, "isi", "a", fields={"nilai": 7})
    assert engine.count(sop="uji", fields={"nilai": 7}) == 1
    assert problems(engine.store) == []


def test_a_case_is_found_from_when_it_moves_to_a_version_that_says_so(database):
    engine = engine_on(database, PLAIN)
    runs = [engine.start("uji", "a", fields={"nilai": n}).id for n in range(3)]
    with pytest.raises(sopflow.errors.NotSearched):
        engine.find(sop="uji", fields={"nilai": 1})
    engine.register(SOP)
    assert (
        engine.count(sop="uji", fields={"nilai": search.filled(False)}) == 0
    )  # of no version in which it is searched
    assert [one.refusal for one in engine.migrate("uji", to="2", by="a", instances=runs[1:])] == [None, None]
    assert [run.id for run in engine.find(sop="uji", sort="-field.nilai").items] == [runs[2], runs[1]]
    assert problems(engine.store) == []


def filled(path):
    engine = engine_on(path)
    for n in range(5):
        engine._now.__self__.advance(timedelta(minutes=1))
        run = engine.start("uji", "a", fields={"nilai": n * 10})
        engine.complete(run.id, "isi", "a", fields={"nomor": f"n{n % 2}"})
        engine.claim(run.id, "kerja", "b")
        if n > 2:
            engine.cancel(run.id, "b", note="x")
    return engine


def rows(store):
    with store.engine.connect() as connection:
        whole = {table.name: sorted(map(repr, connection.execute(table.select()))) for table in (FIELD, READER)}
        ends = sa.select(INSTANCE.c.id, INSTANCE.c.ended_at, INSTANCE.c.started_by, INSTANCE.c.parent)
        return whole | {"ends": sorted(map(tuple, connection.execute(ends)))}


def test_cases_of_an_older_database_are_filled_in(database, tmp_path_factory):
    full = filled(tmp_path_factory.mktemp("isi") / "isi.db")
    engine = sa.create_engine(("" if "://" in database else "sqlite:///") + database.replace("postgresql:", "postgresql+psycopg:"))  # fmt: skip
    with engine.begin() as connection:
        upgrade(connection, "0010")
        there = sa.MetaData()
        there.reflect(connection)
        with full.store.engine.connect() as source:
            for table in METADATA.sorted_tables:
                if table.name in there.tables:
                    known = there.tables[table.name].c
                    given = [{k: v for k, v in row._mapping.items() if k in known} for row in source.execute(table.select())]  # fmt: skip
                    if given:
                        connection.execute(table.insert(), given)
        connection.exec_driver_sql("DELETE FROM sopflow_position WHERE audience LIKE 'fields %%'" if engine.dialect.name == "postgresql" else "DELETE FROM sopflow_position WHERE audience LIKE 'fields %'")  # fmt: skip
    store = SQLStore(engine)
    assert rows(store) == rows(full.store)
    assert problems(store) == []
    found = (
        engine_for(SOP, store=store).find(sop="uji", fields={"nilai": search.at_least(20)}, sort="-ended").items
    )
    assert [run.fields["nilai"] for run in found] == [40, 30]


def test_what_an_older_process_left_out_is_filled_in_again(database):
    engine = filled(database)
    before = rows(engine.store)
    for text in ("DELETE FROM sopflow_field WHERE number = 2", "DELETE FROM sopflow_reader", "UPDATE sopflow_instance SET started_by = ''", "UPDATE sopflow_instance SET ended_at = NULL"):  # fmt: skip
        with engine.store.engine.begin() as connection:
            connection.exec_driver_sql(text)
        assert problems(engine.store) != []
        fill_again(engine.store)
        assert problems(engine.store) == []
    fill_again(engine.store)
    assert rows(engine.store) == before
    assert problems(engine.store) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_process_that_is_killed_leaves_what_is_found_as_the_events_say(database):
    engine_on(database).store.close()
    chance = random.Random(5)
    for number in range(6):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                own = engine_on(database)
                run = own.start("uji", "a", fields={"nilai": number}).id
                for n in range(10_000):
                    own.correct(run, "a", fields={"nilai": n, "nomor": f"{n}" if n % 3 else None}, reason="x")
                    os.write(write, b".")
            finally:
                os._exit(0)
        os.close(write)
        assert os.read(read, 1)  # it works
        time.sleep(chance.random() * 0.1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(read)
    engine = engine_on(database)
    runs = list(engine.instances())
    assert len(runs) == 6
    assert all(run.revision > 1 for run in runs)
    assert problems(engine.store) == []
    for value in {run.fields["nilai"] for run in runs}:
        found = [run.id for run in engine.find(sop="uji", fields={"nilai": value}).items]
        assert found == [run.id for run in runs if run.fields["nilai"] == value]
    engine.store.close()


def test_the_query_of_the_documentation_runs_in_both_databases(database):
    engine = engine_on(database)
    for n in range(3):
        engine.complete(engine.start("uji", "a", subject=f"Paket {n}").id, "isi", "a", fields={"nilai": n * 10**9})
    text = (Path(__file__).parents[2] / "docs/stores.md").read_text("utf-8")
    (query,) = re.findall(r"```sql\n(.*?)```", text, re.S)
    with engine.store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE paket (sopflow_id TEXT PRIMARY KEY, penyedia TEXT)")
        for run in engine.instances():
            connection.execute(sa.text("INSERT INTO paket VALUES (:id, 'CV Maju')"), {"id": run.id})
        found = connection.execute(sa.text(query.replace("'pengadaan'", "'uji'"))).fetchall()
    assert [tuple(row) for row in found] == [("CV Maju", "Paket 2", 2 * 10**9), ("CV Maju", "Paket 1", 10**9)]


def test_the_documentation_names_the_columns_that_there_are():
    text = (Path(__file__).parents[2] / "docs/stores.md").read_text("utf-8")
    part = text.partition("## Cases in your own queries")[2].partition("\n## ")[0]
    for table in (INSTANCE, FIELD):
        (said,) = re.findall(rf"\| `{table.name}` \|(.*?)\n", part)
        named = re.findall(r"`(\w+)` (TEXT|BIGINT|INTEGER|DOUBLE PRECISION)", said)
        for name, kind in named:
            column = table.c[name].type
            there = {
                "TEXT": sa.Text,
                "BIGINT": sa.BigInteger,
                "INTEGER": sa.Integer,
                "DOUBLE PRECISION": sa.Double,
            }[kind]
            assert isinstance(column, there), name
        assert len(named) > 4


def test_a_beginning_finds_the_words_that_begin_so_and_the_word_that_is_just_that(database):
    subjects = ("guber", "Guber", "kunjungan gubernur", "gube", "gubes", "lain")
    for store in (sopflow.InMemoryStore(), SQLStore(database)):
        engine = engine_for(SOP, store=store)
        for subject in subjects:
            engine.start("uji", "a", subject=subject)
        found = {one.subject for one in engine.find(subject="guber*").items}
        assert found == {"guber", "Guber", "kunjungan gubernur"}
        assert {one.subject for one in engine.find(subject="guber").items} == {"guber", "Guber"}
