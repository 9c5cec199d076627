"""Who may do an open row, and in what capacity somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sopflow.errors import AlreadySigned, ClaimedByOther, NotAuthorized

from .flow import UNKNOWN_ACTOR

if TYPE_CHECKING:
    from .context import Context
    from .event import OpenRow
    from .flow import Flow, Row

ON_BEHALF = "a.n."
"""The capacity of a person to whom a row was delegated: atas nama, in the name of."""


class Capacity(NamedTuple):
    """As what somebody acts."""

    actor: str
    """In whose place."""
    how: str | None = None
    """The directory's word for it (`definitif`, `Plt.`, `Plh.`), `substitute`, or `a.n.`"""
    acting_as: str | None = None
    """For a substitute: the position that the person holds."""
    position: str | None = None
    """The directory's name of the position."""
    on_behalf_of: str | None = None
    """For `a.n.`: who delegated it."""


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
    """The capacity in which `by` acts on an open row: one that was delegated to them, or their own where nobody else
    has it in hand. `NotAuthorized`, `AlreadySigned` or `ClaimedByOther` if in none."""
    turn = pending(row, open_row)
    if not open_row.claims:
        capacity = capacity_for(flow, turn, by, context, row)
        if capacity is not None:
            return capacity
    else:
        delegated = _delegated(flow, row, open_row, turn, by, context)
        capacity = delegated or capacity_for(flow, _free(row, open_row, turn, by), by, context, row)
        if capacity is not None:
            return capacity
        other = capacity_for(flow, turn, by, context, row)
        if other is not None:
            claim = next(c for c in open_row.claims if c.actor == other.actor or not row.is_joint)
            raise ClaimedByOther(by=by, step=row.id, person=claim.person)
    if open_row.signed and capacity_for(flow, open_row.actors, by, context, row):
        signed_by = {s.by for s in open_row.signed}
        if by in signed_by:
            raise AlreadySigned(by=by, step=row.id, actors=turn)
    raise NotAuthorized(by=by, step=row.id, actors=allowed(flow, row, turn))


def _delegated(
    flow: Flow, row: Row, open_row: OpenRow, turn: tuple[str, ...], by: str, context: Context
) -> Capacity | None:
    """What somebody delegated to `by`, as long as they may do it themselves."""
    for claim in open_row.claims:
        if claim.person == by and claim.on_behalf_of is not None and claim.actor in turn:
            theirs = context.as_seen_by(claim.on_behalf_of)
            own = capacity_for(flow, (claim.actor,), claim.on_behalf_of, theirs, row)
            if own is not None:
                return Capacity(claim.actor, ON_BEHALF, own.acting_as, own.position, claim.on_behalf_of)
    return None


def _free(row: Row, open_row: OpenRow, turn: tuple[str, ...], by: str) -> tuple[str, ...]:
    """The actors of a row that nobody else has in hand."""
    others = {claim.actor for claim in open_row.claims if claim.person != by}
    if others and not row.is_joint:
        return ()
    return tuple(actor for actor in turn if actor not in others)


def capacity_for(
    flow: Flow, actors: tuple[str, ...], by: str, context: Context, row: Row | None = None
) -> Capacity | None:
    """The first of `actors` for whom `by` may act: themselves before a substitute."""
    roles = context.roles
    for actor in actors:
        if by == actor and (roles is None or actor not in flow.definition.actors):
            return Capacity(actor)
        if roles is not None and actor in roles and roles[actor].acting_as is None:
            return Capacity(actor, roles[actor].capacity, None, roles[actor].position)
        if actor == UNKNOWN_ACTOR and (context.is_known or (roles is None and by in flow.definition.actors)):
            return Capacity(actor, UNKNOWN_ACTOR)
    for actor in actors:
        if roles is not None and actor in roles:
            role = roles[actor]
            return Capacity(actor, role.capacity, role.acting_as, role.position)
        for substitute in substitutes(flow, actor, row):
            if roles is None:
                if by == substitute:
                    return Capacity(actor, "substitute", substitute)
            elif substitute in roles and roles[substitute].acting_as is None:
                return Capacity(actor, "substitute", substitute, roles[substitute].position)
    return None


def substitutes(flow: Flow, actor: str, row: Row | None) -> tuple[str, ...]:
    """The positions that may act for an actor, on this row or everywhere."""
    own = flow.definition.actors.get(actor)
    named = (
        *(row.step.substitutes if row is not None else ()),
        *(own.substitutes if own is not None else ()),
    )
    return tuple(str(name) for name in named)


def allowed(flow: Flow, row: Row, turn: tuple[str, ...]) -> tuple[str, ...]:
    """The actors and their substitutes, for messages."""
    return tuple(dict.fromkeys([*turn, *(s for actor in turn for s in substitutes(flow, actor, row))]))
