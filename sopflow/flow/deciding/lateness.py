"""What happens when a row is late: somebody is reminded, another may do it too, or it ends by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..command import SYSTEM
from ..routing import Routing
from .ending import row_done
from .recording import event_of, happened_at, recorded_at

if TYPE_CHECKING:
    from ..command import Command
    from ..context import Context
    from ..event import Event, OpenRow
    from ..flow import Flow
    from ..instance import Instance

TAKEN = "on_late"
"""The note of a branch that time took."""


def late(flow: Flow, instance: Instance, command: Command, context: Context, open_row: OpenRow) -> Event:
    """The next of what a row's `on_late` says; `command.acted_at` is when it was to happen."""
    row = flow.rows[open_row.step]
    act = row.step.on_late[open_row.late_acts]
    timed = command._replace(step=row.id, visit=open_row.visit, by=SYSTEM)
    if act.act == "take":
        taken = timed._replace(outcome=str(act.branch), note=TAKEN)
        return row_done(flow, instance, taken, context, row, open_row, row.ways[str(act.branch)], "lapsed", None)
    at = recorded_at(instance, context)
    routing = Routing(flow, instance, context, happened_at(timed, at))
    following = routing.late_at(row, open_row.due, open_row.late_acts + 1)
    lates = (((open_row.step, open_row.visit), following),)
    if act.act == "escalate":
        return event_of(routing, timed, "escalated", row=open_row, lates=lates, escalated=str(act.actor))
    return event_of(routing, timed, "reminded", row=open_row, lates=lates)
