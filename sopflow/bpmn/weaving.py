"""From a definition to the elements and flows of a process.

A row is one element that has the row's id. What the table says in one row, BPMN says in several elements: gateways that
merge, wait, decide and start together stand around it, with ids that begin with the row's and go on in capitals, as no id
of a row does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from sopflow.definition.arcs import graph_of
from sopflow.definition.build import is_id
from sopflow.definition.duration import UNITS, Duration
from sopflow.definition.model import (
    DONE,
    LATE,
    STARTED,
    UNKNOWN,
    Definition,
    End,
    FreeDuration,
    Step,
    Target,
    Unknown,
)
from sopflow.definition.refs import known_in
from sopflow.definition.titles import spelled
from sopflow.language import Language
from sopflow.render.contents import contents_of
from sopflow.render.overlay import NOTHING

from . import words
from .model import Flow, Lane, Node, NodeKind, Paper, Process
from .problems import WAITS_FOREVER, NotInBpmn

SOP: Final = "SOP_"
"""What the id of a process begins with: a row may be called like its SOP."""
START: Final = "Start_Event"
DECIDES: Final = "_Decide"
"""What the id of the gateway ends with that decides behind a row."""


class _Arc(NamedTuple):
    """An arrow that leads into a row, before it is known by which gateway."""

    node: str
    row: str
    """The row that it comes from; empty at the start."""
    name: str = ""
    answer: str | None = None


def process_of(sop: Definition, language: Language) -> Process:
    """The process of a definition. `NotInBpmn`."""
    return _Weaver(sop, language).process()


def due_of(step: Step) -> Duration | None:
    """How long a row may take, if its table says so."""
    time = step.duration
    return time.at_most if isinstance(time, FreeDuration) else time if isinstance(time, Duration) else None


class _Weaver:
    def __init__(self, sop: Definition, language: Language) -> None:
        self.sop = sop
        self.language = language
        self.lanes = [Lane(f"Lane_{actor.id}", _flat(actor.title), str(actor.id)) for actor in sop.actors.values()]
        if any(isinstance(step.actors, Unknown) for step in sop.steps) or not self.lanes:
            self.lanes.append(Lane("Lane_", words.UNKNOWN.within(language), None))
        self.lane_of = {lane.actor: at for at, lane in enumerate(self.lanes)}
        self.contents = contents_of(sop, language, NOTHING)
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.arcs: dict[str, list[_Arc]] = {str(step.id): [] for step in sop.steps}
        """By the row that they lead to."""
        self.groups: list[list[Node]] = [[] for _ in sop.steps]
        """What stands in each row behind its own element."""
        self.row = self.lane = 0
        reached = graph_of(sop.steps).reached([str(sop.steps[0].id)])
        self.rows = [(at, step) for at, step in enumerate(sop.steps) if str(step.id) in reached]
        """Those that something leads to: in BPMN an element that nothing leads to starts with the process."""

    def process(self) -> Process:
        first = str(self.sop.steps[0].id)
        places = self._lanes_of_rows()
        for at, step in self.rows:
            self.row, self.lane = at, places[at]
            self._leave(step, self.groups[at])
        begins = self.sop.steps[0].terminator and not self.arcs[first]
        if begins:  # the row is the start itself
            self.groups[0][0] = replace(self.groups[0][0], kind="startEvent")
        else:
            name = words.START.within(self.language)
            self.nodes.append(Node(id=START, kind="startEvent", name=name, row=0, lane=places[0]))
            self.arcs[first].append(_Arc(START, ""))
        for at, step in self.rows:
            self.row, self.lane = at, places[at]
            if at or not begins:
                self._flow(self._enter(step), str(step.id))
            self.nodes += self.groups[at]
        shown = [step for _, step in self.rows]
        documents = {
            name: (f"Data_{document.id}" if is_id(document.id) else f"Data_{at}", _flat(document.title))
            for at, (name, document) in enumerate(self.sop.documents.items(), start=1)
        }
        papers = tuple(paper for at, step in self.rows[begins:] for paper in _papers(at, step, documents))
        return Process(
            SOP + self.sop.id, _flat(self.sop.title), tuple(self.lanes), tuple(self.nodes), tuple(self.flows),
            tuple(documents.values()), papers, tuple(str(step.id) for step in self.sop.steps if step not in shown),
        )  # fmt: skip

    def _lanes_of_rows(self) -> list[int]:
        """A row stands in the lane of its first actor; one that nobody does where the row before it stands."""
        found: list[int] = []
        for step in self.sop.steps:
            if isinstance(step.actors, Unknown):
                found.append(self.lane_of[None])
            elif step.actors:
                found.append(self.lane_of[str(step.actors[0])])
            else:
                found.append(found[-1] if found else 0)
        return found

    def _node(self, id: str, kind: NodeKind, name: str = "") -> Node:
        return Node(id=id, kind=kind, name=name, row=self.row, lane=self.lane)

    def _flow(self, arc: _Arc, target: str) -> None:
        number = len(self.flows) + 1
        self.flows.append(
            Flow(id=f"Flow_{number}", source=arc.node, target=target, name=arc.name, answer=arc.answer)
        )

    def _gateway(self, id: str, kind: NodeKind, arcs: Iterable[_Arc], row: str = "") -> _Arc:
        self.nodes.append(self._node(id, kind))
        for arc in arcs:
            self._flow(arc, id)
        return _Arc(id, row)

    def _enter(self, step: Step) -> _Arc:
        """The one flow into a row, behind the gateways at which its arrows merge and wait."""
        own = str(step.id)
        by_row: dict[str, list[_Arc]] = {}
        for arc in self.arcs[own]:
            by_row.setdefault(arc.row, []).append(arc)
        if isinstance(step.join, tuple) and any(str(row) not in by_row for row in step.join):
            missing = next(row for row in step.join if str(row) not in by_row)
            raise NotInBpmn(step=own, why=WAITS_FOREVER.filled(row=missing))
        if step.join is None:
            return self._merged(f"{own}_Merge", self.arcs[own])
        waits = [r for r in by_row if r] if step.join == STARTED else [str(row) for row in step.join]
        others = [arc for row, arcs in by_row.items() if row not in waits for arc in arcs]
        if len(waits) < 2:
            return self._merged(f"{own}_Merge", self.arcs[own])
        together = [self._merged(f"{own}_From_{row}", by_row[row]) for row in waits]
        kind: NodeKind = "inclusiveGateway" if step.join == STARTED else "parallelGateway"
        return self._merged(f"{own}_Merge", [self._gateway(f"{own}_Join", kind, together), *others])

    def _merged(self, id: str, arcs: list[_Arc]) -> _Arc:
        if len(arcs) == 1:
            return arcs[0]
        return self._gateway(id, "exclusiveGateway", arcs, arcs[0].row if arcs else "")

    def _leave(self, step: Step, group: list[Node]) -> None:
        own = str(step.id)
        group.append(self._own(step))
        sources: dict[str, list[_Arc]] = {str(name): [] for name, _ in step.ways}
        if step.is_decision:
            name = _flat(step.question) if step.question else words.DECIDED.within(self.language)
            group.append(self._node(f"{own}{DECIDES}", "exclusiveGateway", name))
            self._flow(_Arc(own, own), f"{own}{DECIDES}")
            for branch in step.branches:
                said = _flat(branch.name)
                label = f"{said} ({_flat(branch.label)})" if branch.label else said
                sources[str(branch.name)].append(_Arc(f"{own}{DECIDES}", own, label, str(branch.name)))
        else:
            sources[DONE].append(_Arc(own, own))
        self._late(step, group, sources)
        for number, (name, targets) in enumerate(step.ways, start=1):
            way = f"{own}_Way_{number}"
            arcs = sources[str(name)]
            source = arcs[0]
            if len(arcs) > 1:
                group.append(self._node(way, "exclusiveGateway"))
                for arc in arcs:
                    self._flow(arc, way)
                source = _Arc(way, own)
            leads: tuple[Target | Unknown, ...] = (UNKNOWN,) if isinstance(targets, Unknown) else targets
            if len(leads) > 1:
                split = f"{own}_Split_{number}"
                group.append(self._node(split, "parallelGateway"))
                self._flow(source, split)
                source = _Arc(split, own)
            for at, target in enumerate(leads, start=1):
                if isinstance(target, End | Unknown):
                    end = self._end(f"{own}_End_{number}" + (f"_{at}" if len(leads) > 1 else ""), target)
                    group.append(end)
                    self._flow(source, end.id)
                else:
                    self.arcs[str(target)].append(source)

    def _own(self, step: Step) -> Node:
        node = self._node(str(step.id), "userTask", _flat(step.activity))
        text = words.documentation(self.contents[self.row], self.language)
        node = replace(node, documentation=text, decides=step.is_decision)
        actors = tuple(map(str, dict.fromkeys(known_in(step.actors))))
        is_joint = len(actors) > 1 and step.sign_off != "any"
        wait = step.wait
        if wait is not None and wait.until is None:
            return _with(node, kind="intermediateCatchEvent", event="timer", timer=wait.lasts)
        if wait is not None:
            kind = "intermediateCatchEvent" if wait.lasts is None else "receiveTask"
            return _with(node, kind=kind, event="message", message=self._document(str(wait.until)))
        if step.terminator:
            return _with(node, kind="intermediateThrowEvent")
        if step.call is not None:
            each = str(step.for_each) if step.for_each is not None else None
            return _with(node, kind="callActivity", calls=str(step.call), each=each, until_first=step.until_first)
        return _with(node, doers=actors, signers=actors if is_joint else (), in_order=step.sign_off == "in_order")

    def _document(self, name: str) -> str:
        document = self.sop.documents.get(name)
        return _flat(document.title if document is not None else name)

    def _late(self, step: Step, group: list[Node], sources: dict[str, list[_Arc]]) -> None:
        """Timers on the border of a row: the end of a wait, and what happens when it is late."""
        own = str(step.id)
        wait = step.wait
        if wait is not None and wait.until is not None and wait.lasts is not None:
            name = words.after(wait.lasts).within(self.language)
            group.append(self._boundary(f"{own}_Late", own, name, wait.lasts, interrupts=True))
            sources[LATE if wait.late is not None else DONE].append(_Arc(f"{own}_Late", own))
        due = due_of(step)
        if due is None or group[0].kind not in ("userTask", "callActivity"):
            return
        for number, late in enumerate(step.on_late, start=1):
            after = _sum(due, late.after)
            id = f"{own}_Late_{number}"
            name = words.after(after).within(self.language)
            group.append(self._boundary(id, own, name, after, interrupts=late.act == "take"))
            if late.act == "take":
                sources[str(late.branch)].append(_Arc(id, own))
                continue
            actor = self.sop.actors.get(str(late.actor))
            said = words.ESCALATE.filled(actor=actor.title) if actor is not None else words.REMIND
            end = self._node(f"{id}_End", "endEvent", said.within(self.language))
            group.append(_with(end, event="escalation") if late.act == "escalate" else end)
            self._flow(_Arc(id, own), end.id)

    def _boundary(self, id: str, host: str, name: str, after: Duration, *, interrupts: bool) -> Node:
        node = self._node(id, "boundaryEvent", name)
        return _with(node, event="timer", timer=after, attached_to=host, interrupts=interrupts)

    def _end(self, id: str, target: End | Unknown) -> Node:
        if isinstance(target, Unknown):
            return _with(self._node(id, "endEvent", words.NOT_SAID.within(self.language)), event="error")
        name = words.END.within(self.language) if target.name == "end" else spelled(target.name)
        if target.hand_over:
            # never the title of the other SOP: what a diagram says comes from one definition, or it could not be read back
            handed = spelled(_flat(target.hand_over))
            name = words.HANDED.filled(end=name, what=handed).within(self.language)
        node = self._node(id, "endEvent", name)
        return _with(node, event="terminate") if target.closes_all else node


def _papers(row: int, step: Step, documents: Mapping[str, tuple[str, str]]) -> Iterator[Paper]:
    """What a row needs and makes, as far as the paper says what that is."""
    own = str(step.id)
    needs = () if isinstance(step.inputs, Unknown) else step.inputs
    makes = () if isinstance(step.outputs, Unknown) else step.outputs
    named = [one if isinstance(one, Unknown) else one.document for one in needs]
    for is_made, kind, names in ((False, "In", named), (True, "Out", makes)):
        for at, name in enumerate(names):
            if not isinstance(name, Unknown):
                document, title = documents[str(name)]
                yield Paper(
                    id=f"{own}_{kind}_{at + 1}", document=document, name=title, node=own, row=row, is_made=is_made, item=at
                )  # fmt: skip


def _with(node: Node, **changes: object) -> Node:
    return replace(node, **changes)  # type: ignore[arg-type]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _sum(due: Duration, grace: Duration | None) -> Duration:
    """A time and what is added to it, unit by unit."""
    if grace is None:
        return Duration(due.parts)
    amounts = dict(due.parts)
    for unit, amount in grace.parts:
        amounts[unit] = amounts.get(unit, Decimal(0)) + amount
    return Duration(tuple((unit, amounts[unit]) for unit in UNITS if unit in amounts))
