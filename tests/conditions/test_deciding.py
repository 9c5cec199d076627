"""The evaluator and the choice of a branch, against the model and by example."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from sopflow.conditions import Formula, Problem, Rule, Taken, Undecided, Wanting, decide, looking, read, verdicts
from sopflow.conditions.formula import FALSE, MISSING, TRUE
from sopflow.fields import Field
from tests.conditions.model import NO, NOTHING, YES, verdict
from tests.conditions.worlds import AXES, FIELDS, TODAYS, conditions

DAY = date(2026, 8, 17)
SAME = {YES: TRUE, NO: FALSE, NOTHING: MISSING}


def formula(said: Any, fields: dict[str, Field] = FIELDS) -> Formula:
    found = read(said, fields)
    assert not isinstance(found, Problem), found
    return found


def any_case(random: Random, used: list[str]) -> dict[str, Any]:
    return {name: None if random.random() < 0.15 else random.choice(AXES[name]) for name in used}


@pytest.mark.parametrize("part", range(4))
def test_a_condition_is_what_the_model_says(part: int) -> None:
    for seed in range(part * 1000, (part + 1) * 1000):
        random = Random(seed)
        used, found = conditions(random)
        for said in found:
            own = formula(said)
            for _ in range(5):
                case, today = any_case(random, used), random.choice(TODAYS)
                assert verdicts(own, looking(FIELDS, case, today)) == SAME[verdict(said, case, today)], (
                    said,
                    case,
                    today,
                )


def expected(each: list[str], hit: str, otherwise: bool) -> object:
    """What the guide says of a decision, rule by rule."""
    names = [f"cabang{at}" for at in range(len(each))]
    if hit == "first":
        for name, one in zip(names, each, strict=True):
            if one == NOTHING:
                return Wanting
            if one == YES:
                return name
    else:
        taken = [name for name, one in zip(names, each, strict=True) if one == YES]
        if taken:
            return taken[0] if len(taken) == 1 else Undecided
        if NOTHING in each:
            return Wanting
    return "lainnya" if otherwise else Undecided


@pytest.mark.parametrize("part", range(2))
def test_a_decision_is_what_the_guide_says(part: int) -> None:
    for seed in range(part * 1500, (part + 1) * 1500):
        random = Random(seed)
        used, found = conditions(random)
        case, today, otherwise = any_case(random, used), random.choice(TODAYS), random.random() < 0.5
        rules = [Rule(f"cabang{at}", formula(one)) for at, one in enumerate(found)]
        rules += [Rule("lainnya", None)] if otherwise else []
        for hit in ("unique", "first"):
            decided = decide(rules, hit, looking(FIELDS, case, today))  # type: ignore[arg-type]
            wanted = expected([verdict(one, case, today) for one in found], hit, otherwise)
            assert (decided.branch if isinstance(decided, Taken) else type(decided)) == wanted, (found, case)
            if isinstance(decided, Wanting):
                assert decided.fields
                assert all(case[name] is None for name in decided.fields)


def test_a_missing_value_never_falls_into_otherwise() -> None:
    rules = [Rule("besar", formula({"nilai": {"above": 3}})), Rule("kecil", None)]
    assert decide(rules, "unique", looking(FIELDS, {}, DAY)) == Wanting(("nilai",))
    assert decide(rules, "first", looking(FIELDS, {"nilai": None}, DAY)) == Wanting(("nilai",))
    assert decide(rules, "unique", looking(FIELDS, {"nilai": 2}, DAY)) == Taken("kecil")


def test_several_rules_may_take_the_same_branch() -> None:
    rules = [Rule("besar", formula({"nilai": {"above": 3}})), Rule("besar", formula({"nilai": {"above": 4}}))]
    assert decide(rules, "unique", looking(FIELDS, {"nilai": 5}, DAY)) == Taken("besar")


def test_counts_calendar_days_from_the_act() -> None:
    said = {"acara": {"at_least": {"today": "2 hari kalender"}}}
    assert verdicts(formula(said), looking(FIELDS, {"acara": "2026-08-18"}, date(2026, 8, 16))) == TRUE
    assert verdicts(formula(said), looking(FIELDS, {"acara": "2026-08-18"}, date(2026, 8, 17))) == FALSE


def test_decimals_are_compared_as_they_are_written() -> None:
    assert verdicts(formula({"ukuran": 0.1}), looking(FIELDS, {"ukuran": 0.1}, DAY)) == TRUE
    assert (
        verdicts(formula({"ukuran": {"above": "0,3"}}), looking(FIELDS, {"ukuran": 0.30000000000000004}, DAY))
        == TRUE
    )
    assert verdicts(formula({"ukuran": {"above": "0,3"}}), looking(FIELDS, {"ukuran": 0.3}, DAY)) == FALSE
