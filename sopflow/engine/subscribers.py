"""What subscribers have seen, what failed, and how they go on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from sopflow.errors import NothingSetAside, SubscriberBusy, UnknownSubscriber

from .intake import present, taken
from .store import SetAside, Store
from .subscription import LEASE


class Subscriber(NamedTuple):
    """A named cursor, and the events that it has not done yet."""

    name: str
    behind: int
    """Events that it has not seen."""
    since: datetime | None
    """When the first of them happened."""
    set_aside: tuple[SetAside, ...]
    """Instances in which its handler failed; those whose `next_at` is `None` are parked."""


class Subscribers:
    """The questions and commands of `Engine` that concern subscribers."""

    store: Store
    _now: Callable[[], datetime]

    def subscribers(self) -> list[Subscriber]:
        """Return every subscriber by name: how far behind it is, and what failed."""
        found = []
        for name, position in self.store.cursors():
            first = self.store.recorded(position, 1)
            since = first[0].event.at if first else None
            found.append(Subscriber(name, self.store.behind(position), since, tuple(self.store.set_aside(name))))
        return found

    def retry_failed(self, subscriber: str, instance: str | None = None) -> int:
        """Retry the failed events of a subscriber at its next `deliver`, of one instance or of all; return the number
        of instances. Raise `UnknownSubscriber`, `NothingSetAside` or `SubscriberBusy`."""
        (subscriber,) = present(subscriber=subscriber)
        if instance is not None:
            (instance,) = taken(instance=instance)
        rows = {
            row.instance: row._replace(attempts=0, next_at=self._now()) for row in self._rows(subscriber, instance)
        }
        self._settle(subscriber, dict(rows))
        return len(rows)

    def skip_failed(self, subscriber: str, instance: str) -> SetAside:
        """Skip the event of an instance on which a subscriber failed, and return it; the events after it come at the
        next `deliver`. Raise `UnknownSubscriber`, `NothingSetAside` or `SubscriberBusy`."""
        subscriber, instance = present(subscriber=subscriber, instance=instance)
        (row,) = self._rows(subscriber, instance)
        rest = row._replace(revision=row.revision + 1, attempts=0, next_at=self._now())
        self._settle(subscriber, {instance: rest if row.revision < row.last else None})
        return row

    def _rows(self, subscriber: str, instance: str | None) -> list[SetAside]:
        names = [name for name, _ in self.store.cursors()]
        if subscriber not in names:
            raise UnknownSubscriber(subscriber=subscriber, known=tuple(names))
        rows = [row for row in self.store.set_aside(subscriber) if instance in (None, row.instance)]
        if instance is not None and not rows:
            raise NothingSetAside(subscriber=subscriber, instance=instance)
        return rows

    def _settle(self, subscriber: str, rows: dict[str, SetAside | None]) -> None:
        """As whoever delivers does, and not while somebody delivers."""
        holder, now = uuid.uuid4().hex, self._now()
        position = self.store.lease(subscriber, holder, now, now + LEASE)
        if position is None:
            raise SubscriberBusy(subscriber=subscriber)
        self.store.move(subscriber, holder, position, rows)
        self.store.lease(subscriber, holder, now, now + timedelta(0))
