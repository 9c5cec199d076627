"""SQLAlchemy's asyncio under the same store: what waits for the database gives way to others in the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Engine
from sqlalchemy.exc import MissingGreenlet
from sqlalchemy.util import await_only, greenlet_spawn

from sopflow.engine.intake import refused
from sopflow.errors import MissingPackage, NotAwaited
from sopflow.language import Words

from .addresses import address_of

Result = TypeVar("Result")
_LASTING: Final = Words(
    "berkas SQLite, atau PostgreSQL: asyncio memakai beberapa koneksi, dan basis data di memori hilang bersama koneksinya",
    "an SQLite file, or PostgreSQL: asyncio uses several connections, and an in-memory database ends with its connection",
)
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}


class InTheLoop:
    """How calls on such a store are awaited: each in a greenlet of its own."""

    async def __call__(self, call: Callable[[], Result]) -> Result:
        return await greenlet_spawn(call)

    def waits(self, found: Awaitable[object], loop: asyncio.AbstractEventLoop) -> None:
        """Wait, within a call, for something that is awaited."""
        await_only(found)


def in_the_loop() -> bool:
    """Whether something can be awaited here: within a call of an `AsyncEngine`."""
    try:
        await_only(_at_once())
    except MissingGreenlet:
        return False
    return True


async def _at_once() -> None:
    """Nothing, for which the loop gives way to nobody."""


def require_awaited(engine: Engine) -> None:
    """`NotAwaited` where a driver for asyncio would be asked outside of a call that is awaited: before it is, as what it
    would have awaited is warned of."""
    if engine.dialect.is_async and not in_the_loop():
        raise NotAwaited(store=address_of(engine.url))


def require_lasting(engine: Engine) -> None:
    """Raise `BadArgument` for an in-memory database, of which each connection would have its own."""
    url, name = engine.url, engine.url.database or ":memory:"
    is_in_memory = name == ":memory:" or (
        name.startswith("file:")
        and (name.startswith("file::memory:") or "mode=memory" in name or url.query.get("mode") == "memory")
    )
    if is_in_memory and engine.dialect.name == "sqlite":
        refused("target", address_of(url), _LASTING)


def pause(seconds: float) -> None:
    """Sleep within a call, while others go on."""
    await_only(asyncio.sleep(seconds))


class LoopLock:
    """A lock between calls in greenlets, with the interface of `threading.Lock`; whoever came first is first."""

    def __init__(self) -> None:
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    def acquire(self, *, timeout: float) -> bool:
        return bool(await_only(self._acquired(timeout)))

    def release(self) -> None:
        self._here().release()

    async def _acquired(self, timeout: float) -> bool:
        try:
            async with asyncio.timeout(timeout):
                return await self._here().acquire()
        except TimeoutError:
            return False

    def _here(self) -> asyncio.Lock:
        return self._by_loop.setdefault(asyncio.get_running_loop(), asyncio.Lock())


def apart(engine: Engine, work: Callable[[Engine], object]) -> None:
    """Work at once with an engine on asyncio: in a loop and on connections of its own, which it opens as the engine does, with
    all that only the host has told it. Those of the engine belong to the loop that uses them."""
    own = Engine(
        engine.pool.recreate(), engine.dialect, engine.url, hide_parameters=engine.hide_parameters,
        execution_options=engine.get_execution_options(),
    )  # fmt: skip
    own.dispatch._update(engine.dispatch, only_propagate=False)  # a host may set a schema whenever one begins
    own._has_events = engine._has_events

    async def worked() -> None:
        try:
            await greenlet_spawn(work, own)
        finally:
            await greenlet_spawn(own.dispose)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, worked()).result()


def asyncio_engine(url: URL, arguments: dict[str, Any]) -> Engine:
    """An engine on a driver for asyncio, which waits for it in greenlets; the one that a URL names, or ours."""
    try:
        import_module("greenlet")  # SQLAlchemy 2.0 says of it that a value is wrong, 2.1 leaves out its name
        from sqlalchemy.ext.asyncio import create_async_engine

        if not url.get_dialect().is_async or url.drivername == "postgresql+psycopg":
            url = url.set(drivername=_DRIVERS[url.get_backend_name()])
        return create_async_engine(url, connect_args=arguments).sync_engine
    except ImportError as problem:
        raise MissingPackage(extra="asyncio", package=str(problem.name)) from None
