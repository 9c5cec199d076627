"""A log as XES (IEEE 1849): its traces are cases, and what an event says stands in columns named as in a table of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .markup import Markup
from .source import MANY_HEADS, MAX_HEADS, Found, LogError

CASE: Final = "case:"
"""Before the names of what is said of a trace."""
NAME: Final = f"{CASE}concept:name"
_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})


class Xes:
    """The events of a log, trace by trace."""

    def __init__(self, path: Path, said: str) -> None:
        """`said` is the path as it was given."""
        self._path, self._said = path, said
        heads = {NAME: None}
        for line, event in self._events():
            if not heads.keys() >= event.keys():
                heads |= dict.fromkeys(event)
                if len(heads) > MAX_HEADS:
                    raise LogError(path=said, line=line, why=MANY_HEADS.filled(limit=MAX_HEADS))
        self.heads = list(heads)

    def found(self, case: int) -> Iterator[Found]:
        for line, event in self._events():
            yield line, [event.get(head, "") for head in self.heads]

    def _events(self) -> Iterator[tuple[int, dict[str, str]]]:
        return _Reading(self._said).read(self._path)


class _Reading(Markup["tuple[int, dict[str, str]]"]):
    """What is open while a log is read."""

    what = "XES"

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self._traces = 0
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._line = 0

    def begun(self, tag: str, values: dict[str, str]) -> None:
        depth = len(self.open)
        above = self.open[-2] if depth > 1 else ""
        if tag == "trace" and depth == 2:
            self._traces += 1
            self._trace = {NAME: str(self._traces)}
        elif tag == "event" and depth == 3:
            self._event, self._line = {}, self.parser.CurrentLineNumber
        elif tag in _VALUES and depth == 3 and above == "trace":
            self._take(self._trace, CASE, values)
        elif tag in _VALUES and depth == 4 and above == "event":
            self._take(self._event, "", values)

    def _take(self, into: dict[str, str], before: str, values: dict[str, str]) -> None:
        key = values.get("key", "")
        if key:
            into[before + key] = values.get("value", "")
            if len(into) > MAX_HEADS:
                raise self.error(MANY_HEADS.filled(limit=MAX_HEADS))

    def ended(self, tag: str) -> None:
        if tag == "event" and len(self.open) == 2 and self.open[-1] == "trace":
            self.done.append((self._line, {**self._trace, **self._event}))
