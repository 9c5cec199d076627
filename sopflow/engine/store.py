"""The store port: where instances live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from sopflow.flow.event import Event
from sopflow.flow.instance import Instance


class Change(NamedTuple):
    """One event and the snapshot after it."""

    event: Event
    after: Instance
    wakes_at: datetime | None
    """When a wait of the instance is over next."""


class Store(Protocol):
    """Keeps events and snapshots. Every method is safe to call from several threads.

    The store owns compare-and-swap and idempotency keys: a key is unique per instance, and for starts per
    definition.
    """

    def load(self, instance: str) -> Instance:
        """The snapshot; `UnknownInstance` if there is none."""
        ...

    def append(self, changes: Sequence[Change]) -> None:
        """Keep all changes or none. `Conflict` where an instance is not at the revision before its event,
        `KeyReused` where the event's idempotency key is taken."""
        ...

    def history(self, instance: str) -> Iterator[Event]:
        """The events of an instance in order; `UnknownInstance` if there is none."""
        ...

    def keyed(self, scope: str, key: str) -> Event | None:
        """The event that an idempotency key stands for; `scope` is an instance, or a definition for starts."""
        ...

    def instances(self) -> Iterator[Instance]:
        """All instances, in the order of their start."""
        ...

    def open_for(self, actor: str) -> Iterator[Instance]:
        """The running instances with an open row for this actor, in the order in which it was opened."""
        ...

    def waking(self, until: datetime) -> Iterator[str]:
        """The instances in which a wait is over at `until`."""
        ...
