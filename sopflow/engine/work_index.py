"""Who has work in which instance, in memory: brought up to date when a list of work is read, not with each command."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from sopflow.flow.event import OpenRow
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance

from .store import WorkQuery


class WorkIndex:
    """The instances in which each actor, and each person, has work."""

    def __init__(self) -> None:
        self.changed: dict[str, tuple[OpenRow, ...]] = {}
        """The instances that have changed since the index was last brought up to date, with the open rows that it knows of
        each."""
        self._by_actor: dict[str, dict[str, None]] = {}
        self._by_person: dict[str, dict[str, None]] = {}

    def follow(self, load: Callable[[str], Instance], flow_of: Callable[[Instance], Flow | None]) -> None:
        """Bring the index up to date with what has changed."""
        now = [load(name) for name in self.changed]
        for one, rows in zip(now, self.changed.values(), strict=True):
            self._index(one.id, rows, one.active)
        self.changed.clear()
        for one in now:
            if one.rare.people:
                self._index_people(one, flow_of(one))

    def holding(self, query: WorkQuery, every: Iterable[str]) -> Iterable[str]:
        """The instances in which such work can be."""
        if query.person is not None:
            theirs = [
                self._by_person.get(query.person, {}),
                *(self._by_actor.get(p.actor, {}) for p in query.places),
            ]
            return dict.fromkeys(chain.from_iterable(theirs))
        return self._by_actor.get(query.actor, {}) if query.actor is not None else every

    def _index(self, instance: str, old: tuple[OpenRow, ...], new: tuple[OpenRow, ...]) -> None:
        for row in old:
            for actor in row.actors:
                self._by_actor[actor].pop(instance, None)
            for claim in row.rare.claims:
                self._by_person[claim.person].pop(instance, None)
        for row in new:
            for claim in row.rare.claims:
                self._by_person.setdefault(claim.person, {})[instance] = None
            for actor in row.actors:
                self._by_actor.setdefault(actor, {})[instance] = None

    def _index_people(self, one: Instance, flow: Flow | None) -> None:
        """The same for those who are certain actors of an instance, and for those who record for them."""
        if flow is None:
            self.changed[one.id] = one.active  # until its SOP is known
            return
        for actor, persons in one.rare.people.items():
            for person in persons:
                _list(self._by_person, person, one)
            for name in (*persons, *map(str, flow.definition.actors[actor].recorded_by)):
                _list(self._by_actor, name, one)


def _list(index: dict[str, dict[str, None]], name: str, one: Instance) -> None:
    if one.is_over:
        index.get(name, {}).pop(one.id, None)
    else:
        index.setdefault(name, {})[one.id] = None
