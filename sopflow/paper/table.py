"""The official table of a definition, as rows of texts: a column for each actor, with symbols, answers and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sopflow.definition.duration import Duration
from sopflow.definition.model import (
    DONE,
    LATE,
    Definition,
    End,
    FreeDuration,
    Input,
    Outputs,
    Ref,
    Step,
    Targets,
    Unknown,
)
from sopflow.definition.refs import known_in

START, STOP, ACTIVITY, DECISION = "Mulai", "Selesai", "□", "◇"
NO_ACTOR: Final = "pelaksana: ?"
_UNKNOWN: Final = "?"


class OfficialTable(NamedTuple):
    """What is printed: the lines above, the two rows of heads, and the rows."""

    title: str
    above: tuple[str, ...]
    heads: tuple[tuple[str, ...], tuple[str, ...]]
    rows: tuple[tuple[str, ...], ...]

    @property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        """Heads and rows together."""
        return (*self.heads, *self.rows)


def table_of(sop: Definition) -> OfficialTable:
    """The table of an SOP; what the paper does not say is a question mark."""
    titles = [actor.title for actor in sop.actors.values()]
    outside = [f"{a.title} (luar)" if a.external else a.title for a in sop.actors.values()]
    upper = ("No", "Kegiatan", "Pelaksana", *[""] * (len(titles) - 1), "Mutu Baku", "", "", "Keterangan")
    lower = ("", "", *titles, "Kelengkapan", "Waktu", "Output", "")
    numbers = {str(step.id): step.number or str(at) for at, step in enumerate(sop.steps, start=1)}
    places = list(numbers)
    rows = tuple(_row(sop, step, at, numbers, places) for at, step in enumerate(sop.steps))
    return OfficialTable(sop.title, (f"Pelaksana: {', '.join(outside)}",), (upper, lower), rows)


def _row(sop: Definition, step: Step, at: int, numbers: dict[str, str], places: Sequence[str]) -> tuple[str, ...]:
    mark = _mark(step, at, numbers, places)
    actors: frozenset[str] = frozenset(known_in(step.actors))
    drawn = [mark if actor in actors else "" for actor in sop.actors]
    remarks = [step.remarks] if step.remarks else []
    if isinstance(step.actors, Unknown):
        remarks.append(NO_ACTOR)
    if not actors and "→" in mark:
        remarks.append(mark)
    activity = step.activity + (f" {step.question}" if step.question not in (None, "", step.activity) else "")
    return (
        numbers[str(step.id)], activity, *drawn, inputs_text(sop, step), time_text(step), outputs_text(sop, step.outputs),
        "\n".join(remarks),
    )  # fmt: skip


def _mark(step: Step, at: int, numbers: dict[str, str], places: Sequence[str]) -> str:
    following = None if at + 1 == len(places) else at + 1
    if step.is_decision:
        answers = [f"{b.name} → {_places(b.targets, numbers)}" for b in step.branches]
        return f"{DECISION} {', '.join(answers)}"
    ways = dict(step.ways)
    own = ways[DONE]
    plain = own == ((Ref(places[following]),) if following is not None else (End(),))
    ends = not isinstance(own, Unknown) and all(isinstance(target, End) for target in own)
    symbol = START if at == 0 and not ends else STOP if ends and plain else ACTIVITY
    late = f", {LATE} → {_places(ways[LATE], numbers)}" if LATE in ways else ""
    return symbol + ("" if plain or isinstance(own, Unknown) else f" → {_places(own, numbers)}") + late


def _places(targets: Targets, numbers: dict[str, str]) -> str:
    if isinstance(targets, Unknown):
        return _UNKNOWN
    return " dan ".join(_end(target) if isinstance(target, End) else numbers[str(target)] for target in targets)


def _end(end: End) -> str:
    return "selesai" if end.name == "end" else f"selesai ({end.name})"


def inputs_text(sop: Definition, step: Step) -> str:
    """The Kelengkapan cell, a line for each."""
    if isinstance(step.inputs, Unknown):
        return _UNKNOWN
    return "\n".join(_input(sop, item) for item in step.inputs)


def _input(sop: Definition, item: Input | Unknown) -> str:
    if isinstance(item, Unknown):
        return _UNKNOWN
    return sop.documents[item.document].title + (f" ({item.when})" if item.when else "")


def outputs_text(sop: Definition, outputs: Outputs) -> str:
    """The Output cell, a line for each."""
    if isinstance(outputs, Unknown):
        return _UNKNOWN
    return "\n".join(sop.documents[o].title if isinstance(o, Ref) else _UNKNOWN for o in outputs)


def time_text(step: Step) -> str:
    """The Waktu cell."""
    if step.wait is not None:
        return str(step.wait.lasts) if step.wait.lasts is not None else ""
    value = step.duration
    if isinstance(value, Unknown):
        return _UNKNOWN
    return value.text if isinstance(value, FreeDuration) else str(value) if isinstance(value, Duration) else ""
