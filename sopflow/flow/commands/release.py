"""A row is released by whoever has it, or delegated it."""

from __future__ import annotations

from sopflow.errors import NotClaimed
from sopflow.language import Words

from ..authority import Capacity, titles
from ..command import Command
from ..context import Context
from ..deciding.giving import in_new_hands
from ..deciding.recording import event_of
from ..deciding.rows import open_row_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, event
from ..routing import Routing

RELEASED = event(
    "released",
    EventKind(
        "release",
        Words("dilepas", "released"),
        gives=True,
        is_on_top=True,
        changes=in_new_hands,
        carries=("claims",),
    ),
)


_NOBODY = Words(
    "tidak seorang pun, karena belum diklaim atau didelegasikan",
    "nobody, since it is neither claimed nor delegated",
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Release a row, by whoever has it, or delegated it."""
    _, open_row = open_row_of(flow, instance, command, context.zone)
    left = tuple(c for c in open_row.claims if command.by not in (c.person, c.on_behalf_of))
    routing = Routing(flow, instance, context)
    return event_of(routing, command, RELEASED, row=open_row, capacity=capacity, claims=left)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    """Whoever has it, or delegated it."""
    row, open_row = open_row_of(flow, instance, command, context.zone)
    own = [c for c in open_row.claims if command.by in (c.person, c.on_behalf_of)]
    if not own:
        both = (one for c in open_row.claims for one in (c.person, c.on_behalf_of))
        people = tuple(dict.fromkeys(one for one in both if one is not None))
        who = titles(flow, people) if people else _NOBODY
        raise NotClaimed(by=command.by, step=row.id, people=people or ("-",), who=who)
    return Capacity(own[0].actor)


COMMAND = CommandType(
    "release",
    decide,
    permit,
    target="row",
    summary=Words(
        "lepaskan langkah yang diklaim atau didelegasikan", "release a row that is claimed or delegated"
    ),
    required=("step",),
    optional=("visit", "note"),
    place=60,
    title=Words("Lepas", "Release"),
    in_scenario=Words(
        "Melepas langkah yang diklaim atau didelegasikan.", "Release a step that was claimed or delegated."
    ),
    who=Words(
        "siapa yang mengklaim atau mendelegasikannya, dan kepada siapa langkah itu didelegasikan atau dialihkan",
        "whoever claimed or delegated the row, and the one to whom it was delegated or reassigned",
    ),
)
