"""What a form asks for and refuses: each change of it is noticed by the scenarios that are generated."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.definition.library import Procedure
from sopflow.fields import Field, Problem
from sopflow.fields.samples import beyond, without
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation import fields as of_fields
from sopflow.scenarios.mutation import mutants_by
from sopflow.scenarios.mutation import persons as of_persons
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written
from tests.fields.test_schema import FIELDS
from tests.scenarios.subject import findings, read
from tests.sop import sop

LIMITS = ("min", "max", "max_length", "pattern")
SOP = sop(
    """
- {id: ajukan, activity: Mengajukan, actor: warga, fills: [nama, nik, nilai, acara, jam, jenis, {ket: optional}, lokasi]}
- {id: periksa, activity: Memeriksa, actor: b, fills: [{nilai: optional}, catatan]}
- {id: arsip, activity: Mengarsipkan, actor: b}
""",
    head="""actors: {warga: {title: Warga, external: true, is: starter, recorded_by: [b]}, b: B}
fields:
  nama: {title: Nama, max_length: 30}
  nik: {title: NIK, pattern: "[0-9]{16}"}
  nilai: {title: Nilai, type: money, min: 1 juta, max: 5 juta}
  acara: {title: Acara, type: date, min: 2026-01-02, max: 2026-12-31}
  jam: {title: Jam, type: time, min: "08:00", max: "16:00"}
  jenis: {title: Jenis, one_of: {x: X, y: Y}, default: x}
  ket: {title: Keterangan, max_length: 1000}
  catatan: {title: Catatan, type: long_text, optional: true}
  lokasi: {title: Lokasi, list: {alamat: Alamat, luas: {type: number, max: 100}}, key: alamat}
  lain: {title: Tidak diminta, min: 5, type: whole}
""",
)
KEYS = {
    "nama.max_length", "nik.pattern", "nilai.min", "nilai.max", "acara.min", "acara.max", "jam.min", "jam.max", "lokasi.luas.max",
    "lokasi.key", "catatan.optional", "ajukan.fills.nama", "ajukan.fills.nama.optional", "ajukan.fills.nik", "ajukan.fills.nik.optional",
    "ajukan.fills.nilai", "ajukan.fills.nilai.optional", "ajukan.fills.acara", "ajukan.fills.acara.optional", "ajukan.fills.jam",
    "ajukan.fills.jam.optional", "ajukan.fills.jenis", "ajukan.fills.ket", "ajukan.fills.ket.optional", "ajukan.fills.lokasi",
    "ajukan.fills.lokasi.optional", "periksa.fills.nilai", "periksa.fills.nilai.optional", "periksa.fills.catatan", "warga.is",
    "warga.recorded_by.b",
}  # fmt: skip
"""Of `jenis`, which is never missing, of `ket`, as long as any text may be, and of `lain`, which nobody fills in, not all."""


@pytest.fixture(scope="module")
def scenarios():
    made = generate([sopflow.Flow(SOP)])
    assert not made.unmade
    return (*made.scenarios, *made.rules)


def mutants():
    found = {one.key: one for one in mutants_by((of_fields.mutants, of_persons.mutants), SOP, {})}
    assert set(found) == KEYS
    return found


@pytest.mark.parametrize("key", sorted(KEYS))
def test_each_change_of_a_form_is_noticed(scenarios, key):
    assert all(play(one, [sopflow.Flow(SOP)]).passed for one in scenarios)
    changed = [sopflow.Flow(mutants()[key].sop)]
    assert any(not play(one, changed).passed for one in scenarios), mutants()[key].missing.en


@pytest.mark.parametrize(
    "field", [one for some in FIELDS.values() for one in some] + [f for f in SOP.fields.values() if f.id != "ket"]
)
def test_what_is_beyond_a_limit_fails_it_alone(field):
    there = [limit for limit in LIMITS if getattr(field, limit) is not None]
    values = beyond(field)
    assert len(values) >= len(there)
    for value in values:
        assert isinstance(field.read(value), Problem)
        if there:
            assert any(not isinstance(without(field, limit).read(value), Problem) for limit in there)


def test_of_a_pattern_that_takes_everything_nothing_is_beyond():
    assert beyond(Field("t", "T", pattern="(.|\\n)*")) == ()


def test_who_may_correct_and_redact_is_generated_and_passes():
    head = "actors: {a: A, b: B, c: C}\nmay: {correct: [b], redact: [c]}\nfields: {n: {type: whole, max: 5}, r: {title: R, personal: true, optional: true}}"
    definition = sop(
        "- {id: s, activity: x, actor: a, fills: [n, r]}\n- {id: t, activity: x, actor: b}", head=head
    )
    flows = compiled(Procedure(definition))
    made = generate(flows)
    assert made.unmade == ()
    acts = {
        (act.kind, str(act.by), act.refused)
        for one in made.rules
        for act in one.acts
        if act.kind in ("correct", "redact")
    }
    assert acts >= {("correct", "b", None), ("redact", "c", None)}
    assert {kind for kind, _, refused in acts if refused == "not-authorized"} == {"correct", "redact"}
    assert all(play(one, flows).passed for one in made.rules)


def test_a_redaction_of_some_fields_is_said_checked_played_and_recorded():
    head = "id: uji\ntitle: U\nactors: {a: A, b: B}\nmay: {redact: [b]}\nfields: {n: {title: N}, r: {title: R, personal: true}, s: {title: S, personal: true}}"
    definition = sopflow.loads(
        f"sopflow: 1\n{head}\nsteps:\n- {{id: s, activity: x, actor: a, fills: [n, r, s]}}\n- {{id: t, activity: x, actor: b}}\n"
    )
    flows = compiled(Procedure(definition))
    steps = "{a: s, fields: {n: x, r: y, s: z}}, {redact: b, note: diminta, only: %s}, {b: t}"

    def text(only):
        return f"sopflow: 1\nsop: uji\nscenarios:\n- {{name: x, steps: [{steps % only}]}}\n"

    for only in ("r", "[r]", "[r, s]"):
        (scenario,) = read(text(only), definition)
        outcome = play(scenario, flows)
        assert outcome.passed, outcome.failure
        assert f"only: {only.strip('[]') if ',' not in only else only}" in written("uji", [scenario])
    (said,) = findings(text("[r, x]"), definition)
    assert "SOP527" in said
    failure = play(read(text("n"), definition)[0], flows).failure
    assert failure is not None
    assert "personal" in failure.problem.why.en
    run = sopflow.testing.play(definition).complete("s", fields={"n": "x", "r": "y", "s": "z"})
    fields = run.redact("diminta", by="b", only=["r"]).run.fields
    assert isinstance(fields["r"], sopflow.Withheld)
    assert fields["s"] == "z"


@pytest.mark.parametrize(
    ("field", "fill"), [(", optional: true", "titik"), ("", "{titik: optional}"), (", optional: true", "{titik: optional}"), ("", "titik")]
)  # fmt: skip
def test_a_row_that_calls_for_each_record_of_a_list_that_may_be_empty_is_entered(field, fill):
    child = sop(
        "- {id: x, activity: X, actor: a, branches: {Y: {end: baik}, N: {end: buruk}}}",
        head="actors: {a: A}",
        name="anak",
    )
    definition = sop(
        f"- {{id: isi, activity: Isi, actor: a, fills: [{fill}]}}\n"
        "- {id: tiap, activity: Tiap, call: anak, for_each: titik, branches: {p: {to: tutup, all: baik}, q: {to: isi, any: buruk}}}\n"
        "- {id: tutup, activity: Tutup, actor: b}",
        head=f"actors: {{a: A, b: B}}\nfields: {{titik: {{title: Titik, list: {{lokasi: Lokasi}}, key: lokasi{field}}}}}",
    )
    flows = compiled(Procedure(definition, {"anak": child}))
    made = generate(flows)
    assert made.unreachable == ()
    for one in made.scenarios:
        outcome = play(one, flows)
        assert outcome.passed, outcome.failure
    assert {str(act.inside[0]) for one in made.scenarios for act in one.acts if act.inside} == {
        "tiap=contoh",
        "tiap=contoh 2",
    }


NOTES = sop(
    "- {id: ajukan, activity: Mengajukan, actor: a, fills: [{ket: optional}]}",
    head="actors: {a: A}\nfields: {ket: Keterangan}\n",
)


@pytest.mark.parametrize(
    ("step", "notices"), [("{a: ajukan, fields: {ket: x}}", True), ("{auto: end, fields: {ket: x}}", False)]
)
def test_only_a_row_of_its_own_notices_that_a_field_is_not_asked_for(step, notices):
    (change,) = [one for one in of_fields.mutants(NOTES) if one.key == "ajukan.fills.ket"]
    (one,) = read(f"sopflow: 1\nsop: uji\nscenarios:\n  - {{name: x, steps: [{step}]}}\n", NOTES)
    assert play(one, [sopflow.Flow(NOTES)]).passed
    assert play(one, [sopflow.Flow(change.sop)]).passed is not notices
    assert change.missing.en.endswith("in a step of its own (not auto)")
