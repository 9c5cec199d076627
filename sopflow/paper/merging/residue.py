"""What the table says and the definition still does not: the definition is printed again, and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from sopflow.definition.model import Definition
from sopflow.language import Words

from ..table import NO_ACTOR
from .difference import Difference, Kind, arrows, listed
from .planning import Plan
from .said import Reading, Said, Ways, renamed, same_ways

_UNLIKE: Final = Words(
    "tidak dapat ditulis otomatis ke definisi; ubah {key} langkah ini di berkas YAML sesuai tabel",
    "this could not be written into the definition; change {key} of this step in the YAML file as in the table",
)
_KEYS: Final[dict[Kind, Words]] = {
    "actors": Words("actor", "actor"), "time": Words("duration", "duration"), "arrows": Words("next atau branches", "next or branches"),
}  # fmt: skip
"""What the file calls a cell, where it is another word."""
_KINDS: Final[tuple[Kind, ...]] = ("activity", "actors", "inputs", "time", "outputs", "remarks", "arrows")


def unlike(
    plan: Plan,
    told: tuple[Difference, ...],
    sop: Definition,
    text: str,
    table: Callable[[Definition, str], Reading | None],
) -> tuple[Difference, ...]:
    """Every cell that differs from the one of the table, and has not been told as open."""
    again = table(sop, text)
    if again is None or len(again.rows) != len(sop.steps):
        return ()
    known = {(one.step, one.kind) for one in told if one.open is not None}
    ids = {row.id: str(step.id) for row, step in zip(again.rows, sop.steps, strict=True)}
    rows = {ids[row.id]: row for row in again.rows}
    before = {str(plan.sop.steps[old].id): plan.was.rows[old] for old in plan.pairs.values()}
    found = []
    for now in plan.now.rows:
        name = plan.ids[now.id]
        if name in rows:
            own = rows[name]
            leads = renamed(own.leads, ids), renamed(now.leads, plan.ids)
            was = before.get(name)
            found += [
                one
                for one in _row(name, own, now, leads)
                if (one.step, one.kind) not in known
                and one.kind not in plan.lost
                and (was is None or getattr(was, one.kind) != getattr(now, one.kind))
            ]
    return tuple(found)


def _row(name: str, own: Said, now: Said, leads: tuple[Ways, Ways]) -> Iterator[Difference]:
    for kind in _KINDS:
        was: Any
        said: Any
        was, said = leads if kind == "arrows" else (getattr(own, kind), getattr(now, kind))
        if kind == "arrows" and same_ways(was) == same_ways(said):
            continue
        if was == said or (kind == "actors" and set(was) == set(said)):
            continue
        if kind == "remarks" and _words(own.own_remarks.removesuffix(NO_ACTOR)) == _words(now.own_remarks):
            continue  # what the table says besides the remarks, wherever somebody put it
        if kind == "arrows":
            printed = arrows(own.arrows), arrows(now.arrows)
            # what is not printed leads to the row below, which may be another one
            was, said = printed if printed[0] != printed[1] else (_led(was), _led(said))
        elif not isinstance(was, str):
            was, said = listed(was), listed(said)
        why = _UNLIKE.filled(key=_KEYS.get(kind, kind))
        yield Difference(kind, now.number, name, was, said, why, applied=False)


def _words(text: str) -> list[str]:
    return sorted(text.split())


def _led(ways: Ways) -> str:
    return ", ".join(f"{label or ''} → {' & '.join(targets)}".strip() for label, targets in ways)
