"""Snapshots that were read or written lately, each with its text.

The text comes from the database each time; while it is the same, what it says is not calculated again.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from sopflow.flow.instance import Instance

from .changed import Shown
from .records import fields_of, snapshot_of

_MOST: Final = 1_000
_LONGEST: Final = 8_000
"""Characters of a text that is remembered: with a case's data it may be long, and then there would be much of it."""


_HEAVIEST: Final = 64_000_000
"""Characters of fields that are remembered in all."""


class _Last(Struct, frozen=True, gc=False):
    text: str
    says: Instance
    shown: Shown | None
    weight: int
    """About how long the text of its fields is."""
    is_settled: bool
    """Nobody can take it back."""


class Snapshots:
    """The last text of each of some instances, with what it says, and what of it stands in columns where that was calculated."""

    def __init__(self) -> None:
        self._last: dict[str, _Last] = {}
        self._weight = 0

    def of(
        self, instance: str, text: str, fields: str | None = None, *, is_settled: bool = True
    ) -> Instance | None:
        """What a text says, with the `fields` that stand apart; `None` where they are needed. `UnreadableRecord`."""
        last = self._last.get(instance)
        if last is not None and last.text == text and (last.is_settled or not last.says.rare.fields_at):
            return last.says
        found, weight = snapshot_of(text), None
        changed_at = found.rare.fields_at
        if changed_at:
            if fields is not None:
                found, weight = found._replace(fields=fields_of(fields)), len(fields)
            elif last is not None and last.is_settled and last.says.rare.fields_at == changed_at:
                found = found._replace(fields=last.says.fields)
            else:
                return None
        self.note(instance, text, found, weight=weight, is_settled=is_settled)
        return found

    def last(self, instance: str) -> Instance | None:
        """What the last text says."""
        last = self._last.get(instance)
        return last.says if last is not None else None

    def shown(self, instance: Instance) -> Shown | None:
        """What of a snapshot stands in columns, if it is the last and this is known."""
        last = self._last.get(instance.id)
        return last.shown if last is not None and last.says is instance else None

    def note(
        self, instance: str, text: str, says: Instance, shown: Shown | None = None, weight: int | None = None, *,
        is_settled: bool = True,
    ) -> None:  # fmt: skip
        """What the text of an instance says now; without a `weight` its fields are as before."""
        before = self._last.get(instance)
        own = weight if weight is not None else before.weight if before is not None else 0
        self._weight += own - (before.weight if before is not None else 0)
        if len(text) > _LONGEST:
            self._last.pop(instance, None)
            self._weight -= own
            return
        if (len(self._last) >= _MOST and before is None) or self._weight > _HEAVIEST:
            self._last.clear()
            self._weight = own
        self._last[instance] = _Last(text, says, shown, own, is_settled)
