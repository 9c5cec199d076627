"""How refusals of acts that are entered later say times: in the zone of the SOP's calendars, else in the directory's, else in
that of the act."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from sopflow.definition.instants import written
from sopflow.errors import Backdated
from sopflow.time import zone_of

if TYPE_CHECKING:
    from sopflow.language import Words

    from .command import Command
    from .context import Context
    from .flow import Flow


def in_its_zone(flow: Flow, command: Command, context: Context) -> Context:
    """The same context, with the zone in which people read the times of the SOP."""
    if command.acted_at is None:
        return context
    return context._replace(zone=_zone(flow, context) or command.acted_at.tzinfo)


def day_of(flow: Flow, at: datetime, context: Context) -> date:
    """The day of an act: where the SOP's calendars are, else where the directory is, else as the clock says it."""
    return at.astimezone(_zone(flow, context) or at.tzinfo).date()


def _zone(flow: Flow, context: Context) -> tzinfo | None:
    sop = flow.definition
    names = (sop.calendar, *(actor.calendar for actor in sop.actors.values()))
    found = (zone_of(context.calendars[name]) for name in names if name is not None and name in context.calendars)
    return next((one for one in found if one is not None), context.zone)


def times_text(zone: tzinfo | None, **times: datetime) -> dict[str, str]:
    """Times as people read them: to the minute, or to the second where two would read the same."""
    there = {name: at.astimezone(zone) if zone is not None else at for name, at in times.items()}
    minutes = {name: at.replace(second=0, microsecond=0) for name, at in there.items()}
    if len(set(minutes.values())) < len(minutes):
        minutes = {name: at.replace(microsecond=0) for name, at in there.items()}
    return {name: written(at) for name, at in minutes.items()}


def backdated(acted_at: datetime, zone: tzinfo | None, why: Words, **values: object) -> Backdated:
    """The refusal of an act that is dated where it may not be, with the times and whatever else the reason names."""
    times = {name: value for name, value in values.items() if isinstance(value, datetime)}
    said = {**values, **times_text(zone, when=acted_at, **times)}
    return Backdated(when=said["when"], why=why.filled(**said))
