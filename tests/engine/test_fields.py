"""Filling in: what rows ask for, what is taken, and what is refused."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from decimal import Decimal

import jsonschema
import pytest

import sopflow
from sopflow.errors import BadArgument, FieldsRefused, KeyReused
from tests.sop import engine_for, sop

FIELDS = """
fields:
  nama: {title: Nama pemohon, max_length: 20}
  nilai: {title: Nilai pengadaan, type: money, min: 0}
  dolar: {title: Dolar, type: money, scale: 2, optional: true}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa}, default: barang}
  acara: {title: Tanggal acara, type: date}
  lokasi: {title: Lokasi, list: {alamat: Alamat, luas: {type: number, optional: true}}, key: alamat, optional: true}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: a, fills: [nama, nilai, jenis, {acara: optional}, dolar]}
- {id: periksa, activity: Memeriksa, actor: b, fills: [nilai, lokasi], branches: {Y: setuju, N: ajukan}}
- {id: setuju, activity: Menyetujui, actor: [b, c], sign_off: all, fills: [{nama: optional}]}
- {id: arsip, activity: Mengarsipkan, actor: a}
"""
SOP = sop(ROWS, head="actors: {a: A, b: B, c: C}" + FIELDS)
ALL = {"nama": "Ani", "nilai": 50_000_000}


def started(**more):
    engine = engine_for(SOP, **more)
    return engine, engine.start("uji", "a").id


def test_what_is_filled_in_is_the_cases_data_and_stands_in_the_event():
    engine, case = started()
    run = engine.complete(
        case, "ajukan", "a", fields={**ALL, "dolar": Decimal("10.50"), "acara": date(2026, 8, 17)}
    )
    assert run.fields == {**ALL, "dolar": 1050, "acara": "2026-08-17", "jenis": "barang"}
    event = list(engine.history(case))[-1]
    assert event.details.fields == {**ALL, "dolar": 1050, "acara": "2026-08-17"}
    assert event.effects.case == {"jenis": "barang"}
    run = engine.complete(case, "periksa", "b", "Y", fields={"lokasi": [{"alamat": "Jl. A", "luas": 2.5}]})
    assert run.fields["lokasi"] == ({"alamat": "Jl. A", "luas": 2.5},)
    assert run.fields["nilai"] == 50_000_000


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, [("nama", "missing"), ("nilai", "missing")]),
        ({**ALL, "pagu": 1}, [("pagu", "unknown")]),
        ({**ALL, "lokasi": []}, [("lokasi", "unknown")]),
        ({**ALL, "nilai": -1, "nama": "x" * 21}, [("nama", "wrong"), ("nilai", "wrong")]),
        ({**ALL, "nilai": None}, [("nilai", "missing")]),
        ({**ALL, "jenis": "Barang"}, [("jenis", "wrong")]),
    ],
)
def test_what_does_not_fit_the_form_is_refused_field_by_field(given, told):
    engine, case = started()
    before = engine.instance(case)
    with pytest.raises(FieldsRefused) as refused:
        engine.complete(case, "ajukan", "a", fields=given)
    assert [(one.field, one.kind) for one in refused.value.problems] == told
    for one in refused.value.problems:
        for language in ("id", "en"):
            assert one.field in refused.value.message(language)
            assert one.expected.within(language) in refused.value.message(language)
    assert engine.instance(case) == before


@pytest.mark.parametrize(
    ("value", "shown", "said"),
    [
        (("a", "b"), '["a", "b"]', '["a", "b"]'),
        ({"a": "A", "b": None, "c": [1, {"x": [[]]}]}, '{"a": "A", "b": null, "c": [1, {"x": …}]}', '{"x": …}'),
        (Decimal("1.005"), "1.005", "1.005 is not valid"),
        (date(2026, 8, 17), "2026-08-17", "2026-08-17 is not valid"),
        (True, "true", "true is not valid"),
        ("lima juta", "lima juta", '"lima juta" is not valid'),
        (["x" * 999] * 3, None, "…"),
        (list(range(20)), "[0, 1, 2, 3, 4, 5, …]", "5, …]"),
        (10**100, "…", "… is not valid"),
        ("x" * 100, "x" * 60 + "…", "x…"),
    ],
)  # fmt: skip
def test_a_refused_value_is_shown_as_it_was_given(value, shown, said):
    engine, case = started()
    with pytest.raises(FieldsRefused) as refused:
        engine.complete(case, "ajukan", "a", fields={**ALL, "dolar": value})
    (told,) = refused.value.problems
    assert told.value == shown if shown is not None else len(told.value) <= 61
    assert said in refused.value.message("en")
    assert not {"Frozen", "tuple", "Decimal", "'"} & set(refused.value.message("en").split('"'))


def test_what_is_missing_has_no_value():
    engine, case = started()
    with pytest.raises(FieldsRefused) as refused:
        engine.complete(case, "ajukan", "a")
    assert [one.value for one in refused.value.problems] == [None, None]


def test_everything_that_is_wrong_in_a_list_is_told():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields=ALL)
    records = [{"alamat": "A", "luas": "x"}, {"alamat": "A", "peta": 1}, 5, {"luas": 2}, {"luas": 3}]
    with pytest.raises(FieldsRefused) as refused:
        engine.complete(case, "periksa", "b", "Y", fields={"lokasi": records})
    assert [(one.field, one.kind) for one in refused.value.problems] == [
        ("lokasi[1].luas", "wrong"), ("lokasi[2].peta", "unknown"), ("lokasi[2].alamat", "wrong"), ("lokasi[3]", "wrong"),
        ("lokasi[4].alamat", "missing"), ("lokasi[5].alamat", "missing"),
    ]  # fmt: skip
    with pytest.raises(FieldsRefused) as refused:
        engine.complete(case, "periksa", "b", "Y", fields={"lokasi": [{}] * 500})
    assert len(refused.value.problems) == 20


def test_a_record_without_a_cell_is_refused_in_a_list_that_may_be_empty_too():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields=ALL)
    with pytest.raises(FieldsRefused, match="alamat"):
        engine.complete(case, "periksa", "b", "Y", fields={"lokasi": [{"luas": 2}]})
    assert "lokasi" not in engine.instance(case).fields


def test_a_form_is_a_schema_for_others_and_nobody_changes_it():
    flow = sopflow.Flow(SOP)
    for row in ("ajukan", "periksa", "setuju"):
        form = flow.form(row)
        jsonschema.Draft202012Validator.check_schema(form)
        assert json.loads(json.dumps(form)) == form
        assert hash(form) == hash(pickle.loads(pickle.dumps(form))) == hash(copy.deepcopy(form))
    own = flow.form("ajukan")["required"]
    for change in (
        lambda: own.append("x"), lambda: own.pop(), own.clear, own.sort, own.reverse, lambda: own.extend("x"), lambda: own.insert(0, "x"),
        lambda: own.remove("nama"), lambda: own.__setitem__(0, "x"), lambda: own.__delitem__(0), lambda: own.__iadd__(["x"]), lambda: own.__imul__(2),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="cannot be changed"):
            change()
    assert own == ["nama", "nilai"] == copy.copy(own) == own.copy()


def test_what_the_case_knows_stands_beside_the_form():
    engine, case = started()
    assert [one.shows for one in engine.possible(case)] == [()]
    engine.complete(case, "ajukan", "a", fields={**ALL, "dolar": 5})
    (item,) = engine.possible(case)
    assert [tuple(one) for one in item.shows] == [
        ("nama", "Nama pemohon", "Ani"), ("dolar", "Dolar", 5), ("jenis", "Jenis", "barang"),
    ]  # fmt: skip
    assert next(iter(engine.worklist("b"))).shows == item.shows


def test_beside_the_form_stands_what_the_row_shows_and_every_actor_of_it_sees():
    definition = sop(
        "- {id: p, activity: P, actor: b, fills: [n, r, s]}\n- {id: q, activity: Q, actor: [b, c], shows: [s, r, n]}\n"
        "- {id: z, activity: Z, actor: [b, c], sign_off: all}",
        head="actors: {b: B, c: C}\nfields: {n: N, r: {title: R, visible_to: [c]}, s: S}",
    )
    engine = engine_for(definition)
    run = engine.complete(engine.start("uji", "b").id, "p", "b", fields={"n": "1", "r": "2", "s": "3"})
    assert [[one.field for one in item.shows] for item in engine.possible(run.id)] == [["s", "n"]]
    engine.complete(run.id, "q", "b")
    items = {item.actors: [one.field for one in item.shows] for item in engine.possible(run.id)}
    assert items == {("b",): ["n", "s"], ("c",): ["n", "r", "s"]}
    for who, seen in (("b", {("b",): ["n", "s"], ("c",): ["n", "s"]}), ("c", items)):
        own = engine.as_person(who)
        assert {item.actors: [one.field for one in item.shows] for item in own.possible(run.id)} == seen
        assert {item.actors: [one.field for one in item.shows] for item in own.worklist()} == seen


def test_a_row_without_a_form_takes_no_fields_and_what_is_no_mapping_is_refused_before():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields=ALL)
    engine.complete(case, "periksa", "b", "Y")
    engine.complete(case, "setuju", "b")
    engine.complete(case, "setuju", "c", fields={"nama": "Budi"})
    with pytest.raises(FieldsRefused, match="this row has no fields"):
        engine.complete(case, "arsip", "a", fields={"nama": "x"})
    for wrong in ([], "x", {1: 2}, 5):
        with pytest.raises(BadArgument):
            engine.complete(case, "arsip", "a", fields=wrong)
    assert engine.instance(case).fields["nama"] == "Budi"


def test_what_the_case_knows_is_not_missing_and_what_may_be_empty_can_be_emptied():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields={**ALL, "acara": "2026-08-17"})
    run = engine.complete(case, "periksa", "b", "N")
    assert run.fields["nilai"] == 50_000_000
    run = engine.complete(case, "ajukan", "a", fields={"acara": None, "nilai": 60_000_000})
    assert run.fields == {"nama": "Ani", "nilai": 60_000_000, "jenis": "barang"}


def test_the_start_takes_fields_of_the_first_form():
    engine = engine_for(SOP)
    run = engine.start("uji", "a", fields={"nama": "Ani"})
    assert run.fields == {"nama": "Ani"}
    with pytest.raises(FieldsRefused, match="nilai"):
        engine.complete(run.id, "ajukan", "a")
    assert engine.complete(run.id, "ajukan", "a", fields={"nilai": 1}).fields["nama"] == "Ani"
    with pytest.raises(FieldsRefused, match="lokasi"):
        engine.start("uji", "a", fields={"lokasi": [{"alamat": "A"}]})


def test_the_same_key_with_the_same_fields_is_the_same_command_however_they_are_written():
    engine, case = started()
    run = engine.complete(case, "ajukan", "a", fields={**ALL, "dolar": Decimal("1.00")}, key="k")
    assert engine.complete(case, "ajukan", "a", fields={**ALL, "dolar": 100}, key="k") == run
    with pytest.raises(KeyReused):
        engine.complete(case, "ajukan", "a", fields={**ALL, "dolar": 101}, key="k")
