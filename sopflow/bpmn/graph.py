"""A process as a foreign file has it: elements of the flow with what hangs on them, whatever stands in sub-processes among
them, and every thing that has no counterpart in an SOP with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sopflow.language import Words

from . import without
from .problems import UnreadableBpmn
from .source import MODEL, Element

SPLIT_BY_ANSWER: Final = ("exclusiveGateway", "eventBasedGateway", "inclusiveGateway", "complexGateway")
GATEWAYS: Final = (*SPLIT_BY_ANSWER, "parallelGateway")
_TASKS: Final = (
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask", "callActivity",
)  # fmt: skip
_EVENTS: Final = ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent")
_SUBS: Final = ("subProcess", "transaction", "adHocSubProcess")
_FLOWING: Final = (*_TASKS, *_EVENTS, *_SUBS, *GATEWAYS)
_BESIDE: Final = (
    "laneSet", "sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference", "textAnnotation", "association",
    "group", "documentation", "extensionElements", "ioSpecification", "property", "incoming", "outgoing",
)  # fmt: skip

_READ: Final = frozenset(
    (*_FLOWING, *_BESIDE, "dataInputAssociation", "dataOutputAssociation", "script",
     "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "dataInput", "dataOutput", "inputSet", "outputSet")
)  # fmt: skip
OURS: Final = "urn:sopflow:bpmn:1"
"""The namespace of what a file carries for `sopflow import`."""
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
MAX_NODES: Final = 1_000
"""Elements of the flow of one process."""
MAX_WAYS: Final = 4_000


class Unread(NamedTuple):
    """Something that an SOP cannot say, or says otherwise."""

    line: int
    id: str
    kind: str
    name: str
    why: Words

    @property
    def words(self) -> Words:
        label = f'{self.kind} "{self.name or self.id}"'.replace("{", "(").replace("}", ")")
        return without.AT.filled(line=self.line, what=label, why=self.why)


@dataclass(slots=True, eq=False)
class Flowing:
    """An element of the flow."""

    element: Element
    lane: str | None = None
    """The id of the lane in which it stands."""
    out: list[Way] = field(default_factory=list)
    into: list[Way] = field(default_factory=list)
    borders: list[Flowing] = field(default_factory=list)
    """The events on its border."""
    unread: list[Unread] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.element.id

    @property
    def kind(self) -> str:
        return self.element.kind

    @property
    def event(self) -> Element | None:
        """What an event is about."""
        return next(events_of(self.element), None)


@dataclass(slots=True, eq=False)
class Way:
    """A sequence flow; `element` is `None` for one that a sub-process or a link stands for."""

    source: Flowing
    target: Flowing
    element: Element | None = None

    @property
    def name(self) -> str:
        return self.element.name if self.element is not None else ""

    @property
    def condition(self) -> str:
        own = self.element.first("conditionExpression") if self.element is not None else None
        return " ".join(own.text.split()) if own is not None else ""


@dataclass(slots=True)
class ProcessGraph:
    """The process of a pool."""

    element: Element
    title: str
    lanes: dict[str, str]
    """Names by id, from the left."""
    nodes: dict[str, Flowing] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    """What belongs to no element."""

    def note(self, element: Element, why: Words, node: Flowing | None = None) -> None:
        """Name something that has no counterpart."""
        one = Unread(element.line, element.id, element.kind, element.name, why)
        (node.unread if node is not None else self.unread).append(one)


def events_of(element: Element) -> Iterator[Element]:
    """What an element is about, as far as it is an event."""
    return (one for one in element.children if one.kind.endswith("EventDefinition") and one.space == MODEL)


def processes_of(root: Element) -> list[Element]:
    """The processes of a file that hold a flow."""
    return [one for one in root.all("process") if one.first(*_FLOWING) is not None]


def titles_of(root: Element, processes: Sequence[Element]) -> list[str]:
    """What processes are called, by their pools if those have names."""
    pools: dict[str, str] = {}
    for one in _pools_of(root):
        pools.setdefault(one.ref("processRef"), one.name)
    return [pools.get(one.id, "") or one.name or one.id for one in processes]


def carried_in(process: Element) -> Element | None:
    """What a process carries for `sopflow import`."""
    return next((one for one in process.below() if (one.kind, one.space) == ("definition", OURS)), None)


def graph_of(root: Element, process: Element) -> ProcessGraph:
    """One process of a file. `UnreadableBpmn` where its flow cannot be followed."""
    return _Reader(root, process).graph


def _pools_of(root: Element) -> list[Element]:
    return [one for holder in root.all("collaboration", "choreography") for one in holder.all("participant")]


def _reacts(element: Element) -> bool:
    """Whether an element is a sub-process that an event starts."""
    return element.said.get("triggeredByEvent") == "true"


class _Reader:
    def __init__(self, root: Element, process: Element) -> None:
        self.root = root
        self.graph = ProcessGraph(process, titles_of(root, [process])[0], {})
        self.ways = 0
        self.lane_of: dict[str, str] = {}
        for lanes in process.all("laneSet"):
            self._lanes(lanes)
        self.flows: list[tuple[Element, Flowing | None]] = []
        self.starts_in: dict[str, list[Flowing]] = {}
        self.ends_in: dict[str, list[Flowing]] = {}
        self._elements(process, None)
        self._connect()
        self._links()
        self._inline()
        self._borders()
        self._beside()
        for holder in root.all("collaboration"):
            for one in holder.all("messageFlow"):
                self.graph.note(one, without.MESSAGE_FLOW)
        pools = _pools_of(root) if len(processes_of(root)) < 2 else []
        own = next((pool for pool in pools if pool.ref("processRef") == process.id), None)
        for pool in pools:
            if pool is not own:
                self.graph.note(pool, without.OTHER_POOL)

    def _lanes(self, lanes: Element) -> None:
        for lane in lanes.all("lane"):
            inner = list(lane.all("childLaneSet"))
            for one in inner:
                self._lanes(one)
            if not any(one.first("lane") for one in inner):
                own = lane.id if lane.id not in self.graph.lanes else ""
                own = own or f"{lane.id} {len(self.graph.lanes)}"  # as no id is
                self.graph.lanes[own] = lane.name or lane.id
                for ref in lane.all("flowNodeRef"):
                    self.lane_of.setdefault(ref.names, own)

    def _elements(self, holder: Element, within: Flowing | None) -> None:
        for one in holder.children:
            is_bpmn = one.space == MODEL
            if is_bpmn and one.kind in _FLOWING:
                self._element(one, within)
            elif is_bpmn and one.kind == "sequenceFlow":
                self.flows.append((one, within))
            elif within is None and not (is_bpmn and (one.kind in _BESIDE or one.kind.endswith("Definition"))):
                self.graph.note(one, without.OTHER)

    def _element(self, one: Element, within: Flowing | None) -> None:
        if not one.id or one.id in self.graph.nodes:
            raise UnreadableBpmn(line=one.line, why=without.NO_ID)
        if len(self.graph.nodes) >= MAX_NODES:
            raise UnreadableBpmn(line=one.line, why=without.MANY.filled(limit=MAX_NODES))
        lane = self.lane_of.get(one.id, within.lane if within is not None else None)
        node = self.graph.nodes[one.id] = Flowing(one, lane)
        if one.kind in _SUBS:
            self._elements(one, node)
        key = within.id if within is not None else ""
        if one.kind == "startEvent":
            self.starts_in.setdefault(key, []).append(node)
        elif one.kind == "endEvent" and within is not None and node.event is None:
            self.ends_in.setdefault(key, []).append(node)

    def _connect(self) -> None:
        for flow, _ in self.flows:
            source, target = (self.graph.nodes.get(flow.ref(key)) for key in ("sourceRef", "targetRef"))
            if source is None or target is None:
                raise UnreadableBpmn(line=flow.line, why=without.NOWHERE)
            if target.kind == "boundaryEvent":
                raise UnreadableBpmn(line=flow.line, why=without.INTO_BORDER)
            if _reacts(source.element) or _reacts(target.element):
                raise UnreadableBpmn(line=flow.line, why=without.INTO_REACTING)
            self._join(Way(source, target, flow))

    def _join(self, way: Way) -> None:
        self.ways += 1
        if self.ways > MAX_WAYS:
            raise UnreadableBpmn(line=way.source.element.line, why=without.MANY_WAYS.filled(limit=MAX_WAYS))
        way.source.out.append(way)
        way.target.into.append(way)

    def _links(self) -> None:
        """A link that is thrown goes on where one of its name is caught."""
        caught: dict[str, Flowing] = {}
        links = [
            node
            for node in self.graph.nodes.values()
            if node.event is not None and node.event.kind == "linkEventDefinition"
        ]
        for node in links:
            if node.kind == "intermediateCatchEvent":
                caught[node.event.name if node.event is not None else ""] = node
        for node in links:
            if node.kind == "intermediateThrowEvent":
                target = caught.get(node.event.name if node.event is not None else "")
                if target is None:
                    self.graph.note(node.element, without.LINK, node)
                else:
                    self._join(Way(node, target))

    def _inline(self) -> None:
        """What stands in a sub-process stands in the process: where one leads in it begins, and where it ends it goes on."""
        for sub in [node for node in self.graph.nodes.values() if node.kind in _SUBS]:
            inner = [one.id for one in sub.element.children if one.id in self.graph.nodes]
            if _reacts(sub.element):
                self.graph.note(sub.element, without.EVENT_SUBPROCESS)
            elif not inner:
                continue  # one that is not drawn out: a row
            else:
                self._replace(sub, inner)
            if inner:
                del self.graph.nodes[sub.id]

    def _beside(self) -> None:
        """What hangs on elements or stands beside them."""
        for node in self.graph.nodes.values():
            events = [*events_of(node.element)]
            for one in events[1:]:
                self.graph.note(one, without.SECOND_EVENT, node)
            for one in node.element.children:
                if one.space == MODEL and one.kind not in _READ and one not in events:
                    self.graph.note(one, without.OTHER, node)
        for one in self.graph.element.below():
            if one.space != MODEL:
                continue
            if one.kind == "textAnnotation":
                text = next((" ".join(own.text.split()) for own in one.all("text")), "")
                self.graph.note(one, without.SAYS.filled(what=text.replace("{", "(").replace("}", ")")[:300]))
        spaces = {one.space for one in self.graph.element.below() if one.space not in ("", MODEL, OURS, XSI)}
        if spaces:
            self.graph.note(self.graph.element, without.EXTENSIONS.filled(spaces=sorted(spaces)[:9]))

    def _replace(self, sub: Flowing, inner: list[str]) -> None:
        nodes = [self.graph.nodes[id] for id in inner if id in self.graph.nodes]
        if sub.kind != "subProcess" or sub.element.first(
            "multiInstanceLoopCharacteristics", "standardLoopCharacteristics"
        ):
            self.graph.note(sub.element, without.REPEATED if sub.kind == "subProcess" else without.TRANSACTION)
        if any(
            len(node.out) > 1 and node.kind in ("parallelGateway", "inclusiveGateway", *_TASKS) for node in nodes
        ):
            self.graph.note(sub.element, without.PARALLEL_WITHIN)
        flowing = [n for n in nodes if n.kind not in ("endEvent", "boundaryEvent") and not _reacts(n.element)]
        begins = self.starts_in.get(sub.id, []) or [n for n in flowing if not n.into]
        ends = [*self.ends_in.get(sub.id, []), *(n for n in flowing if not n.out)]
        for way in sub.into:
            way.source.out.remove(way)
            for node in begins:
                self._join(Way(way.source, node, way.element))
        for way in sub.out:
            way.target.into.remove(way)
            for node in ends:
                self._join(Way(node, way.target, way.element))
        for node in (*begins, *ends):
            if node.kind in ("startEvent", "endEvent") and node.out and node.into:
                self._bypass(node)
        if not sub.into and not sub.out:
            self.starts_in.setdefault("", []).extend(n for n in begins if n.id in self.graph.nodes)

    def _bypass(self, node: Flowing) -> None:
        """An element that does nothing: what leads to it leads on."""
        for way in node.into:
            way.source.out.remove(way)
        for way in node.out:
            way.target.into.remove(way)
        for one in node.into:
            for other in node.out:
                self._join(Way(one.source, other.target, one.element or other.element))
        del self.graph.nodes[node.id]

    def _borders(self) -> None:
        for node in [node for node in self.graph.nodes.values() if node.kind == "boundaryEvent"]:
            host = self.graph.nodes.get(node.element.ref("attachedToRef"))
            if host is None or host.kind in ("startEvent", "endEvent", "boundaryEvent"):
                self.graph.note(node.element, without.BORDER_EVENT)
            else:
                host.borders.append(node)


def described(node: Flowing) -> Iterator[str]:
    """What is written about an element."""
    return (one.text for one in node.element.all("documentation") if one.text)
