"""Who has claimed an open row: claimed, released, reassigned to another who may do it, or delegated to one who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import BadCommand, UnknownPerson
from sopflow.language import Words

from ..authority import allowed, apart, capacity_for, forbidden, once, pending
from ..event import Claim
from ..routing import Routing
from .recording import event_of, note_required, recorded_at
from .rows import open_row_of

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event, EventType
    from ..flow import Flow
    from ..instance import Instance

_TO_ONESELF = Words("{person} mendelegasikan kepada dirinya sendiri", "{person} delegates to themselves")


def claim(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Claim a row, so that nobody else does it."""
    assert capacity is not None
    own = Claim(capacity.actor, command.by, capacity.on_behalf_of)
    return _taken(flow, instance, command, context, "claimed", own, capacity)


def release(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    """Release a row, by whoever claimed or delegated it."""
    _, open_row = open_row_of(flow, instance, command)
    left = tuple(c for c in open_row.claims if command.by not in (c.person, c.on_behalf_of))
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(routing, command, "released", row=open_row, capacity=capacity, claims=left)


def reassign(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    """Give a row to somebody who may do it; the earlier claim ends."""
    row, open_row = open_row_of(flow, instance, command)
    person, theirs = _receiver(command, context, flow)
    turn = pending(row, open_row)
    # a signer gives their own place
    is_own = row.is_joint and capacity is not None and capacity.actor in turn
    given = capacity_for(flow, (capacity.actor,) if is_own and capacity else turn, person, theirs, row)
    if given is None:
        raise forbidden(flow, person, row.id, allowed(flow, row, turn))
    once(flow, row, open_row, person)
    apart(flow, row, instance, person)
    return _taken(flow, instance, command, context, "reassigned", Claim(given.actor, person), capacity)


def delegate(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    """Have somebody do a row in one's own name (a.n.), whatever position they hold; with a reason."""
    assert capacity is not None
    row, open_row = open_row_of(flow, instance, command)
    person, _ = _receiver(command, context, flow)
    if person == command.by:
        raise BadCommand(what=_TO_ONESELF.filled(person=person))
    if not (command.note or "").strip():
        raise note_required("delegate", row.id)
    once(flow, row, open_row, person)
    apart(flow, row, instance, person, command.by)
    new = Claim(capacity.actor, person, command.by)
    return _taken(flow, instance, command, context, "delegated", new, capacity)


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
    new: Claim,
    capacity: Capacity | None,
) -> Event:
    row, open_row = open_row_of(flow, instance, command)
    kept = tuple(c for c in open_row.claims if c.actor != new.actor) if row.is_joint else ()
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(routing, command, kind, row=open_row, capacity=capacity, claims=(*kept, new))
