"""A row is given to somebody who may do it; an earlier claim ends."""

from __future__ import annotations

from sopflow.language import Words

from ..authority import RECORDED, Capacity, allowed, apart, capacity_for, forbidden, once, pending
from ..command import Command
from ..context import Context
from ..deciding.giving import given, in_new_hands, receiver
from ..deciding.rows import open_row_of
from ..event import Claim, Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..rights import as_named, default, is_external, refused, took_part

act("reassign", Words('mengalihkan "{step}"', 'reassign "{step}"'))
REASSIGNED = event(
    "reassigned",
    EventKind(
        "reassign",
        Words("dialihkan", "reassigned"),
        gives=True,
        is_on_top=True,
        changes=in_new_hands,
        carries=("claims",),
        stage="reassign",
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Give a row to somebody who may do it; the earlier claim ends."""
    row, open_row = open_row_of(flow, instance, command, context.zone)
    person, theirs = receiver(command, context, flow)
    turn = pending(row, open_row)
    # a signer gives their own place
    is_own = row.is_joint and capacity is not None and capacity.actor in turn
    fitting = capacity_for(flow, (capacity.actor,) if is_own and capacity else turn, person, theirs, row)
    if fitting is None or fitting.how == RECORDED:
        raise forbidden(flow, person, row.id, allowed(flow, row, turn, context))
    once(flow, row, open_row, person)
    apart(flow, row, instance, person)
    return given(flow, instance, command, context, REASSIGNED, Claim(fitting.actor, person), capacity)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    turn = pending(row, open_row)
    named = flow.definition.who_may("reassign")
    if named:
        return as_named(flow, instance, command, context, named)
    if context.roles is None:
        capacity = capacity_for(flow, turn, command.by, context, row)
        if capacity is not None:
            return capacity
        raise refused(flow, command, allowed(flow, row, turn, context))
    theirs = tuple(actor for actor in turn if not is_external(flow, actor))
    capacity = capacity_for(flow, theirs, command.by, context, row)
    return (
        capacity if capacity is not None else default(flow, instance, command, context, took_part(flow, instance))
    )


COMMAND = CommandType(
    "reassign",
    decide,
    permit,
    target="row",
    summary=Words("alihkan langkah ke orang lain yang boleh", "give a row to another person who may do it"),
    required=("step", "person"),
    optional=("visit", "note"),
    place=70,
    title=Words("Alihkan", "Reassign"),
    verb=Words("mengalihkan", "reassign"),
    in_scenario=Words(
        "Mengalihkan langkah kepada orang lain yang boleh mengerjakannya (to).",
        "Give a step to another person who may do it (to).",
    ),
    who=Words(
        "pelaksana internal pada langkah yang terbuka atau sudah dikerjakan, dan siapa yang boleh mengerjakan langkah yang pelaksananya tidak diketahui",
        "internal actors of rows that are open or done, and whoever may do the row where its actor is unknown",
    ),
    more=Words(
        "Langkah boleh dialihkan kepada diri sendiri: yang mengalihkan mengambil alih.",
        "A person may reassign a row to themselves, and so take it over.",
    ),
)
