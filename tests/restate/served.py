"""An endpoint in a thread of the test's process, and the cluster that calls it."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from pathlib import Path

import httpx2

from sopflow.restate.local import free_port, server_program
from sopflow.restate.serving import serve
from tests.waiting import soon

COMMAND = "npm ci --prefix examples/restate"
FOLDER = Path(__file__).parent.parent.parent / "examples" / "restate"
_numbers = itertools.count()


def server() -> Path | None:
    return server_program([FOLDER])


def fresh_name() -> str:
    """A prefix of objects that no test has had, so that each starts with nothing."""
    return f"t{next(_numbers)}-{time.time_ns():x}"


class Served:
    """An ASGI application on the loopback over HTTP/2, until it is stopped."""

    def __init__(self, app) -> None:
        self.port = free_port()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        work = serve(app, port=self.port, shutdown=self._stop.wait)
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(work,), daemon=True)
        self._thread.start()
        soon(self._answers)

    def _answers(self) -> bool:
        try:
            httpx2.get(f"{self.address}/", timeout=1)
        except httpx2.HTTPError:
            return False
        return True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)
