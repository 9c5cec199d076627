"""Cases found by fields, sorted and counted, against a model that reads what an engine shows: by chance, in memory and in
databases, for whoever sees everything and for persons, after every act; and what the tables hold is what the events say."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import search
from sopflow.sql import SQLStore, audit, finding, sighting
from sopflow.sql.tables import FIELD, INSTANCE, METADATA, READER
from tests.share import share
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
ACTORS = """actors:
  pemohon: {title: Pemohon, external: true, is: starter}
  saksi: {title: Saksi, external: true}
  petugas: {title: Petugas, substitutes: [wakil]}
  kasi: Kasi
  wakil: Wakil
may: {correct: [anyone], rebind: [anyone], migrate: [anyone], cancel: [anyone], reassign: [anyone]}
"""
FIELDS = """fields:
  nilai: {title: Nilai, type: money, optional: true, search: true}
  pagu: {title: Pagu, type: money, optional: true, visible_to: [kasi], search: true}
  rahasia: {title: Rahasia, max_length: 40, optional: true, visible_to: [saksi, pemohon], search: true}
  rasio: {title: Rasio, type: number, optional: true, search: true}
  acara: {title: Acara, type: date, optional: true, search: true}
  syarat: {title: Syarat, some_of: [ktp, kk, surat], optional: true, visible_to: [petugas, saksi], search: true}
  hadir: {title: Hadir, type: yes_no, optional: true, search: true}
  bebas: {title: Bebas, optional: true}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: pemohon, fills: [nilai, rahasia, hadir]}
- {id: periksa, activity: Memeriksa, actor: petugas, fills: [pagu, rasio, syarat], branches: {Y: saksikan, N: ajukan}}
- {id: saksikan, activity: Menyaksikan, actor: saksi, fills: [acara, bebas]}
- {id: akhir, activity: Mengakhiri, actor: kasi}
"""
OLDER = FIELDS.replace("type: number, optional: true, search: true", "type: number, optional: true").replace("type: money, optional: true, search: true", "type: whole, optional: true, search: true")  # fmt: skip
OUTERS = (sop(ROWS, head=f"version: 1\n{ACTORS}{OLDER}"), sop(ROWS, head=f"version: 2\n{ACTORS}{FIELDS}"))
PEOPLE = ("ani", "budi", "citra", "warga")
UNITS = ("utara", "selatan")
ROLES = ("saksi", "petugas", "kasi", "wakil")
VALUES = {
    "nilai": st.sampled_from([0, 1, 50, 10**9, 2**53 - 1]),
    "pagu": st.sampled_from([-5, 50, 60]),
    "rahasia": st.sampled_from(["a", "b", "Ä", "z|z", "\N{GRINNING FACE}", "a b c"]),
    "rasio": st.sampled_from([0, 0.1, 0.30000000000001, 12345.6789, -1e14]),
    "acara": st.sampled_from(["2026-01-01", "2026-08-17", "0999-12-31"]),
    "syarat": st.sampled_from([["ktp"], ["ktp", "kk"], ["surat"], []]),
    "hadir": st.booleans(),
    "bebas": st.just("x"),
}
BY_ROW = {"ajukan": ("nilai", "rahasia", "hadir"), "periksa": ("pagu", "rasio", "syarat"), "saksikan": ("acara", "bebas"), "akhir": ()}  # fmt: skip
PLAIN = ("nilai", "pagu", "rahasia", "rasio", "acara", "hadir")


class People:
    """A directory of who holds what in which unit."""

    def __init__(self, holds):
        self.holds = holds

    def roles(self, person, at, unit):
        if person not in self.holds:
            return None
        return {actor: sopflow.Role() for place, actor in self.holds[person] if place == unit}

    def units(self):
        return UNITS


# -- the model: what a test means, over what an engine shows


def passes(value, test):
    if not isinstance(test, search.FieldTest):
        return value in test if isinstance(test, list) else value == test
    kind, own = test.kind, test.operands
    if kind == "all_of":
        return all(passes(value, one) for one in own)
    if kind == "filled":
        return (value is not None) == own[0]
    if value is None:
        return False
    return {
        "equal": lambda: value == own[0],
        "one_of": lambda: value in own,
        "at_least": lambda: value >= own[0],
        "at_most": lambda: value <= own[0],
        "above": lambda: value > own[0],
        "below": lambda: value < own[0],
        "between": lambda: own[0] <= value <= own[1],
        "before": lambda: value < own[0],
        "after": lambda: value > own[0],
        "has": lambda: own[0] in value,
    }[kind]()


def is_searched(run, field):
    return run.version == "2" or field != "rasio"


def wanted_of(runs, ended, query):
    """The ids that a query must give, in order."""
    tests, sort = query.get("fields", {}), query.get("sort", "started")
    found = []
    for at, run in enumerate(runs):
        if not all(is_searched(run, name) and passes(run.fields.get(name), test) for name, test in tests.items()):
            continue
        if query.get("started_by") not in (None, run.started_by) or query.get("status") not in (None, run.status):
            continue
        if query.get("unit") not in (None, run.unit) or (query.get("subject") and query["subject"] not in run.subject.lower()):  # fmt: skip
            continue
        if query.get("step") and query["step"] not in [row.step for row in run.active]:
            continue
        end = ended.get(run.id)
        if "ended_from" in query and (end is None or end < query["ended_from"]):
            continue
        if "ended_before" in query and (end is None or end >= query["ended_before"]):
            continue
        key = {"started": "", "ended": end}.get(sort.removeprefix("-"), "field")
        if key == "field":
            name = sort.removeprefix("-").removeprefix("field.")
            key = run.fields.get(name) if is_searched(run, name) else None
        if key is not None:
            found.append((key, at, run.id))
    return [name for _, _, name in sorted(found, reverse=sort.startswith("-"))]


def over(engine, query, limit):
    """All pages, none of which is longer than it may be."""
    found, after = [], None
    while True:
        page = engine.find(sop="uji", **query, after=after, limit=limit)
        assert len(page.items) <= limit
        found += [run.id for run in page.items]
        after = page.next
        if after is None:
            return found


# -- what happens by chance

ACT = st.tuples(st.sampled_from(["start", "complete", "complete", "complete", "correct", "undo", "rebind", "claim", "reassign", "migrate", "cancel"]),
                st.integers(0, 59), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.fixed_dictionaries(VALUES))  # fmt: skip
HOLDS = st.dictionaries(
    st.sampled_from(PEOPLE[:-1]),
    st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(ROLES)), max_size=3),
)


def operand(name):
    return VALUES[name] if name != "syarat" else st.sampled_from(["ktp", "kk", "surat"])


def drawn_for(name):
    one = operand(name)
    kinds = [one, one.map(search.equal), st.lists(one, min_size=1, max_size=3), st.booleans().map(search.filled)]
    if name == "syarat":
        return st.one_of(one.map(search.has), st.booleans().map(search.filled))
    if name not in ("rahasia", "hadir"):
        kinds += [one.map(test) for test in (search.at_least, search.at_most, search.above, search.below)]
        kinds += [st.tuples(one, one).map(lambda two: search.between(*two))]
        kinds += [
            st.tuples(one, one).map(lambda two: search.all_of(search.at_least(two[0]), search.below(two[1])))
        ]
    if name == "acara":
        kinds += [one.map(search.before), one.map(search.after)]
    return st.one_of(*kinds)


FOUND = st.fixed_dictionaries(
    {},
    optional={
        "fields": st.lists(st.sampled_from([n for n in VALUES if n != "bebas"]), min_size=1, max_size=2, unique=True).flatmap(
            lambda names: st.fixed_dictionaries({name: drawn_for(name) for name in names})),
        "sort": st.sampled_from([sign + by for sign in ("", "-") for by in ("started", "ended", *(f"field.{n}" for n in PLAIN if n not in ("nilai", "pagu")))]),
        "status": st.sampled_from(["running", "completed", "cancelled"]),
        "unit": st.sampled_from(UNITS),
        "started_by": st.sampled_from(PEOPLE),
        "subject": st.sampled_from(["izin", "surat"]),
        "ended_from": st.integers(0, 9).map(lambda n: NOW + timedelta(minutes=n)),
        "ended_before": st.integers(0, 20).map(lambda n: NOW + timedelta(minutes=n)),
    },
)  # fmt: skip


def act(engine, kind, pick, by, to, values):
    runs = [run for run in engine.instances() if run.status == "running"]
    if kind == "start" or not runs:
        people = {"saksi": [to]} if pick % 2 else {}
        if pick % 3 == 0:
            people["petugas"] = [to]
        given = {"nilai": values["nilai"]} if pick % 5 == 0 else None
        engine.start("uji", by, version=str(pick % 2 + 1), unit=UNITS[pick % 2], people=people, subject=("Izin", "Surat")[pick % 2], fields=given)  # fmt: skip
        return
    run = runs[pick % len(runs)]
    row = run.active[pick % len(run.active)]
    if kind == "complete":
        outcome = ("Y" if pick % 3 else "N") if row.step == "periksa" else None
        engine.complete(run.id, row.step, by, outcome, fields={n: values[n] for n in BY_ROW[row.step] if (pick + len(n)) % 4})  # fmt: skip
    elif kind == "correct":
        engine.correct(run.id, by, fields={n: values[n] if pick % 3 else None for n in ("nilai", "pagu", "rahasia", "syarat")}, reason="x")  # fmt: skip
    elif kind == "undo":
        engine.undo_last(run.id, by, "x")
    elif kind == "rebind":
        engine.rebind(run.id, by, people={("saksi", "petugas", "pemohon")[pick % 3]: [to]}, reason="x")
    elif kind == "claim":
        engine.claim(run.id, row.step, by)
    elif kind == "reassign":
        engine.reassign(run.id, row.step, by, to, note="x")
    elif kind == "migrate":
        list(engine.migrate("uji", to="2", by=by, instances=[run.id]))
    elif kind == "cancel":
        engine.cancel(run.id, by, note="x")


def ends_of(engine, runs):
    found = {}
    for run in runs:
        if run.is_over:
            found[run.id] = next(
                e.at for e in engine.history(run.id) if e.effects.status in ("completed", "cancelled")
            )
    return found


def held(engine, queries):
    """Every query gives what the model reads, to everybody; and counts as much."""
    ended = ends_of(engine, list(engine.instances()))
    for who in (engine, *map(engine.as_person, PEOPLE)):
        runs = [run for run in who.instances() if run.sop == "uji"]
        for query in queries:
            said = getattr(who, "person", "everybody"), query
            wanted = wanted_of(runs, ended, query)
            assert over(who, query, 2) == wanted, said
            assert who.count(sop="uji", **{k: v for k, v in query.items() if k not in ("sort", "step")}) == len(wanted_of(runs, ended, {k: v for k, v in query.items() if k not in ("sort", "step")})), said  # fmt: skip


def played(store, holds, acts, queries):
    clock = sopflow.ManualClock(NOW)
    ids = count()
    engine = engine_for(*OUTERS, store=store, directory=People(holds), clock=clock, new_id=lambda: f"i{next(ids)}")
    for at, one in enumerate(acts):
        with suppress(sopflow.errors.SopflowError):
            act(engine, *one)
        clock.advance(timedelta(minutes=1))
        if at % 5 == 4:
            held(engine, queries[:1])
    held(engine, queries)
    return engine


MEETING = {"suppress_health_check": list(HealthCheck), "deadline": None}
CASES = given(HOLDS, st.lists(ACT, min_size=4, max_size=25), st.lists(FOUND, min_size=1, max_size=5))


@settings(max_examples=share(150), **MEETING)
@CASES
def test_in_memory(holds, acts, queries):
    played(sopflow.InMemoryStore(), holds, acts, queries)


def rebuilt_is_the_same(engine, folder):
    """What stands in the tables after any acts is what a restore makes of the events."""
    assert [one.problem for one in audit(engine.store) if one.problem is not None] == []
    other = SQLStore(folder)
    list(sopflow.sql.restore(other, engine.store.dump()))
    assert rows_of(other) == rows_of(engine.store)


def rows_of(store):
    found = {}
    with store.engine.connect() as connection:
        ids = dict(connection.execute(INSTANCE.select().with_only_columns(INSTANCE.c.number, INSTANCE.c.id)).all())
        for table in (FIELD, READER):
            found[table.name] = sorted(repr((ids[row["number"]], *(v for k, v in row.items() if k != "number"))) for row in connection.execute(table.select()).mappings())  # fmt: skip
        ends = INSTANCE.select().with_only_columns(INSTANCE.c.id, INSTANCE.c.ended_at, INSTANCE.c.started_by)
        found["ends"] = sorted(map(tuple, connection.execute(ends)))
    return found


def emptied(database):
    """A store on a database that has been used before."""
    store = SQLStore(database, synchronous="OFF")
    with store.engine.begin() as connection:
        for table in METADATA.sorted_tables:
            if table.name != "sopflow_epoch":
                connection.execute(table.delete())
    store.close()
    return SQLStore(database, synchronous="OFF")


@pytest.mark.parametrize("enough", [0, 2, 1_000])
@pytest.mark.parametrize("few", [0, 1_000])
def test_in_a_database(few, enough, database, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(finding, "ENOUGH", enough)
    monkeypatch.setattr(sighting, "FEW", few)

    @settings(max_examples=share(15), **MEETING)
    @CASES
    def holds_to_the_model(holds, acts, queries):
        engine = played(emptied(database), holds, acts, queries)
        rebuilt_is_the_same(engine, tmp_path_factory.mktemp("lain") / "lain.db")
        engine.store.close()

    holds_to_the_model()
