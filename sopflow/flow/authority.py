"""Who may do an open row, and in what capacity somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sopflow.errors import AlreadySigned, NotAuthorized

from .flow import UNKNOWN_ACTOR

if TYPE_CHECKING:
    from .context import Context
    from .event import OpenRow
    from .flow import Flow, Row


class Capacity(NamedTuple):
    """As what somebody acts."""

    actor: str
    """In whose place."""
    how: str | None = None
    """The directory's word for it (`definitif`, `Plt.`, `Plh.`), or `substitute`."""
    acting_as: str | None = None
    """For a substitute: the position that the person holds."""


def pending(row: Row, open_row: OpenRow) -> tuple[str, ...]:
    """The actors whose turn it is: any of them, the signers who are missing, or the next in order."""
    actors = open_row.actors
    if row.step.sign_off == "any" or len(actors) < 2:
        return actors
    left = actors[len(open_row.signed) :] if row.step.sign_off == "in_order" else _unsigned(open_row)
    return left[:1] if row.step.sign_off == "in_order" else left


def _unsigned(open_row: OpenRow) -> tuple[str, ...]:
    signed = {signature.actor for signature in open_row.signed}
    return tuple(actor for actor in open_row.actors if actor not in signed)


def authorise(flow: Flow, row: Row, open_row: OpenRow, by: str, context: Context) -> Capacity:
    """The capacity in which `by` acts on an open row; `NotAuthorized` or `AlreadySigned` if in none."""
    turn = pending(row, open_row)
    capacity = capacity_for(flow, turn, by, context, row)
    if capacity is not None:
        return capacity
    if open_row.signed and capacity_for(flow, open_row.actors, by, context, row):
        signed_by = {s.by for s in open_row.signed}
        if by in signed_by:
            raise AlreadySigned(by=by, step=row.id, actors=turn)
    raise NotAuthorized(by=by, step=row.id, actors=_allowed(flow, row, turn))


def capacity_for(
    flow: Flow, actors: tuple[str, ...], by: str, context: Context, row: Row | None = None
) -> Capacity | None:
    """The first of `actors` for whom `by` may act: themselves before a substitute."""
    roles = context.roles
    for actor in actors:
        if by == actor and (roles is None or actor not in flow.definition.actors):
            return Capacity(actor)
        if roles is not None and actor in roles:
            return Capacity(actor, roles[actor])
        if actor == UNKNOWN_ACTOR and (context.is_known or (roles is None and by in flow.definition.actors)):
            return Capacity(actor, UNKNOWN_ACTOR)
    for actor in actors:
        for substitute in substitutes(flow, actor, row):
            if by == substitute if roles is None else substitute in roles:
                return Capacity(actor, "substitute", substitute)
    return None


def substitutes(flow: Flow, actor: str, row: Row | None) -> tuple[str, ...]:
    """The positions that may act for an actor, on this row or everywhere."""
    own = flow.definition.actors.get(actor)
    named = (
        *(row.step.substitutes if row is not None else ()),
        *(own.substitutes if own is not None else ()),
    )
    return tuple(str(name) for name in named)


def _allowed(flow: Flow, row: Row, turn: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*turn, *(s for actor in turn for s in substitutes(flow, actor, row))]))
