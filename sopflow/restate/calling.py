"""How one object calls another."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

import restate
from restate.exceptions import RetryableError

from sopflow.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from restate import Context

Json = dict[str, Any]
Result = TypeVar("Result")
_SOON: Final = timedelta(milliseconds=500)

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


async def in_a_thread(pool: Executor, work: Callable[[], Result]) -> Result:
    """Work that waits for others; where a store is away it is tried again, and not told as a defect."""
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, work)
    except StoreError as problem:
        raise RetryableError(problem.message(), retry_after=_SOON) from problem


def send(ctx: Context, service: str, key: str, handler: str, body: Json, delay: timedelta | None = None) -> None:
    """Have it done soon, or after a time, in any case."""
    ctx.generic_send(service, handler, json.dumps(body).encode(), key=key, send_delay=delay)
