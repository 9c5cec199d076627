"""Putting an open row in somebody's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..commands.kind import in_row
from ..persons import unknown_actor, unknown_person
from ..routing import Routing
from .recording import event_of
from .rows import open_row_of

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Claim, Event, EventType
    from ..flow import Flow
    from ..instance import Instance


def receiver(command: Command, context: Context, flow: Flow) -> tuple[str, Context]:
    """Who is to have the row, as the directory knows them."""
    person = command.person or ""
    theirs = context.as_seen_by(person)
    known = theirs.is_known if context.roles is not None else person in flow.definition.actors
    if not known and all(person not in persons for persons in context.people.values()):
        if context.roles is not None:
            raise unknown_person(person, context.names)
        raise unknown_actor(person, flow.definition.actors)
    return person, theirs


def given(
    flow: Flow,
    instance: Instance,
    command: Command,
    context: Context,
    kind: EventType,
    new: Claim,
    capacity: Capacity | None,
) -> Event:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    kept = tuple(c for c in open_row.claims if c.actor != new.actor) if row.is_joint else ()
    routing = Routing(flow, instance, context)
    return event_of(routing, command, kind, row=open_row, capacity=capacity, claims=(*kept, new))


def in_new_hands(instance: Instance, event: Event) -> dict[str, object]:
    """The open rows, of which the event's own is in other hands."""
    return in_row(instance, event, lambda row: row._replace(claims=event.effects.claims))
