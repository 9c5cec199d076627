"""Snapshots that were read or written lately, each with its text.

The text comes from the database each time; while it is the same, what it says is not worked out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .records import snapshot_of

if TYPE_CHECKING:
    from sopflow.flow.instance import Instance

    from .writing import Shown

_MOST: Final = 1_000
_LONGEST: Final = 8_000
"""Characters of a text that is remembered: with a case's data it may be long, and then there would be much of it."""


class _Last(NamedTuple):
    text: str
    says: Instance
    shown: Shown | None


class Snapshots:
    """The last text of each of some instances, with what it says, and what of it stands in columns where that was worked
    out."""

    def __init__(self) -> None:
        self._last: dict[str, _Last] = {}

    def of(self, instance: str, text: str) -> Instance:
        """What a text says; `UnreadableRecord`."""
        last = self._last.get(instance)
        if last is not None and last.text == text:
            return last.says
        found = snapshot_of(text)
        self.note(instance, text, found)
        return found

    def last(self, instance: str) -> Instance | None:
        """What the last text says."""
        last = self._last.get(instance)
        return last.says if last is not None else None

    def shown(self, instance: Instance) -> Shown | None:
        """What of a snapshot stands in columns, if it is the last and this is known."""
        last = self._last.get(instance.id)
        return last.shown if last is not None and last.says is instance else None

    def note(self, instance: str, text: str, says: Instance, shown: Shown | None = None) -> None:
        """What the text of an instance says now."""
        if len(text) > _LONGEST:
            self._last.pop(instance, None)
            return
        if len(self._last) >= _MOST and instance not in self._last:
            self._last.clear()
        self._last[instance] = _Last(text, says, shown)
