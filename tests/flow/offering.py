"""What may be given to a case, tried: commands by chance, the first that is accepted, and histories of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

import sopflow
from sopflow.errors import Refusal
from sopflow.flow.command import Command, Paper
from sopflow.flow.commands import COMMANDS
from sopflow.flow.record import changed
from sopflow.frozen import NOTHING, Frozen
from sopflow.people.directory import CAPACITIES, Holding, OfficeDirectory, Person, Position, Unit

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TODAY = NOW.date()
ACTORS = ("a", "b", "c")
PEOPLE = ("ani", "budi", "citra", "dedi", "eka")
GIVEN = [kind for kind, one in COMMANDS.items() if one.target is not None]
TO_ANOTHER = ("reassign", "delegate", "rebind")
"""Nobody may be left to whom a row could be given."""


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


def everybody_at(office):
    """Who may come, one of them a stranger; without a directory people are named like actors."""
    return PEOPLE if office is not None else (*ACTORS, "eka")


def engine_of(definition, office):
    """An engine with this SOP and these people, and its clock."""
    clock = sopflow.ManualClock(NOW)
    engine = sopflow.Engine(clock=clock, directory=office)
    engine.register(definition)
    return engine, clock


def begun(engine, sop, people, version=None):
    """A case that the first of them who may has started; `None` where nobody may."""
    for starter in people:
        try:
            return engine.start(sop, starter, version=version)
        except Refusal:
            continue
    return None


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
    """What may stand in the form of a row, or be corrected: nothing, and either of two values of each field.

    A correction names some fields and no others: one that cannot be corrected does not keep another from it.
    """
    is_of_row = kind in ("complete", "sign_off")
    names = [one.field.id for one in flow.rows[step].form] if is_of_row else [*flow.definition.fields]
    if not names:
        return (NOTHING,)
    alone = [[name] for name in names] if kind == "correct" else []
    return (
        NOTHING,
        *(Frozen({name: some[name] for name in named}) for named in (names, *alone) for some in VALUES),
    )


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
