"""An instance is cancelled, with the SOPs that it called."""

from __future__ import annotations

from sopflow.errors import HasParent, Refusal
from sopflow.language import Words

from ..authority import Capacity
from ..command import SYSTEM, Command
from ..context import Context
from ..deciding.recording import event_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import UNFINISHED, moved
from ..people import bound_in, is_starter
from ..rights import standing
from ..routing import Routing

act("cancel", Words("membatalkan proses ini", "cancel this instance"))
CANCELLED = event(
    "cancelled", EventKind("cancel", Words("dibatalkan", "cancelled"), carries=("status",), stage="pi_abort")
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    status = moved(instance.status, "cancel")
    if instance.parent is not None and command.by != SYSTEM:
        raise HasParent(parent=instance.parent[0])
    return event_of(Routing(flow, instance, context), command, CANCELLED, status=status, capacity=capacity)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    try:
        return standing(flow, instance, command, context)
    except Refusal:
        is_named = bool(flow.definition.who_may("cancel"))
        is_own = command.by == instance.started_by or is_starter(flow, instance, command.by)
        if is_named or not is_own or not _is_alone(instance, context):
            raise
        return None


def _is_alone(instance: Instance, context: Context) -> bool:
    """Whether nobody has acted but the starter, and those whom the instance is of."""
    people = context.past.people if context.past is not None else None
    own = {instance.started_by, *bound_in(instance)}
    return instance.revision == 1 or (people is not None and people <= own)


COMMAND = CommandType(
    "cancel",
    decide,
    permit,
    statuses=UNFINISHED,
    given_by="people or the caller",
    target="instance",
    history="with a directory",
    is_offered_by_trying=True,
    summary=Words(
        "batalkan proses untuk seterusnya, berikut SOP yang dipanggilnya",
        "end an instance for good, and the SOPs that it called",
    ),
    optional=("note",),
    place=140,
    title=Words("Batalkan", "Cancel"),
    verb=Words("membatalkan", "cancel"),
    in_scenario=Words("Siapa yang membatalkan proses.", "Who cancels the instance."),
    who=Words(
        "pelaksana internal pada langkah yang terbuka atau sudah dikerjakan; yang memulai, selama belum ada orang lain yang bertindak (catatan tidak dihitung)",
        "internal actors of rows that are open or done; the starter until somebody else has acted (notes do not count)",
    ),
)
