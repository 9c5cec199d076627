"""The clocks of an instance go on; what was due is due later by as long as they stood."""

from __future__ import annotations

from sopflow.errors import HeldByParent
from sopflow.language import Words

from ..authority import Capacity
from ..command import SYSTEM, Command
from ..context import Context
from ..deciding.recording import event_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event, with_dues
from ..lifecycle import moved
from ..rights import standing
from ..routing import Routing


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    rows = tuple(with_dues(row, event) for row in instance.active)
    return {"active": rows, "due": event.effects.limit, "suspended_at": None, "is_held": False}


act("resume", Words("melanjutkan proses ini", "resume this instance"))
RESUMED = event(
    "resumed",
    EventKind(
        "resume",
        Words("dilanjutkan", "resumed"),
        moves_dues=True,
        moves_called=True,
        changes=_changes,
        carries=("status", "limit", "dues", "lates"),
        stage="resume",
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    status = moved(instance.status, "resume")
    if instance.is_held and instance.parent is not None and command.by != SYSTEM:
        raise HeldByParent(parent=instance.parent[0])
    at = context.at
    since = instance.suspended_at or at
    dues, lates = [], []
    for open_row in instance.active:
        row, key = flow.rows[open_row.step], (open_row.step, open_row.visit)
        calendar = context.calendar(row.calendar)
        if open_row.due is not None:
            dues.append((key, calendar.shifted(open_row.due, since, at, row.limit)))
        if open_row.late_at is not None:
            lates.append((key, calendar.shifted(open_row.late_at, since, at, row.limit)))
    limit = None
    if instance.due is not None:
        calendar = context.calendar(flow.definition.calendar)
        limit = calendar.shifted(instance.due, since, at, flow.definition.time_limit)
    return event_of(
        Routing(flow, instance, context),
        command,
        RESUMED,
        status=status,
        dues=tuple(dues),
        lates=tuple(lates),
        limit=limit,
        capacity=capacity,
    )


COMMAND = CommandType(
    "resume",
    decide,
    standing,
    statuses=("suspended",),
    given_by="people or the caller",
    target="instance",
    summary=Words(
        "lanjutkan proses; batas waktu bergeser selama penundaan",
        "resume an instance; due times move by the length of the suspension",
    ),
    optional=("note",),
    place=130,
    title=Words("Lanjutkan", "Resume"),
    verb=Words("melanjutkan", "resume"),
    in_scenario=Words("Siapa yang melanjutkan proses.", "Who resumes the instance."),
    who=Words(
        "pelaksana internal pada langkah yang terbuka atau sudah dikerjakan",
        "internal actors of rows that are open or done",
    ),
)
