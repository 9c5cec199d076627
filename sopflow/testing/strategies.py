"""Hypothesis strategies: legal runs of any definition, and definitions by chance. Needs hypothesis."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike
from typing import Any, Final

from hypothesis import note, reject
from hypothesis import strategies as st

from sopflow.definition.duration import parse
from sopflow.definition.library import Procedure
from sopflow.definition.loading import loads
from sopflow.definition.model import LATE, Definition, Printer, Ref
from sopflow.engine.engine import Engine
from sopflow.errors import BadCommand, DefinitionError
from sopflow.flow.command import CommandKind
from sopflow.flow.event import Event
from sopflow.flow.instance import Instance
from sopflow.flow.markings import Markings, Move
from sopflow.scenarios.acting import NOTE, acts_of, observed_in, way_to_an_end
from sopflow.scenarios.deciding import can_come
from sopflow.scenarios.model import Act, ActKind, Scenario
from sopflow.scenarios.rehearsal import Failed, Rehearsal, compiled
from sopflow.scenarios.walking import choices_for
from sopflow.scenarios.writing import written

from . import given
from .subject import procedure_of

ACTORS: Final = ("a", "b", "c")
_MAX_FINISHING: Final = 500
_SELDOM: Final = st.integers(0, 4).map(lambda number: number == 4)
_DETOURS: Final[Mapping[CommandKind, ActKind]] = {
    "skip": "skip", "withdraw": "withdraw", "undo": "undo", "extend": "extend",
}  # fmt: skip
_LATER: Final = tuple(parse(text) for text in ("0 menit", "20 menit", "5 jam", "3 hari"))


@dataclass(frozen=True, repr=False)
class LegalRun:
    """A run in which every act was accepted, on its engine, and the same as a scenario that passes.

    It prints as a scenario file, so that you can play the counterexample that hypothesis shows.
    """

    engine: Engine
    run: Instance
    scenario: Scenario

    @property
    def history(self) -> tuple[Event, ...]:
        """Its events."""
        return tuple(self.engine.history(self.run.id))

    def __repr__(self) -> str:
        return f"LegalRun(\n{written(self.run.sop, [self.scenario])})"

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        printer.text(repr(self))


@st.composite
def legal_runs(
    draw: st.DrawFn,
    sop: Definition | Procedure | str | PathLike[str],
    *called: Definition,
    max_moves: int = 30,
    finished: bool = False,
    detours: bool = True,
) -> LegalRun:
    """Generate runs of an SOP in which anybody who may act does, in any order, with any answer, before or after the
    due time.

    A run does at most `max_moves` rows; with `finished` it then takes the shortest way to an end, if there is one.
    Sometimes a row is skipped, a signature withdrawn, a completion undone or a due time extended; not with
    `detours=False`.
    `called` are the definitions that it calls, where `sop` is not the name of a file.
    """
    given.count("max_moves", max_moves, least=0)
    given.flag("finished", finished)
    given.flag("detours", detours)
    flows = compiled(procedure_of(sop, called))
    rehearsal = Rehearsal(flows)
    markings = Markings(flows[-1])
    acts: list[Act] = []
    for _ in range(draw(st.integers(0, max_moves))):
        if detours and draw(_SELDOM):
            _detour(draw, rehearsal, acts)
        run = rehearsal.run
        moves = markings.moves(markings.of(run) if run is not None else markings.start.after)
        if run is not None:
            today = rehearsal.clock.now().date()
            moves = tuple(m for m in moves if _agrees(m, run) and can_come(flows[-1], m, run.fields, today))
        if not moves or (run is not None and run.is_over):
            break
        move = draw(st.sampled_from(moves))
        after = draw(st.none() | st.sampled_from(_LATER)) if not flows[-1].rows[move.row].step.call else None
        todo = list(acts_of(move, rehearsal, after=after))
        for at, act in enumerate(todo, start=1):
            _perform(act, rehearsal, acts)
            if detours and at < len(todo) and act.by is not None and draw(_SELDOM):
                _perform(Act("withdraw", act.step, by=act.by, visit=act.visit), rehearsal, acts)
                _perform(replace(act, after=None), rehearsal, acts)
    for _ in range(_MAX_FINISHING if finished else 0):
        run = rehearsal.run
        left = way_to_an_end(markings, markings.of(run) if run is not None else markings.start.after)
        known = run.fields if run is not None else {}
        if not left or not can_come(flows[-1], left[0], known, rehearsal.clock.now().date()):
            break
        for act in acts_of(left[0], rehearsal, ahead=left[1:]):
            _perform(act, rehearsal, acts)
    scenario = Scenario(name="acak", acts=tuple(acts), expect=observed_in(rehearsal))
    run = rehearsal.run
    assert run is not None
    return LegalRun(rehearsal.engine, run, scenario)


def _agrees(move: Move, run: Instance) -> bool:
    """Whether a move gives the answer of those who have signed its row already."""
    row = run.open_row(move.row)
    return row is None or not row.signed or row.signed[0].outcome == move.outcome


def _detour(draw: st.DrawFn, rehearsal: Rehearsal, acts: list[Act]) -> None:
    """Something that somebody may do besides doing a row."""
    run = rehearsal.run
    flow = rehearsal.flows[-1]
    if run is None or run.is_over:
        return
    possible = [
        (offer, str(actor))
        for actor in flow.definition.actors
        for offer in rehearsal.engine.may(run.id, str(actor))
        if offer.command in _DETOURS
    ]
    if possible:
        offer, actor = draw(st.sampled_from(possible))
        step = Ref(offer.step) if offer.step is not None else None
        visit = offer.visit if sum(row.step == offer.step for row in run.active) > 1 else None
        act = Act(_DETOURS[offer.command], step, by=Ref(actor), note=NOTE, visit=visit)
        if offer.command == "skip":
            row = flow.rows[str(offer.step)]
            ways = [way for way in row.ways.values() if not way.is_open and way.outcome != LATE]
            if not ways:
                return
            way = draw(st.sampled_from(ways))
            choose = {chosen: choices_for(flow.definition, chosen)[0] for chosen in way.choices}
            act = replace(act, outcome=way.outcome if row.sole is None else None, choose=choose)
        elif offer.command == "extend":
            extension = flow.rows[step].step.extension if step is not None else flow.definition.extension
            longest = extension.at_most if extension is not None else None
            act = replace(act, lasts=longest or parse("1 hari"))
        _perform(act, rehearsal, acts)


def _perform(act: Act, rehearsal: Rehearsal, acts: list[Act]) -> None:
    """Let an act happen; a run in which tokens multiply beyond what an instance may hold is none."""
    try:
        rehearsal.perform(act)
    except Failed as problem:
        if rehearsal.refusals and rehearsal.refusals[-1].code == BadCommand.code:
            reject()
        raise problem from None
    acts.append(act)


def definitions() -> st.SearchStrategy[Definition]:
    """Generate SOPs that load: with loops, splits, joins of both kinds, joint, optional, waiting and unknown rows.

    Its actors are a, b and c, its rows s0, s1, …; it need not be sound.
    """
    return drafts().map(lambda whole: loads(json.dumps(whole)))


@st.composite
def families(draw: st.DrawFn) -> tuple[Definition, ...]:
    """SOPs that call each other, the called ones first: `acak` calls `anak`, which calls `cucu`."""
    found = [loads(json.dumps(_BELOW))]
    for name in ("anak", "acak"):
        whole = draw(drafts()) | {"id": name}
        for row in whole["steps"]:
            if row.get("actor") and "branches" not in row and draw(st.integers(0, 2)) > 0:
                for key in ("actor", "sign_off", "optional", "duration", "on_late", "extension"):
                    row.pop(key, None)
                row["call"] = found[-1].id
        beside = _called_beside(whole["steps"], str(found[-1].id)) if draw(st.booleans()) else None
        try:
            found.append(loads(json.dumps(whole | ({"steps": beside} if beside is not None else {}))))
        except DefinitionError:
            found.append(loads(json.dumps(whole)))
    return tuple(found)


def _called_beside(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The same rows, but that beside a called SOP somebody may close everything: chance seldom makes that."""
    first, called, closing = ({"id": f"s{at}", "activity": "Kerja"} for at in range(3))
    return [
        {**first, "actor": "a", "next": ["s1", "s2"]},
        {**called, "call": name, "next": "end"},
        {**closing, "actor": "b", "next": {"end": "y", "closes": "all"}},
        *({key: value for key, value in row.items() if key != "join"} for row in rows[3:]),
    ]


_BELOW: Final = {
    "sopflow": 1,
    "id": "cucu",
    "title": "Cucu",
    "actors": {a: a.upper() for a in ACTORS},
    "steps": [{"id": "s0", "activity": "Kerja", "actor": "a"}, {"id": "s1", "activity": "Kerja", "actor": "b"}],
}


@st.composite
def drafts(draw: st.DrawFn) -> dict[str, Any]:
    """The same, as what stands in its file."""
    count = draw(st.integers(2, 7))
    names = [f"s{i}" for i in range(count)]
    rows = [_row(draw, name, names) for name in names]
    for row, known in zip(rows, _arrivals(rows, names), strict=True):
        if len(known) >= 2:
            join = draw(st.sampled_from(["none", "none", "named", "started"]))
            if join == "named":
                row["join"] = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
            elif join == "started":
                row["join"] = "started"
    whole: dict[str, Any] = {
        "sopflow": 1,
        "id": "acak",
        "title": "Acak",
        "actors": {a: a.upper() for a in ACTORS},
        "steps": rows,
    }
    if draw(st.integers(0, 4)) == 0:
        whole |= {"time_limit": "5 hari", "extension": draw(_EXTENSIONS)}
    try:
        loads(json.dumps(whole))
    except DefinitionError as problem:
        # no way to an end, or rows that pass forever: that much chance makes
        if any(d.severity == "error" and d.code not in ("SOP209", "SOP215") for d in problem.findings):
            raise
        whole["steps"] = [{"id": name, "activity": "Kerja", "actor": "a"} for name in names[:2]]
    note(json.dumps(whole))
    return whole


def _row(draw: st.DrawFn, name: str, names: list[str]) -> dict[str, Any]:
    target = st.sampled_from([*names, "end", "end"])
    targets = st.one_of(
        target,
        st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True),
        st.sampled_from([{"end": "x"}, {"end": "y", "closes": "all"}, {"end": "z", "hand_over": "lain"}]),
    )
    kind = draw(st.sampled_from(["work", "work", "work", "joint", "wait", "until", "open", "terminator"]))
    row: dict[str, Any] = {
        "id": name,
        "activity": "Kerja",
        "outputs": draw(st.lists(st.sampled_from(["Surat", "Draf", "Arsip"]), max_size=2, unique=True)),
        "inputs": draw(st.lists(st.sampled_from(["Surat", "Draf"]), max_size=1)),
    }
    if kind == "terminator":
        row["terminator"] = True
    elif kind == "wait":
        row["wait"] = "2 jam"
    elif kind == "until":
        row["wait"] = {"until": "Surat", "at_most": "3 hari", "late": draw(target)}
    elif kind == "open":
        row["actor"] = "unknown"
    elif kind == "joint":
        row["actor"] = ["a", "b"]
        row["sign_off"] = draw(st.sampled_from(["any", "all", "in_order"]))
    else:
        row["actor"] = draw(st.sampled_from(ACTORS))
        row["optional"] = draw(st.booleans())
    if kind in ("work", "joint", "open") and draw(st.booleans()):
        row["branches"] = {
            "Y": draw(targets),
            "N": draw(st.one_of(targets, st.just("unknown"), st.just({"to": names[0], "note": "required"}))),
        }
    elif draw(st.booleans()):
        row["next"] = draw(targets)
    if kind in ("work", "joint", "open"):
        row["duration"] = draw(st.sampled_from(["1 jam", "2 hari", None]))
    if kind == "work" and row.get("duration") and draw(st.integers(0, 3)) == 0:
        row["on_late"] = draw(_on_late("branches" in row))
    if kind == "work" and row.get("duration") and draw(st.integers(0, 3)) == 0:
        row["extension"] = draw(_EXTENSIONS)
    return row


_EXTENSIONS: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {"by": st.sampled_from(ACTORS)},
    optional={"at_most": st.sampled_from(["1 jam", "1 hari"]), "times": st.integers(1, 3)},
)


def _on_late(decides: bool) -> st.SearchStrategy[list[dict[str, Any]]]:
    """What happens when a row is late: reminders and escalations, and at last the branch Y."""
    after: st.SearchStrategy[dict[str, Any]] = st.sampled_from([{}, {"after": "1 jam"}, {"after": "1 hari"}])
    act: st.SearchStrategy[dict[str, Any]] = st.sampled_from([{"remind": True}, {"escalate": "c"}])
    some = st.lists(st.tuples(after, act).map(lambda pair: {**pair[0], **pair[1]}), min_size=1, max_size=2)
    return st.tuples(some, st.booleans()).map(
        lambda pair: [*pair[0], {"after": "3 hari", "take": "Y"}] if decides and pair[1] else pair[0]
    )


def _arrivals(rows: list[dict[str, Any]], names: list[str]) -> list[list[str]]:
    """For each row, those that lead to it."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for row, following in zip(rows, [*names[1:], "end"], strict=True):
        ways = [*row.get("branches", {}).values()] or [row.get("next", following)]
        if isinstance(row.get("wait"), dict):
            ways.append(row["wait"]["late"])
        for way in ways:
            for place in way if isinstance(way, list) else [way.get("to") if isinstance(way, dict) else way]:
                if place in found:
                    found[place].add(row["id"])
    return [sorted(found[name]) for name in names]
