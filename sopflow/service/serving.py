"""Serves the application alone, with a timer for due events."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sopflow.engine.asynchronous import AsyncEngine
from sopflow.engine.backdating import NONE
from sopflow.errors import SopflowError
from sopflow.web.serving import Server, listening_at

from .app import STREAMS, service

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from datetime import timedelta

    from sopflow.engine.engine import Engine

    from .app import Who

GRACE: Final = 30.0
_LOG = logging.getLogger("sopflow.service")


def serve(
    engine: AsyncEngine | Engine,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    who: Who | None = None,
    token: str | None = None,
    open_to_this_machine: bool = False,
    streams: int = STREAMS,
    every: float = 30.0,
    backdating: timedelta = NONE,
    grace: float = GRACE,
    announce: Callable[[str], None] = print,
    ended: Callable[[], object] = lambda: None,
) -> None:
    """Serve until a signal says stop; `announce` gets the address once it answers. Port 0 takes a free one.

    Every so many seconds (0 for never) everything that is due is processed. Told to stop, it answers what has arrived, for at
    most `grace` seconds, and calls `ended`, while the process still runs: a signal ends it at once then. `OSError` for an address that is taken; the others as for `service`.
    """
    awaited = engine if isinstance(engine, AsyncEngine) else AsyncEngine.over(engine)
    app = service(
        awaited,
        who=who,
        token=token,
        open_to_this_machine=open_to_this_machine,
        streams=streams,
        backdating=backdating,
    )
    with listening_at(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}"
        timer = _Timer(awaited, every)

        async def last() -> None:
            await timer.stopped()
            ended()

        server = Server(app, grace, last)
        app.state.is_ending = lambda: server.should_exit
        asyncio.run(_served(server, listening, timer, lambda: announce(address)))


async def _served(server: Server, listening: socket.socket, timer: _Timer, ready: Callable[[], None]) -> None:
    timer.start()
    ready()
    await server.serve(sockets=[listening])


class _Timer:
    """Process everything that is due; finish what was begun."""

    def __init__(self, engine: AsyncEngine, every: float) -> None:
        self._engine = engine
        self._every = every
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._every > 0:
            self._task = asyncio.create_task(self._advancing())

    async def stopped(self) -> None:
        self._stop.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=_LAST)

    async def _advancing(self) -> None:
        while not self._stop.is_set():
            try:
                await self._engine.advance()
            except SopflowError as problem:
                _LOG.warning("%s", problem)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._stop.wait()


_LAST: Final = 10.0
"""Seconds within which due events that are being processed must end."""
