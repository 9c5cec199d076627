"""How refusals of acts that are entered later say times: in the zone of the SOP's calendars, else in that of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.instants import written
from sopflow.errors import Backdated
from sopflow.time import zone_of

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from sopflow.language import Words

    from .command import Command
    from .context import Context
    from .flow import Flow


def in_its_zone(flow: Flow, command: Command, context: Context) -> Context:
    """The same context, with the zone in which people read the times of the SOP."""
    if command.acted_at is None:
        return context
    sop = flow.definition
    names = (sop.calendar, *(actor.calendar for actor in sop.actors.values()))
    found = (zone_of(context.calendars[name]) for name in names if name is not None and name in context.calendars)
    zone = next((one for one in found if one is not None), command.acted_at.tzinfo)
    return context._replace(zone=zone)


def time_text(at: datetime, zone: tzinfo | None) -> str:
    """A time as people read it."""
    return written(at.astimezone(zone) if zone is not None else at)


def backdated(acted_at: datetime, zone: tzinfo | None, why: Words) -> Backdated:
    """The refusal of an act that is dated where it may not be."""
    return Backdated(when=time_text(acted_at, zone), why=why)
