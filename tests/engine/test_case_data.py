"""The data of a case after it was filled in: corrections, who sees it, and what becomes of it when the case goes back, on to another version, or through a called SOP."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.errors import FieldsRefused, NoPlace, NotAuthorized, NoteRequired, NotUndoable
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.sight import shown_beside, shown_of, visible_fields
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from tests.engine.test_fields import ALL, FIELDS, ROWS, SOP, started
from tests.sop import engine_for, sop


def test_correcting_takes_a_reason_and_who_is_named():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields=ALL)
    with pytest.raises(NoteRequired):
        engine.correct(case, "b", {"nilai": 1}, " ")
    with pytest.raises(FieldsRefused, match="at least 0"):
        engine.correct(case, "b", {"nilai": -1}, "keliru")
    with pytest.raises(FieldsRefused, match="did you mean"):
        engine.correct(case, "b", {"nila": 1}, "keliru")
    run = engine.correct(case, "b", {"nilai": 5, "lokasi": [{"alamat": "A"}]}, "keliru")
    assert (run.fields["nilai"], run.active[0].step) == (5, "periksa")
    event = list(engine.history(case))[-1]
    assert (event.type, event.note, event.details.fields["nilai"]) == ("corrected", "keliru", 5)
    named = sop(ROWS, head="may: {correct: [c]}\nactors: {a: A, b: B, c: C}" + FIELDS)
    strict = engine_for(named)
    case = strict.start("uji", "a", fields={"nama": "x"}).id
    with pytest.raises(NotAuthorized):
        strict.correct(case, "a", {"nama": "y"}, "keliru")
    assert strict.correct(case, "c", {"nama": "y"}, "keliru").fields == {"nama": "y"}


def test_what_was_decided_on_another_value_is_listed_and_stands():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields=ALL)
    engine.complete(case, "periksa", "b", "N", fields={"nilai": 7})
    engine.complete(case, "ajukan", "a")
    engine.complete(case, "periksa", "b", "Y", fields={"nilai": 8})
    assert [(one.event.outcome, one.field, one.value) for one in engine.decided_on(case)] == [("N", "nilai", 7)]
    engine.correct(case, "b", {"nilai": 9, "nama": "Budi"}, "keliru")
    assert [(one.event.outcome, one.field, one.value) for one in engine.decided_on(case)] == [
        ("N", "nama", "Ani"), ("N", "nilai", 7), ("Y", "nama", "Ani"), ("Y", "nilai", 8),
    ]  # fmt: skip
    assert engine.instance(case).active[0].step == "setuju"
    engine.correct(case, "b", {"nilai": 8, "nama": "Ani"}, "ternyata benar")
    assert [one.value for one in engine.decided_on(case)] == [7]


def test_each_actor_sees_what_is_theirs():
    definition = sop(
        "- {id: p, activity: P, actor: luar, fills: [n, r]}\n- {id: q, activity: Q, actor: b, fills: [s], shows: [n, t]}\n- {id: z, activity: Z, actor: c, fills: [t]}",
        head="actors: {luar: {title: L, external: true}, b: B, c: C}\nfields: {n: N, r: {title: R, visible_to: [c]}, s: S, t: {title: T, visible_to: [luar, c]}}",
    )
    flow = sopflow.Flow(definition)
    assert visible_fields(flow, ["luar"]) == {"n", "t"}
    assert visible_fields(flow, ["b"]) == {"n", "s"}
    assert visible_fields(flow, ["b", "c"]) == {"n", "r", "s", "t"}
    assert visible_fields(flow, []) == set()
    assert shown_beside(flow, "q", ["b"]) == ("n",)
    assert shown_beside(flow, "z", ["c"]) == ("n", "r", "s")
    engine = engine_for(definition)
    run = engine.complete(engine.start("uji", "luar").id, "p", "luar", fields={"n": "x", "r": "y"})
    assert shown_of(visible_fields(flow, ["luar"]), run).fields == {"n": "x"}
    assert shown_of(visible_fields(flow, ["c"]), run) == run


def test_a_correction_is_not_undone_with_what_was_before_it():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields=ALL)
    engine.correct(case, "b", {"nilai": 5}, "keliru")
    with pytest.raises(NotUndoable):
        engine.undo_last(case, "a", "keliru")


def test_data_after_an_undo_is_what_it_was_before():
    engine, case = started()
    first = engine.complete(case, "ajukan", "a", fields={**ALL, "acara": "2026-08-17"})
    engine.complete(case, "periksa", "b", "N", fields={"nilai": 7, "lokasi": [{"alamat": "A"}]})
    run = engine.undo_last(case, "b", "keliru")
    assert run.fields == first.fields
    event = list(engine.history(case))[-1]
    assert event.effects.case == {"nilai": 50_000_000, "lokasi": None}
    assert event.effects.restored.fields == {}
    run = engine.complete(case, "periksa", "b", "N")
    assert run.fields == first.fields


def test_another_version_takes_what_fits_and_records_what_it_does_not_know():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields={**ALL, "acara": "2026-08-17"})
    head = "version: '{}'\nactors: {{a: A, b: B, c: C}}" + FIELDS.replace("{", "{{").replace("}", "}}")
    engine.register(
        sop(
            ROWS.replace("{acara: optional}, ", ""),
            head=head.format(2).replace("  acara: {title: Tanggal acara, type: date}\n", ""),
        )
    )
    (moved,) = engine.migrate("uji", to="2", by="a")
    assert moved.after.fields == {**ALL, "jenis": "barang"}
    assert list(engine.history(case))[-1].effects.case == {"acara": None}
    engine.register(
        sop(
            ROWS.replace("{acara: optional}, ", ""),
            head=head.format(3)
            .replace("max_length: 20", "max_length: 2")
            .replace("  acara: {title: Tanggal acara, type: date}\n", ""),
        )
    )
    (refused,) = engine.migrate("uji", to="3", by="a")
    assert isinstance(refused.refusal, NoPlace)
    assert "nama" in refused.refusal.message("en")
    assert engine.instance(case).version == "2"


def test_a_called_sop_has_fields_of_its_own():
    called = sop("- {id: x, activity: X, actor: a}", head="actors: {a: A}", name="anak")
    caller = sop(
        "- {id: p, activity: P, actor: a, fills: [n]}\n- {id: q, activity: Q, call: anak}",
        head="actors: {a: A}\nfields: {n: N}",
    )
    engine = engine_for(caller, called)
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "p", "a", fields={"n": "x"})
    assert engine.instance(run.active[0].child).fields == {}


def test_a_history_folds_decides_and_reads_back_to_the_same():
    engine, case = started()
    engine.complete(case, "ajukan", "a", fields={**ALL, "dolar": 1, "acara": "2026-08-17"})
    engine.complete(case, "periksa", "b", "Y", fields={"lokasi": [{"alamat": "A", "luas": 0.1}]})
    engine.undo_last(case, "b", "keliru")
    engine.correct(case, "b", {"nilai": 9}, "keliru")
    events, run = list(engine.history(case)), engine.instance(case)
    assert fold(events) == run
    assert list(replay(events, lambda _: engine.flow("uji"))) == [None] * len(events)
    again = [event_from_json(json.loads(json.dumps(event_to_json(one)))) for one in events]
    assert again == events
    assert instance_from_json(json.loads(json.dumps(instance_to_json(run)))) == run
    assert hash(run) == hash(fold(again))


VALUES = {
    "nama": st.text(min_size=1, max_size=25),
    "nilai": st.integers(-5, 2**54),
    "dolar": st.none() | st.integers(0, 500) | st.decimals(0, 5, places=2),
    "jenis": st.sampled_from(["barang", "jasa", "lain"]),
    "acara": st.none() | st.dates(),
    "lokasi": st.lists(st.fixed_dictionaries({"alamat": st.sampled_from("ABC")}), max_size=3),
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ajukan", "periksa", "correct", "undo"]),
            st.dictionaries(st.sampled_from(sorted(VALUES)), st.none()).flatmap(
                lambda d: st.fixed_dictionaries({n: VALUES[n] for n in d})
            ),
        ),
        max_size=8,
    )
)
def test_data_is_what_a_model_says(acts):
    """A model written apart: a dictionary, a stack of what it was before each completion, and `Field.read`."""
    engine, case = started()
    fields = SOP.fields
    forms = {"ajukan": ("nama", "nilai", "jenis", "acara", "dolar"), "periksa": ("nilai", "lokasi")}
    data, before, at = {}, None, "ajukan"
    for act, values in acts:
        values = {n: v for n, v in values.items() if act not in forms or n in forms[act]}
        read = {n: fields[n].read(v) for n, v in values.items()}
        optional = {n for n in values if fields[n].optional or (n == "acara" and act in ("ajukan", "correct"))}
        bad = any(
            isinstance(r, sopflow.fields.Problem) and not (r.kind == "missing" and n in optional)
            for n, r in read.items()
        )
        new = {n: (None if isinstance(r, sopflow.fields.Problem) else r) for n, r in read.items()}
        try:
            if act == "undo":
                run = engine.undo_last(case, "a" if at == "periksa" else "b", "x")
            elif act == "correct":
                run = engine.correct(case, "b", values, "x")
            else:
                run = engine.complete(
                    case,
                    act,
                    {"ajukan": "a", "periksa": "b"}[act],
                    "N" if act == "periksa" else None,
                    fields=values,
                )
        except sopflow.Refusal:
            continue
        assert act == "undo" or not bad
        if act == "undo":
            assert before is not None
            data, at, before = before[0], before[1], None
        elif act == "correct":
            data, before = {**data, **new}, None
        else:
            before = (data, at)
            data = {**({"jenis": "barang"} if act == "ajukan" and "jenis" not in data else {}), **data, **new}
            at = "periksa" if act == "ajukan" else "ajukan"
        data = {n: v for n, v in data.items() if v is not None}
        assert json.loads(json.dumps(dict(run.fields))) == json.loads(json.dumps(data))
        assert fold(engine.history(case)) == run
