"""One look into the outbox for all who listen to events."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from itertools import dropwhile
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from sopflow.engine.private import says
from sopflow.errors import SopflowError

if TYPE_CHECKING:
    from sopflow.engine.asynchronous import AsyncEngine, AsyncPersonsEngine
    from sopflow.engine.engine import Engine
    from sopflow.engine.store import Recorded

BATCH: Final = 200
LOOK: Final = 0.25
"""Seconds between two looks into an outbox that had nothing new."""
BEAT: Final = 15.0
"""Seconds after which a comment shows that a connection is alive."""
_REMEMBERED: Final = 1_000
"""Events; who is further behind reads them from the store."""


class Feeds:
    """The events for at most this many listeners, in as many event loops as there are."""

    def __init__(self, engine: AsyncEngine, most: int, is_ending: Callable[[], bool]) -> None:
        self.most = most
        self.listeners = 0
        self._engine = engine
        self._is_ending = is_ending
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, Feed] = WeakKeyDictionary()

    def here(self) -> Feed:
        """The feed of this event loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._by_loop:
            self._by_loop[loop] = Feed(self._engine, self._is_ending)
        return self._by_loop[loop]

    def enter(self) -> bool:
        """Count a listener; whether there was room."""
        if self.listeners >= self.most:
            return False
        self.listeners += 1
        return True

    def leave(self) -> None:
        self.listeners -= 1


def _as_kept(position: int, engine: Engine) -> list[Recorded]:
    return engine.store.recorded(position, BATCH)


def _joined(some: list[Recorded], engine: Engine) -> list[Recorded]:
    return engine._joining.recorded(some)


class Feed:
    """Listeners that have caught up share one poller, and what it found; nothing is kept for one of them alone, so that a
    slow one costs no memory and reads from the store what is remembered no longer."""

    def __init__(self, engine: AsyncEngine, is_ending: Callable[[], bool]) -> None:
        self._engine = engine
        self._is_ending = is_ending
        self._recent: deque[Recorded] = deque()
        self._from = self._to = 0
        """What is remembered: events after the one position, up to the other."""
        self._waiting = 0
        self._news = asyncio.Event()
        self._poller: asyncio.Task[None] | None = None

    async def listen(self, position: int, follow: bool) -> AsyncIterator[Recorded | None]:
        """The events after a position; `None` where nothing came for a while. Ends after the last event unless it is
        to `follow`, and when the server ends or the store is away."""
        while not self._is_ending():
            some = self._remembered(position) if follow else None
            if some == []:
                if not await self._waited():
                    yield None
                continue
            if some is not None and any(says(one.event) for one in some):
                some = await self._engine._asked(partial(_joined, some))
            is_kept = some is None
            if some is None:
                some = await self._engine.recorded(position, BATCH)
            for one in some:
                position = one.position
                yield one
            if is_kept and len(some) < BATCH:
                if not follow:
                    return
                self._join(position)
                if not some and position < self._from:  # a transaction that still runs hides what comes next
                    await asyncio.sleep(LOOK)

    async def listen_as(
        self, engine: AsyncPersonsEngine, position: int, follow: bool
    ) -> AsyncIterator[Recorded | None]:
        """The same of what somebody may see: read for them alone, each time there is news for anybody."""
        while not self._is_ending():
            looked = await engine.looked(position, BATCH)
            for one in looked.events:
                yield one
            position = looked.position
            if not looked.is_end:
                continue
            if not follow:
                return
            self._join(position)
            if self._to <= position and not await self._waited():
                yield None

    def _remembered(self, position: int) -> list[Recorded] | None:
        """What came after a position; `None` where that is not known."""
        if self._poller is None or position < self._from:
            return None
        return list(dropwhile(lambda one: one.position <= position, self._recent))

    def _join(self, position: int) -> None:
        if self._poller is None:
            self._recent.clear()
            self._from = self._to = position
            self._poller = asyncio.create_task(self._polling())

    async def _waited(self) -> bool:
        """Wait for the next news; whether there were any."""
        news = self._news
        self._waiting += 1
        try:
            async with asyncio.timeout(BEAT):
                return await news.wait()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1

    async def _polling(self) -> None:
        with suppress(SopflowError):  # listeners come back, and are told what is wrong
            idle = 0.0
            while not self._is_ending() and idle < BEAT:
                if not await self.look():
                    await asyncio.sleep(LOOK)
                idle = 0.0 if self._waiting else idle + LOOK
        self._poller = None
        self._tell()

    async def look(self) -> int:
        """Look once for all listeners; how many events were found."""
        # as they are kept: a personal value that is removed meanwhile must not be remembered here
        found = await self._engine._asked(partial(_as_kept, self._to))
        some = [one for one in found if one.position > self._to]  # another look may have been quicker
        if some:
            self._recent.extend(some)
            self._to = some[-1].position
            while len(self._recent) > _REMEMBERED:
                self._from = self._recent.popleft().position
            self._tell()
        return len(some)

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
