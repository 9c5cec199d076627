"""Data objects of a diagram as what its rows need and make; what is connected to nothing that has a counterpart is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from . import without
from .graph import ProcessGraph
from .rows import titled
from .source import MODEL, Element

_INTO: Final = "dataInputAssociation"
_OUT_OF: Final = "dataOutputAssociation"
_SHOWN: Final = ("dataObjectReference", "dataStoreReference")
_OF_PROCESS: Final = ("dataInput", "dataOutput")


class Paper(NamedTuple):
    """A data object at a row."""

    ref: str
    """The id of what is drawn."""
    title: str


class Papers(NamedTuple):
    """What a row needs and makes."""

    needs: list[Paper]
    makes: list[Paper]

    @property
    def titles(self) -> tuple[list[str], list[str]]:
        """Each once."""
        needs, makes = (list(dict.fromkeys(one.title for one in papers)) for papers in self)
        return needs, makes


class Found(NamedTuple):
    """All data objects of a process."""

    of_rows: dict[str, Papers]
    """By the id of the row."""
    titles: dict[str, dict[str, str]]
    """By the data object's id: by what is drawn of it, and by its own id, how that is called."""


def papers_of(graph: ProcessGraph, root: Element, rows: Mapping[str, str]) -> Found:
    """What the rows need and make; `rows` are the ids of rows by those of their elements. What belongs to no row is noted in
    the graph."""
    reader = _Reader(graph, rows)
    reader.associations(root)
    of_rows = {
        row: Papers(*([Paper(*one) for one in held.items()] for held in both)) for row, both in reader.held.items()
    }
    return Found(of_rows, reader.titles)


class _Reader:
    def __init__(self, graph: ProcessGraph, rows: Mapping[str, str]) -> None:
        self.graph = graph
        self.rows = rows
        self.held: dict[str, tuple[dict[str, str], dict[str, str]]] = {row: ({}, {}) for row in rows.values()}
        """By row, the titles of what it needs and makes by what is drawn."""
        self.titles: dict[str, dict[str, str]] = {}
        self.named: dict[str, str] = {}
        """Titles by the ids to which associations refer."""
        everything = [one for one in graph.element.below() if one.space == MODEL]
        objects = {one.id: one for one in everything if one.kind == "dataObject" and one.id}
        for own in graph.element.all("ioSpecification"):
            objects |= {one.id: one for one in own.all(*_OF_PROCESS) if one.id}
        self.objects = {**objects, **{one.id: one for one in everything if one.kind in _SHOWN and one.id}}
        self.shown: dict[str, str] = {}
        """What is drawn, with the data object that it stands for."""
        for one in self.objects.values():
            data = one.ref("dataObjectRef")
            data = data if data in objects else one.id
            name = one.name or (objects[data].name if data in objects else "")
            self.shown[one.id] = data
            if name:
                self.named[one.id] = titled(name + _state(one))
                self.titles.setdefault(data, {})[one.id] = self.named[one.id]
        self.flows = {one.id: one for one in everything if one.kind == "sequenceFlow"}
        self.used: set[str] = set()

    def associations(self, root: Element) -> None:
        """Read all of them; then what none of them names is connected to nothing."""
        for one in self.graph.element.below():
            if one.space == MODEL:
                for link in one.all(_INTO, _OUT_OF):
                    self._data_association(one, link)
        for link in root.below():
            if (link.kind, link.space) == ("association", MODEL):
                self._association(link)
        stood_for = {data for id, data in self.shown.items() if id != data}
        for id, one in self.objects.items():
            if id not in self.used and id not in stood_for:
                self.graph.note(one, without.UNUSED)

    def _data_association(self, holder: Element, link: Element) -> None:
        refs = [ref.names for ref in link.all("sourceRef", "targetRef")]
        known = [ref for ref in refs if ref in self.objects]
        for ref in known:
            self._at(link, ref, holder.id, makes=link.kind == _OUT_OF)
        if not known or link.first("assignment", "transformation") is not None:
            self.graph.note(link, without.DATA_EXPRESSION)

    def _association(self, link: Element) -> None:
        """A line that only connects, as some tools draw it: to an element, or to a flow along which the object goes."""
        source, target = map(link.ref, ("sourceRef", "targetRef"))
        if (source in self.objects) == (target in self.objects):
            return
        ref, other = (source, target) if source in self.objects else (target, source)
        both = link.said.get("associationDirection") == "Both"
        flow = self.flows.get(other)
        if flow is not None:
            ends = map(flow.ref, ("sourceRef", "targetRef"))
            rows = [(makes, id) for makes, id in zip((True, False), ends, strict=True) if id in self.rows]
            for makes, id in rows or [(False, other)]:
                self._at(link, ref, id, makes=makes)
            return
        for makes in (False, True) if both else (ref == target,):
            self._at(link, ref, other, makes=makes)

    def _at(self, link: Element, ref: str, element: str, *, makes: bool) -> None:
        self.used.add(ref)
        row = self.rows.get(element)
        title = self.named.get(ref)
        if row is None:
            what = title or ref
            self.graph.note(link, without.NOT_AT_A_STEP.filled(what=what.replace("{", "(").replace("}", ")")))
        elif title is None:
            self.graph.note(self.objects[ref], without.NAMELESS)
        else:
            self.held[row][makes][ref] = title


def _state(one: Element) -> str:
    """In which state it is, as its tools write it behind its name."""
    names: Iterator[str] = (" ".join(own.name.split()) for own in one.all("dataState"))
    return next((f" ({name})" for name in names if name), "")
