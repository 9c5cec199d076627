"""Personal values in databases: no row and no file of a live one has them after their removal, and nothing else ever had."""

from __future__ import annotations

import json
import os
import signal
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.errors import DumpError, KeyReused
from sopflow.fields import Withheld
from sopflow.sql import SQLStore, audit, dump, restore
from sopflow.sql.tables import METADATA, PRIVATE
from tests.sop import engine_for, sop

MARKER = "3171PENANDA0001"
OTHER = "3171PENANDA0002"
SOP = sop(
    """
- {id: isi, activity: Mengisi, actor: a, fills: [nik, {catatan: optional}, {nilai: optional}]}
- {id: periksa, activity: Memeriksa, actor: b, branches: {Y: arsip, N: isi}}
- {id: arsip, activity: Mengarsip, actor: c}
""",
    head="""actors: {a: A, b: B, c: C}
fields:
  nik: {title: NIK, personal: true}
  catatan: {title: Catatan, type: long_text, personal: true}
  nilai: {title: Nilai, type: whole}
""",
)


def filled(store, marker=MARKER):
    engine = engine_for(SOP, store=store)
    case = engine.start("uji", "a").id
    fields = {"nik": marker, "catatan": f"{marker} " * 1_000, "nilai": 5}
    engine.complete(case, "isi", "a", fields=fields, key="k")
    return engine, case


def everything(store, *, but=()):
    """Every row of every table."""
    with store.engine.connect() as connection:
        return repr([
            [tuple(row) for row in connection.execute(sa.select(table))]
            for table in METADATA.sorted_tables
            if table.name not in but
        ])  # fmt: skip


def problems(store, **options):
    return [one.problem for one in audit(store, **options) if one.problem is not None]


def test_no_other_table_ever_has_a_value_and_none_has_it_afterwards(database):
    store = SQLStore(database)
    engine, case = filled(store)
    failing = engine.subscribe(
        "x", lambda event: 1 / 0 if event.revision < 2 else int(event.details.fields["nik"])
    )
    failing.deliver()
    engine.correct(case, "b", {"nik": OTHER}, "keliru")
    assert MARKER in everything(store)
    assert "PENANDA" not in everything(store, but=("sopflow_private",))
    assert engine.instance(case).fields["nik"] == OTHER
    assert "PENANDA" not in "".join(dump(store))
    engine.redact(case, "b", "diminta")
    assert "PENANDA" not in everything(store)
    assert isinstance(engine.instance(case).fields["nik"], Withheld)
    assert problems(store) == problems(store, decide=True) == []
    again = {"nik": MARKER, "catatan": f"{MARKER} " * 1_000, "nilai": 5}
    assert engine.complete(case, "isi", "a", fields=again, key="k").revision == 2


@pytest.mark.parametrize("named", [None, ["nik", "catatan"]])
def test_no_file_of_a_live_sqlite_database_has_it_after_a_vacuum(tmp_path, named):
    store = SQLStore(tmp_path / "proses.db")
    engine, case = filled(store)
    others = [engine.start("uji", "a", fields={"nik": f"{n} tetap"}).id for n in range(50)]
    assert any(MARKER.encode() in file.read_bytes() for file in tmp_path.iterdir())
    engine.redact(case, "b", "diminta", fields=named)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in tmp_path.iterdir():
        assert MARKER.encode() not in file.read_bytes(), file
    assert engine.instance(others[7]).fields["nik"] == "7 tetap"
    assert problems(store, decide=True) == []


def test_sqlite_writes_over_what_is_removed(tmp_path):
    """Without a vacuum, in the file itself; copies that pages left behind when they were split are the vacuum's."""
    store = SQLStore(tmp_path / "proses.db")
    engine, case = filled(store)
    checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(checkpoint)
        assert MARKER.encode() in (tmp_path / "proses.db").read_bytes()
    engine.redact(case, "b", "diminta")
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(checkpoint)
    assert MARKER.encode() not in (tmp_path / "proses.db").read_bytes()


@pytest.mark.parametrize("named", [None, ["nik", "catatan"]])
def test_no_file_of_a_live_postgresql_database_has_it_after_a_vacuum(postgres_url, cluster, named):
    marker = f"PENANDA317199{len(named or ())}"  # other tests have theirs in other schemas of this server
    store = SQLStore(postgres_url)
    engine, case = filled(store, marker)
    engine.start("uji", "a", fields={"nik": "tetap"})
    base = cluster.folder / "data" / "base"

    def settled(*statements):
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in (*statements, "CHECKPOINT"):
                connection.exec_driver_sql(statement)
        return [file for file in base.rglob("*") if file.is_file() and marker.encode() in file.read_bytes()]

    assert settled("ANALYZE")
    engine.redact(case, "b", "diminta", fields=named)
    assert settled("VACUUM FULL sopflow_private") == []


def test_one_field_alone_is_removed_and_the_others_stay(database):
    """From every table, by the audit, a dump and a restore, for the same key; and a value that is given later stays."""
    store = SQLStore(database)
    engine = engine_for(SOP, store=store)
    other, case = sorted(engine.start("uji", "a").id for _ in range(2))  # as a dump has them
    fields = {"nik": MARKER, "catatan": "tetap di sini", "nilai": 5}
    engine.complete(case, "isi", "a", fields=fields, key="k")
    engine.complete(other, "isi", "a", fields={"nik": "kasus lain", "nilai": 6})
    before = [line for line in dump(store, personal=True) if line.startswith('{"private"') and MARKER in line]
    engine.redact(case, "b", "diminta", fields=["nik"])
    assert "PENANDA" not in everything(store)
    run = engine.instance(case)
    assert isinstance(run.fields["nik"], Withheld)
    assert run.fields["catatan"] == "tetap di sini"
    assert engine.instance(other).fields["nik"] == "kasus lain"
    assert engine.complete(case, "isi", "a", fields=fields, key="k").revision == 2
    with pytest.raises(KeyReused):
        engine.complete(case, "isi", "a", fields={**fields, "catatan": "lain"}, key="k")
    engine.correct(case, "b", {"nik": OTHER}, "yang baru")
    assert engine.instance(case).fields["nik"] == OTHER
    assert problems(store, decide=True) == []
    lines = list(dump(store, personal=True))
    assert MARKER not in "".join(lines)
    for number, taken in enumerate((lines, resealed([*lines[:-1], *before, lines[-1]]))):
        with closing(SQLStore(f"{database}.{number}" if isinstance(database, Path) else "sqlite://")) as there:
            list(restore(there, taken))
            assert MARKER not in everything(there)
            assert sopflow.Engine(there).instance(case).fields == engine.instance(case).fields
            assert problems(there) == []


def test_a_value_of_one_field_that_is_brought_back_behind_its_redaction_is_found(database):
    store = SQLStore(database)
    engine, case = filled(store)
    with store.engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(PRIVATE)).mappings()]
    engine.redact(case, "b", "diminta", fields="nik")
    assert problems(store) == []
    with store.engine.begin() as connection:
        connection.execute(PRIVATE.insert(), [row for row in rows if row["field"] == "nik"])
    assert len(problems(store)) == 1


def test_hosts_have_their_own_transaction_and_what_they_roll_back_is_not_there(database):
    store = SQLStore(database)
    engine = engine_for(SOP, store=store)
    with store.engine.connect() as connection:
        case = engine.using(connection).start("uji", "a", fields={"nik": MARKER}).id
        assert engine.using(connection).instance(case).fields["nik"] == MARKER
        connection.rollback()
    assert "PENANDA" not in everything(store)
    with store.engine.begin() as connection:
        case = engine.using(connection).start("uji", "a", fields={"nik": MARKER}).id
    assert engine.instance(case).fields["nik"] == MARKER
    with store.engine.begin() as connection:
        engine.using(connection).redact(case, "b", "diminta")
    assert "PENANDA" not in everything(store)
    assert problems(store) == []


@pytest.mark.parametrize("forged", [{"value": json.dumps("palsu")}, {"salt": "0" * 64}, {"field": "catatan"}, {"revision": 1}])  # fmt: skip
def test_a_value_that_somebody_altered_is_found_and_read_as_withheld(database, forged):
    store = SQLStore(database)
    engine, case = filled(store)
    with store.engine.begin() as connection:
        connection.execute(PRIVATE.delete().where(PRIVATE.c.field == "catatan"))
        assert connection.execute(PRIVATE.update().values(**forged)).rowcount == 1
    (problem,) = problems(store)
    assert "nik" in problem.en or "catatan" in problem.en
    assert MARKER not in problem.en + problem.id
    if "revision" not in forged:
        assert isinstance(engine.instance(case).fields["nik"], Withheld)


def test_a_value_that_is_brought_back_behind_a_redaction_is_found(database):
    store = SQLStore(database)
    engine, case = filled(store)
    with store.engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(PRIVATE)).mappings()]
    engine.redact(case, "b", "diminta")
    with store.engine.begin() as connection:
        connection.execute(PRIVATE.insert(), rows)
    assert len(problems(store)) == 1


def test_a_dump_has_values_only_where_they_are_asked_for_and_a_restore_brings_no_more(tmp_path, database):
    store = SQLStore(database)
    engine, case = filled(store)
    gone = engine.start("uji", "a", fields={"nik": OTHER}).id
    engine.redact(gone, "b", "diminta")
    engine.correct(gone, "b", {"nik": "lagi"}, "sesudahnya")
    plain, whole = list(dump(store)), list(dump(store, personal=True))
    assert "PENANDA" not in "".join(plain)
    assert MARKER in "".join(whole)
    assert OTHER not in "".join(whole)
    for number, (lines, shown) in enumerate(((plain, False), (whole, True))):
        there = SQLStore(tmp_path / f"{number}.db")
        assert sorted(one.added for one in restore(there, lines)) == [2, 3]
        run = sopflow.Engine(there).instance(case)
        assert (run.fields["nik"] == MARKER) == shown
        assert isinstance(run.fields["nik"], Withheld) != shown
        assert run.fields["nilai"] == 5
        assert there.load(case) == store.load(case)
        assert problems(there, decide=True) == []
        assert list(dump(there))[:-1] == plain[:-1]
        assert json.loads([*dump(there)][-1])["end"].get("withheld", 0) == (3 if shown else 0)


def resealed(lines):
    """Lines with the end that they must have."""
    import hashlib

    *most, last = lines
    end = json.loads(last)
    end["end"]["sha256"] = hashlib.sha256("".join(f"{line}\n" for line in most).encode()).hexdigest()
    return [*most, json.dumps(end, separators=(",", ":"))]


def test_a_restore_honours_a_redaction_that_the_dump_tells_of_whatever_values_it_has(tmp_path):
    store = SQLStore(tmp_path / "a.db")
    engine, case = filled(store)
    before = [line for line in dump(store, personal=True) if line.startswith('{"private"')]
    engine.redact(case, "b", "diminta")
    lines = list(dump(store, personal=True))
    forged = resealed([*lines[:-1], *before, lines[-1]])
    there = SQLStore(tmp_path / "b.db")
    assert len(list(restore(there, forged))) == 1
    assert "PENANDA" not in everything(there)
    assert isinstance(sopflow.Engine(there).instance(case).fields["nik"], Withheld)


def test_an_earlier_restore_loses_its_values_with_a_later_dump_that_tells_of_their_redaction(tmp_path):
    store, there = SQLStore(tmp_path / "a.db"), SQLStore(tmp_path / "b.db")
    engine, case = filled(store)
    list(restore(there, dump(store, personal=True)))
    assert sopflow.Engine(there).instance(case).fields["nik"] == MARKER
    engine.redact(case, "b", "diminta")
    list(restore(there, dump(store)))
    assert "PENANDA" not in everything(there)


@pytest.mark.parametrize("change", [{"value": '"lain"'}, {"salt": "00"}, {"field": "nilai"}, {"revision": 1}, {"revision": 9}, {"private": "x"}, {"revision": "1"}, {"value": None}])  # fmt: skip
def test_a_dump_with_a_value_that_is_not_what_its_event_stands_for_is_refused(tmp_path, change):
    store = SQLStore(tmp_path / "a.db")
    filled(store)
    lines = [
        json.dumps({**json.loads(line), **change}) if line.startswith('{"private"') else line
        for line in dump(store, personal=True)
    ]
    with pytest.raises(DumpError) as refused:
        list(restore(SQLStore(tmp_path / "b.db"), resealed(lines)))
    assert MARKER not in refused.value.message("en")


def counted(store, work):
    """The statements that a piece of work sends, by their names."""
    sent = []

    def tracing(name, statement):
        def send(connection, **values):
            sent.append(name)
            return statement(connection, **values)

        return send

    for name, statement in list(vars(store._do).items()):
        if callable(statement):
            setattr(store._do, name, tracing(name, statement))
    work()
    return sent


def test_where_no_field_is_personal_no_statement_is_added(tmp_path):
    store = SQLStore(tmp_path / "proses.db")
    plain = sop("- {id: isi, activity: x, actor: a, fills: [n]}\n- {id: t, activity: t, actor: a}", head="actors: {a: A}\nfields: {n: N}", name="biasa")  # fmt: skip
    engine = engine_for(plain, SOP, store=store)

    def work():
        case = engine.start("biasa", "a").id
        engine.complete(case, "isi", "a", fields={"n": "x"})
        engine.instance(case)
        list(engine.history(case))
        engine.find(sop="biasa")
        engine.recorded(0, 100)
        engine.complete(case, "t", "a")

    sent = {*counted(store, work)}
    assert {"start", "record", "history"} <= sent
    assert not {"private", "put_private", "redact", "overwrite"} & sent


def test_with_personal_fields_a_reader_asks_once_for_a_page(tmp_path):
    store = SQLStore(tmp_path / "proses.db")
    engine = engine_for(SOP, store=store)
    cases = [engine.start("uji", "a", fields={"nik": f"{n}"}).id for n in range(20)]
    sent = []
    once = type(store).private

    class Counting(SQLStore):
        def private(self, instances):
            sent.append(tuple(instances))
            return once(self, instances)

    other = sopflow.Engine(Counting(tmp_path / "proses.db"))
    assert [run.fields["nik"] for run in other.find().items] == [f"{n}" for n in range(20)]
    assert sent == [tuple(cases)]
    sent.clear()
    assert len(other.recorded(0, 100)) == 20
    assert len(sent) == 1
    sent.clear()
    assert len(list(other.history(cases[0]))) == 1
    assert len(sent) == 1


@pytest.mark.long
def test_whoever_is_killed_leaves_all_of_a_command_or_nothing(database):
    """Values without their event, or an event that stands for values that were never there, would be told by the audit."""
    SQLStore(database).close()
    kills = int(os.environ.get("SOPFLOW_CRASHES", "25"))
    for number in range(kills):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(read)
                engine = engine_for(SOP, store=SQLStore(database))
                for count in range(1_000):
                    case = engine.start("uji", "a", fields={"nik": f"{MARKER} {number} {count}"}).id
                    os.write(write, f"{case}\n".encode())
                    engine.complete(case, "isi", "a", fields={"catatan": OTHER})
                    engine.redact(case, "b", "diminta")
                    os.write(write, f"-{case}\n".encode())
            finally:
                os._exit(0)
        os.close(write)
        said = os.read(read, 40)
        while said.count(b"\n") < 1 + number % 7:
            said += os.read(read, 4_096)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read, "rb") as rest:
            said += rest.read()
        store = SQLStore(database)
        engine = sopflow.Engine(store)
        whole = [line for line in said.decode().split("\n")[:-1] if line]
        redacted = {line[1:] for line in whole if line.startswith("-")}
        for case in {line.lstrip("-") for line in whole}:
            run = engine.instance(case)
            is_gone = any(event.type == "redacted" for event in engine.history(case))
            assert isinstance(run.fields["nik"], Withheld) == is_gone
            assert is_gone or case not in redacted
        assert problems(store) == []
        store.close()


def test_an_older_database_gets_the_place_for_personal_values(tmp_path):
    from sopflow.sql.schema import upgrade

    engine = sa.create_engine(f"sqlite:///{tmp_path / 'lama.db'}")
    with engine.begin() as connection:
        upgrade(connection, "0010")
    engine.dispose()
    told = filled(SQLStore(tmp_path / "lama.db"))
    assert told[0].instance(told[1]).fields["nik"] == MARKER
