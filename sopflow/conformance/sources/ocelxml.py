"""The objects and events of OCEL 2.0 in XML, one after the other, as the JSON has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sopflow.language import Words

from .items import MAX_ITEM
from .markup import Markup

_LISTS: Final = {"objects": "object", "events": "event"}
_RELATED: Final = ("relationship", "relobj", "object")
"""How an element that relates one to another is called."""
BEGUN: Final = object()
"""Stands before the members of a list, which may have none."""
_LONG: Final = Words("satu butir lebih dari {limit:,} karakter", "one item has over {limit:,} characters")


def items_in(path: Path, said: str) -> Iterator[tuple[str, int, Any]]:
    """Each object and event with the name of its list and its line; `LogError`."""
    return _Reading(said).read(path)


class _Reading(Markup["tuple[str, int, Any]"]):
    """What is open while a log is read: `log`, a list, a member, and within it `attributes` and `objects`."""

    what = "OCEL 2.0"

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.parser.CharacterDataHandler = self._text
        self._one: dict[str, Any] = {}
        self._line = 0
        self._size = 0

    def begun(self, tag: str, values: dict[str, str]) -> None:
        depth = len(self.open)
        if depth == 2 and tag in _LISTS:
            self.done.append((tag, self.parser.CurrentLineNumber, BEGUN))
        elif depth == 3 and _LISTS.get(self.open[1]) == tag:
            self._line, self._size = self.parser.CurrentLineNumber, 0
            own: dict[str, Any] = {key: values[key] for key in ("id", "type", "time") if key in values}
            self._one = {**own, "attributes": [], "relationships": []}
        elif depth == 5 and self.open[1] in _LISTS:
            self._count(sum(map(len, values.values())) + 1)
            if self.open[3] == "attributes" and tag == "attribute":
                self._one["attributes"].append({"name": values.get("name"), "value": ""})
            elif self.open[3] == "objects" and tag in _RELATED:
                identity = values.get("object-id")
                self._one["relationships"].append({"objectId": identity, "qualifier": values.get("qualifier", "")})

    def ended(self, tag: str) -> None:
        if len(self.open) == 2 and _LISTS.get(self.open[1]) == tag:
            self.done.append((self.open[1], self._line, self._one))

    def _text(self, text: str) -> None:
        if len(self.open) == 5 and self.open[3] == "attributes" and self._one.get("attributes"):
            self._count(len(text))
            self._one["attributes"][-1]["value"] += text

    def _count(self, more: int) -> None:
        self._size += more
        if self._size > MAX_ITEM:
            raise self.error(_LONG.filled(limit=MAX_ITEM))
