"""Where a person's work is: the actors, in the units, for whom they may act in their own right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import UnknownPerson
from sopflow.flow.flow import UNKNOWN_ACTOR

from .store import Place

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.flow.possible import WorkItem

    from .directory import Directory
    from .store import WorkQuery


def places_of(directory: Directory | None, person: str, at: datetime) -> tuple[Place, ...]:
    """The places of a person at an instant, not those of which they are only a substitute; `UnknownPerson`."""
    named = Place(person)  # an actor of that name: without a directory, or one who was chosen for a row
    if directory is None:
        return (named,)
    found: dict[Place, None] = {named: None}
    is_known = False
    for unit in directory.units() or (None,):
        roles = directory.roles(person, at, unit)
        is_known = is_known or roles is not None
        own = [actor for actor, role in (roles or {}).items() if role.acting_as is None]
        found.update(dict.fromkeys(Place(actor, unit) for actor in own))
        if own or (roles is not None and unit is None):
            found[Place(UNKNOWN_ACTOR, unit)] = None
    if not is_known:
        raise UnknownPerson(person=person)
    return tuple(found)


def is_theirs(item: WorkItem, actor: str, query: WorkQuery) -> bool:
    """Whether a person may do a work item, and it is not listed a second time for another of their positions."""
    person = str(query.person)
    if person in item.not_by or (item.only_by and person not in item.only_by):
        return False
    if item.claim is not None or item.signs:
        return True
    own = {p.actor for p in query.places if p.unit in (None, item.unit)}
    return actor == min(own.intersection(item.actors))
