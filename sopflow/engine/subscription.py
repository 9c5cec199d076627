"""Subscribers: each sees every event once it is kept, in order per instance, at least once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sopflow.errors import PositionGone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sopflow.flow.event import Event

    from .store import Store

_BATCH: Final = 100
LEASE: Final = timedelta(minutes=1)
"""How long a cursor stays with whoever moves it; after a crash another waits so long."""


class Subscription:
    """A named cursor over all events of a store. Of several with one name only one delivers at a time.

    Handlers run outside of every transaction, so that a slow one holds up nobody. A handler that takes longer
    than the lease for a batch of 100 events may see some of them again.
    """

    def __init__(
        self,
        store: Store,
        name: str,
        handler: Callable[[Event], object],
        now: Callable[[], datetime],
        lease: timedelta = LEASE,
    ) -> None:
        self.name = name
        self._store = store
        self._handler = handler
        self._now = now
        self._lease = lease
        self._holder = uuid.uuid4().hex

    def deliver(self, limit: int | None = None) -> int:
        """Hand over what has come since the last time; how many events that were.

        Nothing where another holds the cursor. `PositionGone` where the cursor is beyond the end: the store was put back
        to an older state; `begin_anew` puts it at the beginning. What the handler raises comes out, and the cursor stays before the
        event that it failed on.
        """
        count = 0
        while limit is None or count < limit:
            position = self._leased(self._lease)
            if position is None:
                return count
            some = self._store.recorded(position, _BATCH if limit is None else min(_BATCH, limit - count))
            if not some:
                if position > 0 and not self._store.recorded(position - 1, 1):
                    raise PositionGone(mark=f"{self.name}: {position}")
                break
            done = position
            try:
                for at, event in some:
                    self._handler(event)
                    done = at
                    count += 1
            finally:
                if done != position:
                    self._store.move(self.name, self._holder, done)
        self._leased(timedelta(0))
        return count

    def begin_anew(self) -> bool:
        """Have every event handed over again, from the first; whether nobody else holds the cursor."""
        is_ours = self._leased(self._lease) is not None and self._store.move(self.name, self._holder, 0)
        self._leased(timedelta(0))
        return is_ours

    def _leased(self, length: timedelta) -> int | None:
        now = self._now()
        return self._store.lease(self.name, self._holder, now, now + length)
