"""Where a person's work is: the actors, in the units, for whom they may act in their own right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sopflow.flow.agenda import NOBODY, Entry
from sopflow.flow.context import Roles
from sopflow.flow.flow import UNKNOWN_ACTOR
from sopflow.flow.permission import Verdict
from sopflow.flow.persons import unknown_person
from sopflow.flow.possible import WorkItem

from .directory import Directory, WholeDirectory, names_in
from .store import Place, WorkQuery

Everywhere = Mapping[str | None, Roles]
"""As what somebody may act in each unit."""


def places_of(person: str, everywhere: Everywhere | None) -> tuple[Place, ...]:
    """The places of a person, not those of which they are only a substitute; without a directory, that of their name."""
    named = Place(person)  # an actor of that name: without a directory, or one who was chosen for a row
    if everywhere is None:
        return (named,)
    found: dict[Place, None] = {named: None}
    for unit, roles in everywhere.items():
        own = [actor for actor, role in roles.items() if role.acting_as is None]
        found.update(dict.fromkeys(Place(actor, unit) for actor in own))
        if own or unit is None:
            found[Place(UNKNOWN_ACTOR, unit)] = None
    return tuple(found)


def everywhere_of(directory: Directory | None, person: str, at: datetime) -> Everywhere | None:
    """What a person may do in each unit where the directory knows them: asked at once where it can answer so, else unit
    by unit. `None` without a directory, `UnknownPerson` for one whom it does not know."""
    if directory is None:
        return None
    if isinstance(directory, WholeDirectory):
        everywhere = directory.roles_everywhere(person, at)
    else:
        found = {unit: directory.roles(person, at, unit) for unit in directory.units() or (None,)}
        everywhere = {unit: roles for unit, roles in found.items() if roles is not None} or None
    if everywhere is None:
        raise unknown_person(person, names_in(directory))
    return everywhere


def item_of(items: Sequence[WorkItem], step: str, visit: int, actor: str) -> WorkItem:
    """The work item that a store lists under a name: an actor's, or that of persons who are its actors and of those who
    record for them."""
    here = [item for item in items if (item.step, item.visit) == (step, visit)]
    own = (item for item in here if actor in item.actors)
    return next(own, None) or next(i for i in here if actor in i.people or actor in i.recorded_by)


def is_meant(entry: Entry, unit: str | None, query: WorkQuery) -> bool:
    """Whether a query asks for what an instance of a unit lists."""
    if entry.actor == NOBODY:
        return False
    if query.person is None:
        return entry.is_first if query.actor is None else entry.actor == query.actor
    if entry.person is not None:
        return entry.person == query.person and entry.is_first
    return any(entry.actor == place.actor and place.unit in (None, unit) for place in query.places)


def is_theirs(item: WorkItem, actor: str, query: WorkQuery, verdict: Verdict, entries: Iterable[Entry]) -> bool:
    """Whether a person may do a work item in their own right, or has claimed it, and it is not listed a second time for
    another of their positions; `entries` are those of its instance."""
    if not verdict.is_given:
        return False
    if item.people:
        names = (*item.actors, *item.people, *item.recorded_by)
        place = item.step, item.visit
        found = (e.actor for e in entries if (e.step, e.visit) == place and is_meant(e, item.unit, query))
        return actor == next(name for name in found if name in names)
    if item.claim is not None or item.signs:
        return True
    own = {p.actor for p in query.places if p.unit in (None, item.unit)}
    return actor == min(own.intersection(item.actors))
