"""What is due happens: a wait is over, or a row is late and its `on_late` says what follows."""

from __future__ import annotations

from sopflow.definition.model import DONE, LATE
from sopflow.errors import NothingDue
from sopflow.language import Words

from ..authority import Capacity
from ..command import SYSTEM, Command
from ..context import Context
from ..deciding.ending import row_done
from ..deciding.recording import event_of, happened_at
from ..event import Event, OpenRow
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event, in_row
from ..rights import itself
from ..routing import Routing

TAKEN = "on_late"
"""The note of a branch that time took."""


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    """A row after one of what its `on_late` says has happened."""
    actor, lates = event.effects.escalated, dict(event.effects.lates)

    def after(row: OpenRow) -> OpenRow:
        actors = row.actors if actor is None or actor in row.actors else (*row.actors, actor)
        return row._replace(actors=actors, late_at=lates.get((row.step, row.visit)), late_acts=row.late_acts + 1)

    return in_row(instance, event, after)


act("advance", Words("memproses yang jatuh tempo", "process what is due"))
WAIT_ENDED = event(
    "wait_ended",
    EventKind(
        "advance",
        Words("waktu tunggu selesai", "its wait ended"),
        moves=True,
        ends_row=True,
        carries=("outcome", "documents", "compared"),
    ),
)
LAPSED = event(
    "lapsed",
    EventKind(
        "advance",
        Words("berakhir karena terlambat", "ended because it was late"),
        moves=True,
        ends_row=True,
        makes_outputs=False,
        carries=("outcome", "compared"),
    ),
)
REMINDED = event(
    "reminded",
    EventKind("advance", Words("diingatkan", "reminded"), is_on_top=True, changes=_changes, carries=("lates",)),
)
ESCALATED = event(
    "escalated",
    EventKind(
        "advance",
        Words("dinaikkan", "escalated"),
        is_on_top=True,
        changes=_changes,
        carries=("escalated", "lates"),
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """What is due first: a wait that is over, or something that a row's `on_late` says."""
    over = [
        (r.due, 0, at, r)
        for at, r in enumerate(instance.active)
        if r.due is not None and r.due <= context.at and flow.rows[r.step].step.wait is not None
    ]
    # at the very instant a person is still in time
    over += [
        (r.late_at, 1, at, r)
        for at, r in enumerate(instance.active)
        if r.late_at is not None and r.late_at < context.at and r.late_acts < len(flow.rows[r.step].step.on_late)
    ]
    if not over:
        raise NothingDue(at=context.at.isoformat())
    due, is_late, _, open_row = min(over)
    row = flow.rows[open_row.step]
    if is_late:
        return _late(flow, instance, command._replace(acted_at=due), context, open_row)
    wait = row.step.wait
    way = row.ways[LATE] if wait is not None and wait.late is not None else row.ways[DONE]
    timed = command._replace(acted_at=due, step=row.id, visit=open_row.visit, by=SYSTEM)
    return row_done(flow, instance, timed, context, None, WAIT_ENDED, way)


def _late(flow: Flow, instance: Instance, command: Command, context: Context, open_row: OpenRow) -> Event:
    """The next of what a row's `on_late` says; `command.acted_at` is when it was to happen."""
    row = flow.rows[open_row.step]
    act = row.step.on_late[open_row.late_acts]
    timed = command._replace(step=row.id, visit=open_row.visit, by=SYSTEM)
    if act.act == "take":
        taken = timed._replace(outcome=str(act.branch), note=TAKEN)
        return row_done(flow, instance, taken, context, None, LAPSED, row.ways[str(act.branch)])
    routing = Routing(flow, instance, context, since=happened_at(timed, context.at))
    following = routing.late_at(row, open_row.due, open_row.late_acts + 1)
    lates = (((open_row.step, open_row.visit), following),)
    if act.act == "escalate":
        return event_of(routing, timed, ESCALATED, row=open_row, lates=lates, escalated=str(act.actor))
    return event_of(routing, timed, REMINDED, row=open_row, lates=lates)


COMMAND = CommandType(
    "advance",
    decide,
    itself,
    given_by="the engine",
    place=180,
    who=Words("mesin sendiri, sebagai `system`", "the engine by itself, as `system`; no person may use that name"),
)
