"""The straight way: one open row, one person's work, one plain row after it.

Nearly every completion is one. It gives the very event that `decide` gives the long way (a property test holds the
two together), and leaves everything else to it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .event import NO_EFFECTS, Effects, Event, OpenRow
from .machine import Token

if TYPE_CHECKING:
    from .command import Command
    from .context import Context
    from .flow import Flow
    from .instance import Instance


def straight(flow: Flow, instance: Instance, command: Command, context: Context) -> Event | None:
    """The event of a plain completion; `None` where something about it is not plain."""
    _, by, step, outcome = command[:4]
    row = flow.rows.get(step or "")
    active = instance.active
    if row is None or len(active) != 1 or instance.waiting or instance.chosen or context.roles is not None:
        return None
    open_row = active[0]
    way = row.sole if outcome is None else row.ways.get(outcome)
    if open_row.step != step or way is None or not way.is_straight or by not in open_row.actors:
        return None
    missing: tuple[str, ...] = ()
    if row.needed:
        held = instance.documents
        missing = tuple([document for document in row.needed if document not in held])
        if missing and row.step.missing_inputs == "refuse":
            return None
    token = Token(row.id)
    if not way.triggers[0].trigger(token):
        return None
    target = flow.rows[token.state]
    at = context.at if context.at >= instance.at else instance.at
    due = None if target.limit is None else context.calendar(target.calendar).add(at, target.limit)
    visit = instance.visits.get(target.id, 0) + 1
    return Event(
        instance.id,
        instance.revision + 1,
        at,
        "completed",
        by,
        row.id,
        open_row.visit,
        way.outcome,
        by,
        (OpenRow(target.id, visit, target.actors, at, due),),
        way.outputs,
        None,
        _missing(missing) if missing else NO_EFFECTS,
    )


@lru_cache(maxsize=1024)
def _missing(documents: tuple[str, ...]) -> Effects:
    """One record for all events that miss the same: there are few, and they are many."""
    return Effects(missing=documents)
