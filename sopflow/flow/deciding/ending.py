"""A row that ends with an outcome: the checks that every ending shares, and where its tokens go."""

from __future__ import annotations

from collections.abc import Sequence

from sopflow.errors import MissingInputs, TargetNotAllowed, UnknownOutcome
from sopflow.frozen import NOTHING

from ..authority import Capacity, signers
from ..command import NOTHING_MORE, Command
from ..context import Context
from ..data import way_by_data
from ..dating import day_of
from ..each import require_unused
from ..event import NOTHING_RARE, Event, EventType, OpenRow, act_of
from ..files import kept, require_of
from ..flow import Flow, Row, Way
from ..forms import filled, frozen
from ..instance import Instance
from ..kinds import EVENTS
from ..routing import Routing
from .recording import event_with, happened_at, papers_of, require_known, require_note_for, settle
from .rows import choices_of, deviation_of, visit_of, way_of
from .signed import files_of, require_as_signed
from .signing import signed_by_one


def row_done(
    flow: Flow,
    instance: Instance,
    command: Command,
    context: Context,
    capacity: Capacity | None,
    kind: EventType = "completed",
    way: Way | None = None,
    besides: dict[str, object] | None = None,
) -> Event:
    """A row ends with an outcome, that of the command or a `way` of which there is no choice; one that several sign only
    with the last signature. `besides` is what else the event changes."""
    row, active, more = flow.rows[command.step], instance.active, command.more  # type: ignore[index]
    open_row = active[0] if len(active) == 1 else visit_of(row, instance, more.visit)
    visit, is_completed, says_more = open_row.visit, kind == "completed", more is not NOTHING_MORE
    rare: dict[str, object] = {} if besides is None else besides
    routing = Routing(flow, instance, context, (open_row,))
    if says_more:
        require_known(flow, command)  # else what it was meant to be is missed, and not its name
    if says_more or flow.has_fields:
        command = _filled(routing, row, command, rare, is_filling=is_completed)
        if command.more is not NOTHING_MORE or rare:
            require_as_signed(flow, instance, command, {**command.more.fields, **rare.get("case", NOTHING)})  # type: ignore[dict-item]
    if way is None:
        way = row.sole if command.outcome is None else None
        if way is None:
            way = (
                _by_data(routing, row, command, capacity)
                if row.decision is not None
                else way_of(flow, row, command)
            )
    if row.is_joint and is_completed:
        signed = signed_by_one(flow, instance, command, context, row, open_row, way, capacity, **rare)
        if signed is not None:
            return signed
    if row.asks_files and is_completed:
        require_of(flow, instance, command, row, way)
    papers: tuple[str, ...] = ()
    places: Sequence[str] | None = None
    if way.asks or says_more:
        papers, places = _said(routing, row, way, command, rare)
    if is_completed:
        documents = instance.documents
        for document in row.needed:
            if document not in documents:
                rare |= _missing(flow, instance, row, papers)
                break
    if places is None:
        places = way.targets if not flow.hooks.are_there else flow.fire(row.id, way)
        if not places and way.targets:
            raise UnknownOutcome(step=row.id, outcome=way.outcome, outcomes=row.outcomes)
    routing.send(row.id, places)
    act = way.act
    if not is_completed or papers:
        act = act_of(kind, row.id, way.outcome, tuple(dict.fromkeys((*papers, *_outputs(row, way, kind)))))
    if (papers or open_row.rare is not NOTHING_RARE) and (
        same := kept(instance, command, act.documents, files_of(open_row))
    ):
        rare["kept"] = same
    if row.is_watched and is_completed:
        rare["did_by"] = _doers(open_row, command.by, capacity)
    if routing.compared:
        rare["compared"] = frozen(routing.compared)
    if routing.end is not None or not routing.opened:
        settle(routing, (row.id, visit), rare)
    return event_with(routing, command, visit, act, capacity, rare)


def _filled(routing: Routing, row: Row, command: Command, rare: dict[str, object], *, is_filling: bool) -> Command:
    """A command whose fields are values of the row's form; what is so besides is a rare effect."""
    flow, before = routing.flow, routing.instance.rare.fields
    if is_filling and (row.form or command.more.fields):
        given, others = filled(flow, row.id, row.form, before, command.more.fields, whole=True)
        if flow.has_calls:
            require_unused(flow, routing.instance, {**given, **others})
        if others:
            rare["case"] = others
        if given:
            command = command._replace(fields=given)
    if flow.reads_data:
        routing.known = {**before, **command.more.fields, **rare.get("case", NOTHING)}  # type: ignore[dict-item]
    return command


def _by_data(routing: Routing, row: Row, command: Command, capacity: Capacity | None) -> Way:
    """The way that the case's data takes."""
    flow, context = routing.flow, routing.context
    today = day_of(flow, happened_at(command, context.at), context)
    actor = capacity.actor if capacity is not None else None
    return way_by_data(flow, row, command, routing.known or NOTHING, today, routing.comparing(), actor)


def _missing(flow: Flow, instance: Instance, row: Row, papers: tuple[str, ...]) -> dict[str, object]:
    """What is needed and not there, where the row may be done without it."""
    missing = tuple([d for d in row.needed if d not in instance.documents and d not in papers])
    if missing and row.refuses_missing:
        titles = tuple(flow.definition.documents[d].title for d in missing)
        raise MissingInputs(step=row.id, documents=missing, titles=titles)
    return {"missing": missing} if missing else {}


def _said(
    routing: Routing, row: Row, way: Way, command: Command, rare: dict[str, object]
) -> tuple[tuple[str, ...], Sequence[str] | None]:
    """What a command says besides: the documents that it brings, and the places where the paper does not say them."""
    flow, more = routing.flow, command.more
    require_note_for(flow, command, row, way)
    papers = papers_of(flow, command)
    routing.since = happened_at(command, routing.context.at)
    if way.choices or more.choose:
        routing.chosen = choices_of(flow, row, way, command, routing.context)
    if way.is_open:
        rare["deviation"] = deviation = deviation_of(flow, row, way, command)
        return papers, (deviation,)
    if more.to is not None:
        raise TargetNotAllowed(step=row.id, outcome=way.outcome, targets=way.targets)
    return papers, None


def _outputs(row: Row, way: Way, kind: EventType) -> Sequence[str]:
    """The documents that a row makes where it ends like this."""
    if not EVENTS[kind].makes_outputs:
        return ()
    if kind == "wait_ended" and row.step.wait is not None:
        # that time is over does not bring what was waited for
        return [one for one in way.outputs if one != row.step.wait.until]
    return way.outputs


def _doers(open_row: OpenRow, by: str, capacity: Capacity | None) -> tuple[str, ...]:
    """Whoever completed a row, those who signed it before, and those in whose name any of them did."""
    principal = (capacity.on_behalf_of,) if capacity is not None and capacity.on_behalf_of is not None else ()
    return tuple(dict.fromkeys((*signers(open_row), by, *principal)))
