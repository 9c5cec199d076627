"""Every event once it is kept, as server-sent events from the outbox; after a break a client goes on where it was."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Final

from starlette.responses import StreamingResponse

from ..event_ids import AFTER, EventIds, position_asked
from ..operation import FLAG, NAME, Operation, Parameter
from ..resources import event_resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.responses import Response

    from ..asked import Asked

_BATCH: Final = 200
_LOOK: Final = 0.25
"""Seconds between two looks into an outbox that had nothing new."""
_BEAT: Final = 15.0
"""Seconds after which a comment shows that the connection is alive."""


async def events(asked: Asked) -> Response:
    position = await position_asked(asked)
    ids = EventIds(await asked.engine.epoch())
    # what goes wrong at once is a problem, and not a stream that breaks off
    await asked.engine.recorded(position, 1)
    stream = _stream(asked, position, ids, asked.query.get("instance"), asked.query["follow"])
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(
    asked: Asked, position: int, ids: EventIds, only: str | None, follow: bool
) -> AsyncIterator[str]:
    quiet = 0.0
    is_ending = asked.request.app.state.is_ending
    yield "retry: 1000\n\n"
    while not is_ending():
        some = await asked.engine.recorded(position, _BATCH)
        for position, event in some:
            if only in (None, event.instance):
                text = json.dumps(event_resource(event))
                yield f"id: {ids.of(position, event)}\nevent: {event.type}\ndata: {text}\n\n"
        if not some:
            if not follow:
                return
            await asyncio.sleep(_LOOK)
            quiet += _LOOK
            if quiet >= _BEAT:
                quiet = 0.0
                yield f": {position}\n\n"


OPERATIONS: Final = (
    Operation(
        "streamEvents", "GET", "/events", "Every event once it is kept, in the order of each instance; `id` says where it stands. 410 where the database was put back to an older state: begin anew.",
        events, None,
        (
            Parameter("after", AFTER, "those after the event with this id, or after this position; `Last-Event-ID` goes before it"),
            Parameter("instance", NAME, "of one instance only"),
            Parameter("follow", FLAG | {"default": True}, "wait for more; false ends with what is there"),
        ),
        media=("text/event-stream",), refusals=(410,),
    ),
)  # fmt: skip
