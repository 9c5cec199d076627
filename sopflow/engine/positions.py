"""Positions that name the numbering that they belong to, so that a reader of another numbering is refused and misses
no event.

A store counts its events. After an older backup was restored, or a projection rebuilt, the same number belongs to
another
event; so a mark is `POSITION-EPOCH-HASH`: the number, the store's epoch and a piece of that event's own hash. The
hash leaves out the values of fields: readers who may not see a field have the same mark, and learn nothing from it.
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
    """Return the mark that a reader keeps of an event that it has seen."""
    text = json.dumps(pinned(told_of((), event)), separators=(",", ":"))
    return f"{position}-{epoch}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def position_of(store: Store, mark: str) -> int:
    """Return the position after which a reader continues. Raise `ValueError` for a text that is not a mark, and
    `PositionGone` for a mark of another numbering or after the last event; of a plain position only the latter is
    checked."""
    if not _MARK.fullmatch(mark):
        raise ValueError(mark)
    position = int(mark.partition("-")[0])
    if position == 0:
        return 0
    there = store.recorded(position - 1, 1)
    if not there or (mark != str(position) and mark != mark_of(store.epoch(), *there[0])):
        raise PositionGone(mark=mark)
    return position
