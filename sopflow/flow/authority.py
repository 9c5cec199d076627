"""Who may do an open row, and in what capacity somebody does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sopflow.errors import AlreadySigned, ClaimedByOther, NotAuthorized, OtherPerson, OwnInterest, SamePerson
from sopflow.language import Words, joined

from .command import Command
from .context import Context
from .dating import backdated
from .event import NOTHING_RARE, Claim, OpenRow
from .flow import UNKNOWN_ACTOR, Flow, Row
from .instance import Instance
from .people import has_interest
from .record import Record

ON_BEHALF = "a.n."
"""The capacity of a person to whom a row was delegated: atas nama, in the name of."""
SUBSTITUTE = "substitute"
BOUND = "bound"
"""The capacity of a person who is this actor in the instance."""
RECORDED = "recorded"
"""The capacity of somebody who enters a row for the person whose it is."""
_DO: Final = Words('mengerjakan "{step}"', 'do "{step}"')
_ANYBODY: Final = Words("setiap orang yang dikenal", "anybody who is known")
_NOBODY: Final = Words("tidak seorang pun", "nobody")


class Capacity(Record, frozen=True):
    """As what somebody acts."""

    actor: str
    """In whose place."""
    how: str | None = None
    """The directory's word for it (`definitif`, `Plt.`, `Plh.`), `substitute`, `a.n.`, `bound` or `recorded`."""
    acting_as: str | None = None
    """For a substitute, and for whoever records: the position that the person holds."""
    position: str | None = None
    """The directory's name of the position."""
    on_behalf_of: str | None = None
    """For `a.n.`: who delegated it; for `recorded`: for whom."""


def pending(row: Row, open_row: OpenRow) -> tuple[str, ...]:
    """The actors whose turn it is: any of them, the signers who are missing, or the next in order."""
    actors = open_row.actors
    if not row.is_joint or len(actors) < 2:
        return actors
    left = actors[len(open_row.signed) :] if row.sign_off == "in_order" else unsigned(open_row)
    return left[:1] if row.sign_off == "in_order" else left


def unsigned(open_row: OpenRow) -> tuple[str, ...]:
    """The actors of a row who are still to do it: of one that several sign, those who have not."""
    signed = {signature.actor for signature in open_row.signed}
    return tuple(actor for actor in open_row.actors if actor not in signed)


def authorise(
    flow: Flow, row: Row, open_row: OpenRow, by: str, context: Context, turn: tuple[str, ...] | None = None
) -> Capacity:
    """The capacity in which `by` acts on an open row: one that was delegated to them, or their own where nobody else
    has claimed it. `NotAuthorized`, `AlreadySigned` or `ClaimedByOther` if in none."""
    if turn is None:
        turn = pending(row, open_row) if row.is_joint else open_row.actors
    if open_row.rare is not NOTHING_RARE:
        once(flow, row, open_row, by)
    elif context.roles is None and by in turn and not context.people:
        return _as(by)
    if not open_row.rare.claims:
        capacity = capacity_for(flow, turn, by, context, row)
        if capacity is not None:
            return capacity
    else:
        delegated = _delegated(flow, row, open_row, turn, by, context)
        capacity = delegated or capacity_for(flow, _free(row, open_row, turn, by), by, context, row)
        if capacity is not None:
            once(flow, row, open_row, capacity.on_behalf_of)
            return capacity
        other = capacity_for(flow, turn, by, context, row)
        if other is not None:
            raise _held(flow, row, open_row, other, by)
    raise _may_not(flow, by, row, turn, context)


def _may_not(flow: Flow, by: str, row: Row, turn: tuple[str, ...], context: Context) -> NotAuthorized:
    who = allowed(flow, row, turn, context)
    if any(has_interest(flow, actor, by, context) for actor in turn):
        said, starter = _DO.filled(step=flow.title(row.id)), titles(flow, (str(flow.starter),))
        return OwnInterest(by=by, step=row.id, actors=who, act=said, starter=starter, who=titles(flow, who))
    return forbidden(flow, by, row.id, who)


def _held(flow: Flow, row: Row, open_row: OpenRow, own: Capacity, by: str) -> ClaimedByOther:
    """The refusal of somebody who may do a row that another has: whoever delegated it may take it back."""
    claim = next(c for c in open_row.claims if c.actor == own.actor or not row.is_joint)
    way = _TAKE_BACK if claim.on_behalf_of == by else _ASK
    who = titles(flow, (claim.person,))
    return ClaimedByOther(by=by, step=row.id, person=claim.person, who=who, held=how_held(claim), way=way)


def how_held(claim: Claim) -> Words:
    """How a row came into the hands in which it is, before their name."""
    return _CLAIMED if claim.on_behalf_of is None else _DELEGATED


_CLAIMED: Final = Words("diklaim", "claimed by")
_DELEGATED: Final = Words("didelegasikan kepada", "delegated to")
_ASK: Final = Words(
    "meminta agar dilepas (release) atau dialihkan (reassign)", "ask for its release, or have it reassigned"
)
_TAKE_BACK: Final = Words("melepasnya (release), lalu mengerjakannya sendiri", "release it and then do it")


def _delegated(
    flow: Flow, row: Row, open_row: OpenRow, turn: tuple[str, ...], by: str, context: Context
) -> Capacity | None:
    """What somebody delegated to `by`, as long as they may do it themselves."""
    for claim in open_row.claims:
        if claim.person == by and claim.on_behalf_of is not None and claim.actor in turn:
            if has_interest(flow, claim.actor, by, context):
                continue
            capacity = in_the_name_of(flow, claim.actor, claim.on_behalf_of, context, row)
            if capacity is not None:
                return capacity
    return None


def in_the_name_of(flow: Flow, actor: str, principal: str, context: Context, row: Row | None) -> Capacity | None:
    """The capacity of a delegate; `None` where whoever delegated it may no longer do it."""
    own = capacity_for(flow, (actor,), principal, context.as_seen_by(principal), row)
    return Capacity(actor, ON_BEHALF, own.acting_as, own.position, principal) if own is not None else None


def _free(row: Row, open_row: OpenRow, turn: tuple[str, ...], by: str) -> tuple[str, ...]:
    """The actors of a row that nobody else has claimed."""
    others = {claim.actor for claim in open_row.claims if claim.person != by}
    if others and not row.is_joint:
        return ()
    return tuple(actor for actor in turn if actor not in others)


def capacity_for(
    flow: Flow, actors: tuple[str, ...], by: str, context: Context, row: Row | None = None
) -> Capacity | None:
    """The first of `actors` for whom `by` may act: themselves before a substitute, and whoever records for them last."""
    if not context.people:
        return _by_position(flow, actors, by, context, row)
    own = _in_the_case(flow, actors, by, context, row)
    return own if own is not None else _recording(flow, actors, by, context)


def _in_the_case(
    flow: Flow, actors: tuple[str, ...], by: str, context: Context, row: Row | None
) -> Capacity | None:
    """The same where the instance says who some actors are: those are nobody else, whatever the directory says."""
    people = context.people
    for actor in actors:
        if by in people.get(actor, ()):
            return _as(actor) if context.roles is None else Capacity(actor, BOUND)
    free = tuple(actor for actor in actors if actor not in people and not has_interest(flow, actor, by, context))
    own = _by_position(flow, free, by, context, row)
    if own is not None and own.acting_as is not None and has_interest(flow, own.acting_as, by, context):
        return None
    return own


def _recording(flow: Flow, actors: tuple[str, ...], by: str, context: Context) -> Capacity | None:
    """The capacity of somebody who enters a row for the person whose it is."""
    for actor in actors:
        if actor in context.people:
            named = tuple(map(str, flow.definition.actors[actor].recorded_by))
            own = _in_the_case(flow, named, by, context, None)
            if own is not None:
                return Capacity(actor, RECORDED, own.actor, own.position, context.people[actor][0])
    return None


def _by_position(
    flow: Flow, actors: tuple[str, ...], by: str, context: Context, row: Row | None
) -> Capacity | None:
    """The same by what the directory says."""
    roles = context.roles
    for actor in actors:
        if by == actor and (roles is None or actor not in flow.definition.actors):
            return _as(actor)
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
                    return Capacity(actor, SUBSTITUTE, substitute)
            elif substitute in roles and roles[substitute].acting_as is None:
                return Capacity(actor, SUBSTITUTE, substitute, roles[substitute].position)
    return None


@lru_cache(maxsize=1024)
def _as(actor: str) -> Capacity:
    return Capacity(actor)


def substitutes(flow: Flow, actor: str, row: Row | None) -> tuple[str, ...]:
    """The positions that may act for an actor, on this row or everywhere."""
    own = flow.definition.actors.get(actor)
    named = (
        *(row.step.substitutes if row is not None else ()),
        *(own.substitutes if own is not None else ()),
    )
    return tuple(str(name) for name in named)


def allowed(flow: Flow, row: Row, turn: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """The actors and their substitutes, or the persons who they are with whoever records for them, for messages."""
    own = [name for actor in turn for name in context.people.get(actor, (actor,))]
    others: list[str] = []
    for actor in turn:
        known = flow.definition.actors.get(actor)
        if actor not in context.people:
            others += substitutes(flow, actor, row)
        elif known is not None:
            others += map(str, known.recorded_by)
    return tuple(dict.fromkeys([*own, *others]))


def require_right_then(
    flow: Flow, row: Row, open_row: OpenRow, command: Command, capacity: Capacity, context: Context
) -> None:
    """Refuse an act that is dated before what gave the right to it, or while the row was in another's hands: `Backdated`."""
    rights = context.past.rights.get((open_row.step, open_row.visit), ()) if context.past is not None else ()
    acted_at, by, zone = command.acted_at, command.by, context.zone
    if acted_at is None or not rights:
        return
    for right in rights:
        if right.escalated == capacity.actor and acted_at < right.at:
            raise backdated(acted_at, zone, _NOT_ESCALATED, at=right.at)
        if capacity.actor in right.rebound and acted_at < right.at:
            raise backdated(acted_at, zone, _NOT_BOUND, at=right.at)
    hands = [(right.at, right.claims) for right in rights if right.claims is not None]
    then = next((claims for at, claims in reversed(hands) if at <= acted_at), ())
    own = Claim(capacity.actor, by, capacity.on_behalf_of if capacity.how == ON_BEHALF else None)
    if own in then:
        return
    if own.on_behalf_of is not None:
        began = next((at for at, claims in hands if own in claims and at > acted_at), hands[-1][0])
        raise backdated(acted_at, zone, _NOT_DELEGATED, at=began)
    others = [c.person for c in then if c.person != by and (c.actor == own.actor or not row.is_joint)]
    if others:
        until = next((at for at, claims in hands if at > acted_at), acted_at)
        raise backdated(acted_at, zone, _IN_HAND, person=titles(flow, others[:1]), at=until)


_NOT_ESCALATED: Final = Words("langkah ini baru dinaikkan {at}", "the row was escalated only at {at}")
_NOT_BOUND: Final = Words("orangnya baru diganti {at}", "the person was changed only at {at}")
_NOT_DELEGATED: Final = Words("langkah ini baru didelegasikan {at}", "the row was delegated only at {at}")
_IN_HAND: Final = Words("langkah ini diklaim {person} sampai {at}", "the row was claimed by {person} until {at}")


# -- persons, whatever positions they hold


def signers(open_row: OpenRow) -> tuple[str, ...]:
    """The persons behind the signatures on a row: those who signed, and those in whose name they did."""
    both = (person for signature in open_row.signed for person in (signature.by, signature.on_behalf_of))
    return tuple(dict.fromkeys(person for person in both if person is not None))


def once(flow: Flow, row: Row, open_row: OpenRow, *people: str | None) -> None:
    """Refuse a second signature of one person: `AlreadySigned`."""
    for person in people:
        if person is not None and open_row.signed and person in signers(open_row):
            turn = pending(row, open_row)
            raise AlreadySigned(by=person, step=row.id, actors=turn, who=titles(flow, turn))


def kept_out(row: Row, instance: Instance) -> dict[str, tuple[str, ...]]:
    """Who did the rows that another person must have done."""
    return {str(other): instance.done_by.get(other, ()) for other in row.step.separate_from}


def tied_to(row: Row, instance: Instance) -> tuple[str, ...]:
    """Who must do a row, since they did the one that it goes with; anybody who may where there is none."""
    same = row.step.same_as
    return instance.done_by.get(same, ()) if same is not None else ()


def separate(row: Row, instance: Instance, *people: str | None) -> None:
    """Refuse whoever did a row that another person must have done: `SamePerson`."""
    if not row.step.separate_from:
        return
    for other, did in kept_out(row, instance).items():
        for person in people:
            if person is not None and person in did:
                raise SamePerson(by=person, step=row.id, other=other)


def apart(flow: Flow, row: Row, instance: Instance, by: str, principal: str | None = None) -> None:
    """Refuse whoever did a row that another person must have done, or is not the person who must do this one too. Who acts
    in another's name is as close to it as that other is."""
    separate(row, instance, by, principal)
    people = tied_to(row, instance)
    if people and by not in people:
        raise OtherPerson(by=by, step=row.id, other=str(row.step.same_as), people=people, who=titles(flow, people))


def still_apart(flow: Flow, row: Row, open_row: OpenRow, instance: Instance) -> None:
    """The same for those who signed before: they may have done the other row meanwhile."""
    for signature in open_row.signed:
        apart(flow, row, instance, signature.by, signature.on_behalf_of)


# -- what is said


def titles(flow: Flow, actors: Iterable[str | Words]) -> Words:
    """Actors by their titles, and persons by their names, as a list in a message; each once."""
    known = flow.definition.actors
    found: list[Words] = []
    for actor in actors:
        if isinstance(actor, Words):
            found.append(actor)
        elif actor == UNKNOWN_ACTOR:
            found.append(_ANYBODY)
        else:
            title = f'"{known[actor].title if actor in known else actor}"'
            found.append(Words(title, title))
    return joined(dict.fromkeys(found), ", ") if found else _NOBODY


def forbidden(
    flow: Flow, by: str, step: str, actors: Iterable[str], act: Words | None = None, others: Iterable[Words] = ()
) -> NotAuthorized:
    """The refusal of somebody who may not: what they may not do, and who may."""
    ids = tuple(str(actor) for actor in actors)
    said = act if act is not None else _DO.filled(step=flow.title(step))
    return NotAuthorized(by=by, step=step, actors=ids, act=said, who=titles(flow, (*ids, *others)))
