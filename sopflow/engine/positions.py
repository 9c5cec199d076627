"""Positions that say which numbering they are of: a reader who comes back to another is told, and misses nothing unseen.

A store counts its events. After an older backup was put back, or a projection rebuilt, the same number stands for
another event; so a mark is `POSITION-EPOCH-HASH`: the number, the store's epoch and a piece of that event's own hash. The
hash leaves out what fields were: whoever does not see one has the same mark, and learns nothing of it from that.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

from sopflow.errors import PositionGone
from sopflow.flow.sight import told_of
from sopflow.flow.wire import pinned

if TYPE_CHECKING:
    from sopflow.flow.event import Event

    from .store import Store

MARK: Final = r"[0-9]{1,18}(-[0-9a-z]{1,32}-[0-9a-f]{8})?"
"""A mark, or a plain position, which says less."""
_MARK: Final = re.compile(MARK)


def mark_of(epoch: str, position: int, event: Event) -> str:
    """What a reader keeps of an event that it has seen."""
    text = json.dumps(pinned(told_of((), event)), separators=(",", ":"))
    return f"{position}-{epoch}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def position_of(store: Store, mark: str) -> int:
    """The position that a reader goes on after. `ValueError` for what is not a mark, `PositionGone` for one of another
    numbering, or beyond the end; of a plain position only the end is known."""
    if not _MARK.fullmatch(mark):
        raise ValueError(mark)
    position = int(mark.partition("-")[0])
    if position == 0:
        return 0
    there = store.recorded(position - 1, 1)
    if not there or (mark != str(position) and mark != mark_of(store.epoch(), *there[0])):
        raise PositionGone(mark=mark)
    return position
