"""Serves an endpoint over HTTP/2."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING, Any, Final

from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LOOPBACK: Final = "127.0.0.1"


async def serve(
    app: Any, *, host: str = LOOPBACK, port: int = 9080, shutdown: Callable[[], Awaitable[object]] | None = None
) -> None:
    """Serve until `shutdown` returns, or a signal says so. `OSError` for a port that is taken.

    The endpoint has no authentication of its own: who reaches it acts for everybody. Keep it where only the cluster
    reaches it, or give the application Restate's request identity keys.
    """
    config = Config()
    config.bind = [f"{host}:{port}"]
    config.graceful_timeout = 1.0
    config.errorlog = None
    # the cluster keeps its connections; Hypercorn would close each after 1,000 requests, in the middle of others
    config.keep_alive_max_requests = 2**31
    config.keep_alive_timeout = 3600
    config.h2_max_concurrent_streams = 1024
    await hypercorn_serve(app, config, shutdown_trigger=shutdown if shutdown is not None else _told_to_stop)


async def _told_to_stop() -> None:
    """Wait for a signal. Asked for when the application has started: Restate's SDK takes SIGTERM for itself then, and would
    leave a server that does not end."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not here, or not in this thread
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()
