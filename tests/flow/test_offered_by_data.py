"""One verdict where cases have fields: rows that ask for some, decisions by data, rows that are left out, and what mends and
removes values. What a person is offered is accepted of them once the data that it waits for is there, and nothing else is."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import loads
from sopflow.errors import DefinitionError, Refusal
from sopflow.testing.strategies import drafts
from tests.flow.test_offered import (
    ACTORS,
    GIVEN,
    NOW,
    PEOPLE,
    PICKS,
    TO_ANOTHER,
    accepted,
    candidates,
    lived,
    offices,
    places,
)
from tests.share import share

FIELDS = {
    "nilai": {"title": "Nilai", "type": "money"},
    "jenis": {"title": "Jenis", "one_of": {"barang": "Barang", "jasa": "Jasa"}},
    "nama": {"title": "Nama", "type": "text", "personal": True},
    "rahasia": {"title": "Rahasia", "type": "whole", "visible_to": ["b"]},
    "catatan": {"title": "Catatan", "type": "text", "optional": True},
    "hadir": {"title": "Hadir", "type": "yes_no", "default": True},
}
CONDITIONS = [
    {"nilai": {"above": 50}}, {"jenis": "jasa"}, {"rahasia": {"at_most": 5}}, {"hadir": True}, {"catatan": {"filled": True}},
    [{"nilai": {"at_most": 50}}, {"jenis": {"not": "barang"}}],
]  # fmt: skip
WAITING = {"data-missing", "undecided"}
"""Whoever may decide is told which row fills what is missing; nothing that they could say besides would do."""
KEYS = ("correct", "redact", "rebind", "see", "cancel", "undo", "extend")


@st.composite
def procedures(draw):
    """SOPs by chance whose rows fill fields, are decided by them, and are left out by them."""
    plain = draw(drafts())
    whole = json.loads(json.dumps(plain)) | {"fields": FIELDS}
    bound = {"is": "starter", "recorded_by": ["b"]} if draw(st.booleans()) else {}
    whole["actors"] = {
        "a": {"title": "A", "external": True, **bound},
        "b": {"title": "B", "substitutes": ["c"]},
        "c": "C",
    }
    who = st.lists(st.sampled_from((*ACTORS, "starter")), min_size=1, max_size=2, unique=True)
    whole["may"] = draw(st.dictionaries(st.sampled_from(KEYS), who, min_size=1, max_size=4))
    for row in whole["steps"]:
        work = row.get("actor") in (*ACTORS, ["a", "b"])
        if work and draw(st.booleans()):
            names = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=4, unique=True))
            row["fills"] = [{name: "optional"} if draw(st.integers(0, 3)) == 0 else name for name in names]
        if row.get("optional") and "branches" not in row and draw(st.booleans()):
            row["when"] = draw(st.sampled_from(CONDITIONS))
        ways = row.get("branches", {})
        if work and ways and "sign_off" not in row and "on_late" not in row and draw(st.booleans()):
            yes = ways["Y"] if isinstance(ways["Y"], dict) else {"to": ways["Y"]}
            no = ways["N"] if isinstance(ways["N"], list) else row["id"]
            when = draw(st.sampled_from(CONDITIONS))
            row["branches"] = {"Y": yes | {"when": when}, "N": {"to": no, "otherwise": True}}
    whole["steps"].insert(0, {"id": "isi", "activity": "Mengisi", "actor": "a", "fills": [*FIELDS]})
    for row in whole["steps"]:
        row.pop("join", None)  # what arrives only by a condition could not be named
    for one in (whole, plain):
        try:
            return loads(json.dumps(one))
        except DefinitionError:
            continue
    raise AssertionError("unreachable")


SEEN: Counter[str] = Counter()


@given(procedures(), offices(), PICKS)
@settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
def check(definition, office, picks):
    clock = sopflow.ManualClock(NOW)
    engine = sopflow.Engine(clock=clock, directory=office)
    engine.register(definition)
    everybody = PEOPLE if office is not None else (*ACTORS, "eka")
    SEEN["with data"] += bool(definition.fields)
    for starter in everybody:
        try:
            run = engine.start(definition.id, starter)
            break
        except Refusal:
            continue
    else:
        return
    first = engine.instance(run.id).active[0]
    if first.step == "isi" and picks:
        tried = (accepted(engine, run, candidates(engine, run, "complete", by, first)) for by in everybody)
        if (command := next((one for one in tried if one is not None), None)) is not None:
            engine._execute(run.id, command, None)
    state = lived(engine, clock, run, everybody, picks)
    SEEN["filled"] += bool(state.fields)
    for by in everybody:
        offered = {(one.command, one.step, one.visit) for one in engine.may(run.id, by)}
        for kind in GIVEN:
            for step, visit, row in places(state, kind):
                codes = set()
                command = accepted(engine, state, candidates(engine, state, kind, by, row), codes)
                if kind in TO_ANOTHER and command is None:
                    continue
                if command is None and codes & WAITING:
                    continue
                SEEN[kind] += command is not None
                assert ((kind, step, visit) in offered) == (command is not None), (kind, step, by, command)


def test_what_is_offered_is_what_is_accepted_where_cases_have_fields():
    check()
    assert SEEN["filled"] > 0
    assert {"complete", "correct", "redact"} <= {*+SEEN}
