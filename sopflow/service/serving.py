"""Serves the application alone, with a timer for what time brings."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from typing import TYPE_CHECKING, Final

import uvicorn

from sopflow.engine.asynchronous import AsyncEngine
from sopflow.engine.backdating import NONE
from sopflow.errors import SopflowError

from .app import service

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from sopflow.engine.engine import Engine

    from .app import Who

_LAST_ANSWERS: Final = 30
"""Seconds that requests have to be answered once a signal says stop."""
_LOG = logging.getLogger("sopflow.service")


def serve(
    engine: AsyncEngine | Engine,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    who: Who | None = None,
    every: float = 30.0,
    backdating: timedelta = NONE,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve until a signal says stop; `announce` gets the address once it answers. Port 0 takes a free one.

    Every so many seconds (0 for never) time brings what it has brought. `OSError` for an address that is taken.
    """
    awaited = engine if isinstance(engine, AsyncEngine) else AsyncEngine.over(engine)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only on what says that it is TCP; else each answer waits 40 ms for an ACK
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(512)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}"
        # behind nothing that it knows: what says where a request comes from is not believed
        app = service(awaited, who=who, backdating=backdating)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, lifespan="off", proxy_headers=False,
            timeout_graceful_shutdown=_LAST_ANSWERS,
        )  # fmt: skip
        server = uvicorn.Server(config)
        app.state.is_ending = lambda: server.should_exit
        asyncio.run(_served(server, listening, awaited, every, lambda: announce(address)))


async def _served(
    server: uvicorn.Server, listening: socket.socket, engine: AsyncEngine, every: float, ready: Callable[[], None]
) -> None:
    timer = asyncio.create_task(_advancing(engine, every)) if every > 0 else None
    ready()
    try:
        await server.serve(sockets=[listening])
    finally:
        if timer is not None:
            timer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await timer


async def _advancing(engine: AsyncEngine, every: float) -> None:
    while True:
        try:
            await engine.advance()
        except SopflowError as problem:
            _LOG.warning("%s", problem)
        await asyncio.sleep(every)
