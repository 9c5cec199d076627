"""Due times are recalculated, where days off have been decided meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sopflow.errors import UpToDate
from sopflow.language import Words

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of
from ..event import Event, RowKey
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event, with_dues
from ..lifecycle import UNFINISHED
from ..past import due_again
from ..rights import itself
from ..routing import Routing


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    effects = event.effects
    rows = (
        with_dues(row, event)._replace(is_provisional=(row.step, row.visit) in effects.provisional)
        for row in instance.active
    )
    return {"active": tuple(rows), "due": effects.limit, "is_provisional": effects.is_provisional}


act("reschedule", Words("menghitung ulang batas waktu", "recalculate due times"))
RESCHEDULED = event(
    "rescheduled",
    EventKind(
        "reschedule",
        Words("dijadwalkan ulang", "rescheduled"),
        is_as_recorded=True,
        changes=_changes,
        carries=("limit", "is_provisional", "dues", "lates", "provisional"),
    ),
)


class _Due(NamedTuple):
    key: RowKey
    due: datetime
    late_at: datetime | None
    is_provisional: bool
    is_other: bool


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Work out every due time of a business calendar again, with the extensions and suspensions since."""
    routing = Routing(flow, instance, context)
    found = list(_rows(flow, instance, context, routing))
    limit, uncertain = _whole(flow, instance, context)
    is_same = limit == instance.due and uncertain == instance.is_provisional
    if is_same and not any(one.is_other for one in found):
        raise UpToDate(instance=instance.id)
    return event_of(
        routing, command, RESCHEDULED,
        dues=tuple((one.key, one.due) for one in found),
        lates=tuple((one.key, one.late_at) for one in found if one.late_at is not None),
        provisional=tuple(one.key for one in found if one.is_provisional),
        limit=limit, is_provisional=uncertain,
    )  # fmt: skip


def _rows(flow: Flow, instance: Instance, context: Context, routing: Routing) -> Iterator[_Due]:
    moved = context.past.moved if context.past is not None else {}
    for open_row in instance.active:
        row, key = flow.rows[open_row.step], (open_row.step, open_row.visit)
        if open_row.due is None or row.limit is None or row.calendar is None:
            continue
        calendar = context.calendar(row.calendar)
        due = due_again(open_row.since, row.limit, calendar, moved.get(key, ())) or open_row.due
        late_at = open_row.late_at
        if due != open_row.due:
            late_at = routing.late_at(row, due, open_row.late_acts)
        uncertain = calendar.is_provisional(open_row.since, due)
        yield _Due(key, due, late_at, uncertain, (due, uncertain) != (open_row.due, open_row.is_provisional))


def _whole(flow: Flow, instance: Instance, context: Context) -> tuple[datetime | None, bool]:
    sop = flow.definition
    if instance.due is None or sop.time_limit is None or sop.calendar is None:
        return instance.due, instance.is_provisional
    calendar = context.calendar(sop.calendar)
    moved = context.past.moved.get(None, ()) if context.past is not None else ()
    due = due_again(instance.started_at, sop.time_limit, calendar, moved) or instance.due
    return due, calendar.is_provisional(instance.started_at, due)


COMMAND = CommandType(
    "reschedule",
    decide,
    itself,
    statuses=UNFINISHED,
    given_by="the engine",
    history="always",
    place=170,
    who=Words("mesin sendiri, sebagai `system`", "the engine by itself, as `system`; no person may use that name"),
)
