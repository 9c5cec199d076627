"""A row that ends with an outcome: the checks that every ending shares, and where its tokens go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import MissingInputs, TargetNotAllowed, UnknownOutcome
from sopflow.language import Words

from ..authority import signers
from ..command import NOTHING_MORE
from ..commands.kind import EVENTS
from ..event import act_of
from ..routing import Routing
from .recording import event_with, happened_at, note_required, papers_of, settle
from .rows import choices_of, deviation_of, visit_of, way_of

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
    capacity: Capacity | None,
    kind: EventType = "completed",
    way: Way | None = None,
) -> Event:
    """A row that ends with an outcome, that of the command or a `way` of which there is no choice."""
    row, active = flow.rows[command.step], instance.active  # type: ignore[index]
    open_row = active[0] if len(active) == 1 else visit_of(row, instance, command.more.visit)
    if way is None:
        way = row.sole if command.outcome is None and row.sole is not None else way_of(row, command)
    rare: dict[str, object] = {}
    papers: tuple[str, ...] = ()
    says_more = way.asks or command.more is not NOTHING_MORE
    if says_more:
        if way.note_required and not (command.note or "").strip():
            raise note_required(flow, ANSWER, "answer", row.id, way.outcome)
        papers = papers_of(flow, command)
    is_completed = kind == "completed"
    for document in row.needed if is_completed else ():
        if document not in instance.documents:
            rare |= _missing(flow, instance, row, papers)
            break
    routing = Routing(flow, instance, context, context.at, ((row.id, open_row.visit),))
    places = _said(routing, row, way, command, rare) if says_more else None
    if places is None:
        places = way.targets if not any(way.hooks) else flow.fire(row.id, way)
        if not places and way.targets:
            raise UnknownOutcome(step=row.id, outcome=way.outcome, outcomes=row.outcomes)
    routing.send(row.id, places)
    act = way.act
    if not is_completed or papers:
        made = way.outputs if EVENTS[kind].makes_outputs else ()
        if kind == "wait_ended" and row.step.wait is not None:
            # that time is over does not bring what was waited for
            made = tuple([d for d in made if d != row.step.wait.until])
        act = act_of(kind, row.id, way.outcome, tuple(dict.fromkeys((*papers, *made))))
    if is_completed and row.is_watched:
        rare["did_by"] = _doers(open_row, command.by, capacity)
    if routing.end is not None or not routing.opened:
        settle(routing, (row.id, open_row.visit), rare)
    return event_with(routing, command, open_row.visit, act, capacity, rare)


def _missing(flow: Flow, instance: Instance, row: Row, papers: tuple[str, ...]) -> dict[str, object]:
    """What is needed and not there, where the row may be done without it."""
    missing = tuple([d for d in row.needed if d not in instance.documents and d not in papers])
    if missing and row.refuses_missing:
        titles = tuple(flow.definition.documents[d].title for d in missing)
        raise MissingInputs(step=row.id, documents=missing, titles=titles)
    return {"missing": missing} if missing else {}


def _said(routing: Routing, row: Row, way: Way, command: Command, rare: dict[str, object]) -> Sequence[str] | None:
    """What a command says besides of where and when the tokens go; the places, where the paper does not say them."""
    flow, more = routing.flow, command.more
    routing.since = happened_at(command, routing.context.at)
    if way.choices or more.choose:
        routing.chosen = {**routing.chosen, **choices_of(flow, row, way, command, routing.context)}
    if way.is_open:
        rare["deviation"] = deviation = deviation_of(flow, row, way, command)
        return (deviation,)
    if more.to is not None:
        raise TargetNotAllowed(step=row.id, outcome=way.outcome, targets=way.targets)
    return None


def _doers(open_row: OpenRow, by: str, capacity: Capacity | None) -> tuple[str, ...]:
    """Whoever completed a row, those who signed it before, and those in whose name any of them did."""
    principal = (capacity.on_behalf_of,) if capacity is not None and capacity.on_behalf_of is not None else ()
    return tuple(dict.fromkeys((*signers(open_row), by, *principal)))
