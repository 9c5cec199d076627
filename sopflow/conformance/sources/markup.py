"""XML from strangers, as a stream: no document type, so no entities; what is open at once, and how long one piece is, is
bounded, and nothing is kept but what is being read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Generic, TypeVar
from xml.parsers.expat import ExpatError, ParserCreate

from sopflow.language import Words

from .source import LogError

Made = TypeVar("Made")
_CHUNK: Final = 1 << 16
MAX_DEPTH: Final = 100
MAX_PIECE: Final = 1 << 23
"""Bytes of one tag."""
_NOT_XML: Final = Words("bukan XML: {why}", "this is not XML: {why}")
_NO_LOG: Final = Words(
    'bukan {what}: elemen terluarnya "{tag}", bukan "log"', 'this is not {what}: its root is "{tag}", not "log"'
)
_EMPTY: Final = Words("berkas ini kosong", "this file is empty")
_DOCTYPE: Final = Words(
    "XML dengan <!DOCTYPE ...> tidak dibaca; hapus baris itu",
    "XML with <!DOCTYPE ...> is not read; remove that line",
)
_DEEP: Final = Words("lebih dari {limit} tingkat elemen", "over {limit} levels of elements")
_LONG: Final = Words("satu bagian lebih dari {limit:,} byte", "one piece has over {limit:,} bytes")


class Markup(Generic[Made]):
    """A reading of one document, whose root is `log`; `done` has what was made and not yet taken."""

    what: str
    """The name of the format."""

    def __init__(self, said: str) -> None:
        """`said` is the path as it was given."""
        self.done: deque[Made] = deque()
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._said = said
        self.open: list[str] = []

    def begun(self, tag: str, values: dict[str, str]) -> None:
        """An element was opened, which is the last of `open`."""
        raise NotImplementedError

    def ended(self, tag: str) -> None:
        """An element was closed, which is not in `open` any more."""
        raise NotImplementedError

    def error(self, why: Words) -> LogError:
        """What is wrong where the reading is."""
        return LogError(path=self._said, line=max(1, self.parser.CurrentLineNumber), why=why)

    def read(self, path: Path) -> Iterator[Made]:
        """All that is made of a file; `LogError`."""
        parser, fed = self.parser, 0
        with path.open("rb") as file:
            try:
                while chunk := file.read(_CHUNK):
                    parser.Parse(chunk, False)
                    fed += len(chunk)
                    if fed - max(0, parser.CurrentByteIndex) > MAX_PIECE:
                        raise self.error(_LONG.filled(limit=MAX_PIECE))
                    while self.done:
                        yield self.done.popleft()
                if not fed:
                    raise LogError(path=self._said, line=1, why=_EMPTY)
                parser.Parse(b"", True)
            except (ExpatError, LookupError, ValueError) as problem:  # an encoding that nobody knows is a look-up
                raise self.error(_NOT_XML.filled(why=problem)) from None
        yield from self.done

    def _start(self, tag: str, values: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self.open and tag != "log":
            raise self.error(_NO_LOG.filled(what=self.what, tag=tag[:60]))
        if len(self.open) == MAX_DEPTH:
            raise self.error(_DEEP.filled(limit=MAX_DEPTH))
        self.open.append(tag)
        self.begun(tag, values)

    def _end(self, _tag: str) -> None:
        self.ended(self.open.pop())

    def _doctype(self, *_: Any) -> None:
        raise self.error(_DOCTYPE)
