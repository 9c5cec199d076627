"""The cells that list documents."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sopflow.language import Words

from ..draft import UNKNOWN
from . import cells
from .aligning import likeness
from .difference import Difference, listed, shown

if TYPE_CHECKING:
    from .planning import Plan
    from .tree import Tree

_RENAMED: Final = 0.5
"""From which likeness a document has another title, and is not another document."""
_CALLED: Final = Words(
    '"{was}" masih disebut di baris {rows}; apakah itu dokumen yang sama?',
    '"{was}" is still named in row {rows}; is it the same document?',
)
_KINDS: Final[tuple[Literal["inputs", "outputs"], ...]] = ("inputs", "outputs")


class _Cell(NamedTuple):
    kind: Literal["inputs", "outputs"]
    row: str
    step: str
    was: tuple[str, ...]
    now: tuple[str, ...]


def changed(plan: Plan) -> None:
    """Plan what changed in them. Where all cells call a declared document by one other title, it is still the same."""
    every = list(_cells(plan))
    names = _renamed(plan, every)
    done: set[str] = set()
    for cell in every:
        if cell.was == cell.now:
            continue
        difference = Difference(cell.kind, cell.row, cell.step, listed(cell.was), listed(cell.now))
        titles = tuple(names.get(title, title) for title in cell.now)
        new = [now for title, now in _stood(cell.was, cell.now) if names.get(now) == title and title not in done]
        for title in new:
            done.add(names[title])
        plan.do(difference, partial(_listed, plan, cell, titles, new))


def _cells(plan: Plan) -> Iterator[_Cell]:
    for at, old in sorted(plan.pairs.items()):
        was, now = plan.was.rows[old], plan.rows[at]
        for kind in _KINDS:
            if kind in plan.lost:
                continue
            yield _Cell(kind, was.number, str(plan.sop.steps[old].id), getattr(was, kind), getattr(now, kind))


def _listed(plan: Plan, cell: _Cell, titles: tuple[str, ...], new: list[str], tree: Tree) -> Words | None:
    """The cell, and the titles that stand in it first."""
    row = tree.rows[cell.step]
    doubt = _one_of(plan, cell, new)
    if titles != cell.was:
        known = cells.items_of(row.get(cell.kind))
        found = cells.items(known, cell.was, titles, partial(cells.item_of, plan.sop, plan.known, tree))
        row[cell.kind] = UNKNOWN if found == [UNKNOWN] else found or None
    for title in new:
        was = next(before for before, now in _stood(cell.was, cell.now) if now == title)
        name = next(str(d.id) for d in plan.sop.documents.values() if d.title.casefold() == was.casefold())
        tree.entitle("documents", name, title)
    return doubt


def _one_of(plan: Plan, cell: _Cell, new: list[str]) -> Words | None:
    """What is to be asked where a document is called otherwise in some of its cells only."""
    for was, now in _stood(cell.was, cell.now):
        if now and now not in new and now.casefold() not in plan.known and likeness(was, now) >= _RENAMED:
            rows = [
                row.number or str(at)
                for at, row in enumerate(plan.rows, start=1)
                if was in (*row.inputs, *row.outputs)
            ]
            if rows and UNKNOWN not in (was, now):
                return _CALLED.filled(was=shown(was), rows=", ".join(rows))
    return None


def _stood(was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What stands where something else stood; "" where nothing does."""
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        for at in range(a, b) if kind != "equal" else ():
            yield was[at], now[c + at - a] if b - a == d - c else ""


def _renamed(plan: Plan, every: list[_Cell]) -> dict[str, str]:
    """Old titles of declared documents, by the new title that stands in all their cells."""
    declared = plan.tree.whole.get("documents") or {}
    known = {d.title.casefold(): str(d.id) for d in plan.sop.documents.values()}
    found: dict[str, set[str]] = {}
    for cell in every:
        for was, now in _stood(cell.was, cell.now):
            found.setdefault(was, set()).add(now)
        for title in {*cell.was} & {*cell.now}:
            found.setdefault(title, set()).add("")
    paired = set(plan.pairs.values())
    for at, row in enumerate(plan.was.rows):
        for title in (*row.inputs, *row.outputs) if at not in paired else ():
            found.setdefault(title, set()).add("")
    names: dict[str, str] = {}
    for was, others in found.items():
        now = min(others)
        own = known.get(was.casefold())
        if len(others) > 1 or now in ("", UNKNOWN) or now in names or known.get(now.casefold(), own) != own:
            continue
        if own in declared and likeness(was, now) >= _RENAMED:
            names[now] = was
    return names
