"""People's work: completing, signing, withdrawing, skipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import AnswersDiffer

from ..authority import titles
from ..event import Signature
from ..routing import Routing
from .ending import row_done
from .recording import event_of, happened_at, note_required, papers_of, recorded_at
from .rows import open_row_of, way_of

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event, OpenRow
    from ..flow import Flow, Row, Way
    from ..instance import Instance


def complete(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    row, open_row = open_row_of(flow, instance, command)
    way = way_of(row, command)
    if row.is_joint:
        same_answer(flow, row, open_row, command, way)
        if way.note_required and not (command.note or "").strip():
            raise note_required("answer", row.id, way.outcome)
        if capacity is not None and len(open_row.signed) + 1 < len(open_row.actors):
            return signed_by_one(flow, instance, command, context, open_row, capacity, way)
    return row_done(flow, instance, command, context, row, open_row, way, "completed", capacity)


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
    signature = Signature(capacity.actor, command.by, way.outcome, happened_at(command, at), capacity.on_behalf_of)
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


def same_answer(flow: Flow, row: Row, open_row: OpenRow, command: Command, way: Way) -> None:
    for signature in open_row.signed:
        if signature.outcome != way.outcome:
            raise AnswersDiffer(
                by=command.by,
                step=row.id,
                outcome=way.outcome,
                signer=signature.by,
                other=signature.outcome,
                who=titles(flow, (signature.by,)),
            )


def withdraw(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    _, open_row = open_row_of(flow, instance, command)
    own = [signature for signature in open_row.signed if signature.by == command.by][-1]
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    return event_of(
        routing, command, "withdrawn", row=open_row, signature=own, outcome=own.outcome, capacity=capacity
    )


def skip(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    row, open_row = open_row_of(flow, instance, command)
    if not (command.note or "").strip():
        raise note_required("skip", row.id)
    way = way_of(row, command)
    return row_done(flow, instance, command, context, row, open_row, way, "skipped", capacity)
