"""An event loop for a test: in a thread, since Playwright keeps one running in the thread of the tests."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor


def run(work):
    """What a coroutine returns."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
