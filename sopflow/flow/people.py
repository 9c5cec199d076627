"""Who the actors of an instance are: persons of that instance, whatever positions they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sopflow.definition.model import Actor
from sopflow.errors import BadCommand
from sopflow.frozen import NOTHING, Frozen
from sopflow.language import Words, did_you_mean

from .command import SYSTEM, Command
from .context import Context
from .event import Claim, Event, OpenRow
from .flow import UNKNOWN_ACTOR, Flow
from .instance import Instance
from .persons import unknown_person
from .unsaid import told

People = Mapping[str, tuple[str, ...]]
"""Persons by the actors who they are."""

_NO_ACTOR: Final = Words(
    'SOP ini tidak punya pelaksana "{actor}"; {hint}', 'this SOP has no actor "{actor}"; {hint}'
)
_CHOSEN: Final = Words(
    '"{actor}" dipilih oleh sebuah langkah; sebutkan orangnya di sana (choose)',
    'a step chooses who "{actor}" is; name the person there (choose)',
)
_NOBODY: Final = Words(
    'sebutkan sedikitnya satu orang sebagai "{actor}", masing-masing satu kali',
    'name at least one person as "{actor}", each once',
)
_INTEREST: Final = Words(
    '{person} adalah atau pernah menjadi "{starter}" dalam proses ini, jadi tidak dapat menjadi "{actor}" (benturan kepentingan)',
    '{person} is or was "{starter}" in this instance, and so cannot be "{actor}" (a conflict of interest)',
)


def is_starter(flow: Flow, instance: Instance, by: str) -> bool:
    """Whether somebody is who started an instance, or whom it was started for."""
    actor = flow.starter
    people = instance.rare.people
    return by in people[actor] if actor is not None and actor in people else by == instance.started_by


def bound_in(instance: Instance) -> tuple[str, ...]:
    """The persons of whom an instance says who they are."""
    return tuple(person for persons in instance.rare.people.values() for person in persons)


def has_interest(flow: Flow, actor: str, by: str, context: Context) -> bool:
    """Whether an instance is or was of somebody's own, so that they may do nothing in it for an actor of the office."""
    starter = flow.starter
    if starter is None:
        return False
    if by not in context.people.get(starter, ()) and by not in context.formerly.get(starter, ()):
        return False
    known = flow.definition.actors.get(actor)
    return actor != UNKNOWN_ACTOR and (known is None or not known.external)


def laid_over(context: Context, instance: Instance | None) -> Context:
    """What the directory says, with who the actors of an instance are laid over it."""
    if instance is None or not instance.rare.people:
        return context
    return context._replace(people=instance.rare.people, formerly=instance.rare.formerly)


def formerly(before: People, now: Iterable[tuple[str, tuple[str, ...]]], known: People) -> People:
    """Who was which actor once others are, after those who are known to have been."""
    found = {**known}
    for actor, persons in now:
        gone = [person for person in before.get(actor, ()) if person not in persons]
        if gone:
            found[actor] = tuple(dict.fromkeys((*found.get(actor, ()), *gone)))
    return Frozen(found) if found else NOTHING


def of_start(flow: Flow, command: Command, context: Context) -> People:
    """Who the actors are from the start on: who is named, and whoever starts it, where an actor is that."""
    if command.more.parent is not None:
        return dict(command.more.people)
    people = dict(named(flow, command, context, {}))
    starter = flow.starter
    if starter is not None and starter not in people and command.by != SYSTEM:
        people = {starter: (command.by,), **people}
        require_no_interest(flow, people, context)
    return people


def named(flow: Flow, command: Command, context: Context, before: People) -> People:
    """The same once a command has named some; `BadCommand` and others where they cannot be."""
    actors = flow.definition.actors
    for actor, persons in command.more.people:
        known = actors.get(actor)
        if known is None:
            raise BadCommand(what=_NO_ACTOR.filled(actor=told(flow, actor), hint=did_you_mean(actor, actors)))
        if known.chosen_by is not None:
            raise BadCommand(what=_CHOSEN.filled(actor=known.title))
        if not persons or len(set(persons)) < len(persons):
            raise BadCommand(what=_NOBODY.filled(actor=known.title))
        _require_known(known, persons, context)
    people = {**before, **dict(command.more.people)}
    were = formerly(before, people.items(), context.formerly)
    require_no_interest(flow, people, context._replace(formerly=were))
    return people


def _require_known(actor: Actor, persons: tuple[str, ...], context: Context) -> None:
    """People of the office are whom the directory knows; others need no account."""
    if context.roles is None or actor.external:
        return
    for person in persons:
        if context.roles_of(person) is None:
            raise unknown_person(person, context.names)


def require_no_interest(flow: Flow, people: People, context: Context) -> None:
    """Refuse one person as the starter and as an actor of the office."""
    actors, context = flow.definition.actors, context._replace(people=people)
    for actor, persons in people.items():
        for person in persons:
            if actor != flow.starter and has_interest(flow, actor, person, context):
                title = actors[str(flow.starter)].title
                raise BadCommand(what=_INTEREST.filled(person=person, starter=title, actor=actors[actor].title))


def inherited(instance: Instance, child: Flow) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who the actors of a called SOP are: those of the same ids."""
    return _known_in(child, instance.rare.people)


def inherited_formerly(instance: Instance, child: Flow) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who they were before."""
    return _known_in(child, instance.rare.formerly)


def _known_in(child: Flow, people: People) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = child.definition.actors
    return tuple(
        (actor, persons) for actor, persons in people.items() if actor in known and known[actor].chosen_by is None
    )


def lost_in(target: Flow, people: People) -> str | None:
    """An actor of whom another version would no longer say who it is."""
    known = target.definition.actors
    return next((a for a in people if a not in known or known[a].chosen_by is not None), None)


def in_their_hands(rows: tuple[OpenRow, ...], people: People) -> tuple[OpenRow, ...]:
    """Open rows without claims of those who no longer are the actor for whom they have them."""
    return tuple(
        row._replace(claims=left) if (left := _left(row.claims, people)) != row.claims else row for row in rows
    )


def _left(claims: tuple[Claim, ...], people: People) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in claims
        if claim.actor not in people or (claim.on_behalf_of or claim.person) in people[claim.actor]
    )


def in_new_persons_hands(instance: Instance, event: Event) -> dict[str, object]:
    """The open rows, without claims of those who were an actor before an event that says who is."""
    return {"active": in_their_hands(instance.active, dict(event.effects.people))}
