"""What runs of an SOP look like from outside: after each thing that happened, the rows that are open, and their lanes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from sopflow.bpmn.exporting import export_bpmn
from sopflow.budget import Budget
from sopflow.definition.library import Library
from sopflow.definition.model import DONE, End, Unknown
from sopflow.flow.commands import EVENTS
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.forms import thawed
from sopflow.flow.statespace import StateSpace
from sopflow.scenarios.generate import generate
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from sopflow.testing.strategies import definitions, families
from tests.share import share

CALLED = """<?xml version="1.0"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D_{id}" targetNamespace="urn:anak">
<bpmn:process id="SOP_{id}" name="{id}" isExecutable="true">
<bpmn:startEvent id="mulai"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
<bpmn:userTask id="kerja_anak"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
<bpmn:endEvent id="selesai"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
<bpmn:sequenceFlow id="f1" sourceRef="mulai" targetRef="kerja_anak"/>
<bpmn:sequenceFlow id="f2" sourceRef="kerja_anak" targetRef="selesai"/>
</bpmn:process></bpmn:definitions>
"""
"""In place of an SOP that is called: one task, whose answer is the end."""


NOT_SAID = {
    "undone": "a completion is undone",
    "withdrawn": "a signature is withdrawn",
}
"""Events that no diagram has."""

FOLDER = Path(__file__).parents[2] / "definitions"


class LeftOut(Exception):
    """A run that BPMN does not say; the reason."""


def lanes_of(sop) -> dict[str, str | None]:
    """By row, the title of its first actor; `None` where nobody does it."""
    found = {}
    for step in sop.steps:
        actors = step.actors
        found[step.id] = "?" if isinstance(actors, Unknown) else sop.actors[actors[0]].title if actors else None
    return found


def trace_of(flow, events) -> dict[str, Any]:
    """A history as steps; `LeftOut` where it takes what no diagram has."""
    sop = flow.definition
    lanes = lanes_of(sop)
    steps: list[dict[str, Any]] = []
    state, first = None, None
    for event in events:
        before, state = state, evolve(state, event)
        opened = [[row.step, lanes[row.step]] for row in state.active]
        if before is None:
            first = opened
            continue
        if event.type in NOT_SAID:
            raise LeftOut(NOT_SAID[event.type])
        if event.effects.deviation is not None:
            raise LeftOut("takes an arrow whose target the paper does not say")
        step = step_of(sop, event)
        if step is not None:
            passed = passed_by(sop, event, step["row"], step["outcome"])
            steps.append({**step, "fields": thawed(state.fields), "passed": passed, "open": opened})
    return {"open": first, "steps": steps, "over": state.is_over, "end": end_of(state.end) if state.end else None}


def passed_by(sop, event, row, outcome):
    """The rows that data let an event pass over: in an engine the application completes them."""
    opened = {one.step for one in event.opened}
    found, places = [], [(row, outcome)] if row and event.type != "one_ended" else []
    while places:
        name, answer = places.pop()
        targets = dict(sop.step(name).ways)[answer]
        for target in () if isinstance(targets, Unknown) else targets:
            other = None if isinstance(target, End) else sop.step(target)
            if other is not None and other.when is not None and target not in opened and other.join is None:
                found.append(str(target))
                places.append((str(target), DONE))
    return found


def step_of(sop, event):
    if event.type == "cancelled":
        return {"row": "", "outcome": DONE, "how": "cancel"}
    if event.type == "received":
        document = event.documents[0]
        if not event.effects.closed:
            return None
        title = sop.documents[document].title
        return {"row": event.effects.closed[0][0], "outcome": DONE, "how": "message", "message": title}
    if event.type == "signed_off":
        return {"row": event.step, "outcome": event.outcome or DONE, "how": "done"}
    if event.type == "one_ended":
        return {"row": event.step, "outcome": event.outcome or DONE, "how": "call"}
    if not EVENTS[event.type].ends_row:
        return None
    row, outcome = event.step, event.outcome or DONE
    step = sop.step(row)
    if event.type == "wait_ended":
        is_timer = step.wait.until is None
        return {"row": row, "outcome": outcome, "how": "time", "timer": row if is_timer else f"{row}_Late"}
    if event.type == "lapsed":
        number = next(at for at, late in enumerate(step.on_late, start=1) if late.act == "take")
        return {"row": row, "outcome": outcome, "how": "time", "timer": f"{row}_Late_{number}"}
    return {"row": row, "outcome": outcome, "how": "call" if event.type == "call_ended" else "done"}


def end_of(name):
    return "Selesai" if name == "end" else name.replace("_", " ").replace("-", " ")


def history_of(flows, scenario):
    result = play(scenario, flows)
    assert result.passed, result.failure
    run = result.rehearsal.run
    if run is None:
        raise LeftOut("is refused before it starts")
    return result.rehearsal.engine.history(run.id)


def case_of(name, flows, dialect, text=""):
    """One definition with all of its generated scenarios, for a peer; and what is left out, with the reason."""
    sop = flows[-1].definition
    left, scenarios = [], []
    made = generate(flows)
    for scenario in (*made.scenarios, *made.rules):
        try:
            found = trace_of(flows[-1], history_of(flows, scenario))
        except LeftOut as reason:
            left.append((name, scenario.name, str(reason)))
            continue
        scenarios.append({"name": scenario.name, **found})
    files = with_called(sop, {"sop": export_bpmn(sop, text, dialect=dialect).content.decode()}, dialect)
    case = {
        "id": name, "files": files, "process": f"SOP_{sop.id}", "rows": [str(step.id) for step in sop.steps],
        "scenarios": scenarios,
    }  # fmt: skip
    return case, left


def with_called(sop, files, dialect):
    """The file of an SOP with those that it calls."""
    for step in sop.steps:
        if step.call is not None:
            files[step.call] = CALLED.format(id=step.call)
    if dialect in ("bpmn-engine", "camunda8"):  # bpmn-engine runs what stands in the same file
        for other in [other for other in files if other != "sop"]:
            called = files.pop(other).partition("<bpmn:process")[2].partition("</bpmn:process>")[0]
            process = f"<bpmn:process{called}</bpmn:process></bpmn:definitions>".replace(
                ' isExecutable="true"', ""
            )
            files["sop"] = files["sop"].replace("</bpmn:definitions>", process)
    return files


def drawn(strategy, count):
    """So many examples, the same every time."""
    found = []

    @seed(20)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(example):
        found.append(example)

    draw()
    return found


def fits(flow) -> bool:
    """Whether a definition by chance is a procedure at all: every row can be reached, no row is open twice at once, nothing is
    left waiting at a join, and the paper says where everything leads."""
    if any(way.is_open for row in flow.rows.values() for way in row.ways.values()):
        return False
    space = StateSpace(flow, Budget(20_000))
    if not space.is_whole or not set(flow.rows) <= space.passed:
        return False
    if any(len(set(state.open)) < len(state.open) for state in space.states):
        return False
    return not any(state.waiting and not state.open for state in space.states)


@cache
def by_chance():
    """Definitions that are procedures, and families of them that call each other, as flows."""
    singles = [(Flow(sop),) for sop in drawn(definitions(), share(600))]
    calling = [tuple(map(Flow, family)) for family in drawn(families(), share(200))]
    return tuple(flows for flows in (*singles, *calling) if all(map(fits, flows)))


@cache
def shipped():
    """The definitions of the repository, compiled with those that they call."""
    files = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".scenarios.yaml"))
    return tuple(compiled(Library().load(path)) for path in files)
