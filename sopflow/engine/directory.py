"""The directory port: which positions people hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from typing import Protocol, runtime_checkable

from sopflow.flow.context import Role, Roles
from sopflow.frozen import NOTHING, Frozen


class Directory(Protocol):
    """Knows for which actors a person may act. A class of a few lines makes one from LDAP or a table of staff:
    `examples/directory_in_a_table.py`."""

    def roles(self, person: str, at: datetime, unit: str | None) -> Roles | None:
        """Return the actors for whom `person` may act at `at` (aware) in instances of `unit`, and in which capacity;
        `None` for a person whom the directory does not know. `unit` is `None` for instances without one."""
        ...

    def units(self) -> Collection[str]:
        """Return the units of which each instance has one; none if there is only one office."""
        ...


@runtime_checkable
class WholeDirectory(Directory, Protocol):
    """A directory that can answer for all units at once, so that a worklist asks it once instead of once for each
    unit."""

    def roles_everywhere(self, person: str, at: datetime) -> Mapping[str | None, Roles] | None:
        """What `roles` answers in each unit, by unit (`None` where there are none); units where the person has no role may
        be left out. `None` for a person whom the directory does not know in any."""
        ...


def zone_in(directory: Directory | None) -> tzinfo | None:
    """The time zone of a directory that has one (`zone`)."""
    found: tzinfo | None = getattr(directory, "zone", None)
    return found


def names_in(directory: Directory | None) -> Mapping[str, str]:
    """The names of persons by their ids, of a directory that can tell them (`names`)."""
    found: Mapping[str, str] = getattr(directory, "names", NOTHING)
    return found


class FixedDirectory:
    """A directory that is a mapping from person to actors, every one as `definitif`, in no unit."""

    def __init__(self, people: Mapping[str, tuple[str, ...]]) -> None:
        self._people = {person: Frozen(dict.fromkeys(actors, Role())) for person, actors in people.items()}

    def roles(self, person: str, at: datetime, unit: str | None) -> Roles | None:
        return self._people.get(person)

    def units(self) -> Collection[str]:
        return ()
