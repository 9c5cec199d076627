"""An instance starts."""

from __future__ import annotations

from sopflow.errors import UnknownUnit
from sopflow.frozen import NOTHING
from sopflow.language import Words, did_you_mean

from ..authority import Capacity, forbidden
from ..command import Command
from ..context import Context
from ..deciding.recording import event_with, happened_at, papers_of, settle
from ..event import Event, act_of
from ..flow import Flow
from ..forms import corrected, filled, frozen
from ..instance import Instance, Origin
from ..kinds import EventKind, act, event
from ..people import of_start
from ..rights import as_named, is_external
from ..routing import Routing

ACT = act("start", Words("memulai SOP ini", "start this SOP"))
STARTED = event(
    "started",
    EventKind(
        "start",
        Words("dimulai", "started"),
        moves=True,
        carries=("documents", "sop", "limit", "is_provisional", "people"),
    ),
)
_KNOWN = Words("setiap orang yang dikenal direktori", "anybody whom the directory knows")


def decide(flow: Flow, command: Command, context: Context, capacity: Capacity | None) -> Event:
    sop, more, at = flow.definition, command.more, context.at
    origin = Origin(sop.id, sop.version, sop.digest, at, command.by, None, None, more.parent, more.unit)
    blank = Instance(context.fresh_id(), origin, 0, "running", at, ())
    since = happened_at(command, at, context.zone)
    if more.fields:
        if more.parent is not None:
            given = corrected(flow, NOTHING, more.fields)
        else:
            given, _ = filled(flow, flow.first.id, flow.first.form, NOTHING, more.fields, whole=False)
        command = command._replace(fields=given)
    routing = Routing(flow, blank, context, since=since, known=command.more.fields)
    routing.send("", (flow.first.id,))
    rare: dict[str, object] = {"sop": (sop.id, sop.version, sop.digest)}
    if routing.compared:
        rare["compared"] = frozen(routing.compared)
    calendar = context.calendar(sop.calendar)
    if sop.time_limit is not None:
        rare["limit"] = limit = calendar.add(since, sop.time_limit)
        if sop.calendar is not None and calendar.is_provisional(since, limit):
            rare["is_provisional"] = True
    documents = flow.at_hand
    if more.papers:
        documents = (*documents, *papers_of(flow, command, any_title=more.parent is not None))
    if more.people or flow.starter is not None:
        rare["people"] = tuple(of_start(flow, command, context).items())
    if routing.end is not None or not routing.opened:
        settle(routing, (None, None), rare)
    return event_with(routing, command, None, act_of(STARTED, None, None, documents), capacity, rare)


def require_unit(command: Command, context: Context) -> None:
    """Refuse a start in no unit, or one that is not there, where the directory has units."""
    units = context.units
    if not units or command.unit in units:
        return
    if command.unit is None:
        listed = ", ".join(sorted(units)[:20])
        hint = Words(f"sebutkan unitnya: {listed}", f"name the unit: {listed}")
        raise UnknownUnit(unit="", what=_NO_UNIT, hint=hint)
    what = _NO_SUCH_UNIT.filled(unit=command.unit)
    raise UnknownUnit(unit=command.unit, what=what, hint=did_you_mean(command.unit, units))


_NO_UNIT = Words("proses ini memerlukan unit", "the instance needs a unit")
_NO_SUCH_UNIT = Words('tidak ada unit "{unit}"', 'there is no unit "{unit}"')


def permit(flow: Flow, command: Command, context: Context) -> Capacity | None:
    require_unit(command, context)
    if command.more.parent is not None:
        return None
    named = flow.definition.who_may("start")
    if named:
        return as_named(flow, None, command, context, named)
    if context.roles is None or context.is_known or any(is_external(flow, a) for a in flow.first.actors):
        return None
    raise forbidden(flow, command.by, "start", (), ACT, (_KNOWN,))
