"""The directory port: who people are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Directory(Protocol):
    """Knows for which actors a person may act."""

    def roles(self, person: str, at: datetime) -> Mapping[str, str] | None:
        """The actors for whom `person` may act at `at` (aware), each with the capacity in which they do
        (`definitif`, `Plt.`, `Plh.`); `None` for a person whom the directory does not know."""
        ...


class FixedDirectory:
    """A directory that is a mapping from person to actors, every one as `definitif`."""

    def __init__(self, people: Mapping[str, tuple[str, ...]]) -> None:
        self._people = {person: dict.fromkeys(actors, "definitif") for person, actors in people.items()}

    def roles(self, person: str, at: datetime) -> Mapping[str, str] | None:
        return self._people.get(person)
