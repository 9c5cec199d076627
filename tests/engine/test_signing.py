"""Rows that several people sign."""

from __future__ import annotations

import pytest

from sopflow import errors
from tests.sop import engine_for, sop


def joint(sign_off):
    return engine_for(
        sop(
            f"""
- {{id: s0, activity: x, actor: [a, b], sign_off: {sign_off}, branches: {{Y: s1, N: end}}, optional: true}}
- {{id: s1, activity: x, actor: c}}
"""
        )
    )


def test_any_of_them_is_enough():
    engine = joint("any")
    run = engine.start("uji", "a")
    (item,) = engine.possible(run.id)
    assert (item.actors, item.signs) == (("a", "b"), False)
    assert engine.complete(run.id, "s0", "b", "Y").active[0].step == "s1"


def test_all_must_sign_in_whatever_order():
    engine = joint("all")
    run = engine.start("uji", "a")
    assert [i.actors for i in engine.possible(run.id)] == [("a",), ("b",)]
    run = engine.sign_off(run.id, "s0", "b", "Y")
    assert [s.by for s in run.active[0].signed] == ["b"]
    assert [i.actors for i in engine.possible(run.id)] == [("a",)]
    with pytest.raises(errors.AlreadySigned, match='"A"'):
        engine.sign_off(run.id, "s0", "b", "Y")
    assert engine.complete(run.id, "s0", "a", "Y").active[0].step == "s1"
    assert [e.type for e in engine.history(run.id)] == ["started", "signed_off", "completed"]


def test_answers_must_agree_and_can_be_withdrawn():
    engine = joint("all")
    run = engine.start("uji", "a")
    engine.sign_off(run.id, "s0", "a", "Y")
    with pytest.raises(errors.AnswersDiffer, match='"B" answers "N", but "A" answered "Y"'):
        engine.sign_off(run.id, "s0", "b", "N")
    with pytest.raises(errors.NotSigned, match='"A"'):
        engine.withdraw(run.id, "s0", "b")
    run = engine.withdraw(run.id, "s0", "a")
    assert run.active[0].signed == ()
    engine.sign_off(run.id, "s0", "b", "N")
    assert engine.sign_off(run.id, "s0", "a", "N").status == "completed"


def test_in_order_means_from_left_to_right():
    engine = joint("in_order")
    run = engine.start("uji", "a")
    assert [i.actors for i in engine.possible(run.id)] == [("a",)]
    with pytest.raises(errors.NotAuthorized, match='"A"'):
        engine.sign_off(run.id, "s0", "b", "Y")
    engine.sign_off(run.id, "s0", "a", "Y")
    assert [i.actors for i in engine.possible(run.id)] == [("b",)]
    assert engine.sign_off(run.id, "s0", "b", "Y").active[0].step == "s1"


def test_nobody_skips_a_row_that_somebody_has_signed():
    engine = joint("all")
    run = engine.start("uji", "a")
    engine.sign_off(run.id, "s0", "a", "Y")
    with pytest.raises(errors.NotOptional, match="signed"):
        engine.skip(run.id, "s0", "b", "x", outcome="Y")


def test_an_optional_decision_is_skipped_towards_an_answer():
    engine = joint("all")
    run = engine.start("uji", "a")
    with pytest.raises(errors.MissingOutcome):
        engine.skip(run.id, "s0", "a", "x")
    assert engine.skip(run.id, "s0", "a", "x", outcome="Y").active[0].step == "s1"
