"""Personal values of a case are removed from where they stand: recorded, with a reason; what happened stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import BadCommand
from sopflow.language import Words

from ..command import SYSTEM
from ..deciding.recording import event_of, note_required
from ..lifecycle import STATUSES
from ..rights import named_alone
from ..routing import Routing
from .kind import CommandType, EventKind, act, event

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event
    from ..flow import Flow
    from ..instance import Instance

ACT = act("redact", Words("menghapus data pribadi proses ini", "remove the personal values of this instance"))
_NOTHING = Words("proses ini tidak punya isian pribadi (personal)", "this instance has no personal fields")
REDACTED = event("redacted", EventKind("redact", Words("data pribadinya dihapus", "redacted")))


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Whatever keeps the event removes, with it, every personal value that the case has had."""
    has_had_some = flow.definition.has_personal or (context.past is not None and context.past.has_personal)
    if command.by != SYSTEM and not (has_had_some or flow.has_calls):
        raise BadCommand(what=_NOTHING)
    if command.by != SYSTEM and not (command.note or "").strip():
        raise note_required(flow, ACT, "redact", "redact")
    return event_of(Routing(flow, instance, context), command, REDACTED, capacity=capacity)


COMMAND = CommandType(
    "redact",
    decide,
    named_alone,
    given_by="people or the caller",
    statuses=STATUSES,
    target="instance",
    history="always",
    is_offered_by_trying=True,
    is_for_personal=True,
    summary=Words(
        "hapus nilai isian pribadi (personal) dari proses ini",
        "remove the values of personal fields from this instance",
    ),
    required=("reason",),
    place=148,
    title=Words("Hapus data pribadi", "Redact"),
    in_scenario=Words("Siapa yang menghapus data pribadi (note).", "Who removes the personal values (note)."),
    who=Words("tidak seorang pun: sebutkan pelaksananya", "nobody: name an actor"),
    more=Words(
        "SOP yang dipanggilnya ikut; riwayat tetap utuh, dan tidak ada yang dapat mengembalikan nilainya.",
        "So it does in the SOPs that it called. The history stays whole, and nothing brings the values back.",
    ),
)
