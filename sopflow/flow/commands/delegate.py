"""Somebody is to do a row in one's own name (a.n.), whatever position they hold; with a reason."""

from __future__ import annotations

from sopflow.errors import BadCommand
from sopflow.language import Words

from ..authority import Capacity, apart, authorise, forbidden, once, separate, titles
from ..command import Command
from ..context import Context
from ..deciding.giving import given, in_new_hands, receiver
from ..deciding.recording import require_note
from ..deciding.rows import open_row_of
from ..event import Claim, Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..people import has_interest

act("delegate", Words('mendelegasikan "{step}"', 'delegate "{step}"'))
DELEGATED = event(
    "delegated",
    EventKind(
        "delegate",
        Words("didelegasikan", "delegated"),
        gives=True,
        is_on_top=True,
        changes=in_new_hands,
        carries=("claims",),
        stage="assign",
    ),
)
_TO_ONESELF = Words(
    "{person} tidak dapat mendelegasikan kepada dirinya sendiri; sebutkan orang lain",
    "{person} cannot delegate to themselves; name another person",
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Have somebody do a row in one's own name (a.n.), whatever position they hold; with a reason."""
    assert capacity is not None
    row, open_row = open_row_of(flow, instance, command, context.zone)
    person, _ = receiver(command, context, flow, capacity.actor)
    if person == command.by:
        raise BadCommand(what=_TO_ONESELF.filled(person=titles(flow, (person,))))
    require_note(flow, command, row.id)
    if has_interest(flow, capacity.actor, person, context):
        raise forbidden(flow, person, row.id, (command.by,))
    once(flow, row, open_row, person)
    apart(flow, row, instance, person, command.by)
    new = Claim(capacity.actor, person, command.by)
    return given(flow, instance, command, context, DELEGATED, new, capacity)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    capacity = authorise(flow, row, open_row, command.by, context)
    if capacity.on_behalf_of is not None:
        raise forbidden(flow, command.by, row.id, (capacity.on_behalf_of,))
    separate(row, instance, command.by)
    return capacity


COMMAND = CommandType(
    "delegate",
    decide,
    permit,
    target="row",
    summary=Words(
        "delegasikan langkah: dikerjakan orang lain atas nama Anda", "have somebody do a row in one's own name"
    ),
    required=("step", "person", "reason"),
    optional=("visit",),
    place=80,
    title=Words("Delegasi", "Delegate"),
    in_scenario=Words(
        "Mendelegasikan langkah kepada seseorang, atas nama sendiri (to, note).",
        "Have somebody do a step in one's own name (to, note).",
    ),
    who=Words("mereka yang boleh mengerjakan langkah itu", "those who may do the row"),
    more=Words(
        "Ia boleh mengerjakannya selama yang mendelegasikan, atau ia sendiri, masih boleh, sampai dilepas.",
        "They may do it as long as whoever delegated it may, or they may themselves, until it is released.",
    ),
)
