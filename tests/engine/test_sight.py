"""Somebody's own engine shows the fields that they see, wherever a value stands: instances, lists, events, refusals."""

from __future__ import annotations

import json
from contextlib import closing, nullcontext
from datetime import UTC, datetime

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.wire import event_to_json, instance_to_json
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
SOP = sop(
    """
- {id: ajukan, activity: Mengajukan, actor: pemohon, fills: [nama, nilai]}
- {id: taksir, activity: Menaksir, actor: petugas, fills: [pagu]}
- id: putus
  activity: Memutus
  actor: kasi
  branches:
    kecil: {to: simpan, when: {pagu: {at_most: 777111}}}
    besar: {to: simpan, when: {pagu: {above: 777111}}}
- {id: simpan, activity: Menyimpan, actor: petugas}
""",
    head="""actors:
  pemohon: {title: Pemohon, external: true, is: starter}
  petugas: {title: Petugas, substitutes: [wakil]}
  kasi: Kasi
  wakil: Wakil
may: {correct: [petugas], undo: [petugas]}
fields:
  nama: {title: Nama}
  nilai: {title: Nilai, type: money}
  pagu: {title: Pagu, type: money, visible_to: [petugas]}
""",
)
PEOPLE = {"ani": (), "sari": ("petugas",), "joko": ("kasi",), "wati": ("wakil",), "budi": (), "warga": ()}
SECRETS = ("777112", "777113", "777.112", "777.113")


@pytest.fixture(params=["memory", "sqlite"])
def case(request, tmp_path):
    kept = request.param == "sqlite"
    with closing(SQLStore(tmp_path / "p.db", synchronous="OFF")) if kept else nullcontext() as store:
        engine = engine_for(
            SOP, store=store, clock=sopflow.ManualClock(NOW), directory=sopflow.FixedDirectory(PEOPLE)
        )
        run = engine.start("uji", "ani").id
        engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
        engine.complete(run, "taksir", "sari", fields={"pagu": 777112})
        engine.correct(run, "sari", {"pagu": 777113}, "salah tulis")
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
    assert engine.instance(run).fields["pagu"] == 777113


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
    engine.correct(run, "sari", {"pagu": 777112}, "sudah diketahui")
    engine.complete(run, "taksir", "sari", fields={"pagu": 777113})
    engine.undo_last(run, "sari", "keliru")
    *_, undone = engine.history(run)
    assert dict(undone.effects.case) == {"pagu": 777112}
    assert not any(secret in everything(engine.as_person("ani"), run) for secret in SECRETS)


def test_who_holds_a_position_that_is_a_certain_person_sees_nothing_of_its_fields(case):
    engine, _ = case
    run = engine.start("uji", "ani", people={"petugas": "warga"}).id
    engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
    engine.complete(run, "taksir", "warga", fields={"pagu": 777112})
    engine.claim(run, "putus", "joko")
    engine.delegate(run, "putus", "joko", "sari", "sakit")  # so that she sees the case
    assert "pagu" not in engine.as_person("sari").instance(run).fields
    assert engine.as_person("warga").instance(run).fields["pagu"] == 777112


def test_a_delegate_sees_what_the_row_needs(case):
    engine, _ = case
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani", fields={"nama": "Ani", "nilai": 5})
    engine.complete(run, "taksir", "sari", fields={"pagu": 777112})
    engine.complete(run, "putus", "joko")
    engine.delegate(run, "simpan", "sari", "budi", "sakit")
    assert engine.as_person("budi").instance(run).fields["pagu"] == 777112
