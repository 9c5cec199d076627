"""What the flow is found to be: by example, and against a slow explorer on random definitions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sopflow.budget import Budget
from sopflow.flow.flow import Flow
from sopflow.review.checking import findings
from sopflow.review.exploring import Exploration
from sopflow.review.subject import Subject
from sopflow.testing.strategies import definitions
from tests.review.explorer import TooMany, explore, reached
from tests.share import share
from tests.sop import sop


def found(text, **options):
    """Flow findings, each with its row."""
    return [
        (d.code, d.step, d.message("en")) for d in findings(sop(text, **options)) if "SOP300" <= d.code <= "SOP310"
    ]


def codes(text, **options):
    return [(code, step) for code, step, _ in found(text, **options)]


CLEAN = """
- {id: p, activity: x, actor: a, next: [q, r]}
- {id: q, activity: x, actor: b, next: s}
- {id: r, activity: x, actor: c, branches: {Y: s, N: r}}
- {id: s, activity: x, actor: a, join: [q, r], branches: {Y: end, N: s}}
"""


def test_a_sound_flow_has_nothing_to_say():
    assert found(CLEAN) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("- {id: p, activity: x, actor: a, next: end}\n- {id: q, activity: x, actor: b}", [("SOP301", "q")]),
        (
            "- {id: p, activity: x, actor: a, branches: {Y: end, N: q}}\n- {id: q, activity: x, actor: b, next: r}\n- {id: r, activity: x, actor: b, next: q}",
            [("SOP308", "q")],
        ),
        (
            "- {id: p, activity: x, actor: a, branches: {Y: end, N: o}}\n- {id: o, activity: x, actor: a, next: q}\n- {id: q, activity: x, actor: b, next: q}",
            [("SOP302", "o"), ("SOP308", "q")],
        ),
        (
            "- {id: p, activity: x, actor: a, branches: {Y: q, N: r}}\n- {id: q, activity: x, actor: b, next: s}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a, join: [q, r]}",
            [("SOP303", "s")],
        ),
        (
            "- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: q, activity: x, actor: b, branches: {Y: s, N: end}}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a, join: [q, r]}",
            [("SOP305", "s")],
        ),
        (
            "- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: q, activity: x, actor: b, branches: {Y: s, N: t}}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a, join: [q, r]}\n- {id: t, activity: x, actor: a, join: [q, s]}",
            [("SOP303", "t"), ("SOP304", "s")],
        ),
        (
            "- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: q, activity: x, actor: b, next: s}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a}",
            [("SOP306", "s")],
        ),
        ("- {id: p, activity: x, actor: a, branches: {Y: q, N: q}}\n- {id: q, activity: x, actor: b}", [("SOP307", "p")]),
        (
            "- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: q, activity: x, actor: b, next: s}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a, join: [q, r], branches: {Y: end, N: p}}",
            [("SOP309", "s")],
        ),
        (
            "- {id: p, activity: x, actor: [a, b], sign_off: all}\n- {id: q, activity: x, actor: b, branches: {Y: end, N: p}}",
            [("SOP309", "q")],
        ),
        (
            "- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: q, activity: x, actor: b, join: started, next: r}\n- {id: r, activity: x, actor: b, join: started, branches: {Y: end, N: q}}",
            [("SOP310", "r")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_flow_is_found_at_its_row(rows, expected):
    assert codes(rows) == expected


def test_a_finding_shows_the_shortest_way_to_it():
    rows = "- {id: awal, activity: x, actor: a}\n- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: q, activity: x, actor: b, branches: {Y: s, N: end}}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a, join: [q, r]}"
    ((_, _, message),) = found(rows)
    assert message == 'one way has ended while "s" still waits for q: awal → p → q=N → r'


@pytest.mark.parametrize(
    ("rows", "way"),
    [
        ("- {id: o, activity: x, actor: a}\n- {id: p, activity: x, actor: a, branches: {Y: end, N: q}}\n- {id: q, activity: x, actor: b, next: r}\n- {id: r, activity: x, actor: b, next: q}", "this loop has no way out: q → r → q; the way in: o → p=N"),
        ("- {id: p, activity: x, actor: a, branches: {Y: end, N: o}}\n- {id: o, activity: x, actor: a, next: q}\n- {id: q, activity: x, actor: b, next: q}", 'from "o" no way leads to an end; it is reached by: p=N'),
        ("- {id: p, activity: x, actor: a, branches: {Y: q, N: r}}\n- {id: q, activity: x, actor: b, next: s}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a, join: [q, r]}", '"s" waits for q, r, which never all arrive; for instance: p=Y → q'),
    ],
)  # fmt: skip
def test_each_finding_of_the_flow_says_how_one_gets_there(rows, way):
    assert way in [message for _, _, message in found(rows)]


def test_a_join_that_an_end_closes_as_it_starts_does_start():
    rows = "- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: s, activity: x, actor: b, next: r}\n- {id: q, activity: x, terminator: true, next: {end: y, closes: all}}\n- {id: r, activity: x, actor: a, join: [s]}"
    assert ("SOP303", "r") not in codes(rows)


def test_an_end_that_ends_everything_leaves_nothing_behind():
    rows = "- {id: p, activity: x, actor: a, next: [q, r]}\n- {id: q, activity: x, actor: b, branches: {Y: s, N: {end: tolak, closes: all}}}\n- {id: r, activity: x, actor: b, next: s}\n- {id: s, activity: x, actor: a, join: [q, r]}"
    assert found(rows) == []


def test_a_branch_that_the_paper_leaves_open_is_a_way_out():
    assert found("- {id: p, activity: x, actor: a, branches: {Y: p, N: unknown}}") == []


def test_answers_that_are_written_down_differently_do_differ():
    rows = "- {id: p, activity: x, actor: a, branches: {Y: q, N: {to: q, note: required}}}\n- {id: q, activity: x, actor: b}"
    assert found(rows) == []


@given(definitions())
@settings(max_examples=share(600), deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.long
def test_the_verdicts_are_those_of_a_slow_explorer(definition):
    assume(not any(step.join == "started" for step in definition.steps))
    try:
        states, leaves, passed = explore(definition)
    except TooMany:
        assume(False)
    subject = Subject(definition)
    assume(subject.ways.is_whole)
    by_code = {}
    for one in findings(definition):
        by_code.setdefault(one.code, set()).add(str(one.step))
    reachable = reached(definition)
    assert by_code.get("SOP301", set()) == {s.id for s in definition.steps} - reachable
    assert by_code.get("SOP306", set()) == {n for s in states for n in s.open if s.open.count(n) > 1}
    never = {s.id for s in definition.steps if s.join is not None and s.id in reachable and s.id not in passed}
    assert by_code.get("SOP303", set()) == never
    dead = [s for s in states if not s.open and not s.ended and s not in leaves]
    waits = {join for s in dead for _, join in s.waiting}
    told = by_code.get("SOP304", set()) | by_code.get("SOP305", set())
    assert told | never == waits | never
    assert sum(not s.over for s in subject.ways.states) == sum(not s.ended for s in states)
    endless = set(subject.endless) & reachable
    circles = {row for rows in subject.no_way_out for row in rows}
    assert by_code.get("SOP302", set()) == endless - circles


@given(definitions())
@settings(max_examples=share(400), deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.long
def test_what_is_not_made_yet_is_what_a_slow_explorer_misses(definition):
    assume(not any(step.join == "started" for step in definition.steps))
    try:
        states, _, _ = explore(definition, documents=True)
    except TooMany:
        assume(False)
    subject = Subject(definition)
    assume(subject.ways.is_whole)
    rows = subject.flow.rows
    makers = {d for row in rows.values() for way in row.ways.values() for d in way.outputs}
    missing = {(n, d) for s in states for n in s.open for d in rows[n].needed if d in makers and d not in s.made}
    told = set()
    for one in findings(definition):
        if one.code == "SOP312":
            told |= {(str(one.step), d) for d in makers if definition.documents[d].title == one.values["title"]}
    assert told == missing


@given(st.data())
@settings(max_examples=share(30), deadline=None)
def test_a_flow_that_is_not_whole_is_said_to_be_so(data):
    definition = data.draw(definitions())
    small = Exploration(Flow(definition), Budget(1))
    assert not small.is_whole or len(small.states) <= 1
