"""Somebody claims a row, so that nobody else does it."""

from __future__ import annotations

from sopflow.language import Words

from ..authority import RECORDED, Capacity, forbidden
from ..command import Command
from ..context import Context
from ..deciding.giving import given, in_new_hands
from ..event import Claim, Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..rights import claimed

ACT = act("claim", Words('mengklaim "{step}"', 'claim "{step}"'))
CLAIMED = event(
    "claimed",
    EventKind(
        "claim",
        Words("diklaim", "claimed"),
        gives=True,
        is_on_top=True,
        changes=in_new_hands,
        carries=("claims",),
        stage="start",
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Claim a row, so that nobody else does it."""
    assert capacity is not None
    own = Claim(capacity.actor, command.by, capacity.on_behalf_of)
    return given(flow, instance, command, context, CLAIMED, own, capacity)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    """Whoever may do the row themselves; who enters it for another does not take it from them."""
    capacity = claimed(flow, instance, command, context)
    if capacity.how == RECORDED:
        raise forbidden(flow, command.by, str(command.step), context.people[capacity.actor], ACT)
    return capacity


COMMAND = CommandType(
    "claim",
    decide,
    permit,
    target="row",
    summary=Words("klaim satu langkah", "claim a row"),
    required=("step",),
    optional=("visit", "note"),
    place=50,
    title=Words("Klaim", "Claim"),
    in_scenario=Words(
        "Mengklaim langkah: hanya orang itu yang boleh mengerjakannya, sampai dilepas atau dialihkan.",
        "Claim a step: nobody else may do it until it is released or reassigned.",
    ),
    who=Words("mereka yang boleh mengerjakan langkah itu", "those who may do the row"),
    more=Words(
        "Tidak ada orang lain yang boleh mengerjakannya sampai dilepas atau dialihkan.",
        "Nobody else may do it until it is released or reassigned.",
    ),
)
