"""What every decision needs: when it counts, what was brought, and the event that comes of it."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from sopflow.errors import BadCommand, NoteRequired, UnknownDocument
from sopflow.frozen import NOTHING
from sopflow.language import Words, did_you_mean

from ..authority import Capacity
from ..command import NOTHING_MORE, Command
from ..context import Context
from ..dating import backdated, times_text
from ..event import NO_EFFECTS, Act, Event, EventType, OpenRow, act_of, details_of, effects_of
from ..files import kept, require_files
from ..flow import Flow, Row, Way
from ..instance import Instance
from ..kinds import ACTS, EVENTS
from ..routing import Routing
from ..unsaid import told
from .signed import require_as_signed


def happened_at(command: Command, at: datetime, zone: tzinfo | None = None) -> datetime:
    """When it happened, by the person's word: not after `at`."""
    acted_at = command.more.acted_at
    if acted_at is None:
        return at
    if acted_at > at:
        raise BadCommand(what=_FUTURE.filled(**times_text(zone, when=acted_at, now=at)))
    return acted_at


def require_note(flow: Flow, command: Command, step: str | None = None) -> None:
    """Refuse a command without a note that needs one; `step` is the row that it is about."""
    if not (command.note or "").strip():
        said = ACTS[command.kind].filled(step=flow.title(step))
        raise NoteRequired(step=step if step is not None else command.kind, outcome=command.kind, act=said)


def require_note_for(flow: Flow, command: Command, row: Row, way: Way) -> None:
    """Refuse an answer without a note that needs one."""
    if way.note_required and not (command.note or "").strip():
        said = _ANSWER.filled(step=flow.title(row.id), outcome=way.outcome)
        raise NoteRequired(step=row.id, outcome=way.outcome, act=said)


def require_running_then(instance: Instance, command: Command, context: Context) -> None:
    """Refuse an act that is dated after now, before the instance started, or while it was suspended."""
    zone = context.zone
    acted_at = happened_at(command, context.at, zone)
    if acted_at < instance.started_at:
        raise backdated(acted_at, zone, _NOT_STARTED, at=instance.started_at)
    for one in context.past.moved.get(None, ()) if context.past is not None else ():
        if one.suspended is not None and one.resumed is not None and one.suspended <= acted_at < one.resumed:
            raise backdated(acted_at, zone, _SUSPENDED, since=one.suspended, until=one.resumed)


_NO_SUCH_DOCUMENT: Final = Words(
    'dokumen "{document}" tidak dikenal SOP ini', 'this SOP has no document "{document}"'
)
_ANSWER: Final = Words('menjawab "{step}" dengan "{outcome}"', 'answer "{step}" with "{outcome}"')
_FUTURE: Final = Words(
    "waktu kejadian {when} di masa depan: sekarang {now}", "acted_at {when} is in the future: it is {now}"
)
_NOT_STARTED: Final = Words("proses ini baru dimulai {at}", "the instance started at {at}")
_SUSPENDED: Final = Words(
    "proses ini ditunda dari {since} sampai {until}", "the instance was suspended from {since} until {until}"
)


def papers_of(flow: Flow, command: Command, *, any_title: bool = False) -> tuple[str, ...]:
    """The documents that a command brings; each must be one that the SOP knows."""
    if not any_title:
        require_known(flow, command)
    if flow.with_files:
        require_files(flow, command)
    return tuple(dict.fromkeys(paper.document for paper in command.papers))


def require_known(flow: Flow, command: Command) -> None:
    """`UnknownDocument` for a paper that is none of the SOP's documents."""
    known = flow.definition.documents
    for paper in command.papers:
        if paper.document not in known:
            given = told(flow, paper.document)
            what = _NO_SUCH_DOCUMENT.filled(document=given)
            raise UnknownDocument(document=given, what=what, hint=did_you_mean(paper.document, known))


def open_steps(instance: Instance) -> tuple[str, ...]:
    """The rows that are open, for messages."""
    return tuple(dict.fromkeys(row.step for row in instance.active))


def event_of(
    routing: Routing,
    command: Command,
    kind: EventType,
    *,
    row: OpenRow | None = None,
    outcome: str | None = None,
    documents: tuple[str, ...] = (),
    capacity: Capacity | None = None,
    **effects: object,
) -> Event:
    """The event of a command, with everything that its routing led to; whatever the command is, it leaves what was signed as
    it was."""
    more = command.more
    if more.papers or more.fields:
        require_as_signed(routing.flow, routing.instance, command, more.fields)
    rare = {name: value for name, value in effects.items() if value not in (None, (), False, NOTHING)}
    step, visit = (row.step, row.visit) if row is not None else (command.step, None)
    if more.papers and (same := kept(routing.instance, command, documents)):
        rare["kept"] = same
    if EVENTS[kind].moves and (routing.closed or routing.end is not None or not routing.opened):
        settle(routing, (step, visit), rare)
    return event_with(routing, command, visit, act_of(kind, step, outcome, documents), capacity, rare)


def event_with(
    routing: Routing,
    command: Command,
    visit: int | None,
    act: Act,
    capacity: Capacity | None,
    rare: dict[str, object],
) -> Event:
    """The event of a command, with its rarer effects besides those of its routing."""
    instance, actor = routing.instance, None
    if routing.changed is not None:
        rare["waiting"] = tuple(routing.changed.items()) if rare.get("status") != "completed" else ()
    if capacity is not None:
        actor = capacity.actor
        if capacity.how is not None:
            rare["capacity"], rare["acting_as"] = capacity.how, capacity.acting_as
            rare["position"], rare["on_behalf_of"] = capacity.position, capacity.on_behalf_of
    return Event(
        instance.id,
        instance.revision + 1,
        routing.context.at,
        act,
        command.by,
        visit,
        actor,
        routing.opened,
        details_of(command) if command.more is not NOTHING_MORE or command.kind != "complete" else None,
        effects_of(rare) if rare else NO_EFFECTS,
    )


def settle(routing: Routing, own: tuple[object, object], rare: dict[str, object]) -> None:
    """What a move means for the instance: rows that it closed besides its own, its end, its status."""
    active, closed = routing.instance.active, {(row.step, row.visit) for row in routing.closed}
    left = bool(routing.opened) or len(closed) < len(active)
    if routing.closes_all:
        routing.opened = ()
        closed.update((r.step, r.visit) for r in active)
    closed -= {own}
    if closed:
        rare["closed"] = tuple(sorted(closed))
    if routing.end is not None:
        rare["end"], rare["hand_over"] = routing.end.name, routing.end.hand_over
    if left and not routing.closes_all:
        return
    status = routing.status(left)
    if status is not None:
        rare["status"] = status
        if routing.waiting:
            routing.changed = routing.waiting
    else:
        rare["stuck"] = True
