"""A row that ends with an outcome: the checks that every ending shares, and where its tokens go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import MissingInputs, TargetNotAllowed, UnknownOutcome
from sopflow.language import Words

from ..authority import signers
from ..commands.kind import EVENTS
from ..routing import Routing
from .recording import event_of, happened_at, note_required, papers_of, recorded_at
from .rows import choices_of, deviation_of

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event, EventType, OpenRow
    from ..flow import Flow, Row, Way
    from ..instance import Instance

ANSWER = Words('menjawab "{step}" dengan "{outcome}"', 'answer "{step}" with "{outcome}"')


def row_done(
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
        raise note_required(flow, ANSWER, "answer", row.id, way.outcome)
    papers = papers_of(flow, command) if command.papers else ()
    missing: tuple[str, ...] = ()
    if row.needed and kind == "completed":
        missing = tuple([d for d in row.needed if d not in instance.documents and d not in papers])
        if missing and row.step.missing_inputs == "refuse":
            titles = tuple(flow.definition.documents[d].title for d in missing)
            raise MissingInputs(step=row.id, documents=missing, titles=titles)
    at = recorded_at(instance, context)
    routing = Routing(flow, instance, context, at if command.acted_at is None else happened_at(command, at))
    routing.closed.add((row.id, open_row.visit))
    if way.choices or command.choose:
        routing.chosen = {**instance.chosen, **choices_of(flow, row, way, command, context)}
    deviation = None
    if way.is_open:
        deviation = deviation_of(flow, row, way, command)
        places = [deviation]
    else:
        if command.to is not None:
            raise TargetNotAllowed(step=row.id, outcome=way.outcome, targets=way.targets)
        places = flow.fire(row.id, way)
        if not places and way.targets:
            raise UnknownOutcome(step=row.id, outcome=way.outcome, outcomes=row.outcomes)
    routing.send(row.id, places)
    made = way.outputs if EVENTS[kind].makes_outputs else ()
    if kind == "wait_ended" and row.step.wait is not None:
        # that time is over does not bring what was waited for
        made = tuple([d for d in made if d != row.step.wait.until])
    documents = tuple(dict.fromkeys((*papers, *made))) if papers else made
    return event_of(
        routing,
        command,
        kind,
        row=open_row,
        outcome=way.outcome,
        documents=documents,
        capacity=capacity,
        missing=missing,
        deviation=deviation,
        did_by=_doers(open_row, command.by, capacity) if kind == "completed" and row.id in flow.watched else (),
    )


def _doers(open_row: OpenRow, by: str, capacity: Capacity | None) -> tuple[str, ...]:
    """Whoever completed a row, those who signed it before, and those in whose name any of them did."""
    principal = (capacity.on_behalf_of,) if capacity is not None and capacity.on_behalf_of is not None else ()
    return tuple(dict.fromkeys((*signers(open_row), by, *principal)))
