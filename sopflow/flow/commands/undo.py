"""The last completion is undone, while nothing has been built on it; recorded, never erased."""

from __future__ import annotations

from sopflow.errors import NotUndoable
from sopflow.language import Words

from ..authority import ON_BEHALF, Capacity, capacity_for, how_held, in_the_name_of, titles
from ..calls import called_by
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of, require_note
from ..event import Event
from ..flow import Flow
from ..forms import difference
from ..instance import Instance
from ..kinds import EVENTS, CommandType, EventKind, act, event
from ..rights import as_named, held, is_external, refused
from ..routing import Routing

act("undo", Words('menarik kembali "{step}"', 'undo "{step}"'))
UNDONE = event("undone", EventKind("undo", Words("ditarik kembali", "undone"), carries=("restored", "case")))
_LAST = Words("yang terakhir terjadi: {what}", "what happened last: {what}")
_CALLED = Words("SOP yang dipanggilnya sudah mulai", "the SOP that it called has begun")
_ENDED = Words(
    "penyelesaian itu ikut membatalkan SOP yang sedang dipanggil; mulai proses baru",
    "it also cancelled an SOP that was called and still running; start a new instance",
)
_PARENT = Words("proses yang memanggilnya sudah berlanjut", "the instance that called this one has gone on")
_TAKEN = Words('"{step}" sudah {held} {who}', '"{step}" is {held} {who}')


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Go back to before the last completion, by whoever did it or may do its row."""
    past = context.past
    if past is None or past.before is None or not EVENTS[past.event.type].can_be_undone:
        what = EVENTS[past.event.type].happened if past is not None else "-"
        raise NotUndoable(why=_LAST.filled(what=what))
    last, before = past.event, past.before
    require_note(flow, command, last.step)
    if any(opened.children for opened in last.opened):
        raise NotUndoable(why=_CALLED)
    if set(called_by(before)) - set(called_by(instance)):
        raise NotUndoable(why=_ENDED)
    opened_by_it = {(opened.step, opened.visit) for opened in last.opened}
    for taken in instance.active:
        if taken.claims and (taken.step, taken.visit) in opened_by_it:
            claim = taken.claims[0]
            who, held = titles(flow, (claim.person,)), how_held(claim)
            raise NotUndoable(why=_TAKEN.filled(step=flow.title(taken.step), held=held, who=who))
    if instance.is_over and instance.parent is not None:
        raise NotUndoable(why=_PARENT)
    routing = Routing(flow, instance, context)
    case = difference(instance.rare.fields, before.rare.fields)
    return event_of(routing, command, UNDONE, restored=before.control, case=case, capacity=capacity)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever may still do the row that was done last: those in whose internal positions it was, and whoever did it."""
    past = context.past
    if past is None or past.before is None or not EVENTS[past.event.type].can_be_undone:
        return None  # there is nothing to undo, which is told
    last = past.event
    row = flow.rows.get(str(last.step))
    open_row = past.before.open_row(str(last.step), last.visit)
    actors = open_row.actors if open_row is not None else ()
    asked = command._replace(step=last.step)
    named = flow.definition.who_may("undo")
    if named:
        return as_named(flow, instance, asked, context, named)
    is_theirs = command.by == last.by
    if context.roles is None and is_theirs:
        return None
    own = tuple(actor for actor in actors if is_theirs or context.roles is None or not is_external(flow, actor))
    capacity = capacity_for(flow, own, command.by, context, row)
    principal = last.effects.on_behalf_of if last.effects.capacity == ON_BEHALF else None
    if capacity is None and is_theirs and last.actor is not None and principal is not None:
        capacity = in_the_name_of(flow, last.actor, principal, context, row)
    if capacity is None:
        raise refused(
            flow,
            asked,
            tuple(actor for actor in actors if not is_external(flow, actor)),
            (titles(flow, (last.by,)),),
        )
    return held(capacity)


COMMAND = CommandType(
    "undo",
    decide,
    permit,
    statuses=("running", "completed"),
    target="instance",
    history="always",
    is_offered_by_trying=True,
    summary=Words(
        "tarik kembali penyelesaian terakhir, selama belum ada kelanjutannya",
        "withdraw the last completion, as long as no later event depends on it",
    ),
    required=("reason",),
    method="undo_last",
    place=150,
    title=Words("Tarik kembali", "Undo"),
    verb=Words("menarik kembali", "undo"),
    in_scenario=Words(
        "Siapa yang menarik kembali penyelesaian terakhir. Memerlukan note.",
        "Who withdraws the last completion. Needs a note.",
    ),
    who=Words(
        "pelaksana internal yang boleh mengerjakan langkah yang ditarik kembali, dan yang mengerjakannya selama masih boleh",
        "internal actors who may do the row that is undone, and whoever did it as long as they still may",
    ),
    more=Words(
        "Langkahnya terbuka lagi seperti semula; keduanya tetap dalam riwayat.",
        "Its row is open again, as it was. It stays in the history.",
    ),
)
