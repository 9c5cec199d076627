"""What a case is about stands apart from where it stands: written only when it changes, and never another's."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.sql import SQLStore, audit
from tests.sop import sop

SOP = sop(
    """
- {id: isi, activity: Mengisi, actor: a, fills: [n, {m: optional}]}
- {id: kerja, activity: Bekerja, actor: b}
- {id: lagi, activity: Lagi, actor: c, branches: {Y: isi, N: end}}
""",
    head="actors: {a: A, b: B, c: C}\nfields: {n: N, m: M}",
)


def engine_on(database):
    engine = sopflow.Engine(SQLStore(database))
    engine.register(SOP)
    return engine


def counted(store, *names):
    """How often statements are sent from now on."""
    counts = dict.fromkeys(names, 0)
    for name in names:
        own = getattr(store._do, name)

        def call(*args, own=own, name=name, **values):
            counts[name] += 1
            return own(*args, **values)

        setattr(store._do, name, call)
    return counts


def test_what_does_not_change_the_data_neither_writes_nor_reads_it(database):
    engine = engine_on(database)
    run = engine.start("uji", "a").id
    counts = counted(engine.store, "put_case", "load_whole")
    engine.complete(run, "isi", "a", fields={"n": "x" * 900})
    assert counts == {"put_case": 1, "load_whole": 0}
    engine.complete(run, "kerja", "b")
    assert engine.complete(run, "lagi", "c", "Y", note="x", key="k").fields["n"] == "x" * 900
    engine.annotate(run, "a", "catatan")
    assert engine.instance(run).fields["n"] == "x" * 900
    assert counts == {"put_case": 1, "load_whole": 0}


def test_another_process_reads_the_data_once_for_each_change(database):
    one, other = engine_on(database), engine_on(database)
    run = one.start("uji", "a").id
    counts = counted(other.store, "load_whole")
    for turn in range(3):
        one.complete(run, "isi", "a", fields={"n": f"nilai {turn}"})
        assert other.instance(run).fields == {"n": f"nilai {turn}"}
        other.complete(run, "kerja", "b")
        one.complete(run, "lagi", "c", "Y")
        assert other.instance(run).fields == {"n": f"nilai {turn}"}
        assert counts["load_whole"] == turn + 1


def test_lists_give_instances_with_their_data(database):
    engine = engine_on(database)
    runs = [engine.start("uji", "a", fields={"n": str(n)} if n % 2 else None).id for n in range(4)]
    found = {
        run.id: dict(run.fields) for run in SQLStore(database).find(sopflow.engine.store.Query(), None, 10).items
    }
    assert [found[run] for run in runs] == [{}, {"n": "1"}, {}, {"n": "3"}]


def test_what_a_host_rolled_back_is_nobodys_data(tmp_path):
    clock = sopflow.ManualClock(sopflow.engine.clock.SystemClock().now())
    store = SQLStore(tmp_path / "kasus.db")
    engine = sopflow.Engine(store, clock=clock)
    engine.register(SOP)
    run = engine.start("uji", "a").id
    with store.engine.connect() as connection:
        inside = engine.using(connection)
        assert inside.complete(run, "isi", "a", fields={"n": "batal"}).fields == {"n": "batal"}
        assert inside.instance(run).fields == {"n": "batal"}
        connection.rollback()
    sopflow.Engine(SQLStore(tmp_path / "kasus.db"), clock=clock).complete(run, "isi", "a", fields={"n": "jadi"})
    assert engine.instance(run).fields == {"n": "jadi"}
    assert engine.complete(run, "kerja", "b").fields == {"n": "jadi"}


@pytest.mark.parametrize(
    "forgery",
    [
        'UPDATE sopflow_case SET body = \'{"n":"lain"}\'',
        "UPDATE sopflow_case SET revision = 1",
        "UPDATE sopflow_case SET body = 'x'",
        "DELETE FROM sopflow_case",
        'INSERT INTO sopflow_case SELECT id, 1, \'{"n":"x"}\' FROM sopflow_instance WHERE id NOT IN (SELECT instance FROM sopflow_case)',
        "INSERT INTO sopflow_case VALUES ('siapa', 1, '{}')",
    ],
)
def test_data_that_is_not_the_fold_of_the_events_is_found(database, forgery):
    engine = engine_on(database)
    engine.complete(engine.start("uji", "a").id, "isi", "a", fields={"n": "Ani"})
    engine.start("uji", "a")
    assert [one.problem for one in audit(engine.store) if one.problem is not None] == []
    with engine.store.engine.begin() as connection:
        connection.exec_driver_sql(forgery)
    assert [one.problem for one in audit(engine.store) if one.problem is not None] != []


def test_a_dump_restores_the_data(tmp_path):
    engine = engine_on(tmp_path / "satu.db")
    run = engine.start("uji", "a").id
    engine.complete(run, "isi", "a", fields={"n": "Ani"})
    other = SQLStore(tmp_path / "dua.db")
    list(sopflow.sql.restore(other, engine.store.dump()))
    assert other.load(run) == engine.instance(run)
    assert SQLStore(tmp_path / "dua.db").load(run).fields == {"n": "Ani"}
