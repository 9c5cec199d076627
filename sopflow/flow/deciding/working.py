"""People's work: completing, signing, withdrawing, skipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import (
    AnswersDiffer,
    NotAuthorized,
    NoteRequired,
    NotJoint,
    NotOptional,
    NotSigned,
    OtherPerson,
    SamePerson,
)  # fmt: skip
from sopflow.language import Words

from ..authority import Capacity, authorise, capacity_for
from ..event import Signature
from ..routing import Routing
from .ending import row_done
from .recording import event_of, happened_at, papers_of, recorded_at
from .rows import open_row_of, way_of

if TYPE_CHECKING:
    from ..command import Command
    from ..context import Context
    from ..event import Event, OpenRow
    from ..flow import Flow, Row, Way
    from ..instance import Instance


def complete(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, open_row = open_row_of(flow, instance, command)
    capacity = authorise(flow, row, open_row, command.by, context)
    apart(row, instance, command.by)
    way = way_of(row, command)
    if row.is_joint:
        same_answer(row, open_row, command, way)
        if way.note_required and not (command.note or "").strip():
            raise NoteRequired(step=row.id, outcome=way.outcome)
        if len(open_row.signed) + 1 < len(open_row.actors):
            return signed_by_one(flow, instance, command, context, open_row, capacity, way)
    return row_done(flow, instance, command, context, row, open_row, way, "completed", capacity)


def sign_off(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, _ = open_row_of(flow, instance, command)
    if not row.is_joint:
        raise NotJoint(step=row.id)
    return complete(flow, instance, command, context)


def signed_by_one(
    flow: Flow,
    instance: Instance,
    command: Command,
    context: Context,
    open_row: OpenRow,
    capacity: Capacity,
    way: Way,
) -> Event:
    at = recorded_at(instance, context)
    routing = Routing(flow, instance, context, at)
    signature = Signature(capacity.actor, command.by, way.outcome, happened_at(command, at))
    return event_of(
        routing,
        command,
        "signed_off",
        row=open_row,
        outcome=way.outcome,
        documents=papers_of(flow, command),
        capacity=capacity,
        signature=signature,
    )


def apart(row: Row, instance: Instance, by: str) -> None:
    """Refuse whoever did a row that another person must have done, or is not the person who must do this one too."""
    for other in row.step.separate_from:
        if by in instance.done_by.get(other, ()):
            raise SamePerson(by=by, step=row.id, other=str(other))
    same = row.step.same_as
    if same is not None and same in instance.done_by and by not in instance.done_by[same]:
        raise OtherPerson(by=by, step=row.id, other=str(same), people=instance.done_by[same])


def same_answer(row: Row, open_row: OpenRow, command: Command, way: Way) -> None:
    for signature in open_row.signed:
        if signature.outcome != way.outcome:
            raise AnswersDiffer(
                by=command.by,
                step=row.id,
                outcome=way.outcome,
                signer=signature.by,
                other=signature.outcome,
            )


def withdraw(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, open_row = open_row_of(flow, instance, command)
    if not row.is_joint:
        raise NotJoint(step=row.id)
    own = [s for s in open_row.signed if s.by == command.by]
    if row.step.sign_off == "in_order":
        own = [s for s in own if s == open_row.signed[-1]]
    if not own:
        raise NotSigned(by=command.by, step=row.id, signed=tuple(s.by for s in open_row.signed))
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(
        routing, command, "withdrawn", row=open_row, signature=own[-1], outcome=own[-1].outcome,
        capacity=Capacity(own[-1].actor),
    )  # fmt: skip


def skip(flow: Flow, instance: Instance, command: Command, context: Context) -> Event:
    row, open_row = open_row_of(flow, instance, command)
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
    apart(row, instance, command.by)
    if not (command.note or "").strip():
        raise NoteRequired(step=row.id, outcome="skip")
    way = way_of(row, command)
    return row_done(flow, instance, command, context, row, open_row, way, "skipped", capacity)
