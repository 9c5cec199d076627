"""Serves an endpoint over HTTP/2."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Final

from anycorn import Config
from anycorn import serve as serve_app

LOOPBACK: Final = "127.0.0.1"
GRACE: Final = 10.0
"""Seconds that what is in flight has to be answered once somebody says stop."""
_SPARE: Final = 0.5
"""Seconds after that in which connections are closed."""


async def serve(
    app: Any, *, host: str = LOOPBACK, port: int = 9080, shutdown: Callable[[], Awaitable[object]] | None = None
) -> None:
    """Serve until `shutdown` returns or a signal arrives; then accept nothing new, finish running calls within
    `GRACE` seconds, and return. Unfinished calls are done by another endpoint, or by this one after a restart. Raise
    `OSError` if the port is taken.

    The endpoint has no authentication: anybody who reaches it can act as anybody. Let only the cluster reach it, or
    give the application Restate's request identity keys.
    """
    given_up = asyncio.Event()

    async def told() -> None:
        await (shutdown if shutdown is not None else told_to_stop)()
        asyncio.get_running_loop().call_later(GRACE + _SPARE, given_up.set)

    config = Config()
    # bound here, so that what is wrong with the address arrives as it is and not in a group of errors
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as bound:
        if os.name == "posix":  # on Windows it would let another program take the port as well
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        bound.bind((host, port))
        config.bind = [f"fd://{bound.detach()}"]
    config.graceful_timeout = GRACE
    config.errorlog = None
    # the cluster keeps its connections; Anycorn would close each after 1,000 requests, in the middle of others
    config.keep_alive_max_requests = 2**31
    config.keep_alive_timeout = 3600
    config.h2_max_concurrent_streams = 1024
    serving = asyncio.create_task(serve_app(app, config, shutdown_trigger=told))
    giving_up = asyncio.create_task(given_up.wait())
    try:
        await asyncio.wait((serving, giving_up), return_when=asyncio.FIRST_COMPLETED)
    finally:
        giving_up.cancel()
        if not serving.done():
            # a client that never reads holds up its connection, and Anycorn waits for it; the end of the loop does not
            serving.cancel()
            await asyncio.wait((serving,), timeout=_SPARE)
    if serving.done():
        serving.result()


async def told_to_stop() -> None:
    """Wait for a signal. Call it when the application has started: Restate's SDK then handles SIGTERM itself, and the
    server would not end."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not here, or not in this thread
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()


def end_in_any_case() -> None:
    """End this process a little after `GRACE`, even if a thread still waits for a directory or a database."""
    timer = threading.Timer(GRACE + 2, os._exit, (0,))
    timer.daemon = True
    timer.start()
