"""Which open row and which way a command means, and what it must say besides."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from sopflow.definition.model import LATE
from sopflow.errors import (
    AmbiguousVisit,
    BadCommand,
    ChoiceRequired,
    MissingOutcome,
    NobodysWork,
    NotActive,
    NotThatVisit,
    TargetRequired,
    UnknownOutcome,
    UnknownStep,
)
from sopflow.language import NONE, Words, did_you_mean

from ..command import NOTHING_MORE, Command
from ..context import Context
from ..dating import times_text
from ..event import OpenRow
from ..flow import Flow, Row, Way
from ..instance import Instance
from ..unsaid import told
from .recording import open_steps


def open_row_of(
    flow: Flow, instance: Instance, command: Command, zone: tzinfo | None = None
) -> tuple[Row, OpenRow]:
    """The open row that a command means."""
    step, active = command.step, instance.active
    row = flow.rows.get(step)  # type: ignore[arg-type]
    if row is None:
        raise UnknownStep(
            step=told(flow, step), possible=open_steps(instance) or did_you_mean(step or "", flow.rows)
        )
    if len(active) == 1 and active[0].step == step and command.more is NOTHING_MORE:
        found = active[0]
    else:
        found = visit_of(row, instance, command.more.visit)
        require_open_then(flow, command, found, zone)
    if row.ends_itself:
        raise _nobodys_work(row, found)
    return row, found


def visit_of(row: Row, instance: Instance, visit: int | None) -> OpenRow:
    """The one opening of a row that is meant."""
    there = [one for one in instance.active if one.step == row.id]
    meant = [one for one in there if visit in (None, one.visit)]
    if len(meant) == 1:
        return meant[0]
    visits = tuple(one.visit for one in there)
    if meant:
        raise AmbiguousVisit(step=row.id, visits=visits)
    if there:
        raise NotThatVisit(step=row.id, visit=visit, visits=visits, possible=open_steps(instance))
    raise NotActive(step=row.id, possible=open_steps(instance))


def _nobodys_work(row: Row, open_row: OpenRow) -> NobodysWork:
    how = Words(
        "berakhir sendiri pada waktunya (advance) atau bila dokumennya datang (receive)",
        "it ends by itself in time (advance), or when its document arrives (receive)",
    )
    if row.calls:
        called = ", ".join(dict.fromkeys((*open_row.children[:3], *(["…"] if len(open_row.children) > 3 else []))))
        how = Words(
            f'berakhir bila SOP "{row.step.call}" ({called}) berakhir',
            f'it ends when the SOP "{row.step.call}" ({called}) ends',
        )
    wait = row.step.wait
    return NobodysWork(step=row.id, how=how, document=wait.until if wait is not None else None)


def require_open_then(flow: Flow, command: Command, open_row: OpenRow, zone: tzinfo | None) -> None:
    """Refuse an act that is dated before its row was opened."""
    if command.acted_at is not None and command.acted_at < open_row.since:
        times = times_text(zone, when=command.acted_at, since=open_row.since)
        raise BadCommand(what=_NOT_OPEN.filled(step=flow.title(open_row.step), **times))


_NOT_OPEN = Words(
    'waktu kejadian {when} sebelum "{step}" dibuka ({since})',
    'acted_at {when} is before "{step}" was opened ({since})',
)


def way_of(flow: Flow, row: Row, command: Command) -> Way:
    outcome = command.outcome
    if outcome is None:
        if row.sole is None:
            raise MissingOutcome(step=row.id, outcomes=row.outcomes)
        return row.sole
    way = row.ways.get(outcome)
    if way is None or outcome == LATE:
        raise UnknownOutcome(step=row.id, outcome=told(flow, outcome), outcomes=row.outcomes)
    return way


def deviation_of(flow: Flow, row: Row, way: Way, command: Command) -> str:
    """Where somebody leads a branch whose target the paper does not say."""
    possible = (*flow.rows, *flow.ends)
    if command.to is None or not (command.note or "").strip():
        raise TargetRequired(step=row.id, outcome=way.outcome, possible=possible)
    place = flow.deviate(command.to)
    if place is None:
        raise TargetRequired(step=row.id, outcome=way.outcome, possible=possible)
    return place


def _named(flow: Flow, actor: str) -> str:
    """An actor's title, with the id that the command must name."""
    known = flow.definition.actors.get(actor)
    return f'"{known.title}" ({actor})' if known is not None else f'"{actor}"'


_NOT_CHOSEN: Final = Words('"{step}" harus memilih {chosen}', '"{step}" must choose {chosen}')
_NOT_AMONG: Final = Words("{given} tidak dapat dipilih sebagai {chosen}", "{given} cannot be chosen as {chosen}")
_NOT_ITS: Final = Words('"{step}" tidak memilih {chosen}', '"{step}" does not choose {chosen}')


def choices_of(flow: Flow, row: Row, way: Way, command: Command, context: Context) -> dict[str, str]:
    """The actors that this row chooses, each checked against whom it may be."""
    given = dict(command.choose)
    actors = flow.definition.actors
    for actor in (*way.choices, *given):
        chosen = actors.get(actor)
        among = tuple(str(a) for a in chosen.among) if chosen is not None else ()
        fitting = among or tuple(a for a, other in actors.items() if other.chosen_by is None)
        name = given.get(actor)
        mine = chosen is not None and chosen.chosen_by == row.id
        if not mine or name is None or (name not in fitting and (among or context.roles_of(name) is None)):
            possible = fitting if mine else ()
            listed = ", ".join(_named(flow, one) for one in possible) or NONE
            words = _NOT_ITS if not mine else _NOT_CHOSEN if name is None else _NOT_AMONG
            actor = actor if chosen is not None else str(told(flow, actor))
            given_name = _named(flow, str(name if name in actors else told(flow, name)))
            chosen_name = _named(flow, actor)
            what = words.filled(step=flow.title(row.id), chosen=chosen_name, given=given_name)
            raise ChoiceRequired(
                step=row.id, actor=actor, actors=possible, chosen=chosen_name, among=listed, what=what
            )
    return given
