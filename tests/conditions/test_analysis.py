"""The analysis against trying every case."""

from __future__ import annotations

import os
from datetime import date
from itertools import combinations
from random import Random
from typing import Any

import pytest

from sopflow.budget import Budget
from sopflow.conditions import TODAY, Formula, Open, Problem, Rule, analysed, looking, read, said, verdicts
from sopflow.conditions.analysis import MOST_GAPS
from sopflow.conditions.formula import TRUE
from sopflow.fields import Field
from tests.conditions.model import NO, NOTHING, YES, cases, verdict
from tests.conditions.worlds import AXES, FIELDS, TODAYS, conditions

# 1250 make 10,000 decisions; each is taken by both ways to choose
ROUNDS = int(os.environ.get("SOPFLOW_CASES", "25"))


def rules(found: list[Any], fields: dict[str, Field] = FIELDS, otherwise: bool = False) -> list[Rule]:
    made: list[Rule] = []
    for at, one in enumerate(found):
        formula = read(one, fields)
        assert not isinstance(formula, Problem), (one, formula)
        made.append(Rule(f"cabang{at}", formula))
    return [*made, Rule("lainnya", None)] if otherwise else made


def world(used: list[str], found: list[Any]) -> list[tuple[dict[str, Any], date, list[str]]]:
    """Every case with what each condition is in it."""
    text = str(found)
    todays = TODAYS if "today" in text else TODAYS[:1]
    axes = {name: [*AXES[name], None] if "filled" in text else AXES[name] for name in used}
    return [
        (case, today, [verdict(one, case, today) for one in found]) for case in cases(axes) for today in todays
    ]


def seen(found: list[Any]) -> set[str]:
    """The fields of which a condition asks whether they are filled."""
    every = [one for own in found for one in (own if isinstance(own, list) else [own])]
    return {name for one in every for name, tests in one.items() if "filled" in str(tests)}


def fits(example: dict[str, Any], case: dict[str, Any], today: date, asked: set[str]) -> bool:
    """Whether a case is one of those that an example tells: what it leaves out is filled somehow, unless that is asked."""
    if any(value is None and name not in asked for name, value in case.items()):
        return False
    for name, value in example.items():
        own = today.isoformat() if name == TODAY else case[name]
        if isinstance(value, Open):
            if {Open.EMPTY: own is not None, Open.FILLED: own is None, Open.OTHER: own in ("x", "y", None)}[value]:
                return False
        elif own != value:
            return False
    return True


@pytest.mark.parametrize("part", range(8))
def test_finds_every_fault_and_invents_none(part: int) -> None:
    for seed in range(part * ROUNDS, (part + 1) * ROUNDS):
        random = Random(seed)
        used, found = conditions(random)
        for hit in ("unique", "first"):
            analysis = analysed(rules(found), hit, FIELDS, Budget(1_000_000))  # type: ignore[arg-type]
            assert analysis.is_whole, found
            compare(analysis.faults, used, found, hit)


def compare(faults: Any, used: list[str], found: list[Any], hit: str) -> None:
    tried = world(used, found)
    every, asked = range(len(found)), seen(found)
    gaps = [fault for fault in faults if fault.kind == "gap"]
    empty = [(case, today) for case, today, each in tried if set(each) == {NO}]
    assert bool(gaps) == bool(empty), (found, hit, gaps[:1], empty[:1])
    for fault in gaps:
        alike = [each for case, today, each in tried if fits(dict(fault.example), case, today, asked)]
        assert all(set(each) == {NO} for each in alike), (found, fault)
    if 0 < len(gaps) < MOST_GAPS:
        for case, today, each in tried:
            if not fits({}, case, today, asked):
                continue
            look = looking(FIELDS, case, today)
            is_told = any(verdicts(fault.around, look) == TRUE for fault in gaps)
            assert is_told == (set(each) == {NO}), (found, case, today)
    if hit == "unique":
        told = {fault.branches: fault for fault in faults if fault.kind == "overlap"}
        both = {
            (f"cabang{one}", f"cabang{other}")
            for one, other in combinations(every, 2)
            if any(each[one] == each[other] == YES for _, _, each in tried)
        }
        assert set(told) == both, found
        for (one, other), fault in told.items():
            at, also = int(one.removeprefix("cabang")), int(other.removeprefix("cabang"))
            alike = [each for case, today, each in tried if fits(dict(fault.example), case, today, asked)]
            assert all(each[at] == each[also] == YES for each in alike), (found, fault)
    never = {fault.branches[0] for fault in faults if fault.kind == "never"}
    unmet = {
        f"cabang{at}"
        for at in every
        if not any(each[at] == YES and (hit == "unique" or set(each[:at]) <= {NO}) for _, _, each in tried)
    }
    assert never == unmet, (found, hit)


@pytest.mark.parametrize("part", range(4))
def test_otherwise_is_never_taken_where_there_is_no_gap(part: int) -> None:
    for seed in range(part * ROUNDS, (part + 1) * ROUNDS):
        used, found = conditions(Random(seed))
        analysis = analysed(rules(found, otherwise=True), "unique", FIELDS, Budget(1_000_000))
        is_taken = any(set(each) == {NO} for _, _, each in world(used, found))
        assert (("lainnya",) in [fault.branches for fault in analysis.faults]) == (not is_taken), found
        assert not any(fault.kind == "gap" for fault in analysis.faults)


MONEY = {"nilai": Field("nilai", "Nilai pengadaan", "money", min=0)}


def told(found: list[Any], fields: dict[str, Field] = MONEY) -> list[tuple[str, tuple[str, ...], str]]:
    faults = analysed(rules(found, fields), "unique", fields, Budget(100_000)).faults
    return [(fault.kind, fault.branches, said(fault.example, fields).id) for fault in faults]


def test_tells_the_gap_at_exactly_fifty_million() -> None:
    assert told([{"nilai": {"below": "50 juta"}}, {"nilai": {"above": "50 juta"}}]) == [
        ("gap", (), "nilai = Rp50.000.000")
    ]


def test_one_gap_is_told_once_by_its_least_value() -> None:
    assert told([{"nilai": {"below": "50 juta"}}, {"nilai": {"above": "100 juta"}}]) == [
        ("gap", (), "nilai = Rp50.000.000")
    ]


def test_tells_the_overlap_by_its_least_value() -> None:
    found = [{"nilai": {"at_most": "50 juta"}}, {"nilai": {"at_least": "40 juta"}}]
    assert told(found) == [("overlap", ("cabang0", "cabang1"), "nilai = Rp40.000.000")]


def test_a_clean_division_has_no_fault() -> None:
    assert told([{"nilai": {"at_most": "50 juta"}}, {"nilai": {"above": "50 juta"}}]) == []


def test_leaves_out_what_does_not_matter() -> None:
    fields = {**MONEY, "jenis": Field("jenis", "Jenis", "one_of", choices={"barang": "Barang", "jasa": "Jasa"})}
    found = [
        {"nilai": {"below": 5}, "jenis": "barang"},
        {"nilai": {"below": 5}, "jenis": "jasa"},
        {"nilai": {"above": 5}},
    ]
    assert told(found, fields) == [("gap", (), "nilai = Rp5")]


def test_between_numbers_there_is_always_another() -> None:
    fields = {
        "luas": Field("luas", "Luas", "number", min=0),
        "batas": Field("batas", "Batas", "number", min=0, max=1),
    }
    found = [{"luas": {"at_most": 1}}, {"luas": {"at_least": 2}}]
    assert told(found, fields) == [("gap", (), "luas = 1,1")]


def test_says_where_it_did_not_look_at_all() -> None:
    found = [{"nilai": {"above": n}, "pagu": {"below": 7 * n % 11}} for n in range(6)]
    assert not analysed(rules(found), "unique", FIELDS, Budget(20)).is_whole


def test_a_pattern_leaves_open_which_texts_there_are() -> None:
    fields = {"kode": Field("kode", "Kode", "text", pattern="[AB]")}
    formula = read({"kode": ["A", "B"]}, fields)
    assert not isinstance(formula, Problem)
    assert not analysed([Rule("satu", formula)], "unique", fields, Budget(1000)).is_whole


def test_missing_is_not_a_gap() -> None:
    formulas: list[Formula] = [
        rule.when for rule in rules([{"nilai": {"filled": True, "at_least": 0}}]) if rule.when
    ]
    faults = analysed([Rule("satu", formulas[0])], "unique", FIELDS, Budget(1000)).faults
    assert [(fault.kind, dict(fault.example)) for fault in faults] == [("gap", {"nilai": Open.EMPTY})]
    assert verdict({"nilai": {"at_least": 0}}, {"nilai": None}, date(2026, 1, 1)) == NOTHING
