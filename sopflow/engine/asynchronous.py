"""`Engine` for asyncio: the same commands and queries, each awaited."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

from sopflow.forks import Forked, mind_forks

from .engine import Engine
from .intake import present, taken
from .subscription import PAUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta

    from sopflow.flow.event import Event
    from sopflow.flow.possible import WorkItem
    from sopflow.time import Calendar

    from .clock import Clock
    from .directory import Directory
    from .store import Store
    from .subscription import Start, Subscription

Given = ParamSpec("Given")
Result = TypeVar("Result")
_THREADS: Final = 32
_DONE: Final = object()


def _awaited(
    method: Callable[Concatenate[Any, Given], Result],
) -> Callable[Concatenate[AsyncEngine, Given], Coroutine[Any, Any, Result]]:
    @wraps(method)
    async def awaiting(self: AsyncEngine, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        return await self._run(partial(method, self.engine, *args, **kwargs))

    return awaiting


def _each(
    method: Callable[Concatenate[Any, Given], Iterator[Result]],
) -> Callable[Concatenate[AsyncEngine, Given], AsyncIterator[Result]]:
    """What is worked out as it is asked for."""

    @wraps(method)
    async def awaiting(self: AsyncEngine, /, *args: Given.args, **kwargs: Given.kwargs) -> AsyncIterator[Result]:
        some = await self._run(partial(method, self.engine, *args, **kwargs))
        while (one := await self._run(partial(next, some, _DONE))) is not _DONE:
            yield one

    return awaiting


class AsyncEngine:
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

    register = _awaited(Engine.register)
    activate = _awaited(Engine.activate)
    flow = _awaited(Engine.flow)
    start = _awaited(Engine.start)
    complete = _awaited(Engine.complete)
    sign_off = _awaited(Engine.sign_off)
    withdraw = _awaited(Engine.withdraw)
    skip = _awaited(Engine.skip)
    receive = _awaited(Engine.receive)
    extend = _awaited(Engine.extend)
    claim = _awaited(Engine.claim)
    release = _awaited(Engine.release)
    reassign = _awaited(Engine.reassign)
    delegate = _awaited(Engine.delegate)
    undo_last = _awaited(Engine.undo_last)
    annotate = _awaited(Engine.annotate)
    suspend = _awaited(Engine.suspend)
    resume = _awaited(Engine.resume)
    cancel = _awaited(Engine.cancel)
    advance = _awaited(Engine.advance)
    reschedule = _awaited(Engine.reschedule)
    migrate = _each(Engine.migrate)

    instance = _awaited(Engine.instance)
    instances = _each(Engine.instances)
    find = _awaited(Engine.find)
    history = _each(Engine.history)
    timeline = _awaited(Engine.timeline)
    possible = _awaited(Engine.possible)
    may = _awaited(Engine.may)
    worklist_page = _awaited(Engine.worklist_page)
    overdue = _awaited(Engine.overdue)
    versions = _awaited(Engine.versions)
    activations = _awaited(Engine.activations)
    recorded = _awaited(Engine.recorded)
    epoch = _awaited(Engine.epoch)
    position_of = _awaited(Engine.position_of)

    async def worklist(self, actor: str | None = None, **wanted: Any) -> AsyncIterator[WorkItem]:
        """The work items of an actor, a person or a unit over all running instances, what is due first first; as
        `worklist_page` has them."""
        after: str | None = None
        while True:
            items, after = await self.worklist_page(actor, after=after, **wanted)
            for item in items:
                yield item
            if after is None:
                return

    @property
    def directory(self) -> Directory | None:
        """Who holds which position; `None` where people are named like the actors."""
        return self.engine.directory

    async def using(self, transaction: Any) -> AsyncEngine:
        """An engine whose commands belong to a transaction of the host's: SQLAlchemy's `AsyncConnection` or
        `AsyncSession`. `NotTransactional` where the store cannot."""
        inside = transaction
        for name in ("sync_connection", "sync_session"):
            inside = getattr(transaction, name, None) or inside
        twin = copy(self)
        twin.engine = await self._run(partial(self.engine.using, inside))
        return twin

    subscribers = _awaited(Engine.subscribers)
    retry_failed = _awaited(Engine.retry_failed)
    skip_failed = _awaited(Engine.skip_failed)

    def subscribe(
        self, name: str, handler: Callable[[Event], object], *, start: Start = "beginning",
        pauses: Sequence[timedelta] = PAUSES,
    ) -> AsyncSubscription:  # fmt: skip
        """A subscriber with a named cursor; its handler may be a coroutine function. With `start="now"` a new name begins
        at its first `deliver()`."""
        name, handler = taken(name=name, handler=handler)
        start, pauses = present(start=start, pauses=pauses)
        return AsyncSubscription(self, name, handler, start, pauses)


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
        """Hand over what has come since the last time; how many events that were."""
        subscription = await self._here()
        return await self._engine._run(partial(subscription.deliver, limit))

    async def begin_anew(self) -> bool:
        """Have every event handed over again, from the first; whether nobody else holds the cursor."""
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
        self._subscription._handler = hand
        return self._subscription


class Runner(Protocol):
    """How a call that may wait is awaited."""

    async def __call__(self, call: Callable[[], Result]) -> Result: ...

    def waits(self, found: Awaitable[object], loop: asyncio.AbstractEventLoop) -> None:
        """Wait, within a call, for something that is awaited."""
        ...


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
