"""The formats of a log, by the ending of its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from sopflow.errors import SopflowError
from sopflow.language import Words

from . import ocel, table, xes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    from .cases import LoggedCase


class Writer(Protocol):
    """What writes a log in one format."""

    def __call__(self, cases: Iterable[LoggedCase], fields: Sequence[str] = ()) -> Iterator[str]:
        """The parts of the file; `fields` are those that may be filled in."""
        ...


FORMATS: Final[Mapping[str, Writer]] = {
    ".xes": xes.written, ".jsonocel": ocel.written, ".csv": table.written,
}  # fmt: skip


class UnknownLogFormat(SopflowError):
    """A file of a log whose ending says no format."""

    code = "unknown-log-format"
    words = Words(
        '"{path}": bentuk log dikenal dari akhir nama berkas; yang ada: {known}',
        '"{path}": the format of a log is known by the ending of its file; known: {known}',
    )


def writer_for(path: str | PathLike[str]) -> Writer:
    """What writes the log that a path asks for; `UnknownLogFormat`."""
    found = FORMATS.get(Path(path).suffix.lower())
    if found is None:
        raise UnknownLogFormat(path=str(path), known=tuple(FORMATS))
    return found
