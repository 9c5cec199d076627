"""Rules over data in the languages of engines: the same branch as ours, and none where ours takes none."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.bpmn.exporting import export_bpmn
from sopflow.conditions import reads_today
from sopflow.definition.conditions import decision_of
from tests.share import share

from . import peers
from .deciding import choice, decisions

DECIDING = {
    "spiff": lambda asked: peers.python("decide_spiff.py", asked),
    "bpmn-engine": lambda asked: peers.node("decide_engine.mjs", asked),
    "camunda8": lambda asked: peers.node("decide_feel.mjs", asked),
}


@pytest.mark.parametrize(
    ("dialect", "count"),
    [
        ("spiff", 1500),
        ("camunda8", 1500),
        ("bpmn-engine", 400),  # runs a whole process for each case, which takes ten times as long
        pytest.param(
            "bpmn-engine", 150, marks=pytest.mark.nightly, id="bpmn-engine at night"
        ),  # of which ten times
    ],
)
def test_engines_take_the_branch_that_we_take(dialect, count):
    asked, ours, left = [], [], 0
    for text, cases in decisions(share(count)):
        sop = sopflow.loads(text)
        made = export_bpmn(sop, text, dialect=dialect)
        by_day = any(reads_today(rule.when) for rule in decision_of(sop.steps[0], sop.fields).rules if rule.when)
        assert made.unsaid == (("a",) if by_day else ())
        left += by_day
        if not by_day:
            asked.append({"text": made.content.decode(), "process": "SOP_putusan", "cases": cases})
            ours.append([choice(sop, case) for case in cases])
    theirs = DECIDING[dialect](asked)
    assert [(one, case) for one, case in zip(theirs, ours, strict=True) if one != case] == []
    taken = [one for case in ours for one in case]
    assert len(asked) > left
    assert 0.2 < sum(one is None for one in taken) / len(taken) < 0.8


NOT_A = """sopflow: 1
id: putusan
title: Putusan
actors: {x: X}
fields: {jenis: {one_of: [p, q]}}
steps:
  - {id: a, activity: Memutus, actor: x, branches: {r0: {to: r0, when: {jenis: {not: p}}}, r1: {to: r1, when: {jenis: p}}}}
  - {id: r0, activity: r0, actor: x, next: end}
  - {id: r1, activity: r1, actor: x, next: end}
"""


@pytest.mark.parametrize(
    ("dialect", "guard"),
    [
        ("spiff", "(fields.get('jenis') != None) and "),
        ("bpmn-engine", "(this.environment.output.fields[&quot;jenis&quot;] != null) &amp;&amp; "),
        ("camunda8", "(get value(fields, &quot;jenis&quot;) != null) and "),
    ],
)
def test_a_missing_value_that_is_not_asked_for_would_take_a_branch(dialect, guard):
    made = export_bpmn(sopflow.loads(NOT_A), NOT_A, dialect=dialect).content.decode().replace("&#x27;", "'")
    assert made.count(guard) == 2
    cases = [{}, {"jenis": "p"}, {"jenis": "q"}]
    asked = [{"text": text, "process": "SOP_putusan", "cases": cases} for text in (made, made.replace(guard, ""))]
    ours, otherwise = DECIDING[dialect](asked)
    assert ours == [None, "r1", "r0"] == [choice(sopflow.loads(NOT_A), case) for case in cases]
    assert otherwise == ["r0", "r1", "r0"]
