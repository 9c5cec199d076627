"""An instance gets another subject: it was misspelt, or it turned out to be about something else."""

from __future__ import annotations

from sopflow.language import Words

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of, require_note
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import UNFINISHED
from ..rights import standing
from ..routing import Routing

act("rename", Words("mengganti perihal proses ini", "rename this instance"))


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    return {"subject": event.note}


RENAMED = event("renamed", EventKind("rename", Words("perihalnya diganti", "renamed"), changes=_changes))


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """From now on the note is what the instance is about."""
    require_note(flow, command)
    return event_of(Routing(flow, instance, context), command, RENAMED, capacity=capacity)


COMMAND = CommandType(
    "rename",
    decide,
    standing,
    statuses=UNFINISHED,
    target="instance",
    summary=Words("ganti perihal proses", "change what an instance is about"),
    more=Words("Catatannya menjadi perihal yang baru.", "The note becomes its subject."),
    required=("note",),
    place=115,
    title=Words("Ganti perihal", "Rename"),
    in_scenario=Words("Siapa yang mengganti perihal proses (note).", "Who changes the subject (note)."),
    who=Words(
        "pelaksana internal pada langkah yang terbuka atau sudah dikerjakan",
        "internal actors of rows that are open or done",
    ),
)
