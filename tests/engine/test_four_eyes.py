"""Rows that another person must do, or the same: by person, not by position."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.errors import OtherPerson, Refusal, SamePerson
from sopflow.flow.codec import instance_from_json, instance_to_json
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from tests.share import share
from tests.sop import engine_for, sop

SOP = sop(
    """
- {id: susun, activity: Menyusun, actor: a}
- {id: periksa, activity: Memeriksa, actor: b, separate_from: [susun], branches: {Y: kirim, N: susun}}
- {id: kirim, activity: Mengirim, actor: [a, b], sign_off: all, separate_from: periksa}
- {id: arsip, activity: Mengarsipkan, actor: a, same_as: susun}
"""
)
# everybody holds every position: only the person tells them apart
EVERYBODY = dict.fromkeys(("ani", "budi", "citra"), ("a", "b", "c"))


@pytest.fixture
def engine():
    return engine_for(SOP, directory=sopflow.FixedDirectory(EVERYBODY))


def test_who_did_one_may_not_do_the_other_whatever_they_hold(engine):
    run = engine.start("uji", "ani")
    run = engine.complete(run.id, "susun", "ani")
    with pytest.raises(SamePerson, match='"ani" did "susun"; "periksa" must be done by somebody else'):
        engine.complete(run.id, "periksa", "ani", "Y")
    assert engine.instance(run.id) == run
    assert engine.possible(run.id)[0].not_by == ("ani",)
    assert engine.complete(run.id, "periksa", "budi", "Y").done_by == {"susun": ("ani",), "periksa": ("budi",)}


def test_after_a_return_it_is_who_did_it_last(engine):
    run = engine.start("uji", "ani")
    engine.complete(run.id, "susun", "ani")
    engine.complete(run.id, "periksa", "budi", "N")
    engine.complete(run.id, "susun", "budi")
    with pytest.raises(SamePerson):
        engine.complete(run.id, "periksa", "budi", "Y")
    engine.complete(run.id, "periksa", "ani", "Y")


def test_every_signature_counts(engine):
    run = engine.start("uji", "ani")
    engine.complete(run.id, "susun", "ani")
    engine.complete(run.id, "periksa", "budi", "Y")
    with pytest.raises(SamePerson):
        engine.sign_off(run.id, "kirim", "budi")
    engine.sign_off(run.id, "kirim", "ani")
    engine.sign_off(run.id, "kirim", "citra")


def test_of_a_row_that_several_signed_each_of_them_did_it():
    definition = sop(
        "- {id: p, activity: x, actor: [a, b], sign_off: all}\n- {id: q, activity: x, actor: c, separate_from: [p]}"
    )
    engine = engine_for(definition, directory=sopflow.FixedDirectory(EVERYBODY))
    run = engine.start("uji", "ani")
    engine.sign_off(run.id, "p", "ani")
    assert engine.sign_off(run.id, "p", "budi").done_by == {"p": ("ani", "budi")}
    for person in ("ani", "budi"):
        with pytest.raises(SamePerson):
            engine.complete(run.id, "q", person)
    engine.complete(run.id, "q", "citra")


def test_the_same_person_must_do_it(engine):
    run = engine.start("uji", "ani")
    for step, by, outcome in (
        ("susun", "citra", None),
        ("periksa", "budi", "Y"),
        ("kirim", "ani", None),
        ("kirim", "citra", None),
    ):
        run = engine.complete(run.id, step, by, outcome)
    with pytest.raises(OtherPerson, match='whoever did "susun": "citra"'):
        engine.complete(run.id, "arsip", "ani")
    assert engine.possible(run.id)[0].only_by == ("citra",)
    run = engine.complete(run.id, "arsip", "citra")
    assert run.status == "completed"
    assert fold(engine.history(run.id)) == run == instance_from_json(instance_to_json(run))
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None] * 6


ACTS = st.tuples(
    st.sampled_from(["susun", "periksa", "kirim", "arsip"]),
    st.sampled_from([*EVERYBODY, "tamu"]),
    st.sampled_from([None, "Y", "N"]),
)


@given(st.lists(ACTS, max_size=40))
@settings(max_examples=share(150), deadline=None)
def test_whatever_is_tried_nobody_ever_does_what_they_may_not(acts):
    engine = engine_for(SOP, directory=sopflow.FixedDirectory(EVERYBODY))
    run = engine.start("uji", "ani")
    did = {}
    for step, by, outcome in acts:
        before = engine.instance(run.id)
        signed = [s.by for row in before.active if row.step == step for s in row.signed]
        try:
            after = engine.complete(run.id, step, by, outcome)
        except Refusal:
            assert engine.instance(run.id) == before
            continue
        assert by != "tamu"
        if step == "periksa":
            assert by not in did["susun"]
        if step == "kirim":
            assert by not in did["periksa"]
        if step == "arsip":
            assert by in did["susun"]
        if all(row.step != step or row.visit != 1 or not row.signed for row in after.active):
            did[step] = {*signed, by}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("separate_from: [q]", 'SOP203: there is no step "q"'),
        ("separate_from: r", "SOP228: a step cannot be compared with itself"),
        ("same_as: w", 'SOP228: nobody performs "w"'),
        ("separate_from: [p], same_as: p", 'SOP228: "p" must be the same person, and must not be'),
    ],
)
def test_what_cannot_be_is_told(keys, expected):
    rows = f"- {{id: p, activity: X, actor: a}}\n- {{id: w, activity: X, wait: 1 hari}}\n- {{id: r, activity: X, actor: b, {keys}}}"
    with pytest.raises(sopflow.DefinitionError, match=expected):
        sop(rows)
