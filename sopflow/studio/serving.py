"""Serves the page on the loopback until it is stopped."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from typing import TYPE_CHECKING

import uvicorn

from .app import studio_app
from .folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sopflow.engine.engine import Engine

LOOPBACK = "127.0.0.1"


def serve(
    root: Path,
    *,
    port: int = 0,
    browser: bool = True,
    engine: Engine | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve a folder; `announce` gets the address, with its token, once it answers. Port 0 takes a free one. `OSError`
    for a folder that is not there or a port that is taken."""
    folder = Folder(root)
    token = secrets.token_urlsafe(24)
    # asyncio sends at once (TCP_NODELAY) only on what says that it is TCP; else each answer waits 40 ms for an ACK
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listening:
        listening.bind((LOOPBACK, port))
        taken = listening.getsockname()[1]
        hosts = frozenset({f"{LOOPBACK}:{taken}", f"localhost:{taken}"})
        app = studio_app(folder, token=token, hosts=hosts, engine=engine)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
        address = f"http://{LOOPBACK}:{taken}/?token={token}"
        listening.listen(128)
        announce(address)
        if browser:
            webbrowser.open(address)
        server.run(sockets=[listening])
