"""A request's body, as long as it is neither too large nor too slow."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

SECONDS = 20.0
"""In which a whole body has to arrive."""


class TooMuch(Exception):
    """A body that goes on beyond the limit."""


class TooSlow(Exception):
    """A body that does not arrive in time."""


async def body_of(request: Request, limit: int) -> bytes:
    """The whole body; `TooMuch`, `TooSlow`. After these, what is left of it is still on its way: close the connection."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise TooMuch
                parts.append(part)
    except TimeoutError:
        raise TooSlow from None
    return b"".join(parts)
