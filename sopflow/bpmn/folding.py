"""From rows that are an element each to the rows of an SOP: what the format says without a row of its own is folded into the
rows beside it (decisions, merges, joins, and what starts together), and they are put in order."""

from __future__ import annotations

from collections.abc import Collection

from sopflow.definition.model import STARTED
from sopflow.paper.drafting.naming import unique_label

from . import words
from .graph import GATEWAYS, SPLIT_BY_ANSWER, Flowing, ProcessGraph
from .rows import Place, Row, elements_as_rows
from .source import Element

_MOST = 64
"""Arrows that stand for one gateway that is folded away; one with more stays a row."""
_FIRST = ""
"""The key of a row that stands for no element, as no element has it."""


def rows_of(graph: ProcessGraph, root: Element, taken: Collection[str] = ()) -> list[Row]:
    """The rows of a process, the first one first; ids that are `taken` are not given to them. `UnreadableBpmn` where nothing
    can be started."""
    return _Folder(graph, root, taken).folded()


class _Folder:
    def __init__(self, graph: ProcessGraph, root: Element, taken: Collection[str]) -> None:
        self.graph = graph
        self.rows, self.entry, self.ids = elements_as_rows(graph, root, taken)
        """By the id of the element; once folded, by the row's."""

    def folded(self) -> list[Row]:
        self._decisions()
        self._merges_and_splits()
        self._joins()
        return self._in_order(self._one_first())

    def _arrivals(self, id: str) -> list[tuple[Row, list[Place], int]]:
        """The rows that lead to one, each with the way by which it does."""
        return [
            (row, places, at)
            for row in self.rows.values()
            for places in row.leads()
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
            before = arrivals[0][0]
            is_plain = before.kind in ("work", "call") and not before.decides and before.node.kind not in GATEWAYS
            if is_plain and before.ways[""] == [id]:
                before.ways = dict(row.ways)
                before.flows = row.flows
                if row.node.element.name and row.node.element.name not in (
                    before.activity,
                    words.DECIDED.id,
                    words.DECIDED.en,
                ):
                    before.keys["question"] = row.node.element.name
                before.unread += row.unread
                before.notes += row.notes
                del self.rows[id]

    def _merges_and_splits(self) -> None:
        todo = [id for id, row in self.rows.items() if row.kind == "pass" and row.node.kind in GATEWAYS]
        for id in (*todo, *todo):  # twice: a merge of what a later split brings from one row
            if id not in self.rows:
                continue
            row = self.rows[id]
            places = row.ways.get("", [])
            arrivals = self._arrivals(id)
            joins = {p for p in places if isinstance(p, str) and p in self.rows and self.rows[p].join}
            sources = {before.id for before, _, _ in arrivals}
            if row.join or row.decides or id in places or (joins and len(sources) > 1):
                continue
            is_split = len(places) > 1
            if is_split and (id in self.entry or row.node.kind != "parallelGateway"):
                continue
            if is_split and len(places) * len(arrivals) > _MOST:
                continue
            if any(set(places) & set(way) - {id} for _, way, _ in arrivals):
                continue
            for _, way, _ in arrivals:
                way[:] = _in_place(way, id, places)
            self.entry = _in_place(self.entry, id, places)
            del self.rows[id]

    def _joins(self) -> None:
        """A gateway that waits before a row is the row's `join`."""
        for id, row in list(self.rows.items()):
            if not row.join:
                continue
            arrivals = self._arrivals(id)
            waits = [before.node.id for before in dict.fromkeys(before for before, _, _ in arrivals)]
            row.waits_for = STARTED if row.join == STARTED else waits or None
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
            for _, way, at in arrivals:
                way[at] = target.node.id
            del self.rows[id]

    def _one_first(self) -> str:
        if len(self.entry) == 1 and isinstance(self.entry[0], str):
            return self.entry[0]
        starts = [node for node in self.graph.nodes.values() if node.kind == "startEvent"]
        several = len([node for node in starts if node.out]) > 1
        name = next((node.element.name for node in starts if node.element.name), words.START.id)
        node = starts[0] if starts else Flowing(self.graph.element)
        row = Row(self.ids.new("mulai"), node, "work" if several else "pass", name, {"": self.entry})
        if several:
            row.ways = {}
            for place in self.entry:
                row.ways[unique_label(row.ways, self._label(place))] = [place]
            row.keys["actor"] = "unknown"
        row.keys["no"] = "none"
        self.rows[_FIRST] = row
        return _FIRST

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
                    stack += [(place, False) for place in row.targets() if isinstance(place, str)]
            order += found[::-1]
        names = {id: row.id for id, row in self.rows.items()}
        return [self._named(self.rows[id], names) for id in order]

    def _named(self, row: Row, names: dict[str, str]) -> Row:
        """The row with the ids of rows in place of those of elements."""
        for places in row.leads():
            places[:] = dict.fromkeys(names[p] if isinstance(p, str) else p for p in places)
        if isinstance(row.waits_for, list):
            row.waits_for = [names[id] for id in row.waits_for]
        return row


def _in_place(places: list[Place], id: str, others: list[Place]) -> list[Place]:
    """Some places with others in place of one."""
    return list(dict.fromkeys(p for one in places for p in (others if one == id else [one])))
