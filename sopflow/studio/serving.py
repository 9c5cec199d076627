"""Serves the page on the loopback until it is stopped."""

from __future__ import annotations

import secrets
import webbrowser
from collections.abc import Callable
from pathlib import Path

from sopflow.engine.engine import Engine
from sopflow.language import Language
from sopflow.web.serving import Server, listening_at

from .app import studio_app
from .folder import Folder

LOOPBACK = "127.0.0.1"
_GRACE = 10.0
"""Seconds in which a save or an export that has begun has to end."""


def serve(
    root: Path,
    *,
    port: int = 0,
    browser: bool = True,
    engine: Engine | None = None,
    language: Language | None = None,
    announce: Callable[[str], None] = print,
    ended: Callable[[], object] = lambda: None,
) -> None:
    """Serve a folder; `announce` gets the address, with its token, once it answers. Port 0 takes a free one. `OSError`
    for a folder that is not there or a port that is taken. `ended` is called before a signal ends the process."""

    async def last() -> None:
        ended()

    folder = Folder(root)
    token = secrets.token_urlsafe(24)
    with listening_at(LOOPBACK, port) as listening:
        taken = listening.getsockname()[1]
        hosts = frozenset({f"{LOOPBACK}:{taken}", f"localhost:{taken}"})
        app = studio_app(folder, token=token, hosts=hosts, engine=engine, language=language)
        server = Server(app, _GRACE, last)
        address = f"http://{LOOPBACK}:{taken}/?token={token}"
        announce(address)
        if browser:
            webbrowser.open(address)
        server.run(sockets=[listening])
