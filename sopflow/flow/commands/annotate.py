"""A note on an instance, or on one of its rows."""

from __future__ import annotations

from sopflow.errors import Refusal, UnknownStep
from sopflow.language import Words

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of, open_steps, require_note
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import UNFINISHED
from ..people import bound_in
from ..rights import BY_THE_STARTER, default, refused, seeing
from ..routing import Routing
from ..unsaid import told

act("annotate", Words("menulis catatan pada proses ini", "annotate this instance"))
ANNOTATED = event("annotated", EventKind("annotate", Words("dicatat", "annotated"), is_a_note=True))
_TOOK_PART = Words("yang bertindak dalam proses ini", "whoever has acted in it")


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    require_note(flow, command, command.step or None)
    if command.step is not None and command.step not in flow.rows:
        raise UnknownStep(step=told(flow, command.step), possible=open_steps(instance))
    return event_of(Routing(flow, instance, context), command, ANNOTATED, capacity=capacity)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever may see the instance for a reason of their own: what everybody may see is not everybody's to write on."""
    everyone = seeing(flow, instance)
    try:
        return default(flow, instance, command, context, everyone)
    except Refusal as refusal:
        in_hand = {p for row in instance.active for c in row.claims for p in (c.person, c.on_behalf_of)}
        took_part = context.past.people if context.past is not None else frozenset()
        if flow.definition.who_may("annotate"):
            raise
        if command.by in (instance.started_by, *bound_in(instance), *in_hand, *took_part):
            return None
        raise refused(flow, command, everyone, (BY_THE_STARTER, _TOOK_PART)) from refusal


COMMAND = CommandType(
    "annotate",
    decide,
    permit,
    statuses=UNFINISHED,
    target="instance",
    history="with a directory",
    summary=Words("tulis catatan dalam riwayat", "write a note in the history"),
    required=("note",),
    optional=("step", "data"),
    place=110,
    title=Words("Catat", "Annotate"),
    verb=Words("menulis catatan", "annotate"),
    in_scenario=Words("Catatan dalam riwayat.", "A note in the history."),
    who=Words(
        "pelaksana internal SOP ini, yang memulai, dan siapa yang bertindak atau pernah bertindak dalam proses ini",
        "internal actors of the SOP, the starter, and whoever acts or has acted in the instance",
    ),
)
