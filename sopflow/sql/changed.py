"""A change as columns and rows: all that a store writes of it, before its transaction begins."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

from msgspec import Struct

from sopflow.engine.store import Change
from sopflow.flow.agenda import Entry, agenda
from sopflow.flow.audience import acted_by, acting_in
from sopflow.flow.event import NOTHING_RARE
from sopflow.flow.evolve import ended_at
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.searched import NOTHING_SEARCHED, Searched, searched

from .columns import micros
from .fields import Searching, searching_of
from .records import control_text, fields_text
from .standing import turning


class Shown(Struct, frozen=True, gc=False):
    """What of a snapshot stands in columns and rows of its own."""

    turning: dict[str, object]
    agenda: tuple[Entry, ...]
    acting: tuple[str, ...]
    searched: Searched = NOTHING_SEARCHED


class Row(Struct, frozen=True, gc=False):
    """A change as columns."""

    change: Change
    body: str
    snapshot: str
    shown: Shown
    turned: dict[str, object]
    """The columns that most changes leave alone; empty where this one does too."""
    closed: tuple[Entry, ...]
    opened: tuple[Entry, ...]
    known: tuple[tuple[str, int], ...]
    """Who acts in it from now on, and whether they have."""
    gone: tuple[str, ...]
    """Who acts in it no longer, and perhaps never did."""
    case: str | None = None
    """The fields of the case, where this change is one of them."""
    search: Searching | None = None
    """What is found by it, where that changes."""
    is_renamed: bool = False
    """Whether it is about something else than before."""


def row_of(
    change: Change, body: str, shown: Callable[[Instance], Shown | None], recorded: Container[tuple[str, str]]
) -> Row:
    """`shown` is what is kept of a snapshot, and `recorded` who is known to have acted in which instance."""
    before, after, flow = change.before, change.after, change.flow
    by = acted_by(change.event)
    acted = ((by, 1),) if by is not None and (after.id, by) not in recorded else ()
    if before is None:
        new = _shown(flow, after)
        begun = *((one, 0) for one in new.acting if one != by), *acted
        turned = new.turning | {"ended_at": _ended(change)}
        search = searching_of(after, NOTHING_SEARCHED, new.searched)
        return Row(change, body, control_text(after), new, turned, (), new.agenda, begun, (), _case(after), search)
    old = shown(before) or _shown(change.was or flow, before)
    turned, search = {}, None
    known: tuple[tuple[str, int], ...] = acted
    gone: tuple[str, ...] = ()
    if _only_rows_move(change):
        new = Shown(old.turning, agenda(flow, after), old.acting, old.searched)
    else:
        new = _shown(flow, after)
        if new.turning != old.turning:
            turned = new.turning | {"ended_at": _ended(change)}
        if new.acting != old.acting:
            known = *((one, 0) for one in new.acting if one not in old.acting and one != by), *acted
            gone = tuple(one for one in old.acting if one not in new.acting and one != by)
        search = searching_of(after, old.searched, new.searched)
    closed, opened = _without(old.agenda, new.agenda), _without(new.agenda, old.agenda)
    is_renamed = after.origin is not before.origin and after.subject != before.subject
    return Row(
        change,
        body,
        control_text(after),
        new,
        turned,
        closed,
        opened,
        known,
        gone,
        _case(after),
        search,
        is_renamed,
    )


def _ended(change: Change) -> int | None:
    """When an instance ended; 0 where that was before."""
    if change.before is not None and change.before.is_over and change.after.is_over:
        return 0
    at = ended_at(None, change.event, change.after)
    return micros(at) if at is not None else None


def _case(after: Instance) -> str | None:
    return fields_text(after) if after.rare.fields_at == after.revision else None


def _only_rows_move(change: Change) -> bool:
    """Whether nothing has changed that `turning` or `acting_in` looks at, as with most changes."""
    before, after, flow = change.before, change.after, change.flow
    if before is None or after.rare is not before.rare or after.origin is not before.origin:
        return False
    if after.status != before.status or flow.has_timers or flow.is_seen_in_turn:
        return False
    return not [row for row in (*before.active, *after.active) if row.rare is not NOTHING_RARE]


def _shown(flow: Flow, instance: Instance) -> Shown:
    return Shown(
        turning(flow, instance), agenda(flow, instance), acting_in(flow, instance), searched(flow, instance)
    )


def _without(some: Iterable[Entry], others: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple([entry for entry in some if entry not in others])
