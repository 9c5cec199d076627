"""A server of our own: a socket, and an end in which everything that has arrived is answered."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

import uvicorn

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOKS: Final = 20
_LOOK: Final = 0.05
"""Seconds between two looks whether clients have had their answers."""


def listening_at(host: str, port: int) -> socket.socket:
    """A bound socket that listens; port 0 takes a free one. `OSError` for an address that is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only on what says that it is TCP; else each answer waits 40 ms for an ACK
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(512)
    except BaseException:
        listening.close()
        raise
    return listening


class Server(uvicorn.Server):
    """Told to stop (SIGTERM, Ctrl+C), it accepts no more connections, answers once more on each open one, within
    `grace` seconds, has `last` done, and ends. Whoever presses Ctrl+C twice does not wait."""

    def __init__(self, app: ASGIApp, grace: float, last: Callable[[], Awaitable[None]] | None = None) -> None:
        # behind nothing that it knows: what says where a request comes from is not believed
        super().__init__(
            uvicorn.Config(
                self._closing(app),
                log_level="warning",
                access_log=False,
                lifespan="off",
                proxy_headers=False,
                timeout_graceful_shutdown=max(1, round(grace)),
                # longer than clients keep a connection, so that it is not closed while the next request is on its way
                timeout_keep_alive=75,
            )
        )
        self._last = last

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        # uvicorn closes a connection between two requests at once, though the next may be on its way
        for _ in range(_LOOKS):
            if not self.server_state.connections:
                break
            await asyncio.sleep(_LOOK)
        await super().shutdown(sockets)
        if self._last is not None:
            await self._last()

    def _closing(self, app: ASGIApp) -> ASGIApp:
        """The same, whose answers say that the connection ends with them once the server is told to stop."""

        async def answering(scope: Scope, receive: Receive, send: Send) -> None:
            async def told(message: Message) -> None:
                if self.should_exit and message["type"] == "http.response.start":
                    message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
                await send(message)

            await app(scope, receive, told)

        return answering
