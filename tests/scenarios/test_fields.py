"""Scenarios fill in forms, and what was recorded fills in the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

import sopflow
from sopflow.fields import Field
from sopflow.fields.samples import sample
from sopflow.scenarios.generate import generate
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import Rehearsal
from sopflow.scenarios.writing import written
from tests.engine.test_fields import ALL, SOP, started
from tests.fields.test_schema import FIELDS, drawn
from tests.scenarios.subject import read
from tests.sop import sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
FILE = """sopflow: 1
sop: uji
scenarios:
  - name: sampai ditandatangani
    steps:
      - {start: a, fields: {nama: Ani}}
      - {a: ajukan, fields: {nilai: 1.500}, refused: fields-refused}
      - {a: ajukan, fields: {nilai: 50 juta, acara: 17 Agustus 2026, dolar: "10,5"}}
      - {b: periksa=Y, fields: {lokasi: [{alamat: Jl. A, luas: "2,5"}, {alamat: Jl. B}]}}
      - {correct: b, note: keliru, fields: {jenis: Jasa, acara: null}}
      - {auto: end, fields: {nama: Budi}}
    expect: {status: completed}
"""


def played(text):
    (scenario,) = read(text, SOP)
    rehearsal = Rehearsal([sopflow.Flow(SOP)], start=scenario.start or NOW)
    for act in scenario.acts:
        rehearsal.perform(act)
    return rehearsal


def test_a_scenario_fills_in_forms_as_people_write():
    run = played(FILE).run
    assert run.status == "completed"
    assert run.fields == {
        "nama": "Budi", "nilai": 50_000_000, "dolar": 1050, "jenis": "jasa",
        "lokasi": ({"alamat": "Jl. A", "luas": 2.5}, {"alamat": "Jl. B"}),
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "field"), [(kind, one) for kind, some in FIELDS.items() for one in some])
def test_a_value_is_written_as_a_file_says_it_and_read_back(kind, field):
    chance = random.Random(kind)
    values = [
        value
        for value in (field.read(drawn(kind, chance)) for _ in range(2_000))
        if not isinstance(value, sopflow.fields.Problem)
    ]
    assert len(values) > 0
    for value in values:
        if value is not None:
            assert field.of_plain(field.to_plain(value)) == value


@pytest.mark.parametrize(
    "amount", [0.001, 1.234, 12.345, 123.456, 1234.567, -1.234, 0.5, 1500, 1_500_000, 999.999]
)
def test_an_amount_in_a_file_is_never_two_numbers(amount):
    field = Field("n", "N", "number")
    assert field.parse(field.to_plain(amount)) == amount


def test_every_type_has_a_sample_that_it_takes():
    for fields in FIELDS.values():
        for field in fields:
            assert field.read(sample(field)) == sample(field)
    assert sample(Field("n", "N", pattern="[A-Z]{1,2} [0-9]{1,4}( [A-Z]{1,3})?")) == "A 1 A"


def test_what_was_recorded_fills_in_the_same():
    engine, case = started(clock=sopflow.ManualClock(NOW))
    engine.complete(case, "ajukan", "a", fields={**ALL, "nama": "true", "dolar": 5, "acara": "2026-08-17"})
    engine.complete(case, "periksa", "b", "N", fields={"lokasi": [{"alamat": "Jl. A: 1", "luas": 1.234}]})
    engine.complete(case, "ajukan", "a", fields={"acara": None, "jenis": "jasa"})
    engine.correct(case, "b", {"nilai": 1_500}, "keliru")
    (one,) = recorded(engine.history(case), lambda _: engine.flow("uji"))
    again = played("".join(written("uji", [one.scenario])))
    assert again.run.fields == engine.instance(case).fields


def test_generated_walks_fill_in_what_must_be():
    forms = sop(
        "- {id: p, activity: P, actor: a, fills: [n, k]}\n- {id: q, activity: Q, actor: b, fills: [n], branches: {Y: end, N: p}}",
        head='actors: {a: A, b: B}\nfields: {n: {type: money, min: 5 juta}, k: {pattern: "[A-Z][0-9]{3}"}}',
    )
    made = generate([sopflow.Flow(forms)])
    assert made.scenarios
    for scenario in made.scenarios:
        rehearsal = Rehearsal([sopflow.Flow(forms)], start=scenario.start or NOW)
        for act in scenario.acts:
            rehearsal.perform(act)
        assert rehearsal.run.fields == {"n": 5_000_000, "k": "A111"}
