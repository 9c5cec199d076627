"""Every event once it is kept, as server-sent events from the outbox; after a break a client goes on where it was."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.responses import Response, StreamingResponse

from sopflow.app.shapes import FLAG, NAME
from sopflow.app.views import event_view
from sopflow.engine.asynchronous import AsyncPersonsEngine
from sopflow.engine.positions import MARK, mark_of
from sopflow.errors import BadArgument
from sopflow.fields.limits import END

from ..operation import Operation, Parameter
from ..problems import BadHeader, TooManyStreams

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from sopflow.engine.store import Recorded

    from ..checked_request import CheckedRequest
    from ..feed import Feeds

PATIENCE = 30.0
"""Seconds in which a listener has to take what it is sent."""
_AFTER: Final = {"type": "string", "pattern": f"^{MARK}{END}", "default": "0"}
"""The schema of `after`: an id, or a plain position, of which only the end is verified."""


async def events(incoming: CheckedRequest) -> Response:
    position = await _position_asked(incoming)
    # ids of a numbering that ends while somebody listens are refused when they come back
    epoch = await incoming.engine.epoch()
    feeds: Feeds = incoming.request.app.state.feeds
    engine, follow = incoming.engine, incoming.query["follow"]
    some: Callable[[int, bool], AsyncIterator[Recorded | None]]
    if isinstance(engine, AsyncPersonsEngine):
        await engine.looked(position, 1)
        some = partial(feeds.here().listen_as, engine)
    else:
        # what goes wrong at once is a problem, and not a stream that breaks off
        await engine.recorded(position, 1)
        some = feeds.here().listen
    if not feeds.enter():
        raise TooManyStreams(limit=feeds.most)
    texts = _texts(some(position, follow), position, epoch, incoming.query.get("instance"))
    return _Stream(feeds, texts)


async def _position_asked(incoming: CheckedRequest) -> int:
    """The position after which a client wants to go on; `PositionGone` (410) where it must start again from the beginning."""
    last = incoming.request.headers.get("last-event-id")
    try:
        return await incoming.engine.position_of(incoming.query["after"] if last is None else last)
    except (BadArgument, ValueError):
        raise BadHeader(header="Last-Event-ID", what="42-9f3ac1d2-0b7e44aa") from None


class _Stream(StreamingResponse):
    """Makes room for another when it ends, also for a listener that takes nothing any more."""

    def __init__(self, feeds: Feeds, texts: AsyncIterator[str]) -> None:
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        self._feeds = feeds
        super().__init__(texts, media_type="text/event-stream", headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def in_time(message: Message) -> None:
            try:
                async with asyncio.timeout(PATIENCE):
                    await send(message)
            except TimeoutError:
                raise _TooSlowToListen from None

        try:
            await super().__call__(scope, receive, in_time)
        except _TooSlowToListen:  # it comes back with Last-Event-ID
            return
        finally:
            self._feeds.leave()


class _TooSlowToListen(Exception):
    pass


async def _texts(
    some: AsyncIterator[Recorded | None], position: int, epoch: str, only: str | None
) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    async for one in some:
        if one is None:
            yield f": {position}\n\n"
            continue
        position, event = one
        if only in (None, event.instance):
            text = json.dumps(event_view(event))
            yield f"id: {mark_of(epoch, position, event)}\nevent: {event.type}\ndata: {text}\n\n"


OPERATIONS: Final = (
    Operation(
        "streamEvents", "GET", "/events", "Every event once it is stored, in the order of each instance; `id` is its position. 410 if the database was restored to an older state: start again from the beginning.",
        events, None,
        (
            Parameter("after", _AFTER, "those after the event with this id, or after this position; `Last-Event-ID` takes precedence"),
            Parameter("instance", NAME, "of one instance only"),
            Parameter("follow", FLAG | {"default": True}, "wait for further events; false ends after those that are stored"),
        ),
        media=("text/event-stream",), refusals=(410, 503),
    ),
)  # fmt: skip
