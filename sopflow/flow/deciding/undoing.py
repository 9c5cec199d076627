"""The last completion is withdrawn, while nothing has been built on it; recorded, never erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import NotUndoable
from sopflow.language import Words

from ..authority import titles
from ..calls import called_by
from ..routing import Routing
from ..wording import HAPPENED
from .recording import event_of, note_required, recorded_at

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event
    from ..flow import Flow
    from ..instance import Instance

_LAST = Words("yang terakhir terjadi: {what}", "what happened last: {what}")
_CALLED = Words("SOP yang dipanggilnya sudah mulai", "the SOP that it called has begun")
_ENDED = Words(
    "penyelesaian itu ikut membatalkan SOP yang sedang dipanggil; mulai proses baru",
    "it also cancelled an SOP that was called and still running; start a new instance",
)
_PARENT = Words("proses yang memanggilnya sudah berlanjut", "the instance that called this one has gone on")
_TAKEN = Words('"{step}" sudah diklaim {who}', '"{step}" is claimed by {who}')
UNDOABLE = ("completed", "skipped")


def undo(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Go back to before the last completion, by whoever did it or may do its row."""
    past = context.past
    if past is None or past.before is None or past.event.type not in UNDOABLE:
        what = HAPPENED[past.event.type] if past is not None else "-"
        raise NotUndoable(why=_LAST.filled(what=what))
    last, before = past.event, past.before
    if not (command.note or "").strip():
        raise note_required("undo", last.step)
    if any(opened.child is not None for opened in last.opened):
        raise NotUndoable(why=_CALLED)
    if set(called_by(before)) - set(called_by(instance)):
        raise NotUndoable(why=_ENDED)
    opened_by_it = {(opened.step, opened.visit) for opened in last.opened}
    for taken in instance.active:
        if taken.claims and (taken.step, taken.visit) in opened_by_it:
            who = titles(flow, (taken.claims[0].person,))
            raise NotUndoable(why=_TAKEN.filled(step=taken.step, who=who))
    if instance.is_over and instance.parent is not None:
        raise NotUndoable(why=_PARENT)
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(routing, command, "undone", restored=before, capacity=capacity)
