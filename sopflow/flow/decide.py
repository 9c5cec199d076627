"""From a command to the one event that it becomes, or to a refusal. Checks everything, changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sopflow.definition.model import DONE, END, LATE
from sopflow.errors import (
    AmbiguousVisit,
    AnswersDiffer,
    BadCommand,
    ChoiceRequired,
    HasParent,
    MissingInputs,
    MissingOutcome,
    NobodysWork,
    NotActive,
    NotAuthorized,
    NoteRequired,
    NothingDue,
    NotJoint,
    NotOptional,
    NotSigned,
    TargetNotAllowed,
    TargetRequired,
    UnknownDocument,
    UnknownOutcome,
    UnknownStep,
)
from sopflow.language import Words, did_you_mean

from .authority import Capacity, authorise, capacity_for
from .command import SYSTEM, Command, CommandKind
from .event import NO_EFFECTS, Effects, Event, OpenRow, Signature, asked, is_plain
from .instance import Instance
from .lifecycle import moved, not_running
from .routing import Routing
from .straight import straight, straight_start

if TYPE_CHECKING:
    from datetime import datetime

    from .context import Context
    from .event import EventType
    from .flow import Flow, Row, Way

MAX_DATA: Final = 65_536
"""The host's data per command, in characters of JSON."""
MAX_NOTE: Final = 10_000


def decide(flow: Flow, instance: Instance | None, command: Command, context: Context) -> Event:
    """The event that `command` becomes on `instance` (`None` only for a start).

    Raises a `Refusal` that says what is possible. Needs nothing but its arguments; the same arguments give the
    same event.
    """
    if instance is not None and command.kind == "complete" and instance.status == "running" and is_plain(command):
        event = straight(flow, instance, command, context)
        if event is not None:
            return event
    if context.at.tzinfo is None or (command.acted_at is not None and command.acted_at.tzinfo is None):
        raise BadCommand(what="a time without a time zone")
    if (command.data is not None and len(command.data) > MAX_DATA) or len(command.note or "") > MAX_NOTE:
        raise BadCommand(what=f"data over {MAX_DATA} or a note over {MAX_NOTE} characters")
    if instance is None:
        return straight_start(flow, command, context) or _start(flow, command, context)
    if instance.status != "running" and command.kind not in _ANY_STATUS:
        raise not_running(instance.status)
    return _DECIDERS[command.kind](flow, instance, command, context)


def _start(flow: Flow, command: Command, context: Context) -> Event:
    sop = flow.definition
    at = context.at
    capacity: Capacity | None = None
    if sop.may_start and command.parent is None:
        capacity = capacity_for(flow, tuple(map(str, sop.may_start)), command.by, context)
        if capacity is None:
            raise NotAuthorized(by=command.by, step="start", actors=sop.may_start)
    instance_id = context.fresh_id()
    blank = Instance(
        instance_id, sop.id, sop.version, sop.digest, 0, "running", at, at, command.by, (), {}, {},
        parent=command.parent,
    )  # fmt: skip
    since = _since(command, at)
    routing = Routing(flow, blank, context, since)
    routing.send("", [flow.first.id])
    limit = context.calendar(sop.calendar).add(since, sop.time_limit) if sop.time_limit is not None else None
    documents = flow.at_hand
    if command.papers:
        documents = (*documents, *_papers(flow, command, any_title=command.parent is not None))
    return _event(
        routing,
        command,
        "started",
        documents=documents,
        capacity=capacity,
        sop=(sop.id, sop.version, sop.digest),
        limit=limit,
    )


def _complete(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, open_row = _find(flow, instance, command)
    capacity = authorise(flow, row, open_row, command.by, context)
    way = _way(row, command)
    if row.is_joint:
        _same_answer(row, open_row, command, way)
        if len(open_row.signed) + 1 < len(open_row.actors):
            return _signature(flow, instance, command, context, open_row, capacity, way)
    return _done(flow, instance, command, context, row, open_row, way, "completed", capacity)


def _sign_off(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, _ = _find(flow, instance, command)
    if not row.is_joint:
        raise NotJoint(step=row.id)
    return _complete(flow, instance, command, context)


def _signature(
    flow: Flow,
    instance: Instance,
    command: Command,
    context: Context,
    open_row: OpenRow,
    capacity: Capacity,
    way: Way,
) -> Event:
    at = _recorded(instance, context)
    routing = Routing(flow, instance, context, at)
    signature = Signature(capacity.actor, command.by, way.outcome, _since(command, at))
    return _event(
        routing,
        command,
        "signed_off",
        row=open_row,
        keeps_row=True,
        outcome=way.outcome,
        documents=_papers(flow, command),
        capacity=capacity,
        signature=signature,
    )


def _same_answer(row: Row, open_row: OpenRow, command: Command, way: Way) -> None:
    for signature in open_row.signed:
        if signature.outcome != way.outcome:
            raise AnswersDiffer(
                by=command.by,
                step=row.id,
                outcome=way.outcome,
                signer=signature.by,
                other=signature.outcome,
            )


def _withdraw(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, open_row = _find(flow, instance, command)
    if not row.is_joint:
        raise NotJoint(step=row.id)
    own = [s for s in open_row.signed if s.by == command.by]
    if row.step.sign_off == "in_order":
        own = [s for s in own if s == open_row.signed[-1]]
    if not own:
        raise NotSigned(by=command.by, step=row.id, signed=tuple(s.by for s in open_row.signed))
    routing = Routing(flow, instance, context, _recorded(instance, context))
    return _event(
        routing, command, "withdrawn", row=open_row, keeps_row=True, signature=own[-1], outcome=own[-1].outcome,
        capacity=Capacity(own[-1].actor),
    )  # fmt: skip


def _skip(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, open_row = _find(flow, instance, command)
    if not row.step.optional:
        why = Words('hanya baris "optional: true" yang boleh', 'only a row with "optional: true" can be')
        raise NotOptional(step=row.id, why=why)
    if open_row.signed:
        why = Words("sudah ada yang menandatangani", "somebody has signed it already")
        raise NotOptional(step=row.id, why=why)
    actors = open_row.actors
    capacity = capacity_for(flow, actors, command.by, context, row)
    if capacity is None:
        raise NotAuthorized(by=command.by, step=row.id, actors=actors)
    if not (command.note or "").strip():
        raise NoteRequired(step=row.id, outcome="skip")
    way = _way(row, command)
    return _done(flow, instance, command, context, row, open_row, way, "skipped", capacity)


def _done(
    flow: Flow,
    instance: Instance,
    command: Command,
    context: Context,
    row: Row,
    open_row: OpenRow,
    way: Way,
    kind: EventType,
    capacity: Capacity | None,
) -> Event:
    """A row that ends with an outcome: the checks that every ending shares, and where its tokens go."""
    if way.note_required and not (command.note or "").strip():
        raise NoteRequired(step=row.id, outcome=way.outcome)
    papers = _papers(flow, command) if command.papers else ()
    missing: tuple[str, ...] = ()
    if row.needed and kind == "completed":
        missing = tuple([d for d in row.needed if d not in instance.documents and d not in papers])
        if missing and row.step.missing_inputs == "refuse":
            raise MissingInputs(step=row.id, documents=missing)
    at = _recorded(instance, context)
    routing = Routing(flow, instance, context, at if command.acted_at is None else _since(command, at))
    routing.closed.add((row.id, open_row.visit))
    if way.choices or command.choose:
        routing.chosen = {**instance.chosen, **_choices(flow, row, way, command, context)}
    deviation = None
    if way.is_open:
        deviation = _deviation(flow, row, way, command)
        places = [deviation]
    else:
        if command.to is not None:
            raise TargetNotAllowed(step=row.id, outcome=way.outcome, targets=way.targets)
        places = flow.fire(row.id, way)
        if not places and way.targets:
            raise UnknownOutcome(step=row.id, outcome=way.outcome, outcomes=row.outcomes)
    routing.send(row.id, places)
    made = way.outputs if kind != "skipped" else ()
    documents = tuple(dict.fromkeys((*papers, *made))) if papers else made
    return _event(
        routing,
        command,
        kind,
        row=open_row,
        outcome=way.outcome,
        documents=documents,
        capacity=capacity,
        missing=missing,
        deviation=deviation,
    )


def _receive(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    papers = _papers(flow, command)
    waits = _waits(flow, instance)
    if not papers:
        listed = ", ".join(dict.fromkeys(waits.values())) or "-"
        raise UnknownDocument(document="", hint=Words(f"ditunggu: {listed}", f"waited for: {listed}"))
    at = _recorded(instance, context)
    routing = Routing(flow, instance, context, _since(command, at))
    ended = [open_row for open_row, document in waits.items() if document in papers]
    documents = list(papers)
    routing.closed.update((r.step, r.visit) for r in ended)
    for open_row in ended:
        row = flow.rows[open_row.step]
        way = row.ways[DONE]
        documents += way.outputs
        routing.send(row.id, flow.fire(row.id, way))
    return _event(routing, command, "received", documents=tuple(dict.fromkeys(documents)))


def _waits(flow: Flow, instance: Instance) -> dict[OpenRow, str]:
    """The open rows that wait for a document, and for which."""
    waits = ((r, flow.rows[r.step].step.wait) for r in instance.active)
    return {r: str(wait.until) for r, wait in waits if wait is not None and wait.until is not None}


def _advance(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    """The earliest wait that is over."""
    over = [
        (r.due, at, r)
        for at, r in enumerate(instance.active)
        if r.due is not None and r.due <= context.at and flow.rows[r.step].step.wait is not None
    ]
    if not over:
        raise NothingDue(at=context.at.isoformat())
    due, _, open_row = min(over)
    row = flow.rows[open_row.step]
    wait = row.step.wait
    way = row.ways[LATE] if wait is not None and wait.late is not None else row.ways[DONE]
    timed = command._replace(acted_at=due, step=row.id, visit=open_row.visit, by=SYSTEM)
    return _done(flow, instance, timed, context, row, open_row, way, "wait_ended", None)


def _end_call(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    """The end of a called SOP, by the system."""
    open_row = instance.open_row(command.step or "", command.visit)
    if open_row is None or open_row.child is None:
        raise NotActive(step=command.step, possible=_open(instance))
    row = flow.rows[open_row.step]
    outcome = (command.outcome or END) if row.step.is_decision else DONE
    way = row.ways.get(outcome)
    if way is None:
        raise UnknownOutcome(step=row.id, outcome=outcome, outcomes=row.outcomes)
    return _done(flow, instance, command, context, row, open_row, way, "call_ended", None)


def _annotate(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    if instance.is_over:
        raise not_running(instance.status)
    if not (command.note or "").strip():
        raise NoteRequired(step=command.step or "annotate", outcome="annotate")
    if command.step is not None and command.step not in flow.rows:
        raise UnknownStep(step=command.step, possible=_open(instance))
    return _event(Routing(flow, instance, context, _recorded(instance, context)), command, "annotated")


def _suspend(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    status = moved(instance.status, "suspend")
    routing = Routing(flow, instance, context, _recorded(instance, context))
    return _event(routing, command, "suspended", status=status)


def _resume(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    status = moved(instance.status, "resume")
    at = _recorded(instance, context)
    since = instance.suspended_at or at
    dues = tuple(
        ((r.step, r.visit), context.calendar(flow.rows[r.step].calendar).shifted(r.due, since, at))
        for r in instance.active
        if r.due is not None
    )
    limit = None
    if instance.due is not None:
        limit = context.calendar(flow.definition.calendar).shifted(instance.due, since, at)
    routing = Routing(flow, instance, context, at)
    return _event(routing, command, "resumed", status=status, dues=dues, limit=limit)


def _cancel(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    status = moved(instance.status, "cancel")
    if instance.parent is not None and command.by != SYSTEM:
        raise HasParent(parent=instance.parent[0])
    routing = Routing(flow, instance, context, _recorded(instance, context))
    return _event(routing, command, "cancelled", status=status)


_Decider = Callable[["Flow", Instance, Command, "Context"], Event]
_DECIDERS: Final[dict[CommandKind, _Decider]] = {
    "complete": _complete,
    "sign_off": _sign_off,
    "withdraw": _withdraw,
    "skip": _skip,
    "receive": _receive,
    "annotate": _annotate,
    "suspend": _suspend,
    "resume": _resume,
    "cancel": _cancel,
    "advance": _advance,
    "end_call": _end_call,
}
_ANY_STATUS: Final = frozenset({"annotate", "suspend", "resume", "cancel"})


def _find(flow: Flow, instance: Instance, command: Command) -> tuple[Row, OpenRow]:
    """The open row that a command means."""
    row = flow.rows.get(command.step or "")
    if row is None:
        near = did_you_mean(command.step or "", flow.rows)
        raise UnknownStep(step=command.step, possible=_open(instance) or near)
    found = [r for r in instance.active if r.step == row.id and command.visit in (None, r.visit)]
    if not found:
        raise NotActive(step=row.id, possible=_open(instance))
    if len(found) > 1:
        raise AmbiguousVisit(step=row.id, visits=tuple(r.visit for r in found))
    if row.step.wait is not None:
        how = Words(
            "berakhir sendiri pada waktunya (advance) atau bila dokumennya datang (receive)",
            "it ends by itself in time (advance), or when its document arrives (receive)",
        )
        raise NobodysWork(step=row.id, how=how)
    if row.step.call is not None:
        how = Words(
            f'berakhir bila SOP "{row.step.call}" ({found[0].child}) berakhir',
            f'it ends when the SOP "{row.step.call}" ({found[0].child}) ends',
        )
        raise NobodysWork(step=row.id, how=how)
    return row, found[0]


def _way(row: Row, command: Command) -> Way:
    outcome = command.outcome
    if outcome is None:
        if row.sole is None:
            raise MissingOutcome(step=row.id, outcomes=row.outcomes)
        return row.sole
    way = row.ways.get(outcome)
    if way is None or outcome == LATE:
        raise UnknownOutcome(step=row.id, outcome=outcome, outcomes=row.outcomes)
    return way


def _deviation(flow: Flow, row: Row, way: Way, command: Command) -> str:
    """Where somebody leads a branch whose target the paper does not say."""
    possible = (*flow.rows, *flow.ends)
    if command.to is None or not (command.note or "").strip():
        raise TargetRequired(step=row.id, outcome=way.outcome, possible=possible)
    place = flow.deviate(command.to)
    if place is None:
        raise TargetRequired(step=row.id, outcome=way.outcome, possible=possible)
    return place


def _choices(flow: Flow, row: Row, way: Way, command: Command, context: Context) -> dict[str, str]:
    """The actors that this row chooses, each checked against whom it may be."""
    given = dict(command.choose)
    actors = flow.definition.actors
    for actor in (*way.choices, *given):
        chosen = actors.get(actor)
        among = tuple(str(a) for a in chosen.among) if chosen is not None else ()
        fitting = among or tuple(a for a, other in actors.items() if other.chosen_by is None)
        name = given.get(actor)
        mine = chosen is not None and chosen.chosen_by == row.id
        if not mine or name is None or (name not in fitting and (among or context.roles is None)):
            possible = fitting if mine else ()
            raise ChoiceRequired(step=row.id, actor=actor, possible=possible)
    return given


def _papers(flow: Flow, command: Command, *, any_title: bool = False) -> tuple[str, ...]:
    known = flow.definition.documents
    for paper in command.papers:
        if paper.document not in known and not any_title:
            raise UnknownDocument(document=paper.document, hint=did_you_mean(paper.document, known))
    return tuple(dict.fromkeys(paper.document for paper in command.papers))


def _open(instance: Instance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.step for row in instance.active))


def _recorded(instance: Instance, context: Context) -> datetime:
    return context.at if context.at >= instance.at else instance.at


def _since(command: Command, at: datetime) -> datetime:
    if command.acted_at is None:
        return at
    if command.acted_at > at:
        raise BadCommand(what=f"acted_at {command.acted_at.isoformat()} lies in the future of {at.isoformat()}")
    return command.acted_at


def _event(
    routing: Routing,
    command: Command,
    kind: EventType,
    *,
    row: OpenRow | None = None,
    keeps_row: bool = False,
    outcome: str | None = None,
    documents: tuple[str, ...] = (),
    capacity: Capacity | None = None,
    **effects: object,
) -> Event:
    """The event of a command, with everything that its routing led to."""
    instance = routing.instance
    rare = {name: value for name, value in effects.items() if value not in (None, (), False)}
    is_move = kind not in _KEEPS_PLACES
    if is_move:
        _settle(routing, row, rare)
    if routing.waiting_changed:
        rare["waiting"] = tuple(routing.waiting.items()) if rare.get("status") != "completed" else ()
    if capacity is not None and capacity.how is not None:
        rare["capacity"], rare["acting_as"] = capacity.how, capacity.acting_as
    return Event(
        instance.id,
        instance.revision + 1,
        _recorded(instance, routing.context),
        kind,
        command.by,
        row.step if row is not None else command.step if kind == "annotated" else None,
        row.visit if row is not None else None,
        outcome,
        capacity.actor if capacity is not None else None,
        tuple(routing.opened) if not routing.closes_all else (),
        documents,
        asked(command, outcome),
        Effects(**rare) if rare else NO_EFFECTS,  # type: ignore[arg-type]
    )


_KEEPS_PLACES: Final = frozenset({"signed_off", "withdrawn", "annotated", "suspended", "resumed", "cancelled"})


def _settle(routing: Routing, row: OpenRow | None, rare: dict[str, object]) -> None:
    """What a move means for the instance: rows that it closed, its end, its status."""
    own = (row.step, row.visit) if row is not None else None
    left = bool(routing.opened) or len(routing.closed) < len(routing.instance.active)
    closed = routing.closed - ({own} if own else set())
    if routing.closes_all:
        closed |= {(r.step, r.visit) for r in routing.instance.active} - ({own} if own else set())
    if closed:
        rare["closed"] = tuple(sorted(closed))
    if routing.end is not None:
        rare["end"], rare["hand_over"] = routing.end.name, routing.end.hand_over
    status = routing.status(left)
    if status is not None:
        rare["status"] = status
        if routing.waiting:
            routing.waiting_changed = True
    elif not left:
        rare["stuck"] = True
