"""The rows of a process as what stands in the file of a definition."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, NamedTuple

from sopflow.paper.drafting.naming import Ids, slug, unique_label

from .folding import rows_of
from .graph import ProcessGraph, Unread, described
from .late import lateness_of
from .papers import Found, Papers, papers_of
from .rows import Place, Row, fits
from .source import Element
from .weaving import SOP

Plain = dict[str, Any]
_UNKNOWN: Final = "unknown"


class Draft(NamedTuple):
    """What a diagram says."""

    whole: Plain
    """A definition as plain values."""
    unread: list[Unread]
    """Everything that has no counterpart in it."""
    answers: dict[str, dict[str, tuple[str, str]]]
    """By row and answer: the id of the flow, and its name."""
    timers: dict[str, list[str]]
    """By row: the ids of the events on its border, as `on_late` has them."""
    documented: dict[str, list[str]]
    """By row: the lines of its documentation."""
    lines: dict[str, int]
    """Where elements and flows stand in the file."""
    papers: Found
    """Its data objects."""


def draft_of(graph: ProcessGraph, root: Element, taken: Collection[str] = ()) -> Draft:
    """The definition that a diagram says; no row of its own gets an id that is `taken`. `UnreadableBpmn`."""
    rows = rows_of(graph, root, taken)
    ids = Ids()
    actors = {lane: ids.new(_actor(lane, name)) for lane, name in graph.lanes.items() if name != "?"}
    whole: Plain = {"sopflow": 1, "id": _id(graph), "title": graph.title}
    papers = papers_of(graph, root, {row.node.id: row.id for row in rows})
    timers: dict[str, list[str]] = {}
    steps = [_step(row, actors, papers.of_rows[row.id], timers.setdefault(row.id, [])) for row in rows]
    unread = [*graph.unread, *(one for row in rows for one in row.unread)]
    loose = notes_of(graph.unread)
    if loose:
        whole["source"] = loose
    whole["actors"] = {actors[lane]: graph.lanes[lane] for lane in actors} or {"pelaksana": "Pelaksana"}
    whole["steps"] = steps
    lines = {one.id: one.line for one in graph.element.below() if one.id}
    documented = {row.id: [line for text in described(row.node) for line in text.splitlines()] for row in rows}
    answers = {row.id: row.flows for row in rows if row.decides}
    return Draft(whole, sorted(unread, key=lambda one: one.line), answers, timers, documented, lines, papers)


def _id(graph: ProcessGraph) -> str:
    own = graph.element.id.removeprefix(SOP)
    return (
        own
        if own != graph.element.id and fits(own)
        else slug(graph.title, "", most=6).replace("_", "-") or "proses"
    )


def _actor(lane: str, name: str) -> str:
    own = lane.removeprefix("Lane_")
    return own if fits(own) else slug(name, "", most=4) or "pelaksana"


def _step(row: Row, actors: dict[str, str], papers: Papers, timers: list[str]) -> Plain:
    keys = dict(row.keys)
    number = keys.pop("no", None)
    ways = dict(row.ways)
    step: Plain = {"id": row.id}
    if number is not None:
        step["no"] = number
    step["activity"] = row.activity
    if row.waits_for is not None:
        step["join"] = row.waits_for
    if row.kind == "pass":
        step["terminator"] = True
    elif row.kind == "work":
        step["actor"] = keys.pop("actor", None) or actors.get(row.node.lane or "", _UNKNOWN)
    for key in ("call", "wait"):
        if key in keys:
            step[key] = keys.pop(key)
    if row.kind == "wait" and isinstance(step.get("wait"), dict) and "late" in ways:
        step["wait"] = {**step["wait"], "late": _targets(ways.pop("late"))}
    inputs, outputs = papers.titles
    if inputs:
        step["inputs"] = inputs
    if row.late:
        step["duration"], late = lateness_of(row.late)
    else:
        late = []
    if outputs:
        step["outputs"] = outputs
    if "question" in keys:
        step["question"] = keys.pop("question")
    on_late: list[Plain] = []
    for own, after, label, targets in late:
        timers.append(own)
        act: Plain = {} if after is None else {"after": after}
        if targets and not row.decides:
            ways = {"selesai": ways.get("", [])}
        if targets:
            name = next((name for name, places in ways.items() if places == targets and row.decides), None)
            if name is None:
                name = unique_label(ways, label or "lewat waktu")
                ways[name] = targets
            act["take"] = name
        else:
            act["remind"] = True
        on_late.append(act)
    if "" in ways:
        step["next"] = _targets(ways[""])
    else:
        step["branches"] = {name: _targets(places) for name, places in ways.items()}
    if on_late:
        step["on_late"] = on_late
    if keys.get("remarks"):
        step["remarks"] = keys["remarks"]
    sources = [{"cell": cell, "text": text, "reading": reading} for cell, text, reading in row.notes]
    sources += notes_of(row.unread)
    if sources:
        step["source"] = sources
    return step


def notes_of(unread: Collection[Unread]) -> list[Plain]:
    """What has no counterpart, as notes of a definition."""
    return [
        {
            "cell": "bpmn",
            "text": " ".join(f"{one.kind} {one.name or one.id}".split())[:300],
            "reading": "open",
            "why": one.why.id,
        }
        for one in unread
    ]


def _targets(places: list[Place]) -> Any:
    said: list[Any] = []
    for place in places:
        if place is None:
            return _UNKNOWN
        if isinstance(place, str):
            said.append(place)
        else:
            name, closes, follows = place
            end = (
                {"end": name} | ({"closes": "all"} if closes else {}) | ({"hand_over": follows} if follows else {})
            )
            said.append("end" if end == {"end": "end"} else end)
    if len(said) == 1:
        return said[0]
    return [{"end": "end"} if one == "end" else one for one in said]
