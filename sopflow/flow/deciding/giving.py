"""Putting an open row in somebody's hands."""

from __future__ import annotations

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..event import Claim, Event, EventType
from ..flow import Flow
from ..instance import Instance
from ..kinds import in_row
from ..persons import is_plain_name, unknown_actor, unknown_person
from ..routing import Routing
from .recording import event_of
from .rows import open_row_of


def receiver(command: Command, context: Context, flow: Flow, principal: str | None = None) -> tuple[str, Context]:
    """Who is to have the row, as the directory knows them. In the name of an external actor who is a certain person in the
    instance (`principal`) it may be anybody, as that person may be."""
    person = command.person or ""
    named = (
        flow.definition.actors.get(principal) if principal is not None and principal in context.people else None
    )
    if named is not None and named.external and is_plain_name(person):
        return person, context.as_seen_by(person)
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
