"""What each element of a process is as a row of an SOP, and where it leads; gateways are rows that pass by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import normalize

from sopflow.definition.build import is_id
from sopflow.definition.duration import Duration, NotADuration, parse
from sopflow.definition.model import STARTED
from sopflow.language import nfc
from sopflow.paper.drafting.naming import RESERVED, Ids, slug, unique_label

from . import without, words
from .graph import GATEWAYS, SPLIT_BY_ANSWER, Flowing, ProcessGraph, Unread, Way, carried_in, described
from .late import Timer
from .problems import UnreadableBpmn
from .source import Element

_ENDS: Final = frozenset({"", "selesai", "end", "akhir", "end event", "endevent"})
_GOES_ON: Final = tuple(text.format(end="", what="") for text in (words.HANDED.id, words.HANDED.en))
_BY_MACHINES: Final = {
    "scriptTask": without.SCRIPT, "serviceTask": without.SERVICE, "businessRuleTask": without.SERVICE, "sendTask": without.SENT,
}  # fmt: skip
End = tuple[str, bool, str]
"""An end's name, whether it closes everything, and what follows it."""
Place = str | End | None
"""A row, an end, or what is not said."""


@dataclass(slots=True, eq=False)
class Row:
    """A row while its neighbours are folded into it."""

    id: str
    node: Flowing
    kind: str
    """`work`, `call`, `wait` or `pass`."""
    activity: str
    ways: dict[str, list[Place]]
    """By answer where it decides; else under the empty text."""
    join: str = ""
    """Of a gateway that waits: `all` or `started`."""
    waits_for: list[str] | str | None = None
    """What the row's `join` says."""
    keys: dict[str, Any] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    """Cell, text, and how sure the reading is."""
    late: list[Timer] = field(default_factory=list)
    flows: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By answer, the id and the name of the flow."""

    @property
    def decides(self) -> bool:
        return "" not in self.ways

    def leads(self) -> Iterator[list[Place]]:
        """Where it leads, way by way."""
        yield from self.ways.values()
        yield from (timer.places for timer in self.late)

    def targets(self) -> Iterator[Place]:
        return (place for places in self.leads() for place in places)


def elements_as_rows(
    graph: ProcessGraph, root: Element, taken: Collection[str]
) -> tuple[dict[str, Row], list[Place], Ids]:
    """Every element as a row by its id, and where the process begins; and the ids that rows have, or that are
    `taken`. `UnreadableBpmn` where nothing can be started."""
    reader = _Reader(graph, root, taken)
    return reader.rows, reader.entry, reader.ids


class _Reader:
    def __init__(self, graph: ProcessGraph, root: Element, taken: Collection[str]) -> None:
        self.graph = graph
        self.is_ours = carried_in(graph.element) is not None
        self.messages = {one.id: one.name for one in root.all("message", "signal")}
        self.ids = Ids()
        self.rows: dict[str, Row] = {}
        nodes = graph.nodes.values()
        self.ends = {node.id: self._end(node) for node in nodes if node.kind == "endEvent"}
        for id in (*filter(fits, graph.nodes), *taken):
            self.ids.new(id)  # what is called as a row is, stays so
        starts = [node for node in nodes if node.kind == "startEvent" and not node.into]
        for node in nodes:
            if node.kind not in ("endEvent", "boundaryEvent") and node not in starts:
                self.rows[node.id] = self._row(node)
        self.entry = self._begin(starts)
        for row in self.rows.values():
            row.ways = self._ways(row)
        for row in self.rows.values():
            self._borders(row)

    def _begin(self, starts: list[Flowing]) -> list[Place]:
        for start in starts:
            if start.event is not None:
                self.graph.note(start.element, without.STARTED_BY)
        found = self._places([way for start in starts for way in start.out])
        if not found:
            found = [*[n.id for n in self.graph.nodes.values() if not n.into and n.id in self.rows][:1]]
        if not found:
            raise UnreadableBpmn(line=self.graph.element.line, why=without.NO_START)
        if len([s for s in starts if s.out]) > 1:
            self.graph.note(self.graph.element, without.SEVERAL_STARTS)
        return found

    def _places(self, ways: list[Way]) -> list[Place]:
        return list(dict.fromkeys(self._place(way.target) for way in ways))

    def _place(self, node: Flowing) -> Place:
        return self.ends.get(node.id, node.id)

    def _end(self, node: Flowing) -> Place:
        event = node.event
        name = node.element.name
        if (
            event is not None
            and event.kind == "errorEventDefinition"
            and event.said.get("errorRef") == "Error_Unknown"
        ):
            return None
        closes = event is not None and event.kind in ("terminateEventDefinition", "errorEventDefinition")
        if event is not None and event.kind != "terminateEventDefinition":
            self.graph.note(node.element, without.ENDED_BY)
        name, _, follows = next((cut for mark in _GOES_ON if (cut := name.partition(mark))[1]), (name, "", ""))
        said = "end" if name.casefold() in _ENDS else _end_name(name)
        return (said, closes, follows)

    def _row(self, node: Flowing) -> Row:
        kind = node.kind
        name = node.element.name
        own = node.id if fits(node.id) else self.ids.new(slug(name or node.id, "", most=3) or "baris")
        row = Row(own, node, "work", name or node.id, {"": []}, unread=list(node.unread))
        row.keys["remarks"] = " ".join(" ".join(described(node)).split())
        if kind in GATEWAYS:
            row.kind = "pass"
            row.activity = name or without.GATEWAY.id
            row.keys["no"] = "none"
            if len(node.into) > 1 and kind in ("parallelGateway", "inclusiveGateway", "complexGateway"):
                row.join = "all" if kind == "parallelGateway" else STARTED
                if kind == "complexGateway":
                    self._note(row, without.COMPLEX)
        elif kind == "callActivity":
            self._call(row, node)
        elif kind in ("intermediateCatchEvent", "receiveTask"):
            self._wait(row, node)
        elif kind in ("intermediateThrowEvent", "startEvent"):
            row.kind = "pass"
            if node.event is not None and node.event.kind != "linkEventDefinition":
                named = without.COMPENSATION if node.event.kind.startswith("compensate") else without.THROWN
                self._note(row, named)
        elif kind in _BY_MACHINES:
            self._note(row, _BY_MACHINES[kind])
            script = node.element.first("script")
            if script is not None and script.text:
                row.notes.append(("activity", script.text[:500], "open"))
        if node.element.first("multiInstanceLoopCharacteristics", "standardLoopCharacteristics") is not None:
            self._note(row, without.REPEATED)
        if node.element.said.get("isForCompensation") == "true":
            self._note(row, without.COMPENSATION)
        return row

    def _note(self, row: Row, why: Any) -> None:
        element = row.node.element
        row.unread.append(Unread(element.line, element.id, element.kind, element.name, why))

    def _call(self, row: Row, node: Flowing) -> None:
        called = node.element.ref("calledElement")
        if not called:
            zeebe = next((one for one in node.element.below() if one.kind == "calledElement"), None)
            called = zeebe.said.get("processId", "") if zeebe is not None else ""
        called = called.removeprefix("SOP_")
        if not called:
            self._note(row, without.CALLS)
            return
        row.kind = "call"
        row.keys["call"] = called if fits(called) else slug(called, "", most=9).replace("_", "-") or "sop"

    def _wait(self, row: Row, node: Flowing) -> None:
        event = node.event
        row.kind = "wait"
        if event is not None and event.kind == "timerEventDefinition":
            time = _duration(event)
            if time is not None:
                row.keys["wait"] = str(time)
                return
            row.kind = "work"
            row.keys["actor"] = "unknown"
            self._note(row, without.MOMENT.filled(what=_timer_text(event)))
            return
        if event is not None and event.kind == "linkEventDefinition":
            row.kind = "pass"
            return
        ref = (event or node.element).ref("messageRef") or (event.ref("signalRef") if event is not None else "")
        name = self.messages.get(ref, "") or node.element.name or node.id
        if event is not None and event.kind not in ("messageEventDefinition", "signalEventDefinition"):
            self._note(row, without.CAUGHT)
        row.keys["wait"] = {"until": titled(name)}

    def _ways(self, row: Row) -> dict[str, list[Place]]:
        node = row.node
        out = node.out
        conditional = [way for way in out if way.condition]
        by_answer = node.kind in SPLIT_BY_ANSWER or (node.kind not in GATEWAYS and conditional)
        if len(out) < 2 or not by_answer:
            return {"": self._places(out) or [("end", False, "")]}
        named = {
            "inclusiveGateway": without.ANY_OF,
            "eventBasedGateway": without.FIRST_OF,
            "complexGateway": without.COMPLEX,
        }
        if node.kind in named:
            self._note(row, named[node.kind])
        elif node.kind not in GATEWAYS:
            self._note(row, without.CONDITIONAL)
        row.kind = "work" if row.kind in ("pass", "wait") else row.kind
        awaited = row.keys.pop("wait", None)
        if awaited is not None:  # a row that waits has no answers
            row.notes.append(("wait", str(awaited.get("until") if isinstance(awaited, dict) else awaited), "open"))
        if node.kind in GATEWAYS:
            row.keys["no"] = None
        ways: dict[str, list[Place]] = {}
        for way in out:
            name = self._answer(way, ways)
            ways[name] = [self._place(way.target)]
            if way.element is not None:
                row.flows[name] = (way.element.id, way.name)
            if way.condition and not self.is_ours:
                row.notes.append(("branches", f"{name}: {way.condition}"[:500], "certain" if way.name else "open"))
        return ways

    def _answer(self, way: Way, taken: dict[str, list[Place]]) -> str:
        name = way.name
        if not name and way.element is not None and way.source.element.said.get("default") == way.element.id:
            name = without.OTHERWISE.id
        name = name or way.condition or way.target.element.name or without.OTHERWISE.id
        return unique_label(taken, name)

    def _borders(self, row: Row) -> None:
        for border in row.node.borders:
            event = border.event
            targets = self._places(border.out)
            time = _duration(event) if event is not None and event.kind == "timerEventDefinition" else None
            interrupts = border.element.said.get("cancelActivity") != "false"
            is_end = all(not isinstance(t, str) for t in targets)
            wait = row.keys.get("wait")
            ends = [late for late in row.late if late.places]
            times = {late.time for late in row.late} | ({time} if time is not None else set())
            # what is later than the first is so long after it
            can_be_late = row.kind in ("work", "call") and (
                len(times) < 2 or None not in [one.span for one in times]
            )
            if time is not None and isinstance(wait, dict) and "at_most" not in wait and interrupts:
                wait["at_most"] = str(time)
                row.ways["late"] = targets
            elif time is not None and can_be_late and targets and interrupts and not ends:
                row.late.append(Timer(border.id, time, border.element.name, targets))
            elif time is not None and can_be_late and is_end and not interrupts:
                row.late.append(Timer(border.id, time, border.element.name, []))
            else:
                self.graph.note(border.element, without.BORDER_EVENT)
                row.notes.append(("branches", f"{border.kind} {border.element.name or border.id}", "open"))


def fits(name: str) -> bool:
    """Whether a name can be the id of a row."""
    return is_id(name) and name not in RESERVED


def _end_name(text: str) -> str:
    plain = normalize("NFKD", nfc(text)).encode("ascii", "ignore").decode().casefold()
    name = "_".join(re.findall(r"[a-z0-9]+", plain))[:60]
    return name if fits(name) else f"akhir_{name}" if name else "end"


def titled(text: str) -> str:
    """A text as the title of a document: never one that is shaped like an id."""
    flat = " ".join(text.split())
    return flat if not is_id(flat) else flat[0].upper() + flat[1:]


def _timer_text(event: Element) -> str:
    texts = (" ".join(one.text.split()) for one in event.all("timeDuration", "timeDate", "timeCycle"))
    return next(texts, "").replace("{", "(").replace("}", ")")[:100]


def _duration(event: Element) -> Duration | None:
    """A timer as a duration: days are days of the calendar in BPMN."""
    own = event.first("timeDuration")
    if own is None:
        return None
    text = own.text.strip().strip("=").strip().strip("\"'")
    try:
        time = parse(text) if text.startswith("P") else None
        return parse(str(time).replace("hari", "hari kalender")) if time is not None else None
    except NotADuration:
        return None
