"""A process and its drawing as XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sopflow._version import __version__
from sopflow.render.formats.marks import clean

from .dialects import OF, DialectName
from .graph import OURS
from .model import TASKS, Flow, Node, Paper, Process
from .weaving import DECIDES, SOP

if TYPE_CHECKING:
    from sopflow.definition.duration import Duration, Unit
    from sopflow.language import Language
    from sopflow.render.page import Point

    from .drawing import Box, Drawing
    from .forms import Form

_SPACES: Final = (
    ' xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sopflow="{OURS}"'
)
_LETTERS: Final = ("Y", "M", "D", "TH", "TM", "TS")
_ISO: Final[Mapping[Unit, tuple[str, int]]] = {
    "tahun": ("Y", 1), "bulan": ("M", 1), "minggu": ("D", 7), "hari": ("D", 1), "hari kalender": ("D", 1), "jam": ("TH", 1),
    "menit": ("TM", 1), "detik": ("TS", 1),
}  # fmt: skip
_LINK: Final = "_Link"
"""What the id of a data object's association ends with."""
_SMALLER: Final = (("D", "TH", 24), ("TH", "TM", 60), ("TM", "TS", 60))


def iso(time: Duration) -> str:
    """A duration as ISO 8601 says it: days are days of the calendar, since it does not know working days."""
    amounts = dict.fromkeys(_LETTERS, Decimal(0))
    for unit, amount in time.parts:
        letter, times = _ISO[unit]
        amounts[letter] += amount * times
    for letter, smaller, times in _SMALLER:  # only seconds may have a fraction
        part = amounts[letter] % 1
        amounts[letter] -= part
        amounts[smaller] += part * times
    said = [f"{amount.normalize():f}{letter[-1]}" if amount else "" for letter, amount in amounts.items()]
    dates, times_of_day = "".join(said[:3]), "".join(said[3:])
    return "P" + dates + (f"T{times_of_day}" if times_of_day else "" if dates else "T0S")


@dataclass
class Writer:
    """The file of a process."""

    process: Process
    drawing: Drawing
    name: DialectName
    language: Language
    carried: str
    """Goes along unseen, in an extension element of the process."""
    ruled: Mapping[str, Mapping[str, str]]
    """The conditions of rows that data decide, by branch."""
    forms: Mapping[str, Form]
    """Those of rows."""

    def __post_init__(self) -> None:
        self.dialect = OF[self.name]
        self.into: dict[str, list[str]] = {}
        self.out: dict[str, list[str]] = {}
        for flow in self.process.flows:
            self.into.setdefault(flow.target, []).append(flow.id)
            self.out.setdefault(flow.source, []).append(flow.id)
        kinds = {node.id: node.kind for node in self.process.nodes}
        self.flowing: dict[str, list[Paper]] = {}
        """What tasks need and make, where they are told by data associations."""
        self.drawn: list[Paper] = []
        """What is only drawn beside an element."""
        for paper in self.process.papers:
            if self.dialect.data_flows and kinds[paper.node] in TASKS:
                self.flowing.setdefault(paper.node, []).append(paper)
            else:
                self.drawn.append(paper)
        self.messages: dict[str, str] = {}
        for node in self.process.nodes:
            if node.message is not None:
                self.messages.setdefault(node.message, f"Message_{len(self.messages) + 1}")
        self.asked = {node.id: node.name for node in self.process.nodes}

    def content(self) -> bytes:
        return "\n".join(self.lines()).encode() + b"\n"

    def lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield (
            f'<bpmn:definitions{_SPACES}{self.dialect.spaces} id="Definitions" targetNamespace="{OURS}"'
            f' exporter="sopflow" exporterVersion="{__version__}">'
        )
        yield '  <bpmn:collaboration id="Collaboration">'
        process = clean(self.process.id)
        yield f'    <bpmn:participant id="Pool" name="{clean(self.process.title)}" processRef="{process}"/>'
        yield "  </bpmn:collaboration>"
        for name, id in self.messages.items():
            extension = self._extensions(
                '<zeebe:subscription correlationKey="=key"/>' if self.name == "camunda8" else ""
            )
            yield f'  <bpmn:message id="{id}" name="{clean(name)}"' + (
                f">{extension}</bpmn:message>" if extension else "/>"
            )
        if any(node.event == "error" for node in self.process.nodes):
            yield '  <bpmn:error id="Error_Unknown" name="unknown" errorCode="unknown"/>'
        if any(node.event == "escalation" for node in self.process.nodes):
            yield '  <bpmn:escalation id="Escalation_Late" name="late" escalationCode="late"/>'
        runs = "true" if self.dialect.runs else "false"
        yield f'  <bpmn:process id="{process}" name="{clean(self.process.title)}" isExecutable="{runs}">'
        carried = (
            f'<sopflow:definition dialect="{self.name}" language="{self.language}">{self.carried}</sopflow:definition>'
            if self.carried
            else ""
        )
        yield from self._indented(self._extensions(carried))
        yield from self._lanes()
        for node in self.process.nodes:
            yield from self._node(node)
        for flow in self.process.flows:
            yield self._flow(flow)
        for id, name in self.process.documents:
            yield f'    <bpmn:dataObject id="{clean(id)}" name="{clean(name)}"/>'
        for paper in self.process.papers:
            said = f'name="{clean(paper.name)}" dataObjectRef="{clean(paper.document)}"'
            yield f'    <bpmn:dataObjectReference id="{clean(paper.id)}" {said}/>'
        for paper in self.drawn:
            source, target = (paper.node, paper.id) if paper.is_made else (paper.id, paper.node)
            said = f'associationDirection="One" sourceRef="{clean(source)}" targetRef="{clean(target)}"'
            yield f'    <bpmn:association id="{clean(paper.id)}{_LINK}" {said}/>'
        yield "  </bpmn:process>"
        yield from self._picture()
        yield "</bpmn:definitions>"

    def _extensions(self, inner: str) -> str:
        return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>" if inner else ""

    def _indented(self, *parts: str, by: int = 4) -> Iterator[str]:
        for part in parts:
            if part:
                yield " " * by + part

    def _lanes(self) -> Iterator[str]:
        yield '    <bpmn:laneSet id="Lanes">'
        for at, lane in enumerate(self.process.lanes):
            yield f'      <bpmn:lane id="{clean(lane.id)}" name="{clean(lane.name)}">'
            for node in self.process.nodes:
                if node.lane == at:
                    yield f"        <bpmn:flowNodeRef>{clean(node.id)}</bpmn:flowNodeRef>"
            yield "      </bpmn:lane>"
        yield "    </bpmn:laneSet>"

    def _node(self, node: Node) -> Iterator[str]:
        tag = f"bpmn:{node.kind}"
        said = f' name="{clean(node.name)}"' if node.name else ""
        if node.attached_to is not None:
            said += f' attachedToRef="{clean(node.attached_to)}"'
            said += "" if node.interrupts else ' cancelActivity="false"'
        if node.calls is not None:
            said += f' calledElement="{SOP}{clean(node.calls)}"'
        if node.kind == "receiveTask" and node.message is not None:
            said += f' messageRef="{self.messages[node.message]}"'
        yield f'    <{tag} id="{clean(node.id)}"{said}>'
        words = "\n".join(clean(line) for line in node.documentation.split("\n"))
        yield from self._indented(
            f"<bpmn:documentation>{words}</bpmn:documentation>" if words else "",
            self._extensions(self.dialect.extension(node, self.forms.get(node.id))),
            *(f"<bpmn:incoming>{flow}</bpmn:incoming>" for flow in self.into.get(node.id, ())),
            *(f"<bpmn:outgoing>{flow}</bpmn:outgoing>" for flow in self.out.get(node.id, ())),
            *self._data(node),
            *self._doers(node),
            *self._event(node),
            by=6,
        )
        yield f"    </{tag}>"

    def _data(self, node: Node) -> Iterator[str]:
        papers = self.flowing.get(node.id, ())
        own = clean(node.id)
        needs = [paper for paper in papers if not paper.is_made]
        if needs:  # an association needs a target within the task; this is the one that BPMN's tools write
            yield f'<bpmn:property id="{own}_Needs" name="__targetRef_placeholder"/>'
        for paper in needs:
            ends = (
                f"<bpmn:sourceRef>{clean(paper.id)}</bpmn:sourceRef><bpmn:targetRef>{own}_Needs</bpmn:targetRef>"
            )
            yield f'<bpmn:dataInputAssociation id="{clean(paper.id)}{_LINK}">{ends}</bpmn:dataInputAssociation>'
        for paper in papers:
            if paper.is_made:
                ends = f"<bpmn:targetRef>{clean(paper.id)}</bpmn:targetRef>"
                yield f'<bpmn:dataOutputAssociation id="{clean(paper.id)}{_LINK}">{ends}</bpmn:dataOutputAssociation>'

    def _doers(self, node: Node) -> Iterator[str]:
        for actor in node.doers if self.name == "plain" else ():
            yield (
                f"<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>{clean(actor)}"
                "</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>"
            )
        if node.each is not None:
            inner = self.dialect.each(clean(node.each)) + (self.dialect.enough if node.until_first else "")
            yield f"<bpmn:multiInstanceLoopCharacteristics>{inner}</bpmn:multiInstanceLoopCharacteristics>"
        if not node.signers:
            return
        in_order = ' isSequential="true"' if node.in_order else ""
        count = len(node.signers)
        if self.dialect.cardinality:
            inner = f'<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">{count}</bpmn:loopCardinality>'
        else:
            names = ", ".join(f'"{clean(actor)}"' for actor in node.signers).replace('"', "&quot;")
            inner = self._extensions(
                f'<zeebe:loopCharacteristics inputCollection="=[{names}]" inputElement="signer"/>'
            )
        yield f"<bpmn:multiInstanceLoopCharacteristics{in_order}>{inner}</bpmn:multiInstanceLoopCharacteristics>"

    def _event(self, node: Node) -> Iterator[str]:
        own = clean(node.id)
        if node.timer is not None:
            lasts = f'"{iso(node.timer)}"' if self.name == "spiff" else iso(node.timer)
            time = f'<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">{lasts}</bpmn:timeDuration>'
            yield f'<bpmn:timerEventDefinition id="{own}_Timer">{time}</bpmn:timerEventDefinition>'
        elif node.event == "message" and node.kind == "intermediateCatchEvent":
            yield f'<bpmn:messageEventDefinition id="{own}_Message" messageRef="{self.messages[node.message or ""]}"/>'
        elif node.event == "terminate":
            yield f'<bpmn:terminateEventDefinition id="{own}_Terminate"/>'
        elif node.event == "error":
            yield f'<bpmn:errorEventDefinition id="{own}_Error" errorRef="Error_Unknown"/>'
        elif node.event == "escalation":
            yield f'<bpmn:escalationEventDefinition id="{own}_Escalation" escalationRef="Escalation_Late"/>'

    def _flow(self, flow: Flow) -> str:
        name = f' name="{clean(flow.name)}"' if flow.name else ""
        head = f'    <bpmn:sequenceFlow id="{flow.id}"{name} sourceRef="{clean(flow.source)}" targetRef="{clean(flow.target)}"'
        if flow.answer is None:
            return head + "/>"
        said = self.ruled.get(flow.source.removesuffix(DECIDES), {}).get(flow.answer)
        if said is None:
            said = self.dialect.condition(self.asked[flow.source], flow.answer)
        condition = clean(self.dialect.whole(said))
        kind = ' xsi:type="bpmn:tFormalExpression"' if self.dialect.runs else ""
        kind += f' language="{self.dialect.language}"' if self.dialect.language is not None else ""
        return f"{head}><bpmn:conditionExpression{kind}>{condition}</bpmn:conditionExpression></bpmn:sequenceFlow>"

    def _picture(self) -> Iterator[str]:
        yield '  <bpmndi:BPMNDiagram id="Diagram">'
        yield '    <bpmndi:BPMNPlane id="Plane" bpmnElement="Collaboration">'
        yield from self._shape("Pool", self.drawing.pool, ' isHorizontal="false"')
        for id, box in self.drawing.lanes.items():
            yield from self._shape(id, box, ' isHorizontal="false"')
        for node in self.process.nodes:
            said = ' isMarkerVisible="true"' if node.kind == "exclusiveGateway" else ""
            yield from self._shape(node.id, self.drawing.shapes[node.id], said)
        for paper in self.process.papers:
            yield from self._shape(paper.id, self.drawing.shapes[paper.id])
        for flow in self.process.flows:
            yield from self._edge(flow.id, self.drawing.edges[flow.id])
        for paper in self.process.papers:
            yield from self._edge(f"{paper.id}{_LINK}", self.drawing.edges[paper.id])
        yield "    </bpmndi:BPMNPlane>"
        yield "  </bpmndi:BPMNDiagram>"

    def _shape(self, id: str, box: Box, said: str = "") -> Iterable[str]:
        own = clean(id)
        yield f'      <bpmndi:BPMNShape id="{own}_di" bpmnElement="{own}"{said}>'
        yield f"        {_bounds(box)}"
        yield from self._label(id)
        yield "      </bpmndi:BPMNShape>"

    def _edge(self, id: str, points: Iterable[Point]) -> Iterator[str]:
        own = clean(id)
        yield f'      <bpmndi:BPMNEdge id="{own}_di" bpmnElement="{own}">'
        for x, y in points:
            yield f'        <di:waypoint x="{round(x)}" y="{round(y)}"/>'
        yield from self._label(id)
        yield "      </bpmndi:BPMNEdge>"

    def _label(self, id: str) -> Iterable[str]:
        box = self.drawing.labels.get(id)
        if box is not None:
            yield f"        <bpmndi:BPMNLabel>{_bounds(box)}</bpmndi:BPMNLabel>"


def _bounds(box: Box) -> str:
    left, top = round(box.x), round(box.y)
    width, height = round(box.x + box.width) - left, round(box.y + box.height) - top
    return f'<dc:Bounds x="{left}" y="{top}" width="{width}" height="{height}"/>'
