"""Who may see an instance: positions of its unit by what its SOP says, and the persons who act or have acted in it.

A position is told with how it is held, so that neither an actor nor a person can be named like one of these words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from sopflow.definition.model import ANYONE, WHO

from .command import SYSTEM
from .commands import EVENTS
from .context import Roles
from .event import Event
from .flow import Flow
from .instance import Instance

EVERYBODY: Final = "everybody"
OPEN: Final = "open"
"""Everybody where there is no directory that could say who is of the office."""
OWN: Final = "own:"
"""Whoever holds a position, also for another who is away."""
SUBSTITUTE: Final = "substitute:"
"""Whoever holds a position in their own right."""


class Audience(NamedTuple):
    """The positions that may see an instance, whoever holds them."""

    unit: str | None
    positions: tuple[str, ...]


class Seer(NamedTuple):
    """A person who reads, with their roles in each unit (under `None` those in all)."""

    person: str
    positions: tuple[tuple[str, str | None], ...]

    def holds_one_of(self, audience: Audience) -> bool:
        """Whether the person may see what an audience may."""
        return any(
            position in audience.positions and unit in (None, audience.unit) for position, unit in self.positions
        )


def seer_of(person: str, everywhere: Mapping[str | None, Roles] | None) -> Seer:
    """Somebody by what a directory says of them in each unit; `None` without a directory, where people are named like the
    actors."""
    if everywhere is None:
        return Seer(person, tuple((name, None) for name in (EVERYBODY, OPEN, *_held(person, is_own=True))))
    held = [
        (name, unit)
        for unit, roles in everywhere.items()
        for actor, role in roles.items()
        for name in _held(actor, is_own=role.acting_as is None)
    ]
    return Seer(person, ((EVERYBODY, None), *dict.fromkeys(held)))


def _held(actor: str, *, is_own: bool) -> tuple[str, ...]:
    return (OWN + actor, SUBSTITUTE + actor) if is_own else (OWN + actor,)


def _held_by(flow: Flow, seer: Seer, unit: str | None) -> frozenset[str]:
    """The actors of an SOP for whom somebody acts in a unit by position: their own, and those for whom they stand in."""
    names = {name for name, place in seer.positions if place in (None, unit)}
    return frozenset(
        actor
        for actor in flow.definition.actors
        if OWN + actor in names or any(SUBSTITUTE + one in names for one in stand_ins(flow, actor))
    )


def actors_for(flow: Flow, instance: Instance, seer: Seer) -> frozenset[str]:
    """The actors for whom somebody acts in an instance: as who they are in it, who was chosen, in whose place they have a
    row, or by a position in its unit, unless the actor is a certain person."""
    own = {actor for actor, person in acting_as(instance) if person == seer.person}
    held = _held_by(flow, seer, instance.unit)
    return frozenset(own | {actor for actor in held if is_by_position(flow, instance, actor)})


def acting_as(instance: Instance) -> Iterator[tuple[str, str]]:
    """The actors of an instance with the persons who are those in it, whatever positions they hold."""
    rare = instance.rare
    for actor, persons in rare.people.items():
        for person in persons:
            yield actor, person
    yield from rare.chosen.items()
    for row in instance.active:
        for claim in row.claims:
            yield claim.actor, claim.person


def is_by_position(flow: Flow, instance: Instance, actor: str) -> bool:
    """Whether an actor of an instance is whoever holds the position."""
    known = flow.definition.actors
    return actor in known and actor not in instance.rare.people and not known[actor].is_starter


def audience_of(flow: Flow, instance: Instance) -> Audience:
    """The positions that may see an instance: those that its SOP names, with those of its open rows, or else all of the
    office that the SOP knows. Who is a certain person there is none for others."""
    rare = instance.rare
    turn = tuple(actor for row in instance.active for actor in row.actors) if flow.is_seen_in_turn else ()
    return Audience(instance.unit, _positions(flow, tuple(rare.people), tuple(rare.chosen.items()), turn))


@lru_cache(maxsize=1024)
def _positions(
    flow: Flow, bound: tuple[str, ...], chosen: tuple[tuple[str, str], ...], turn: tuple[str, ...]
) -> tuple[str, ...]:
    actors, who = flow.definition.actors, dict(chosen)
    named = tuple(map(str, flow.definition.who_may("see")))
    office = [who.get(actor, actor) for actor in (turn if named else actors) if actor in actors]
    seeing = [actor for actor in office if actor in actors and not actors[actor].external]
    seeing += [who.get(actor, actor) for actor in named if actor not in WHO]
    found = {EVERYBODY} if ANYONE in named else set[str]()
    if not named:
        found.add(OPEN)
    for actor in seeing:
        if actor in actors and actor not in bound and not actors[actor].is_starter:
            found.add(OWN + actor)
            found.update(SUBSTITUTE + one for one in stand_ins(flow, actor))
    return tuple(sorted(found))


def stand_ins(flow: Flow, actor: str) -> Iterator[str]:
    """Who may act for an actor, on all rows or on some."""
    known = flow.definition.actors
    yield from map(str, known[actor].substitutes)
    for row in flow.rows.values():
        if actor in row.actors:
            yield from map(str, row.step.substitutes)


def acting_in(flow: Flow, instance: Instance) -> tuple[str, ...]:
    """The persons who act in an instance: who are its actors, were chosen, or have claimed or were given a row; each once."""
    rare = instance.rare
    if not rare.people and not rare.chosen and all(not row.rare.claims for row in instance.active):
        return ()
    return tuple(dict.fromkeys(person for person in _acting(flow, instance) if person != SYSTEM))


def _acting(flow: Flow, instance: Instance) -> Iterator[str]:
    for persons in instance.rare.people.values():
        yield from persons
    for one in instance.rare.chosen.values():
        if one not in flow.definition.actors:
            yield one
    for row in instance.active:
        for claim in row.claims:
            yield claim.person
            if claim.on_behalf_of is not None:
                yield claim.on_behalf_of


def acted_by(event: Event) -> str | None:
    """Who has acted in an instance by an event of it: nobody by a note, nor the engine."""
    return event.by if event.by != SYSTEM and not EVENTS[event.act.type].is_a_note else None
