"""In whose hands an open row is: taken, let go, given to another who may do it, or delegated to one who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import BadCommand, NotAuthorized, NotClaimed, NoteRequired, UnknownPerson

from ..authority import Capacity, allowed, authorise, capacity_for, pending
from ..event import Claim
from ..routing import Routing
from .recording import event_of, recorded_at
from .rows import open_row_of
from .working import apart

if TYPE_CHECKING:
    from ..command import Command
    from ..context import Context
    from ..event import Event, EventType, OpenRow
    from ..flow import Flow, Row
    from ..instance import Instance


def claim(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    """Take a row in hand, so that nobody else does it."""
    row, open_row = open_row_of(flow, instance, command)
    capacity = authorise(flow, row, open_row, command.by, context)
    apart(row, instance, command.by)
    own = Claim(capacity.actor, command.by, capacity.on_behalf_of)
    return _taken(flow, instance, command, context, "claimed", row, open_row, own, capacity)


def release(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    """Let a row go, by whoever has it in hand or delegated it."""
    row, open_row = open_row_of(flow, instance, command)
    own = [c for c in open_row.claims if command.by in (c.person, c.on_behalf_of)]
    if not own:
        people = tuple(c.person for c in open_row.claims) or ("-",)
        raise NotClaimed(by=command.by, step=row.id, people=people)
    left = tuple(c for c in open_row.claims if c not in own)
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(routing, command, "released", row=open_row, capacity=Capacity(own[0].actor), claims=left)


def reassign(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    """Give a row to somebody who may do it, by anybody who may; whoever has it in hand no longer does."""
    row, open_row = open_row_of(flow, instance, command)
    person, theirs = _receiver(command, context, flow)
    actors = pending(row, open_row)
    capacity = capacity_for(flow, actors, command.by, context, row)
    if capacity is None:
        raise NotAuthorized(by=command.by, step=row.id, actors=allowed(flow, row, actors))
    given = capacity_for(flow, actors if not row.is_joint else (capacity.actor,), person, theirs, row)
    if given is None:
        raise NotAuthorized(by=person, step=row.id, actors=allowed(flow, row, actors))
    apart(row, instance, person)
    new = Claim(given.actor, person)
    return _taken(flow, instance, command, context, "reassigned", row, open_row, new, capacity)


def delegate(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    """Have somebody do a row in one's own name (a.n.), whatever position they hold; with a reason."""
    row, open_row = open_row_of(flow, instance, command)
    person, _ = _receiver(command, context, flow)
    capacity = authorise(flow, row, open_row, command.by, context)
    if capacity.on_behalf_of is not None:
        raise NotAuthorized(by=command.by, step=row.id, actors=(capacity.on_behalf_of,))
    if person == command.by:
        raise BadCommand(what=f"{person} delegates to themselves")
    if not (command.note or "").strip():
        raise NoteRequired(step=row.id, outcome="delegate")
    apart(row, instance, person)
    new = Claim(capacity.actor, person, command.by)
    return _taken(flow, instance, command, context, "delegated", row, open_row, new, capacity)


def _receiver(command: Command, context: Context, flow: Flow) -> tuple[str, Context]:
    """Who is to have the row, as the directory knows them."""
    person = command.person or ""
    theirs = context.as_seen_by(person)
    known = theirs.is_known if context.roles is not None else person in flow.definition.actors
    if not known:
        raise UnknownPerson(person=person)
    return person, theirs


def _taken(
    flow: Flow,
    instance: Instance,
    command: Command,
    context: Context,
    kind: EventType,
    row: Row,
    open_row: OpenRow,
    new: Claim,
    capacity: Capacity,
) -> Event:
    kept = tuple(c for c in open_row.claims if c.actor != new.actor) if row.is_joint else ()
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(routing, command, kind, row=open_row, capacity=capacity, claims=(*kept, new))
