"""One verdict: what a person is offered is accepted of them, and nothing else is; over SOPs, people and histories by chance."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import loads
from sopflow.errors import DefinitionError, Refusal
from sopflow.flow.authority import RECORDED
from sopflow.flow.command import Command, Paper
from sopflow.flow.commands import COMMANDS
from sopflow.flow.record import changed
from sopflow.frozen import NOTHING, Frozen
from sopflow.people.directory import CAPACITIES, Holding, OfficeDirectory, Person, Position, Unit
from sopflow.terms import COMMANDS as TERMS
from sopflow.testing.strategies import drafts
from tests.share import share

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TODAY = NOW.date()
ACTORS = ("a", "b", "c")
WHO = (*ACTORS, "starter", "anyone", "nobody")
PEOPLE = ("ani", "budi", "citra", "dedi", "eka")
GIVEN = [kind for kind, one in COMMANDS.items() if one.target is not None]
TO_ANOTHER = ("reassign", "delegate", "rebind")
"""Nobody may be left to whom a row could be given."""


@st.composite
def procedures(draw):
    """SOPs with all that decides who may: substitutes, outsiders, `may`, and rows that are done apart or together."""
    plain = draw(drafts())
    whole = json.loads(json.dumps(plain))
    bound = {"is": "starter", "recorded_by": ["b"]} if draw(st.booleans()) else {}
    whole["actors"] = {
        "a": {"title": "A", "external": True, **bound} if bound or draw(st.booleans()) else "A",
        "b": {"title": "B", "substitutes": draw(st.sampled_from([[], ["c"]]))},
        "c": "C",
    }
    kinds = st.sampled_from(
        ["start", "cancel", "suspend", "resume", "receive", "annotate", "extend", "reassign", "undo"]
    )
    may = draw(
        st.dictionaries(kinds, st.lists(st.sampled_from(WHO), min_size=1, max_size=2, unique=True), max_size=3)
    )
    if may:
        whole["may"] = may
    for at, row in enumerate(whole["steps"]):
        if at and "actor" in row and draw(st.integers(0, 3)) == 0:
            row[draw(st.sampled_from(["separate_from", "same_as"]))] = whole["steps"][
                draw(st.integers(0, at - 1))
            ]["id"]
    for one in (whole, {**whole, "may": {}}, plain):
        try:
            return loads(json.dumps(one))
        except DefinitionError:
            continue
    raise AssertionError("unreachable")


@st.composite
def offices(draw):
    """Who holds what, for how long, and who stands in for whom; or nobody knows, and people are named like actors."""
    if draw(st.integers(0, 4)) == 0:
        return None
    days = st.sampled_from([None, None, None, TODAY - timedelta(1), TODAY + timedelta(1)])
    substitutes = {actor: draw(st.sampled_from([(), (), ("a",), ("c",)])) for actor in ACTORS}
    positions = [
        Position(actor, actor, (actor,), tuple(s for s in substitutes[actor] if s != actor), many=True)
        for actor in ACTORS
    ]
    holdings = st.builds(
        Holding, st.sampled_from(ACTORS), st.just("kantor"), st.sampled_from(CAPACITIES), st.none(), days
    )
    people = [Person(name, name, tuple(draw(st.lists(holdings, max_size=2)))) for name in PEOPLE[:-1]]
    return OfficeDirectory("d", UTC, [Unit("kantor", "Kantor")], positions, people)


def candidates(engine, run, kind, by, row=None):
    """A command with whatever may be said with it."""
    flow = engine.flow(run.sop)
    step, visit = (row.step, row.visit) if row is not None else (None, None)
    ways = tuple(flow.rows[step].ways) if step is not None else ()
    said = {
        "outcome": (None, *ways), "to": (None, "end"), "documents": ((), tuple(flow.definition.documents)),
        "people": tuple((("a", (one,)),) for one in PEOPLE),
        "length": (None, "1 menit"), "person": PEOPLE if engine.directory is not None else ACTORS,
        "fields": forms(flow, kind, step),
    }  # fmt: skip
    if kind == "receive":
        said["documents"] = tuple((name,) for name in flow.definition.documents)
    found = [Command(kind, by, step)._replace(visit=visit, note="x")]
    for field in COMMANDS[kind].fields:
        name = {"documents": "papers"}.get(field, field)
        if field in said:
            values = [tuple(map(Paper, v)) if name == "papers" else v for v in said[field]]
            found = [changed(one, {name: value}) for one in found for value in values]
    return found


VALUES = (
    {"nilai": 10, "jenis": "barang", "nama": "Ani", "rahasia": 1, "catatan": "x", "hadir": False},
    {"nilai": 90, "jenis": "jasa", "nama": "Budi", "rahasia": 9, "catatan": "y", "hadir": True},
)
"""Of every field that an SOP of `test_offered_by_data.py` has, two values."""


def forms(flow, kind, step):
    """What may stand in the form of a row, or be corrected: nothing, and either of two values of each field."""
    names = [one.field.id for one in flow.rows[step].form] if kind == "complete" else [*flow.definition.fields]
    if not names:
        return (NOTHING,)
    return (NOTHING, *(Frozen({name: some[name] for name in names}) for some in VALUES))


def accepted(engine, run, commands, refused=None):
    """The first that is accepted; `refused` takes the codes of those before it."""
    for command in commands:
        try:
            engine._decided(run, command)
        except Refusal as problem:
            if refused is not None:
                refused.add(problem.code)
            continue
        return command
    return None


def places(run, kind):
    """To what a command can be given: the rows that are open, the whole instance, or either."""
    target = COMMANDS[kind].target
    rows = [(row.step, row.visit, row) for row in run.active] if target != "instance" else []
    return rows if target == "row" else [*rows, (None, None, None)]


PICKS = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999), st.integers(0, 60)), max_size=14)


def lived(engine, clock, run, everybody, picks):
    """A history of whatever was possible."""
    for which, more, hours in picks:
        clock.advance(timedelta(hours=hours))
        state = engine.instance(run.id)
        by = everybody[which % len(everybody)]
        offered = sorted({*engine.may(run.id, by)}, key=str)
        if not offered:
            continue
        one = offered[more % len(offered)]
        if one.command in ("cancel", "suspend") and more % 5:
            continue
        row = state.open_row(one.step, one.visit) if one.step is not None else None
        every = candidates(engine, state, one.command, by, row)
        command = accepted(engine, state, every[more % len(every) :] + every[: more % len(every)])
        if command is not None:
            engine._execute(run.id, command, None)
        if hours > 40 and engine.instance(run.id).status == "running":
            engine.advance(run.id)
    return engine.instance(run.id)


@given(procedures(), offices(), PICKS)
@settings(max_examples=share(8), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_offered_is_what_is_accepted(definition, office, picks):
    clock = sopflow.ManualClock(NOW)
    engine = sopflow.Engine(clock=clock, directory=office)
    engine.register(definition)
    everybody = PEOPLE if office is not None else (*ACTORS, "eka")
    for starter in everybody:
        try:
            run = engine.start(definition.id, starter)
            break
        except Refusal:
            continue
    else:
        return
    state = lived(engine, clock, run, everybody, picks)
    for by in everybody:
        offered = {(one.command, one.step, one.visit) for one in engine.may(run.id, by)}
        for kind in GIVEN:
            for step, visit, row in places(state, kind):
                command = accepted(engine, state, candidates(engine, state, kind, by, row))
                if kind in TO_ANOTHER and command is None:
                    continue
                assert ((kind, step, visit) in offered) == (command is not None), (kind, step, by, command)


@given(procedures(), offices(), PICKS)
@settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_worklist_has_what_a_person_may_do_in_their_own_right_or_has_in_hand(definition, office, picks):
    clock = sopflow.ManualClock(NOW)
    engine = sopflow.Engine(clock=clock, directory=office)
    engine.register(definition)
    everybody = PEOPLE[:-1] if office is not None else ACTORS
    try:
        run = engine.start(definition.id, everybody[0])
    except Refusal:
        return
    state = lived(engine, clock, run, everybody, picks)
    for by in everybody:
        listed = {(item.step, item.visit) for item in engine.worklist(person=by)}
        expected = set()
        for one in engine.may(run.id, by):
            if one.command == "complete":
                row = state.open_row(one.step, one.visit)
                command = accepted(engine, state, candidates(engine, state, "complete", by, row))
                effects = engine._decided(state, command).event.effects
                if effects.capacity == RECORDED:  # listed for those alone who hold the position that records
                    listed.discard((one.step, one.visit))
                    continue
                in_hand = any(claim.person == by for claim in row.claims)
                is_anybodys = row.actors == ("unknown",)  # listed for those alone who hold a position there
                if is_anybodys and not in_hand:
                    listed.discard((one.step, one.visit))
                elif effects.acting_as is None or in_hand:
                    expected.add((one.step, one.visit))
        assert listed == expected, by


def test_what_was_delegated_by_somebody_who_may_no_longer_is_in_nobodys_worklist():
    last = date(2026, 3, 12)
    office = OfficeDirectory(
        "d", UTC, [Unit("kantor", "K")], [Position("a", "a", ("a",)), Position("b", "b", ("b",))],
        [
            Person("ani", "ani", (Holding("a", "kantor", last=last),)), Person("budi", "budi", (Holding("b", "kantor"),)),
        ],
    )  # fmt: skip
    clock = sopflow.ManualClock(NOW)
    engine = sopflow.Engine(clock=clock, directory=office)
    engine.register(
        loads("sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A, b: B}\nsteps: [{id: s, activity: x, actor: a}]\n")
    )
    run = engine.start("uji", "ani")
    engine.delegate(run.id, "s", "ani", "budi", "dinas luar")
    assert [item.step for item in engine.worklist(person="budi")] == ["s"]
    clock.advance(timedelta(days=1))
    assert [item.step for item in engine.worklist(person="budi")] == []
    assert "complete" not in {one.command for one in engine.may(run.id, "budi")}


def test_nothing_can_be_received_where_the_sop_knows_no_documents():
    engine = sopflow.Engine()
    engine.register(
        loads("sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps: [{id: s, activity: x, actor: a}]\n")
    )
    run = engine.start("uji", "a")
    assert "receive" not in {one.command for one in engine.may(run.id, "a")}


def test_every_command_that_a_status_allows_has_a_word_for_refusals():
    whole = {kind for kind, one in COMMANDS.items() if one.target == "instance"}
    assert whole <= set(TERMS)
