"""A row goes back to whoever had it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import NotClaimed
from sopflow.language import Words

from ..authority import Capacity, titles
from ..deciding.recording import event_of
from ..deciding.rows import open_row_of
from ..kinds import CommandType, EventKind, event, in_row
from ..routing import Routing

if TYPE_CHECKING:
    from ..command import Command
    from ..context import Context
    from ..event import Claim, Event
    from ..flow import Flow
    from ..instance import Instance


def _apply(instance: Instance, event: Event) -> dict[str, object]:
    return in_row(instance, event, lambda row: row._replace(claims=event.effects.claims))


HANDED_BACK = event(
    "handed_back",
    EventKind("hand_back", Words("dikembalikan", "handed back"), gives=True, is_on_top=True, changes=_apply),
)
_NONE = Words("-", "-")


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """It is whoever's it was before, or nobody's."""
    row, open_row = open_row_of(flow, instance, command, context.zone)
    own = [claim for claim in open_row.claims if claim.person == command.by]
    rights = context.past.rights.get((open_row.step, open_row.visit), ()) if context.past is not None else ()
    hands: list[tuple[Claim, ...]] = [right.claims for right in rights if right.claims is not None]
    before = hands[-2] if len(hands) > 1 else ()
    places = {claim.actor for claim in (own if row.is_joint else before)}
    back = [claim for claim in before if claim.actor in places and claim not in open_row.claims]
    left = [claim for claim in open_row.claims if claim not in own]
    routing = Routing(flow, instance, context)
    return event_of(routing, command, HANDED_BACK, row=open_row, capacity=capacity, claims=(*left, *back))


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    """Whoever has it now."""
    row, open_row = open_row_of(flow, instance, command, context.zone)
    own = next((claim for claim in open_row.claims if claim.person == command.by), None)
    if own is None:
        people = tuple(claim.person for claim in open_row.claims)
        who = titles(flow, people) if people else _NONE
        raise NotClaimed(by=command.by, step=row.id, people=people or ("-",), who=who)
    return Capacity(own.actor)


COMMAND = CommandType(
    "hand_back",
    decide,
    permit,
    target="row",
    history="always",
    title=Words("Kembalikan", "Hand back"),
    summary=Words(
        "kembalikan langkah kepada yang mengklaimnya sebelumnya", "give a row back to whoever had it before"
    ),
    who=Words("siapa yang mengklaim atau diberi langkah itu", "whoever has claimed or was given the row"),
    required=("step",),
    optional=("visit", "note"),
    place=65,
)
