"""A row that ends with an outcome: the checks that every ending shares, and where its tokens go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import MissingInputs, TargetNotAllowed, UnknownOutcome
from sopflow.language import Words

from ..authority import signers
from ..commands.kind import EVENTS
from ..event import act_of
from ..routing import Routing
from .recording import event_with, happened_at, note_required, papers_of, recorded_at
from .rows import choices_of, deviation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    rare: dict[str, object] = {}
    papers = papers_of(flow, command) if command.papers else ()
    if row.needed and kind == "completed":
        held = instance.documents
        missing: tuple[str, ...] = ()
        for document in row.needed:
            if document not in held and document not in papers:
                missing = (*missing, document)
        if missing:
            if row.refuses_missing:
                titles = tuple(flow.definition.documents[d].title for d in missing)
                raise MissingInputs(step=row.id, documents=missing, titles=titles)
            rare["missing"] = missing
    at = recorded_at(instance, context)
    since = at if command.acted_at is None else happened_at(command, at)
    routing = Routing(flow, instance, context, since, ((row.id, open_row.visit),))
    if way.choices or command.choose:
        routing.chosen = {**instance.chosen, **choices_of(flow, row, way, command, context)}
    if way.is_open:
        rare["deviation"] = deviation = deviation_of(flow, row, way, command)
        places: Sequence[str] = (deviation,)
    else:
        if command.to is not None:
            raise TargetNotAllowed(step=row.id, outcome=way.outcome, targets=way.targets)
        places = flow.fire(row.id, way)
        if not places and way.targets:
            raise UnknownOutcome(step=row.id, outcome=way.outcome, outcomes=row.outcomes)
    routing.send(row.id, places)
    if kind == "completed" and not papers:
        act = way.act
    else:
        made = way.outputs if EVENTS[kind].makes_outputs else ()
        if kind == "wait_ended" and row.step.wait is not None:
            # that time is over does not bring what was waited for
            made = tuple([d for d in made if d != row.step.wait.until])
        act = act_of(kind, row.id, way.outcome, tuple(dict.fromkeys((*papers, *made))))
    if kind == "completed" and row.id in flow.watched:
        rare["did_by"] = _doers(open_row, command.by, capacity)
    return event_with(routing, command, open_row, act, capacity, rare)


def _doers(open_row: OpenRow, by: str, capacity: Capacity | None) -> tuple[str, ...]:
    """Whoever completed a row, those who signed it before, and those in whose name any of them did."""
    principal = (capacity.on_behalf_of,) if capacity is not None and capacity.on_behalf_of is not None else ()
    return tuple(dict.fromkeys((*signers(open_row), by, *principal)))
