"""From the elements of a process to the rows of an SOP.

Every element becomes a row at first, gateways rows that pass by themselves; then what the format says without a row of its
own is folded into the rows beside it: decisions, merges, joins, and what starts together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from sopflow.definition.duration import NotADuration, parse
from sopflow.definition.model import STARTED
from sopflow.paper.drafting.naming import Ids, slug, unique_label

from . import without, words
from .graph import GATEWAYS, OURS, SPLIT_BY_ANSWER, Unread, described
from .problems import UnreadableBpmn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .graph import Flowing, ProcessGraph, Way
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

    @property
    def decides(self) -> bool:
        return "" not in self.ways

    def targets(self) -> Iterator[Place]:
        return (place for places in self.ways.values() for place in places)


def rows_of(graph: ProcessGraph, root: Element) -> list[Row]:
    """The rows of a process, the first one first. `UnreadableBpmn` where nothing can be started."""
    return _Folder(graph, root).folded()


class _Folder:
    def __init__(self, graph: ProcessGraph, root: Element) -> None:
        self.graph = graph
        self.messages = {one.id: one.name for one in root.all("message", "signal")}
        self.ids = Ids()
        self.rows: dict[str, Row] = {}
        """By the id of the element; once folded, by the row's."""
        self.ends: dict[str, Place] = {}
        for node in graph.nodes.values():
            if node.kind == "endEvent":
                self.ends[node.id] = self._end(node)
        for id in filter(fits, graph.nodes):
            self.ids.new(id)  # what is called as a row is, stays so
        for node in graph.nodes.values():
            if node.kind in ("endEvent", "boundaryEvent") or self._is_mere_start(node):
                continue
            self.rows[node.id] = self._row(node)

    def folded(self) -> list[Row]:
        starts = [node for node in self.graph.nodes.values() if self._is_mere_start(node)]
        self.entry = self._begin(starts)
        for row in list(self.rows.values()):
            row.ways = self._ways(row)
        for row in list(self.rows.values()):
            self._borders(row)
        self._decisions()
        self._merges_and_splits()
        self._joins()
        return self._in_order(self._one_first())

    # what each element is

    def _is_mere_start(self, node: Flowing) -> bool:
        return node.kind == "startEvent" and not node.into

    def _begin(self, starts: list[Flowing]) -> list[Place]:
        for start in starts:
            if start.event is not None:
                self.graph.note(start.element, without.STARTED_BY)
        found: list[Place] = [self._place(way.target) for start in starts for way in start.out]
        if not found:
            found = [*[n.id for n in self.graph.nodes.values() if not n.into and n.id in self.rows][:1]]
        if not found:
            raise UnreadableBpmn(line=self.graph.element.line, why=without.NO_START)
        if len([s for s in starts if s.out]) > 1:
            self.graph.note(self.graph.element, without.SEVERAL_STARTS)
        return list(dict.fromkeys(found))

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
        called = node.element.said.get("calledElement", "").rpartition(":")[2]
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
                row.keys["wait"] = time
                return
            row.kind = "work"
            row.keys["actor"] = "unknown"
            self._note(row, without.MOMENT.filled(what=_timer_text(event)))
            return
        if event is not None and event.kind == "linkEventDefinition":
            row.kind = "pass"
            return
        ref = (event or node.element).said.get("messageRef") or (
            event.said.get("signalRef") if event is not None else ""
        )
        name = self.messages.get((ref or "").rpartition(":")[2], "") or node.element.name or node.id
        if event is not None and event.kind not in ("messageEventDefinition", "signalEventDefinition"):
            self._note(row, without.CAUGHT)
        row.keys["wait"] = {"until": titled(name)}

    # where each leads

    def _ways(self, row: Row) -> dict[str, list[Place]]:
        node = row.node
        out = node.out
        conditional = [way for way in out if way.condition]
        by_answer = node.kind in SPLIT_BY_ANSWER or (node.kind not in GATEWAYS and conditional)
        if len(out) < 2 or not by_answer:
            return {"": [self._place(way.target) for way in out] or [("end", False, "")]}
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
            if way.condition and not self._is_ours:
                row.notes.append(("branches", f"{name}: {way.condition}"[:500], "certain" if way.name else "open"))
        return ways

    @property
    def _is_ours(self) -> bool:
        return any(one.kind == "definition" and one.space == OURS for one in self.graph.element.below())

    def _answer(self, way: Way, taken: dict[str, list[Place]]) -> str:
        name = way.name
        if not name and way.element is not None and way.source.element.said.get("default") == way.element.id:
            name = without.OTHERWISE.id
        name = name or way.condition or way.target.element.name or without.OTHERWISE.id
        return unique_label(taken, name)

    def _borders(self, row: Row) -> None:
        for border in row.node.borders:
            event = border.event
            targets = [self._place(way.target) for way in border.out]
            time = _duration(event) if event is not None and event.kind == "timerEventDefinition" else None
            interrupts = border.element.said.get("cancelActivity") != "false"
            is_end = all(not isinstance(t, str) for t in targets)
            if time is not None and row.kind == "wait" and isinstance(row.keys.get("wait"), dict) and interrupts:
                row.keys["wait"]["at_most"] = time
                row.ways["late"] = targets
            elif time is not None and row.kind == "work" and targets and interrupts:
                row.keys.setdefault("duration", time)
                row.keys["take"] = (border.element.name, targets)
            elif time is not None and row.kind == "work" and is_end and not interrupts:
                row.keys.setdefault("duration", time)
                row.keys["remind"] = border.element.name
            else:
                self.graph.note(border.element, without.BORDER_EVENT)
                row.notes.append(("branches", f"{border.kind} {border.element.name or border.id}", "open"))

    # folding

    def _arrivals(self, id: str) -> list[tuple[Row, str, int]]:
        return [
            (row, answer, at)
            for row in self.rows.values()
            for answer, places in row.ways.items()
            for at, place in enumerate(places)
            if place == id
        ]

    def _decisions(self) -> None:
        """A gateway that decides behind a task is the task's."""
        for id, row in list(self.rows.items()):
            if row.node.kind not in SPLIT_BY_ANSWER or not row.decides or id in self.entry:
                continue
            arrivals = self._arrivals(id)
            if len(arrivals) != 1:
                continue
            before, answer, _ = arrivals[0]
            is_plain = before.kind in ("work", "call") and not before.decides and before.node.kind not in GATEWAYS
            if is_plain and answer == "" and before.ways[""] == [id]:
                before.ways = dict(row.ways)
                if row.node.element.name and row.node.element.name not in (
                    before.activity,
                    "Keputusan?",
                    "Decision?",
                ):
                    before.keys["question"] = row.node.element.name
                before.unread += row.unread
                before.notes += row.notes
                del self.rows[id]

    def _merges_and_splits(self) -> None:
        todo = [id for id, row in self.rows.items() if row.kind == "pass" and row.node.kind in GATEWAYS]
        for id in todo:
            row = self.rows[id]
            places = row.ways.get("", [])
            arrivals = self._arrivals(id)
            joins = {p for p in places if isinstance(p, str) and p in self.rows and self.rows[p].join}
            sources = {before.id for before, _, _ in arrivals}
            if row.join or row.decides or id in places or (joins and len(sources) > 1):
                continue
            if len(places) > 1 and (id in self.entry or row.node.kind != "parallelGateway"):
                continue
            if any(set(places) & set(before.ways[answer]) - {id} for before, answer, _ in arrivals):
                continue
            for before, answer, _ in arrivals:
                before.ways[answer] = [p for one in before.ways[answer] for p in (places if one == id else [one])]
            for other in self.rows.values():
                if "take" in other.keys:
                    name, targets = other.keys["take"]
                    other.keys["take"] = (name, [p for one in targets for p in (places if one == id else [one])])
            self.entry = list(dict.fromkeys(p for one in self.entry for p in (places if one == id else [one])))
            del self.rows[id]

    def _joins(self) -> None:
        """A gateway that waits before a row is the row's `join`."""
        for id, row in list(self.rows.items()):
            if not row.join:
                continue
            arrivals = self._arrivals(id)
            waits = [before.node.id for before in dict.fromkeys(before for before, _, _ in arrivals)]
            row.waits_for = STARTED if row.join == STARTED else waits
            places = row.ways.get("", [])
            target = self.rows.get(places[0]) if len(places) == 1 and isinstance(places[0], str) else None
            if (
                target is None
                or target is row
                or target.join
                or target.waits_for
                or id in self.entry
                or row.decides
            ):
                continue
            others = [before for before, _, _ in self._arrivals(target.node.id) if before is not row]
            if any(before.node.id in waits for before in others) or (row.join == STARTED and others):
                continue
            target.waits_for = row.waits_for
            target.unread += row.unread
            for before, answer, at in arrivals:
                before.ways[answer][at] = target.node.id
            del self.rows[id]

    # in order

    def _one_first(self) -> str:
        if len(self.entry) == 1 and isinstance(self.entry[0], str):
            return self.entry[0]
        start = next(node for node in self.graph.nodes.values() if node.kind == "startEvent")
        several = len([node for node in self.graph.nodes.values() if node.kind == "startEvent" and node.out]) > 1
        row = Row(
            self.ids.new("mulai"),
            start,
            "work" if several else "pass",
            start.element.name or "Mulai",
            {"": self.entry},
        )
        if several:
            row.ways = {}
            for place in self.entry:
                row.ways[unique_label(row.ways, self._label(place))] = [place]
            row.keys["actor"] = "unknown"
        row.keys["no"] = "none"
        self.rows[start.id] = row
        return start.id

    def _label(self, place: Place) -> str:
        return self.rows[place].activity if isinstance(place, str) else str(place[0] if place else "?")

    def _in_order(self, first: str) -> list[Row]:
        """As they follow each other, what goes on before what goes back; then those to which nothing leads."""
        order: list[str] = []
        seen: set[str] = set()
        for root in (first, *self.rows):
            found: list[str] = []
            stack: list[tuple[str, bool]] = [(root, False)]
            while stack:
                id, is_left = stack.pop()
                if is_left:
                    found.append(id)
                elif id not in seen and id in self.rows:
                    seen.add(id)
                    stack.append((id, True))
                    row = self.rows[id]
                    more = [*row.targets(), *row.keys.get("take", ("", []))[1]]
                    stack += [(place, False) for place in more if isinstance(place, str)]
            order += found[::-1]
        names = {id: row.id for id, row in self.rows.items()}
        return [self._named(self.rows[id], names) for id in order]

    def _named(self, row: Row, names: dict[str, str]) -> Row:
        """The row with the ids of rows in place of those of elements."""

        def of(places: list[Place]) -> list[Place]:
            return list(dict.fromkeys(names[p] if isinstance(p, str) else p for p in places))

        row.ways = {answer: of(places) for answer, places in row.ways.items()}
        if isinstance(row.waits_for, list):
            row.waits_for = [names[id] for id in row.waits_for]
        if "take" in row.keys:
            name, targets = row.keys["take"]
            row.keys["take"] = (name, of(targets))
        return row


def fits(name: str) -> bool:
    return (
        bool(name)
        and name[0].islower()
        and name.isascii()
        and all(c.islower() or c.isdigit() or c in "_-" for c in name)
        and name not in ("end", "unknown", "true", "false", "null", "started")
    )


def _end_name(text: str) -> str:
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    name = "_".join(re.findall(r"[a-z0-9]+", plain))[:60]
    return name if fits(name) else f"akhir_{name}" if name else "end"


def titled(text: str) -> str:
    """A text as the title of a document: never one that is shaped like an id."""
    flat = " ".join(text.split())
    return flat if not fits(flat) else flat[0].upper() + flat[1:]


def _timer_text(event: Element) -> str:
    texts = (" ".join(one.text.split()) for one in event.all("timeDuration", "timeDate", "timeCycle"))
    return next(texts, "").replace("{", "(").replace("}", ")")[:100]


def _duration(event: Element) -> str | None:
    """A timer as a duration: days are days of the calendar in BPMN."""
    own = event.first("timeDuration")
    if own is None:
        return None
    text = own.text.strip().strip("=").strip().strip("\"'")
    try:
        time = parse(text) if text.startswith("P") else None
    except NotADuration:
        return None
    return str(time).replace("hari", "hari kalender") if time is not None else None
