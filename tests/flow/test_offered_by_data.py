"""One verdict where cases have fields: rows that ask for some, decisions by data, rows that are left out, and what mends and
removes values. What a person is offered is accepted of them once the data that it waits for is there, and nothing else is."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sopflow.definition.loading import loads
from sopflow.errors import DataMissing, Refusal
from tests.flow.offering import (
    ACTORS,
    GIVEN,
    PICKS,
    TO_ANOTHER,
    accepted,
    begun,
    candidates,
    engine_of,
    everybody_at,
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
    """SOPs whose rows fill fields, are left out by them, and are decided by them, one after the other and back."""
    bound = {"is": "starter", "recorded_by": ["b"]} if draw(st.booleans()) else {}
    who = st.lists(st.sampled_from((*ACTORS, "starter")), min_size=1, max_size=2, unique=True)
    may = draw(st.dictionaries(st.sampled_from(KEYS), who, max_size=4))
    names = [f"s{at}" for at in range(draw(st.integers(2, 5)))]
    asked = [*FIELDS] if draw(st.booleans()) else [{one: "optional"} for one in FIELDS]
    steps = [{"id": "isi", "activity": "Mengisi", "actor": "a", "fills": asked}]
    steps += [_row(draw, name, [*names, "end"]) for name in names]
    actors = {"a": {"title": "A", "external": True, **bound}, "b": {"title": "B", "substitutes": ["c"]}, "c": "C"}
    whole = {"sopflow": 1, "id": "acak", "title": "Acak", "fields": FIELDS, "actors": actors, "steps": steps}
    return loads(json.dumps(whole | ({"may": may} if may else {})))


def _row(draw, name, places):
    """A row of some kind; without `next` the one after it follows."""
    row = {"id": name, "activity": "Kerja", "actor": draw(st.sampled_from(ACTORS))}
    when = st.sampled_from(CONDITIONS)
    kind = draw(st.sampled_from(["left out", "decided", "optional", "asked", "signed"]))
    if kind == "left out":
        row |= {"optional": True, "when": draw(when)}
    elif kind == "optional":
        row |= {"optional": True}
    elif kind == "signed":
        row |= {"actor": ["a", "b"], "sign_off": "all"}
    else:
        after = places[places.index(name) + 1]
        yes = {"to": after} | ({"when": draw(when)} if kind == "decided" else {})
        no = {"to": draw(st.sampled_from(places[1:]))} | (
            {"otherwise": True} if kind == "decided" else {"note": "required"}
        )
        row |= {"branches": {"Y": yes, "N": no}}
    if draw(st.booleans()):
        some = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=3, unique=True))
        row["fills"] = [{one: "optional"} if draw(st.booleans()) else one for one in some]
    return row


SEEN: Counter[str] = Counter()


def walked(engine, case, everybody, steps):
    """Rows that are done one after the other, with these values or those: data come to decide and to be decided by."""
    for pick in steps:
        rows = engine.instance(case).active
        for row in rows[pick % len(rows) :] if rows else ():
            run = engine.instance(case)
            every = [one for by in everybody for one in candidates(engine, run, "complete", by, row)]
            command = accepted(engine, run, every[pick % len(every) :] + every[: pick % len(every)])
            if command is not None:
                engine._execute(case, command, None)
                break


def said_to_lack(engine, state, everybody):
    """What a row says that it lacks is what it is refused for, whatever is said with it; and else it is not, where its own form
    says nothing."""
    flow = engine.flow(state.sop)
    for item in engine.possible(state.id):
        row, names = state.open_row(item.step, item.visit), {one.field for one in item.lacks}
        decided = flow.rows[item.step].decision is not None
        refused = []
        for by in everybody if decided else ():
            for command in candidates(engine, state, "complete", by, row):
                try:
                    engine._decided(state, command)
                except Refusal as problem:
                    refused.append(
                        {*problem.fields, *problem.unseen} if isinstance(problem, DataMissing) else set()
                    )
                else:
                    assert not names, (item.step, command)
        own = {one.field.id for one in flow.rows[item.step].form}
        SEEN["lacks"] += bool(names)
        if not own:
            assert all(some == names for some in refused if some)
        assert {one.steps for one in item.lacks if item.step in one.steps} == set()


STEPS = st.lists(st.integers(0, 9_999), min_size=1, max_size=6)
SIGNED = loads(json.dumps({
    "sopflow": 1, "id": "acak", "title": "Acak", "fields": FIELDS,
    "actors": {"a": {"title": "A", "external": True}, "b": "B"},
    "steps": [
        {"id": "isi", "activity": "Mengisi", "actor": "a", "fills": [*FIELDS]},
        {"id": "paraf", "activity": "Kerja", "actor": ["a", "b"], "sign_off": "all", "fills": ["nama"]},
    ],
}))  # fmt: skip
"""One of its fields is signed for: the others are corrected all the same."""

EMPTY = loads(json.dumps({
    "sopflow": 1, "id": "acak", "title": "Acak", "fields": FIELDS,
    "actors": {"a": {"title": "A", "external": True}, "b": "B"},
    "steps": [
        {"id": "isi", "activity": "Mengisi", "actor": "a", "fills": [{one: "optional"} for one in FIELDS]},
        {"id": "putus", "activity": "Kerja", "actor": "a", "fills": ["nama"], "branches": {
            "Y": {"to": "akhir", "when": {"jenis": "jasa"}}, "N": {"to": "isi", "otherwise": True}}},
        {"id": "akhir", "activity": "Kerja", "actor": "b"},
    ],
}))  # fmt: skip
"""The field by which it is decided may be left empty."""


@given(procedures(), offices(), STEPS, PICKS)
@example(SIGNED, None, [0, 0], [])
@example(EMPTY, None, [0], [])
@settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
def check(definition, office, steps, picks):
    engine, clock = engine_of(definition, office)
    everybody = everybody_at(office)
    run = begun(engine, definition.id, everybody)
    if run is None:
        return
    walked(engine, run.id, everybody, steps)
    state = lived(engine, clock, run, everybody, picks[:4])
    SEEN["filled"] += bool(state.fields)
    said_to_lack(engine, state, everybody)
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
    assert SEEN["lacks"] > 0
    assert {"complete", "correct", "redact"} <= {*+SEEN}
