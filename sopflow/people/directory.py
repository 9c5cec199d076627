"""The people of an office as data: a directory of positions, units and dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Final

from sopflow.definition.titles import apart
from sopflow.flow.context import Role, Roles
from sopflow.frozen import Frozen
from sopflow.graph import reached
from sopflow.time.span import in_range

from .format import CAPACITIES, Holding, Person, Position, Unit, seat

__all__ = ["CAPACITIES", "SUBSTITUTE", "Holding", "OfficeDirectory", "Person", "Position", "Unit", "seat"]

SUBSTITUTE: Final = "substitute"


class OfficeDirectory:
    """Says who may act for which actor: whoever holds a position for it, in the unit of the instance, on that day.

    If no position of the unit acts for an actor, the unit above is searched, and so on; the nearest position that has
    (or ever had) a holder counts, even while it is vacant. Days are those of `zone`.
    """

    def __init__(
        self,
        name: str,
        zone: tzinfo,
        units: Iterable[Unit],
        positions: Iterable[Position],
        people: Iterable[Person],
    ) -> None:
        self.name = name
        self.zone = zone
        self.all_units: Mapping[str, Unit] = Frozen({unit.id: unit for unit in units})
        self.positions: Mapping[str, Position] = Frozen({position.id: position for position in positions})
        self.people: Mapping[str, Person] = Frozen({person.id: person for person in people})
        self.names: Mapping[str, str] = Frozen(apart({person.id: person.name for person in self.people.values()}))
        self._chains = {unit: self._upwards(unit) for unit in self.all_units}
        self._homes = {
            (holding.unit, actor)
            for person in self.people.values()
            for holding in person.holds
            for actor in self.positions[holding.position].actors
        }
        self._stands_in: dict[str, list[Position]] = {}
        for position in self.positions.values():
            for substitute in position.substitutes:
                self._stands_in.setdefault(substitute, []).append(position)

    def units(self) -> Collection[str]:
        return self.all_units

    def roles(self, person: str, at: datetime, unit: str | None) -> Roles | None:
        known = self.people.get(person)
        if known is None:
            return None
        chain = self._chain(unit)
        day = in_range(at).astimezone(self.zone).date()
        held = [h for h in known.holds if h.unit in chain and h.covers(day)]
        found: dict[str, Role] = {}
        for holding in sorted(held, key=lambda h: CAPACITIES.index(h.capacity)):
            for actor in self.positions[holding.position].actors:
                if self._home(actor, chain) == holding.unit:
                    found.setdefault(actor, Role(holding.capacity, holding.seat))
        for holding in held:
            for position in self._stands_in.get(holding.position, ()):
                for actor in position.actors:
                    if (holding.unit, actor) in self._homes and self._home(actor, chain) == holding.unit:
                        role = Role(SUBSTITUTE, seat(position.id, holding.unit), holding.position)
                        found.setdefault(actor, role)
        return Frozen(found)

    def roles_everywhere(self, person: str, at: datetime) -> Mapping[str | None, Roles] | None:
        known = self.people.get(person)
        if known is None:
            return None
        homes = {holding.unit for holding in known.holds}
        units = [unit for unit, chain in self._chains.items() if not homes.isdisjoint(chain)]
        found: dict[str | None, Roles] = {}
        for unit in units if self.all_units else (None,):
            found[unit] = self.roles(person, at, unit) or {}
        return found

    def holders(self, actor: str, at: datetime, unit: str | None = None) -> tuple[str, ...]:
        """Return the persons who may act for an actor, substitutes last, so that a host can offer them."""
        found = [(person, (self.roles(person, at, unit) or {}).get(actor)) for person in self.people]
        own = [(role.acting_as is not None, person) for person, role in found if role is not None]
        return tuple(person for _, person in sorted(own))

    def has_position(self, actor: str, unit: str | None = None) -> bool:
        """Whether a position that somebody holds, or held, acts for an actor in a unit."""
        return any((at, actor) in self._homes for at in self._chain(unit))

    def _chain(self, unit: str | None) -> tuple[str | None, ...]:
        """A unit and those that it is part of; none for one that is not there."""
        if unit is None:
            return () if self.all_units else (None,)
        return self._chains.get(unit, ())

    def _home(self, actor: str, chain: Iterable[str | None]) -> str | None:
        """The nearest unit that has a position for an actor; the last of the chain where none has."""
        last: str | None = None
        for last in chain:
            if (last, actor) in self._homes:
                return last
        return last

    def _upwards(self, unit: str) -> tuple[str, ...]:
        """A unit and those that it is part of."""

        def above(at: str) -> tuple[str, ...]:
            whole = self.all_units[at].part_of
            return (str(whole),) if whole in self.all_units else ()

        return tuple(reached([unit], above))
