"""The ids of server-sent events: where a client was, verified when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.engine.positions import MARK, mark_of
from sopflow.errors import BadArgument
from sopflow.fields.limits import END

from .problems import BadHeader

if TYPE_CHECKING:
    from sopflow.flow.event import Event

    from .checked_request import CheckedRequest

AFTER: Final = {"type": "string", "pattern": f"^{MARK}{END}", "default": "0"}
"""The schema of `after`: an id, or a plain position, of which only the end is verified."""


async def position_asked(incoming: CheckedRequest) -> int:
    """The position after which a client wants to go on; `PositionGone` (410) where it must start again from the beginning."""
    last = incoming.request.headers.get("last-event-id")
    try:
        return await incoming.engine.position_of(incoming.query["after"] if last is None else last)
    except (BadArgument, ValueError):
        raise BadHeader(header="Last-Event-ID", what="42-9f3ac1d2-0b7e44aa") from None


class EventIds:
    """Ids for one client; those of a numbering that ended while it listened are refused when it comes back."""

    def __init__(self, epoch: str) -> None:
        self._epoch = epoch

    def of(self, position: int, event: Event) -> str:
        return mark_of(self._epoch, position, event)
