"""The instance as a whole: notes, suspension, resumption, cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import HasParent, HeldByParent, UnknownStep

from ..command import SYSTEM
from ..lifecycle import moved
from ..routing import Routing
from .recording import event_of, note_required, open_steps, recorded_at

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event
    from ..flow import Flow
    from ..instance import Instance


def annotate(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    if not (command.note or "").strip():
        raise note_required("annotate", command.step or "annotate")
    if command.step is not None and command.step not in flow.rows:
        raise UnknownStep(step=command.step, possible=open_steps(instance))
    return event_of(
        Routing(flow, instance, context, recorded_at(instance, context)), command, "annotated", capacity=capacity
    )


def suspend(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    status = moved(instance.status, "suspend")
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    is_held = command.by == SYSTEM and instance.parent is not None
    return event_of(routing, command, "suspended", status=status, is_held=is_held, capacity=capacity)


def resume(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    status = moved(instance.status, "resume")
    if instance.is_held and instance.parent is not None and command.by != SYSTEM:
        raise HeldByParent(parent=instance.parent[0])
    at = recorded_at(instance, context)
    since = instance.suspended_at or at
    dues, lates = [], []
    for open_row in instance.active:
        row, key = flow.rows[open_row.step], (open_row.step, open_row.visit)
        calendar = context.calendar(row.calendar)
        if open_row.due is not None:
            dues.append((key, calendar.shifted(open_row.due, since, at, row.limit)))
        if open_row.late_at is not None:
            lates.append((key, calendar.shifted(open_row.late_at, since, at, row.limit)))
    limit = None
    if instance.due is not None:
        calendar = context.calendar(flow.definition.calendar)
        limit = calendar.shifted(instance.due, since, at, flow.definition.time_limit)
    routing = Routing(flow, instance, context, at)
    return event_of(
        routing,
        command,
        "resumed",
        status=status,
        dues=tuple(dues),
        lates=tuple(lates),
        limit=limit,
        capacity=capacity,
    )


def cancel(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    status = moved(instance.status, "cancel")
    if instance.parent is not None and command.by != SYSTEM:
        raise HasParent(parent=instance.parent[0])
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(routing, command, "cancelled", status=status, capacity=capacity)
