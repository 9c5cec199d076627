"""A store for cases that nobody asks about once they are over: it hands on each change, and keeps what runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sopflow.engine.memory import InMemoryStore
from sopflow.errors import UnknownInstance
from sopflow.frozen import NOTHING

if TYPE_CHECKING:
    from sopflow.engine.store import Change
    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance


class PassingStore(InMemoryStore):
    """Keeps definitions as any store, and of instances the latest snapshot while they run. For one thread."""

    def __init__(self) -> None:
        super().__init__()
        self._running: dict[str, Instance] = {}
        self.changes: list[Change] = []
        """What came since they were last taken."""

    def load(self, instance: str) -> Instance:
        try:
            return self._running[instance]
        except KeyError:
            raise UnknownInstance(instance=instance) from None

    def append(self, changes: Sequence[Change], seen: Mapping[str, int] = NOTHING) -> None:
        for change in changes:
            self._running[change.after.id] = change.after
        self.changes += changes

    def history(self, instance: str) -> Iterator[Event]:
        raise UnknownInstance(instance=instance)

    def taken(self) -> list[Change]:
        """The changes since this was last asked."""
        found, self.changes = self.changes, []
        for change in found:
            if change.after.is_over:
                self._running.pop(change.after.id, None)
        return found
