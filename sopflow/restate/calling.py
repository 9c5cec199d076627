"""How one object calls another."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import restate

if TYPE_CHECKING:
    from restate import Context

Json = dict[str, Any]

FOREVER: Final = restate.InvocationRetryPolicy(
    initial_interval=timedelta(milliseconds=50),
    exponentiation_factor=2.0,
    max_interval=timedelta(seconds=2),
    max_attempts=2**31 - 1,
)
"""What was accepted is carried out, however long a process or a database is away."""


async def call(ctx: Context, service: str, key: str, handler: str, body: Json) -> Json:
    """Have another object do something, and wait for its answer."""
    answer: Json = json.loads(await ctx.generic_call(service, handler, json.dumps(body).encode(), key=key))
    return answer


def send(ctx: Context, service: str, key: str, handler: str, body: Json, delay: timedelta | None = None) -> None:
    """Have it done soon, or after a time, in any case."""
    ctx.generic_send(service, handler, json.dumps(body).encode(), key=key, send_delay=delay)
