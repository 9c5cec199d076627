"""How one object calls another, and how a call ends: what is not a failure of the machinery ends for that call alone."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from datetime import timedelta
from functools import wraps
from typing import Any, Final, TypeVar

import restate
from restate import Context
from restate.exceptions import RetryableError, TerminalError
from restate.server_context import DisconnectedException

from sopflow.engine.refusing import refusal_to_json
from sopflow.errors import CommandFailed, SopflowError, StoreError

from .ingress import ENDED
from .problems import BadCall
from .requests import INTERNAL, misfit_of

Handler = Callable[[Any, dict[str, Any]], Awaitable[dict[str, Any]]]

Json = dict[str, Any]
Result = TypeVar("Result")
_LOG: Final = logging.getLogger("sopflow.restate")

ATTENDED: Final = restate.InvocationRetryPolicy(
    initial_interval=timedelta(milliseconds=50),
    exponentiation_factor=2.0,
    max_interval=timedelta(seconds=2),
    max_attempts=60,
    on_max_attempts="kill",
)
"""Where a caller waits for the answer: about two minutes, then the object is free again."""
OWED: Final = restate.InvocationRetryPolicy(
    initial_interval=timedelta(milliseconds=50),
    exponentiation_factor=2.0,
    max_interval=timedelta(seconds=10),
    max_attempts=60_000,
    on_max_attempts="pause",
)
"""What was accepted and nobody waits for: about a week, then an operator resumes it."""


def add_handlers(
    one: restate.VirtualObject, kind: str, handlers: Any, *names: str, shared: bool = False, **options: Any
) -> None:
    """Give an object the handlers of these names, each guarded; `shared` ones read while others write."""
    for name in names:
        is_internal = (kind, name) in INTERNAL
        also: Json = {"kind": "shared"} if shared else {}
        one.handler(name=name, ingress_private=is_internal, **also, **options)(
            guarded(kind, name, getattr(handlers, name))
        )


def guarded(kind: str, name: str, handler: Handler) -> Handler:
    """A handler that is called with what its schema says; what it raises unforeseen ends its call and is not repeated."""
    misfit = misfit_of(kind, name)

    async def answering(ctx: Any, request: Json) -> Json:
        wrong = misfit(request)
        if wrong is not None:
            raise ended(BadCall(handler=name, why=wrong))
        try:
            return await handler(ctx, request)
        except (TerminalError, RetryableError, DisconnectedException):
            raise
        except SopflowError as problem:
            raise ended(problem) from problem
        except Exception as problem:  # whatever it is, repeating it would hold up everybody behind it
            raise ended(failed(problem)) from problem

    return answering


def failed(problem: Exception) -> CommandFailed:
    """What was not foreseen, told in the log with where it happened."""
    _LOG.error("a call failed unexpectedly", exc_info=problem)
    return CommandFailed(why=f"{type(problem).__name__}: {problem}"[:500])


def ended(problem: SopflowError) -> TerminalError:
    """The end of a call, for it alone."""
    return TerminalError(json.dumps(refusal_to_json(problem)), status_code=ENDED)


def as_verdict(decide: Callable[..., Json]) -> Callable[..., Json]:
    """What decides, and refuses where it cannot; only what a store could not do passes, and is tried again."""

    @wraps(decide)
    def deciding(*given: Any) -> Json:
        try:
            return decide(*given)
        except StoreError:
            raise
        except SopflowError as problem:
            return {"refused": refusal_to_json(problem)}
        except Exception as problem:
            return {"refused": refusal_to_json(failed(problem))}

    return deciding


async def call(ctx: Context, service: str, key: str, handler: str, body: Json) -> Json:
    """Have another object do something, and wait for its answer."""
    answer: Json = json.loads(await ctx.generic_call(service, handler, json.dumps(body).encode(), key=key))
    return answer


async def in_a_thread(pool: Executor, work: Callable[[], Result]) -> Result:
    """Work that waits for others; where a store is away it is tried again, and not told as a defect."""
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, work)
    except StoreError as problem:
        # without a pause of its own: those attempts would not be counted
        raise RetryableError(problem.message()) from problem


def send(ctx: Context, service: str, key: str, handler: str, body: Json, delay: timedelta | None = None) -> None:
    """Have it done soon, or after a time, in any case."""
    ctx.generic_send(service, handler, json.dumps(body).encode(), key=key, send_delay=delay)
