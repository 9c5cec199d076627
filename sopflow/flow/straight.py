"""The straight way: one open row, one person's work, and after it one plain row or an end.

Nearly every completion is one. It gives the very event that `decide` gives the long way (a property test holds the
two together), and leaves everything else to it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .event import NO_EFFECTS, Effects, Event, OpenRow, asked
from .machine import Token

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.definition.duration import Duration

    from .command import Command
    from .context import Context
    from .flow import Flow, Row
    from .instance import Instance


def straight(flow: Flow, instance: Instance, command: Command, context: Context) -> Event | None:
    """The event of a plain completion; `None` where something about it is not plain."""
    by, step, outcome = command.by, command.step, command.outcome
    row = flow.rows.get(step or "")
    active = instance.active
    if row is None or len(active) != 1 or instance.waiting or instance.chosen or context.roles is not None:
        return None
    open_row = active[0]
    way = row.sole if outcome is None else row.ways.get(outcome)
    if open_row.step != step or way is None or not way.is_straight or by not in open_row.actors or open_row.claims:
        return None
    missing: tuple[str, ...] = ()
    if row.needed:
        held = instance.documents
        for document in row.needed:
            if document not in held:
                missing = (*missing, document)
        if missing and row.step.missing_inputs == "refuse":
            return None
    if context.at.tzinfo is None:
        return None
    token = Token(row.id)
    if not way.triggers[0].trigger(token):
        return None
    at = context.at if context.at >= instance.at else instance.at
    target = flow.rows.get(token.state)
    opened: tuple[OpenRow, ...] = ()
    if target is not None:
        limit = target.limit
        visit = instance.visits.get(target.id, 0) + 1
        if limit is None:
            opened = (OpenRow(target.id, visit, target.actors, at),)
        else:
            opened = (_due(target, visit, at, limit, context),)
        effects = _missing(missing) if missing else NO_EFFECTS
    else:
        end = flow.ends[token.state]
        effects = _ended(end.name, end.hand_over, missing)
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
        opened,
        way.outputs,
        None,
        effects,
    )


def straight_start(flow: Flow, command: Command, context: Context) -> Event | None:
    """The event of a plain start; `None` where something about it is not plain."""
    sop, first, at = flow.definition, flow.first, context.at
    if not first.is_plain_arrival or sop.may_start or sop.time_limit or command.papers or command.acted_at:
        return None
    if command.unit is not None or context.units:
        return None
    limit = first.limit
    row = OpenRow(first.id, 1, first.actors, at) if limit is None else _due(first, 1, at, limit, context)
    return Event(
        context.fresh_id(),
        1,
        at,
        "started",
        command.by,
        opened=(row,),
        documents=flow.at_hand,
        asked=asked(command, None),
        effects=flow.start_effects,
    )


def _due(row: Row, visit: int, at: datetime, limit: Duration, context: Context) -> OpenRow:
    calendar = context.calendar(row.calendar)
    due = calendar.add(at, limit)
    if row.calendar is not None and calendar.is_provisional(at, due):
        return OpenRow(row.id, visit, row.actors, at, due, is_provisional=True)
    return OpenRow(row.id, visit, row.actors, at, due)


@lru_cache(maxsize=1024)
def _missing(documents: tuple[str, ...]) -> Effects:
    """One record for all events that miss the same: there are few, and they are many."""
    return Effects(missing=documents)


@lru_cache(maxsize=1024)
def _ended(name: str, hand_over: str | None, missing: tuple[str, ...]) -> Effects:
    return Effects(missing=missing, status="completed", end=name, hand_over=hand_over)
