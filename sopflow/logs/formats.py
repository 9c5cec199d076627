"""The formats of a log, by the ending of its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopflow.errors import SopflowError
from sopflow.language import Words

from . import ocel, table, xes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from os import PathLike

    from .cases import LoggedCase

FORMATS: Final[Mapping[str, Callable[[Iterable[LoggedCase]], Iterator[str]]]] = {
    ".xes": xes.written, ".jsonocel": ocel.written, ".csv": table.written,
}  # fmt: skip


class UnknownLogFormat(SopflowError):
    """A file of a log whose ending says no format."""

    code = "unknown-log-format"
    words = Words(
        '"{path}": bentuk log dikenal dari akhir nama berkas; yang ada: {known}',
        '"{path}": the format of a log is known by the ending of its file; known: {known}',
    )


def writer_for(path: str | PathLike[str]) -> Callable[[Iterable[LoggedCase]], Iterator[str]]:
    """What writes the log that a path asks for; `UnknownLogFormat`."""
    found = FORMATS.get(Path(path).suffix.lower())
    if found is None:
        raise UnknownLogFormat(path=str(path), known=tuple(FORMATS))
    return found
