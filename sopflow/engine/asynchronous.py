"""`Engine` for asyncio: the same commands and queries, each awaited."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import timedelta
from functools import partial
from typing import Any, Final, TypeVar

from sopflow.flow.event import Event
from sopflow.flow.possible import WorkItem
from sopflow.forks import Forked, mind_forks
from sopflow.time import Calendar

from .awaited_commands import AwaitedCommands
from .awaiting import Runner, awaited, each
from .clock import Clock
from .directory import Directory
from .engine import Engine
from .intake import present, taken
from .personal import PersonsEngine
from .queries import PAGE
from .store import Store
from .subscription import PAUSES, Start, Subscription

Result = TypeVar("Result")
_THREADS: Final = 32


class AsyncEngine(AwaitedCommands):
    """Runs instances of registered SOPs in an event loop, with the interface of `Engine`.

    On a store that works on asyncio (`SQLStore(url, asyncio=True)`) nothing blocks the loop and no thread is used; on
    any other, or over another engine (`AsyncEngine.over`), each call has a thread of a pool. It is the engine itself that
    runs, not a second one. A `directory` is asked in the loop, or in that thread.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        clock: Clock | None = None,
        directory: Directory | None = None,
        calendars: Mapping[str, Calendar] | None = None,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self.engine = Engine(store, clock=clock, directory=directory, calendars=calendars, new_id=new_id)
        self._run: Runner = _runner(self.engine)

    @classmethod
    def over(cls, engine: Engine) -> AsyncEngine:
        """The same engine, awaited."""
        twin = cls.__new__(cls)
        twin.engine = engine
        twin._run = _runner(engine)
        return twin

    register = awaited(Engine.register)
    activate = awaited(Engine.activate)
    flow = awaited(Engine.flow)
    start = awaited(Engine.start)
    advance = awaited(Engine.advance)
    reschedule = awaited(Engine.reschedule)
    migrate = each(Engine.migrate)

    instance = awaited(Engine.instance)
    instances = each(Engine.instances)
    find = awaited(Engine.find)
    count = awaited(Engine.count)
    searched = awaited(Engine.searched)
    history = each(Engine.history)
    timeline = awaited(Engine.timeline)
    decided_on = awaited(Engine.decided_on)
    possible = awaited(Engine.possible)
    may = awaited(Engine.may)
    worklist_page = awaited(Engine.worklist_page)
    overdue = awaited(Engine.overdue)
    versions = awaited(Engine.versions)
    activations = awaited(Engine.activations)
    recorded = awaited(Engine.recorded)
    epoch = awaited(Engine.epoch)
    position_of = awaited(Engine.position_of)

    async def worklist(
        self, actor: str | None = None, *, person: str | None = None, unit: str | None = None, sop: str | None = None,
        step: str | None = None, limit: int = PAGE,
    ) -> AsyncIterator[WorkItem]:  # fmt: skip
        """Return the work items of an actor, a person or a unit over all running instances, in the order in which
        they are due; see `worklist_page`."""
        after: str | None = None
        while True:
            items, after = await self.worklist_page(
                actor, person=person, unit=unit, sop=sop, step=step, after=after, limit=limit
            )
            for item in items:
                yield item
            if after is None:
                return

    async def _asked(self, ask: Callable[[Engine], Result]) -> Result:
        """What a function finds out from the engine itself, which must not be kept."""
        return await self._run(partial(ask, self.engine))

    @property
    def directory(self) -> Directory | None:
        """Who holds which position; `None` where people are named like the actors."""
        return self.engine.directory

    def as_person(self, person: str) -> AsyncPersonsEngine:
        """This engine as a person sees it; see `Engine.as_person`."""
        twin = AsyncPersonsEngine.__new__(AsyncPersonsEngine)
        twin.engine, twin._run = self.engine.as_person(person), self._run
        return twin

    async def using(self, transaction: Any) -> AsyncEngine:
        """Return an engine whose commands join a transaction of the host: an `AsyncConnection` or `AsyncSession` of
        SQLAlchemy. Raise `NotTransactional` if the store cannot join one."""
        inside = transaction
        for name in ("sync_connection", "sync_session"):
            inside = getattr(transaction, name, None) or inside
        twin = copy(self)
        twin.engine = await self._run(partial(self.engine.using, inside))
        return twin

    close = awaited(Engine.close)
    subscribers = awaited(Engine.subscribers)
    retry_failed = awaited(Engine.retry_failed)
    skip_failed = awaited(Engine.skip_failed)

    def subscribe(
        self, name: str, handler: Callable[[Event], object], *, start: Start = "beginning",
        pauses: Sequence[timedelta] = PAUSES,
    ) -> AsyncSubscription:  # fmt: skip
        """Return a subscriber with a named cursor; its handler may be a coroutine
        function. With `start="now"` a new name begins
        at its first `deliver()`."""
        name, handler = taken(name=name, handler=handler)
        start, pauses = present(start=start, pauses=pauses)
        return AsyncSubscription(self, name, handler, start, pauses)


class AsyncPersonsEngine(AsyncEngine):
    """What `AsyncEngine.as_person` returns."""

    looked = awaited(PersonsEngine.looked)


class AsyncSubscription:
    """A named cursor over all events of a store; see `Subscription`."""

    def __init__(
        self, engine: AsyncEngine, name: str, handler: Callable[[Event], object], start: Start = "beginning",
        pauses: Sequence[timedelta] = PAUSES,
    ) -> None:  # fmt: skip
        self.name = name
        self._start: Start = start
        self._pauses = pauses
        self._engine = engine
        self._handler = handler
        self._subscription: Subscription | None = None

    async def deliver(self, limit: int | None = None) -> int:
        """Deliver the events since the last time; return their number."""
        subscription = await self._here()
        return await self._engine._run(partial(subscription.deliver, limit))

    async def begin_anew(self) -> bool:
        """Start again from the first event; return `False` if somebody else holds the cursor."""
        subscription = await self._here()
        return await self._engine._run(subscription.begin_anew)

    async def _here(self) -> Subscription:
        loop = asyncio.get_running_loop()
        run = self._engine._run

        def hand(event: Event) -> None:
            found = self._handler(event)
            if inspect.isawaitable(found):
                run.waits(found, loop)

        if self._subscription is None:
            subscribe = partial(self._engine.engine.subscribe, start=self._start, pauses=self._pauses)
            self._subscription = await run(partial(subscribe, self.name, hand))
        self._subscription._handler = self._engine.engine._joining.handing(hand)
        return self._subscription


class _Threads(Forked):
    """Each call in a thread."""

    def __init__(self) -> None:
        self.renew()
        mind_forks(self)

    def renew(self) -> None:
        """In a forked child there are no threads: called by itself."""
        self._pool = ThreadPoolExecutor(_THREADS, "sopflow")

    async def __call__(self, call: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def waits(self, found: Awaitable[object], loop: asyncio.AbstractEventLoop) -> None:
        async def waiting() -> None:
            await found

        asyncio.run_coroutine_threadsafe(waiting(), loop).result()


def _runner(engine: Engine) -> Runner:
    """How its store wants to be awaited."""
    runner: Runner | None = getattr(engine.store, "awaited", None)
    return runner if runner is not None else _Threads()
