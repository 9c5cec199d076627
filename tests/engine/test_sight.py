"""Somebody's own engine shows the fields that they see, wherever a value stands: instances, lists, events, refusals."""

from __future__ import annotations

import json
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.wire import event_to_json, instance_to_json
from sopflow.people.directory import Holding, OfficeDirectory, Person, Position, Unit
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: pemohon, fills: [nama, nilai]}
- {id: taksir, activity: Menaksir, actor: petugas, fills: [pagu]}
- id: putus
  activity: Memutus
  actor: kasi
  branches:
    kecil: {to: simpan, when: {pagu: {at_most: 7777777111}}}
    besar: {to: simpan, when: {pagu: {above: 7777777111}}}
- {id: simpan, activity: Menyimpan, actor: petugas}
"""
HEAD = """actors:
  pemohon: {title: Pemohon, external: true, is: starter}
  petugas: {title: Petugas, substitutes: [wakil]}
  kasi: Kasi
  wakil: Wakil
may: {correct: [petugas], undo: [petugas]}
fields:
  nama: {title: Nama}
  nilai: {title: Nilai, type: money}
  pagu: {title: Pagu, type: money, visible_to: [petugas]}
"""
SOP = sop(ROWS, head=HEAD)
PEOPLE = {"ani": (), "sari": ("petugas",), "joko": ("kasi",), "wati": ("wakil",), "budi": (), "warga": ()}
SECRETS = ("7777777112", "7777777113", "7.777.777.112", "7.777.777.113")


@pytest.fixture(params=["memory", "sqlite"])
def case(request, tmp_path):
    kept = request.param == "sqlite"
    with closing(SQLStore(tmp_path / "p.db", synchronous="OFF")) if kept else nullcontext() as store:
        engine = engine_for(
            SOP, store=store, clock=sopflow.ManualClock(NOW), directory=sopflow.FixedDirectory(PEOPLE)
        )
        run = engine.start("uji", "ani").id
        engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
        engine.complete(run, "taksir", "sari", fields={"pagu": 7777777112})
        engine.correct(run, "sari", {"pagu": 7777777113}, "salah tulis")
        yield engine, run


def everything(engine, run):
    """All that an engine tells of an instance, as text."""
    history = list(engine.history(run))
    events = [event_to_json(event) for event in [*history, *(one.event for one in engine.recorded(0, 50))]]
    looked = engine.looked(0, 50).events if hasattr(engine, "looked") else ()
    events += [event_to_json(one.event) for one in looked]
    seen = [engine.instance(run), *engine.find().items, *engine.instances()]
    return json.dumps([events, [instance_to_json(one) for one in seen]]) + repr(
        [engine.timeline(run), engine.possible(run), engine.worklist_page(), engine.decided_on(run)]
    )


@pytest.mark.parametrize(("person", "sees"), [("sari", True), ("wati", True), ("joko", False), ("ani", False)])
def test_a_value_stands_nowhere_for_who_does_not_see_the_field(case, person, sees):
    engine, run = case
    engine.complete(run, "putus", "joko")
    engine.undo_last(run, "sari", "keliru")
    engine.complete(run, "putus", "joko")
    told = everything(engine.as_person(person), run)
    assert [any(secret in told for secret in SECRETS), '"Ani"' in told] == [sees, True]
    assert any(secret in everything(engine, run) for secret in SECRETS)


def test_what_a_command_gives_back_has_only_what_its_giver_sees(case):
    engine, run = case
    own = engine.as_person("joko")
    assert dict(own.complete(run, "putus", "joko").fields) == {"nama": "Ani", "nilai": 5}
    assert engine.instance(run).fields["pagu"] == 7777777113


def test_a_refusal_tells_no_value_that_the_row_may_not_know(case):
    engine, run = case
    with pytest.raises(errors.DataDecides) as caught:
        engine.as_person("joko").complete(run, "putus", "joko", "kecil")
    for language in ("id", "en"):
        told = caught.value.message(language)
        assert not any(secret in told for secret in SECRETS)
        assert "()" not in told


def test_an_applicant_sees_their_own_forms_and_nothing_else(case):
    engine, run = case
    assert dict(engine.as_person("ani").instance(run).fields) == {"nama": "Ani", "nilai": 5}


def test_what_an_undoing_takes_back_is_not_told_either(case):
    engine, _ = case
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
    engine.correct(run, "sari", {"pagu": 7777777112}, "sudah diketahui")
    engine.complete(run, "taksir", "sari", fields={"pagu": 7777777113})
    engine.undo_last(run, "sari", "keliru")
    *_, undone = engine.history(run)
    assert dict(undone.effects.case) == {"pagu": 7777777112}
    assert not any(secret in everything(engine.as_person("ani"), run) for secret in SECRETS)


def test_who_holds_a_position_that_is_a_certain_person_sees_nothing_of_its_fields(case):
    engine, _ = case
    run = engine.start("uji", "ani", people={"petugas": "warga"}).id
    engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
    engine.complete(run, "taksir", "warga", fields={"pagu": 7777777112})
    engine.claim(run, "putus", "joko")
    engine.delegate(run, "putus", "joko", "sari", "sakit")  # so that she sees the case
    assert "pagu" not in engine.as_person("sari").instance(run).fields
    assert engine.as_person("warga").instance(run).fields["pagu"] == 7777777112


def test_a_delegate_sees_what_the_row_needs(case):
    engine, _ = case
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
    engine.complete(run, "taksir", "sari", fields={"pagu": 7777777112})
    engine.complete(run, "putus", "joko")
    engine.delegate(run, "simpan", "sari", "budi", "sakit")
    assert engine.as_person("budi").instance(run).fields["pagu"] == 7777777112


def test_a_refusal_tells_what_the_actor_sees_and_not_what_another_of_the_row_does():
    rows = """
- {id: isi, activity: Mengisi, actor: a, fills: [nilai]}
- {id: putus, activity: Memutus, actor: [b, c], branches: {kecil: {to: isi, when: {nilai: {at_most: 7777777111}}}, besar: {to: simpan, when: {nilai: {above: 7777777111}}}}}
- {id: simpan, activity: Menyimpan, actor: a}
"""
    definition = sop(rows, head="actors: {a: A, b: B, c: C}\nfields:\n  nilai: {title: Nilai, type: money, visible_to: [a, b]}")  # fmt: skip
    engine = engine_for(
        definition, directory=sopflow.FixedDirectory({"ani": ("a",), "budi": ("b",), "citra": ("c",)})
    )
    run = engine.start("uji", "ani").id
    engine.complete(run, "isi", "ani", fields={"nilai": 7777777112})
    told = {}
    for person in ("budi", "citra"):
        with pytest.raises(errors.DataDecides) as caught:
            engine.as_person(person).complete(run, "putus", person, "kecil")
        told[person] = any(secret in caught.value.message("id") for secret in SECRETS)
    assert told == {"budi": True, "citra": False}


def test_who_may_not_skip_a_row_does_not_learn_what_the_data_says_of_it():
    rows = """
- {id: isi, activity: Mengisi, actor: a, fills: [nilai]}
- {id: perlu, activity: Meninjau, actor: b, optional: true, when: {nilai: {above: 10}}}
- {id: simpan, activity: Menyimpan, actor: c}
"""
    head = "may: {correct: [a]}\nactors: {a: A, b: B, c: C}\nfields:\n  nilai: {title: Nilai, type: money, optional: true, visible_to: [a, b]}"  # fmt: skip
    people = sopflow.FixedDirectory({"ani": ("a",), "budi": ("b",), "citra": ("c",)})
    engine = engine_for(sop(rows, head=head), directory=people)
    run = engine.start("uji", "ani").id
    engine.complete(run, "isi", "ani", fields={"nilai": 20})
    said = set()
    for value in (20, 5, None):  # needed, not needed, not known
        engine.correct(run, "ani", {"nilai": value}, "sebab")
        with pytest.raises(errors.NotAuthorized) as caught:
            engine.as_person("citra").skip(run, "perlu", "citra", "sebab")
        said.add(caught.value.message("id"))
    assert len(said) == 1
    with pytest.raises(errors.DataMissing):
        engine.as_person("budi").skip(run, "perlu", "budi", "sebab")


def test_what_an_older_version_asked_for_stays_hidden_in_one_without_fields(case):
    engine, run = case
    plain = ROWS.split("- id: putus")[0].replace(", fills: [nama, nilai]", "").replace(", fills: [pagu]", "")
    rows = (
        plain
        + "- {id: putus, activity: Memutus, actor: kasi}\n- {id: simpan, activity: Menyimpan, actor: petugas}"
    )
    head = "version: 2\n" + HEAD.split("fields:")[0].replace("undo:", "migrate: [petugas], undo:")
    engine.register(sop(rows, head=head))
    (moved,) = engine.migrate("uji", to="2", by="sari", instances=[run])
    assert moved.after is not None
    told = everything(engine.as_person("ani"), run)
    assert not any(secret in told for secret in SECRETS)


def test_decisions_on_other_values_are_told_by_the_fields_that_somebody_sees(case):
    engine, run = case
    engine.complete(run, "putus", "joko")
    engine.correct(run, "sari", {"pagu": 7777777111, "nilai": 6}, "keliru")
    assert [one.field for one in engine.decided_on(run)] == ["pagu"]
    assert [one.field for one in engine.as_person("sari").decided_on(run)] == ["pagu"]
    # the field that it was decided by is hidden, and it was not decided on the other
    assert engine.as_person("joko").decided_on(run) == ()


def test_whether_a_hidden_field_has_a_value_is_told_to_whom_it_asks_for_it_alone():
    rows = "- {id: ajukan, activity: x, actor: a, fills: [nilai]}\n- {id: periksa, activity: x, actor: b, branches: {Y: simpan, N: ajukan}}\n- {id: simpan, activity: x, actor: c}"  # fmt: skip
    head = "actors: {a: A, b: B, c: C}\nfields:\n  nilai: {title: Nilai, type: money, visible_to: [b]}"
    people = sopflow.FixedDirectory({"ani": ("a",), "budi": ("b",), "citra": ("c",)})
    engine = engine_for(sop(rows, head=head), directory=people)
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani", fields={"nilai": 5})
    engine.complete(run, "periksa", "budi", "N")
    for ask in (lambda own: own.possible(run), lambda own: own.worklist_page().items):
        known = {who: [item.known for item in ask(engine.as_person(who))] for who in ("ani", "budi", "citra")}
        assert known == {"ani": [("nilai",)], "budi": [("nilai",)], "citra": [()]}


def test_the_hash_of_a_history_is_for_whoever_sees_every_field(case):
    engine, run = case
    whole = engine.store.head(run) if hasattr(engine.store, "head") else None
    heads = {person: engine.as_person(person).store.head(run) for person in ("sari", "wati", "joko", "ani")}
    assert heads == {"sari": whole, "wati": whole, "joko": None, "ani": None}
    with pytest.raises(errors.UnknownInstance):
        engine.as_person("warga").store.head(run)


def test_a_cursor_of_somebodys_own_is_theirs_and_goes_on_when_they_see_less(case):
    engine, _run = case
    heard = {"": [], "sari": [], "joko": []}

    def subscription(person):
        owner = engine.as_person(person) if person else engine
        return owner.subscribe("surat", heard[person].append)

    assert [subscription(person).deliver() for person in heard] == [4, 4, 4]
    assert "7777777113" in repr(heard["sari"])
    assert "7777777113" not in repr(heard["joko"])
    assert [one.name for one in engine.subscribers()] == ["surat", "surat (joko)", "surat (sari)"]


def test_who_no_longer_sees_an_instance_is_told_no_more_of_it_and_is_not_stuck(tmp_path):
    definition = sop("- {id: isi, activity: x, actor: a}\n- {id: lagi, activity: x, actor: b}", head="may: {see: [nobody], rebind: [b]}\nactors: {a: {title: A, external: true}, b: B}")  # fmt: skip
    people = sopflow.FixedDirectory({"wati": ("b",)})
    with closing(SQLStore(tmp_path / "p.db", synchronous="OFF")) as store:
        for one in (None, store):
            clock = sopflow.ManualClock(NOW)
            engine = engine_for(definition, store=one, clock=clock, directory=people)
            run = engine.start("uji", "wati", people={"a": "ani"}).id
            failing = [True]

            def handler(event, failing=failing):
                if failing:
                    raise RuntimeError

            own = engine.as_person("ani").subscribe("surat", handler)
            assert own.deliver() == 0
            engine.rebind(run, "wati", {"a": "budi"}, "ganti orang")
            assert engine.as_person("ani").find().items == ()
            failing.clear()
            clock.advance(timedelta(hours=1))
            assert own.deliver() == 0
            assert engine.store.set_aside("surat (ani)") == []
            assert own.deliver() == 0


def test_a_position_in_another_unit_shows_nothing_here():
    """Whoever works in two offices sees in each what their position there shows, and no more."""
    day = datetime(2026, 1, 1, tzinfo=UTC).date()
    holdings = [("kasi", "utara"), ("petugas", "selatan")]
    directory = OfficeDirectory(
        "d", UTC, [Unit("utara", "U"), Unit("selatan", "S")],
        [Position(name, name, (name,)) for name in ("petugas", "kasi", "wakil")],
        [
            Person("dua", "Dua", tuple(Holding(position, unit, first=day) for position, unit in holdings)),
            Person("ani", "Ani", ()),
            *(Person(f"p-{unit}", unit, (Holding("petugas", unit, first=day),)) for unit in ("utara", "selatan")),
        ],
    )  # fmt: skip
    engine = engine_for(SOP, clock=sopflow.ManualClock(NOW), directory=directory)
    shown = {}
    for unit in ("utara", "selatan"):
        run = engine.start("uji", "ani", unit=unit).id
        engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
        engine.complete(run, "taksir", f"p-{unit}", fields={"pagu": 7777777112})
        shown[unit] = "7777777112" in everything(engine.as_person("dua"), run)
        assert "7777777112" in everything(engine.as_person(f"p-{unit}"), run)
    assert shown == {"utara": False, "selatan": True}
