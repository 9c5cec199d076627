"""Snapshots that were read or written lately, each with its text.

The text comes from the database each time; while it is the same, what it says is not worked out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .records import snapshot_of

if TYPE_CHECKING:
    from sopflow.flow.instance import Instance

_MOST: Final = 1_000
_LONGEST: Final = 8_000
"""Characters of a text that is remembered: with a case's data it may be long, and then there would be much of it."""


class Snapshots:
    """The last text of each of some instances, with what it says."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, Instance]] = {}

    def of(self, instance: str, text: str) -> Instance:
        """What a text says; `UnreadableRecord`."""
        last = self._last.get(instance)
        if last is not None and last[0] == text:
            return last[1]
        found = snapshot_of(text)
        self.note(instance, text, found)
        return found

    def note(self, instance: str, text: str, says: Instance) -> None:
        """What the text of an instance says now."""
        if len(text) > _LONGEST:
            self._last.pop(instance, None)
            return
        if len(self._last) >= _MOST and instance not in self._last:
            self._last.clear()
        self._last[instance] = (text, says)
