"""Rows that nobody performs end: a document arrives, time is over, a called SOP ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.model import DONE, END, LATE
from sopflow.errors import NotActive, NothingDue, UnknownDocument, UnknownOutcome
from sopflow.language import Words

from ..command import SYSTEM
from ..routing import Routing
from .ending import row_done
from .lateness import late
from .recording import event_of, happened_at, open_steps, papers_of, recorded_at
from .rows import require_open_then

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event, OpenRow
    from ..flow import Flow
    from ..instance import Instance


_NO_DOCUMENT = Words("dokumen yang datang belum disebut", "the document that arrived is not named")


def receive(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    papers = papers_of(flow, command)
    waits = awaited(flow, instance)
    if not papers:
        known = flow.definition.documents
        listed = ", ".join(f'"{known[one].title}" ({one})' for one in dict.fromkeys(waits.values())) or "-"
        hint = Words(f"ditunggu: {listed}", f"waited for: {listed}")
        raise UnknownDocument(document="", what=_NO_DOCUMENT, hint=hint)
    at = recorded_at(instance, context)
    routing = Routing(flow, instance, context, happened_at(command, at))
    ended = [open_row for open_row, document in waits.items() if document in papers]
    for open_row in ended:
        require_open_then(command, open_row, context.zone)
    documents = list(papers)
    routing.closed.update((r.step, r.visit) for r in ended)
    for open_row in ended:
        row = flow.rows[open_row.step]
        way = row.ways[DONE]
        documents += way.outputs
        routing.send(row.id, flow.fire(row.id, way))
    return event_of(routing, command, "received", documents=tuple(dict.fromkeys(documents)), capacity=capacity)


def awaited(flow: Flow, instance: Instance) -> dict[OpenRow, str]:
    """The open rows that wait for a document, and for which."""
    waits = ((r, flow.rows[r.step].step.wait) for r in instance.active)
    return {r: str(wait.until) for r, wait in waits if wait is not None and wait.until is not None}


def advance(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    """What is due first: a wait that is over, or something that a row's `on_late` says."""
    over = [
        (r.due, 0, at, r)
        for at, r in enumerate(instance.active)
        if r.due is not None and r.due <= context.at and flow.rows[r.step].step.wait is not None
    ]
    # at the very instant a person is still in time
    over += [
        (r.late_at, 1, at, r)
        for at, r in enumerate(instance.active)
        if r.late_at is not None and r.late_at < context.at and r.late_acts < len(flow.rows[r.step].step.on_late)
    ]
    if not over:
        raise NothingDue(at=context.at.isoformat())
    due, is_late, _, open_row = min(over)
    row = flow.rows[open_row.step]
    if is_late:
        return late(flow, instance, command._replace(acted_at=due), context, open_row)
    wait = row.step.wait
    way = row.ways[LATE] if wait is not None and wait.late is not None else row.ways[DONE]
    timed = command._replace(acted_at=due, step=row.id, visit=open_row.visit, by=SYSTEM)
    return row_done(flow, instance, timed, context, row, open_row, way, "wait_ended", None)


def end_call(
    flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None
) -> Event:
    """The end of a called SOP, by the system."""
    open_row = instance.open_row(command.step or "", command.visit)
    if open_row is None or open_row.child is None:
        raise NotActive(step=command.step, possible=open_steps(instance))
    row = flow.rows[open_row.step]
    outcome = (command.outcome or END) if row.step.is_decision else DONE
    way = row.ways.get(outcome)
    if way is None:
        raise UnknownOutcome(step=row.id, outcome=outcome, outcomes=row.outcomes)
    return row_done(flow, instance, command, context, row, open_row, way, "call_ended", None)
