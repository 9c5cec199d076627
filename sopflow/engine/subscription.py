"""Subscribers: each sees every event once it is kept, in order per instance, at least once.

An event on which a handler fails is set aside with those that follow it in its instance, and tried again after growing
pauses; other instances go on. After the last pause the instance is parked until somebody says how to go on.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from sopflow.errors import PositionGone, UnknownInstance
from sopflow.flow.event import Event

from .store import SetAside, Store

_LOG: Final = logging.getLogger("sopflow.subscribers")
_BATCH: Final = 100
LEASE: Final = timedelta(minutes=1)
"""How long a cursor stays with whoever moves it; after a crash another waits so long."""
PAUSES: Final = tuple(timedelta(seconds=s) for s in (10, 60, 600, 3600, 6 * 3600))
"""Before each further attempt at an event that failed."""
MAX_SET_ASIDE: Final = 100
"""Instances of one subscriber. With more it is the handler that fails and not an event: nothing new is handed over."""
_SHOWN: Final = 1_000
"""Characters of an exception that are kept."""

Start: TypeAlias = Literal["beginning", "now"]


class Subscription:
    """A named cursor over all events of a store. Of several with one name only one delivers at a time.

    Handlers run outside of every transaction, so that a slow one delays nobody. If a handler takes longer than the
    lease for a batch of 100 events, it may see some of them again. `start` applies only to a new name.
    """

    def __init__(
        self,
        store: Store,
        name: str,
        handler: Callable[[Event], object],
        now: Callable[[], datetime],
        lease: timedelta = LEASE,
        start: Start = "beginning",
        pauses: Sequence[timedelta] = PAUSES,
    ) -> None:
        self.name = name
        self._store = store
        self._handler = handler
        self._now = now
        self._lease = lease
        self._holder = uuid.uuid4().hex
        self._pauses = tuple(pauses)
        if start == "now":
            # the cursor is there at once, so that what happens from here on is seen
            store.begin(name, store.end())

    def deliver(self, limit: int | None = None) -> int:
        """Deliver the events since the last time, and failed ones whose pause is over; return the number of events
        that the handler has done.

        Return 0 if another holds the cursor. Raise `PositionGone` if the cursor is after the last event, because the
        store was restored to an older state; `begin_anew` moves it to the beginning. An exception of the handler is
        logged and stored with its event; see `Engine.subscribers`.
        """
        position = self._leased(self._lease)
        if position is None:
            return 0
        count = self._again(position, limit)
        while limit is None or count < limit:
            position = self._leased(self._lease)
            if position is None:
                return count
            aside = {one.instance: one for one in self._store.set_aside(self.name)}
            some = self._store.recorded(position, _BATCH if limit is None else min(_BATCH, limit - count))
            if not some and position > 0 and self._store.end() < position:
                raise PositionGone(mark=f"{self.name}: {position}")
            if not some or len(aside) >= MAX_SET_ASIDE:
                break
            done, changed = position, dict[str, SetAside | None]()
            try:
                for at, event in some:
                    held = aside.get(event.instance)
                    if held is not None:
                        if event.revision > held.last:
                            changed[event.instance] = aside[event.instance] = held._replace(last=event.revision)
                    elif (failure := self._handed(event)) is None:
                        count += 1
                    else:
                        changed[event.instance] = aside[event.instance] = self._failed(
                            event, failure, 1, event.revision
                        )
                    done = at
                    if len(aside) >= MAX_SET_ASIDE:
                        break
            finally:
                if done != position:
                    self._store.move(self.name, self._holder, done, changed)
        self._leased(timedelta(0))
        return count

    def begin_anew(self) -> bool:
        """Start again from the first event; return `False` if somebody else holds the cursor."""
        is_ours = self._leased(self._lease) is not None and self._store.move(self.name, self._holder, 0)
        self._leased(timedelta(0))
        return is_ours

    def _again(self, position: int, limit: int | None) -> int:
        """Try those that were set aside and whose pause is over."""
        count = 0
        for one in self._store.set_aside(self.name):
            if one.next_at is None or one.next_at > self._now() or self._leased(self._lease) is None:
                continue
            left: SetAside | None = one
            try:
                events = self._events(one)
                left = one if events else None  # who sees the instance no longer need not be told of it
                for event in events:
                    if limit is not None and count >= limit:
                        break
                    tried = one.attempts + 1 if event.revision == one.revision else 1
                    if (failure := self._handed(event)) is not None:
                        left = self._failed(event, failure, tried, one.last)
                        break
                    count += 1
                    is_last = event.revision == one.last
                    left = None if is_last else one._replace(revision=event.revision + 1, attempts=0)
            finally:
                if left is not one:
                    self._store.move(self.name, self._holder, position, {one.instance: left})
        return count

    def _events(self, row: SetAside) -> list[Event]:
        try:
            events = [*self._store.history(row.instance)]
        except UnknownInstance:
            return []
        return [event for event in events if row.revision <= event.revision <= row.last]

    def _handed(self, event: Event) -> Exception | None:
        try:
            self._handler(event)
        except Exception as problem:
            _LOG.warning("%s: %s %s", self.name, event.instance, event.revision, exc_info=problem)
            return problem
        return None

    def _failed(self, event: Event, problem: Exception, attempts: int, last: int) -> SetAside:
        now = self._now()
        pause = self._pauses[attempts - 1] if attempts <= len(self._pauses) else None
        why = f"{type(problem).__name__}: {problem}"[:_SHOWN]
        return SetAside(
            event.instance, event.revision, last, attempts, now, now + pause if pause is not None else None, why
        )

    def _leased(self, length: timedelta) -> int | None:
        now = self._now()
        return self._store.lease(self.name, self._holder, now, now + length)
