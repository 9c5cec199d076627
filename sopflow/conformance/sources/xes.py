"""A log as XES (IEEE 1849): its traces are cases, and what an event says stands in columns named as in a table of it.

XML comes from strangers: there is no document type, so no entities; what is open at once, and how long one piece is, is
bounded, and nothing is kept but the event that is being read.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final
from xml.parsers.expat import ExpatError, ParserCreate

from sopflow.language import Words

from .source import MANY_HEADS, MAX_HEADS, LogError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .source import Found

_CHUNK: Final = 1 << 16
MAX_DEPTH: Final = 100
MAX_PIECE: Final = 1 << 23
"""Bytes of one tag."""
CASE: Final = "case:"
"""Before the names of what is said of a trace."""
NAME: Final = f"{CASE}concept:name"
_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})
_NOT_XML: Final = Words("bukan XML: {why}", "this is not XML: {why}")
_NO_LOG: Final = Words(
    'bukan XES: elemen terluarnya "{tag}", bukan "log"', 'this is not XES: its root is "{tag}", not "log"'
)
_EMPTY: Final = Words("berkas ini kosong", "this file is empty")
_DOCTYPE: Final = Words(
    "XML dengan <!DOCTYPE ...> tidak dibaca; hapus baris itu",
    "XML with <!DOCTYPE ...> is not read; remove that line",
)
_DEEP: Final = Words("lebih dari {limit} tingkat elemen", "over {limit} levels of elements")
_LONG: Final = Words("satu tag lebih dari {limit:,} byte", "one tag has over {limit:,} bytes")


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
        reading = _Reading(self._said)
        parser = reading.parser
        fed = 0
        with self._path.open("rb") as file:
            try:
                while chunk := file.read(_CHUNK):
                    parser.Parse(chunk, False)
                    fed += len(chunk)
                    if fed - max(0, parser.CurrentByteIndex) > MAX_PIECE:
                        raise LogError(
                            path=self._said, line=parser.CurrentLineNumber, why=_LONG.filled(limit=MAX_PIECE)
                        )
                    while reading.done:
                        yield reading.done.popleft()
                if not fed:
                    raise LogError(path=self._said, line=1, why=_EMPTY)
                parser.Parse(b"", True)
            except (ExpatError, LookupError, ValueError) as problem:  # an encoding that nobody knows is a look-up
                line = max(1, parser.CurrentLineNumber)
                raise LogError(path=self._said, line=line, why=_NOT_XML.filled(why=problem)) from None
        yield from reading.done


class _Reading:
    """What is open while a log is read."""

    def __init__(self, said: str) -> None:
        self.done: deque[tuple[int, dict[str, str]]] = deque()
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._said = said
        self._open: list[str] = []
        self._traces = 0
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._line = 0

    def _start(self, tag: str, values: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        above = self._open[-1] if self._open else ""
        if not self._open and tag != "log":
            raise self._error(_NO_LOG.filled(tag=tag[:60]))
        if len(self._open) == MAX_DEPTH:
            raise self._error(_DEEP.filled(limit=MAX_DEPTH))
        self._open.append(tag)
        depth = len(self._open)
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
                raise self._error(MANY_HEADS.filled(limit=MAX_HEADS))

    def _end(self, _tag: str) -> None:
        if self._open.pop() == "event" and len(self._open) == 2 and self._open[-1] == "trace":
            self.done.append((self._line, {**self._trace, **self._event}))

    def _doctype(self, *_: Any) -> None:
        raise self._error(_DOCTYPE)

    def _error(self, why: Words) -> LogError:
        return LogError(path=self._said, line=self.parser.CurrentLineNumber, why=why)
