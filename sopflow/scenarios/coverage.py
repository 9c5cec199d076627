"""What of an SOP scenarios have taken: rows, branches, arrows, pairs of arrows, joins, ends, refusals by actor."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sopflow.definition.arcs import FlowArc, arcs_of
from sopflow.definition.model import DONE, Definition
from sopflow.flow.following import standing
from sopflow.flow.markings import Markings
from sopflow.flow.trace import traced

from .checks import ends_of

if TYPE_CHECKING:
    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow

    from .rehearsal import Rehearsal

Kind = Literal["rows", "branches", "arcs", "pairs", "joins", "ends", "refusals"]
KINDS: Final[tuple[Kind, ...]] = ("rows", "branches", "arcs", "pairs", "joins", "ends", "refusals")
COUNTED: Final[tuple[Kind, ...]] = ("rows", "branches", "arcs", "ends")
"""What the percentage is of; the others are shown beside it."""


class SopKey(NamedTuple):
    """Which SOP scenarios are of: an id alone can stand in several files."""

    file: str
    sop: str
    version: str


def key_of(sop: Definition) -> SopKey:
    """What tells a definition from others of its id."""
    return SopKey(_resolved(sop.path), str(sop.id), str(sop.version))


@cache
def _resolved(path: str) -> str:
    return str(Path(path).resolve())


class Coverage:
    """Counts for one SOP; what there is to take comes from the definition alone."""

    def __init__(self, flow: Flow) -> None:
        sop = flow.definition
        self.flow = flow
        self.key = key_of(sop)
        self.markings = Markings(flow)
        self.scenarios = 0
        arcs = arcs_of(sop.steps)
        ways = {str(step.id): [str(name) for name, _ in step.ways] for step in sop.steps}
        self.all: dict[Kind, tuple[str, ...]] = {
            "rows": tuple(ways),
            "branches": tuple(
                way_text(row, o) for row, outcomes in ways.items() if len(outcomes) > 1 for o in outcomes
            ),
            "arcs": tuple(dict.fromkeys(map(arc_text, arcs))),
            "pairs": tuple(
                dict.fromkeys(pair_text(arc, outcome) for arc in arcs for outcome in ways.get(arc.place, ()))
            ),
            "joins": tuple(name for name, row in flow.rows.items() if row.join is not None or row.inclusive),
            "ends": ends_of(sop),
            "refusals": tuple(str(a) for a, actor in sop.actors.items() if actor.chosen_by is None),
        }
        self.hit: dict[Kind, set[str]] = {kind: set() for kind in KINDS}

    def add(self, rehearsal: Rehearsal) -> None:
        """Count what a rehearsal took of this SOP, as the run itself or as an SOP that it called."""
        keys = {str(flow.definition.id): key_of(flow.definition) for flow in rehearsal.flows}
        if keys.get(self.key.sop) != self.key:
            return
        for run in rehearsal.instances():
            if run.sop == self.flow.definition.id:
                self.add_history(rehearsal.engine.history(run.id))
                if run.end is not None:
                    self.hit["ends"].add(run.end)
        actors = set(self.all["refusals"])
        for refused in rehearsal.refusals:
            if refused.sop == self.flow.definition.id and refused.code == "not-authorized":
                held = rehearsal.people.get(refused.by, (refused.by,))
                self.hit["refusals"].update(actors.intersection(map(str, held)))

    def add_history(self, events: Iterable[Event]) -> None:
        """Count what the history of one instance took; what was skipped or undone was not."""
        taken: set[FlowArc] = set()
        for event, (entered, move) in traced(self.markings, standing(events)):
            skipped = event.type == "skipped"
            if move.row and not skipped:
                self.hit["rows"].add(move.row)
                self.hit["branches"].add(way_text(move.row, move.outcome))
                self.hit["pairs"].update(pair_text(arc, move.outcome) for arc in entered if arc in taken)
            for arc in move.arcs:
                self.hit["ends"].update(self.ended_at(arc.place if move.to is None else move.to))
                if skipped and arc.row == move.row:
                    continue
                taken.add(arc)
                self.hit["arcs"].add(arc_text(arc))
                if self.flow.rows[arc.row].is_automatic:
                    self.hit["rows"].add(arc.row)
                if arc.place in self.flow.rows and self.flow.rows[arc.place].is_automatic:
                    self.hit["pairs"].add(pair_text(arc, DONE))
            self.hit["joins"].update(move.joined)

    def ended_at(self, place: str) -> tuple[str, ...]:
        end = self.flow.ends.get(place)
        return (end.name,) if end is not None else ()

    def counts(self, kind: Kind) -> tuple[int, int]:
        """How many were taken, of how many."""
        return len(self.hit[kind].intersection(self.all[kind])), len(self.all[kind])

    def missed(self, kind: Kind) -> tuple[str, ...]:
        """What was not taken, in the order of the table."""
        return tuple(item for item in self.all[kind] if item not in self.hit[kind])

    @property
    def percent(self) -> float:
        """Of rows, branches, arrows and ends together."""
        hit, whole = (sum(side) for side in zip(*(self.counts(kind) for kind in COUNTED), strict=True))
        return 100.0 * hit / whole if whole else 100.0

    def record(self) -> dict[str, object]:
        singular = {"rows": "row", "branches": "branch", "arcs": "arc", "ends": "end"}
        return {
            **{kind: list(self.counts(kind)) for kind in KINDS},
            "percent": floored(self.percent),
            "missed": [f"{singular[kind]} {item}" for kind in COUNTED for item in self.missed(kind)],
            "missed_pairs": list(self.missed("pairs")),
            "missed_joins": list(self.missed("joins")),
            "missed_refusals": list(self.missed("refusals")),
        }


def floored(percent: float) -> float:
    """A percentage to one decimal place, never more than it is: 99.96 is not 100."""
    return math.floor(percent * 10 + 1e-9) / 10


def way_text(row: str, outcome: str) -> str:
    """A row with its outcome: `verifikasi=N`, `arsip`."""
    return row if outcome == DONE else f"{row}={outcome}"


def arc_text(arc: FlowArc) -> str:
    """An arrow: `verifikasi=N -> susun_surat`."""
    return f"{way_text(arc.row, arc.outcome)} -> {arc.place}"


def pair_text(arc: FlowArc, outcome: str) -> str:
    """An arrow and how the row that it leads to goes on."""
    return f"{way_text(arc.row, arc.outcome)} -> {way_text(arc.place, outcome)}"
