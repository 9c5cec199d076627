"""The clocks of an instance stand still."""

from __future__ import annotations

from sopflow.language import Words

from ..authority import Capacity
from ..command import SYSTEM, Command
from ..context import Context
from ..deciding.recording import event_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import moved
from ..rights import standing
from ..routing import Routing


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    return {"suspended_at": event.at, "is_held": event.effects.is_held}


act("suspend", Words("menunda proses ini", "suspend this instance"))
SUSPENDED = event(
    "suspended",
    EventKind(
        "suspend",
        Words("ditunda", "suspended"),
        moves_called=True,
        changes=_changes,
        carries=("status", "is_held"),
        stage="suspend",
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    status = moved(instance.status, "suspend")
    routing = Routing(flow, instance, context)
    is_held = command.by == SYSTEM and instance.parent is not None
    return event_of(routing, command, SUSPENDED, status=status, is_held=is_held, capacity=capacity)


COMMAND = CommandType(
    "suspend",
    decide,
    standing,
    given_by="people or the caller",
    target="instance",
    summary=Words("tunda proses: waktunya berhenti", "suspend an instance: its clock stops"),
    optional=("note",),
    place=120,
    title=Words("Tunda", "Suspend"),
    verb=Words("menunda", "suspend"),
    in_scenario=Words("Siapa yang menunda proses.", "Who suspends the instance."),
    who=Words(
        "pelaksana internal pada langkah yang terbuka atau sudah dikerjakan",
        "internal actors of rows that are open or done",
    ),
    more=Words("Tidak ada yang dapat dikerjakan sampai dilanjutkan.", "Nothing can be done until it is resumed."),
)
