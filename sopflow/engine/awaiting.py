"""How an engine's methods are awaited: found by their names on the engine that there is, whose own they may be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from functools import partial, wraps
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
_DONE: Final = object()


class Runner(Protocol):
    """How a call that may wait is awaited."""

    async def __call__(self, call: Callable[[], Result]) -> Result: ...

    def waits(self, found: Awaitable[object], loop: asyncio.AbstractEventLoop) -> None:
        """Wait, within a call, for something that is awaited."""
        ...


class Awaiting(Protocol):
    """Who has an engine, and a way to await it."""

    engine: Any
    _run: Runner


def awaited(
    method: Callable[Concatenate[Any, Given], Result],
) -> Callable[Concatenate[Awaiting, Given], Coroutine[Any, Any, Result]]:
    @wraps(method)
    async def awaiting(self: Awaiting, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        own = getattr(self.engine, method.__name__)
        return await self._run(partial(own, *args, **kwargs))

    return awaiting


def each(
    method: Callable[Concatenate[Any, Given], Iterator[Result]],
) -> Callable[Concatenate[Awaiting, Given], AsyncIterator[Result]]:
    """What is calculated as it is asked for."""

    @wraps(method)
    async def awaiting(self: Awaiting, /, *args: Given.args, **kwargs: Given.kwargs) -> AsyncIterator[Result]:
        own = getattr(self.engine, method.__name__)
        some = await self._run(partial(own, *args, **kwargs))
        while (one := await self._run(partial(next, some, _DONE))) is not _DONE:
            yield one

    return awaiting
