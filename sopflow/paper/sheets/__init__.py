"""The formats in which tables come, one file each; a new one is a file here and a line in `READERS`."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopflow.errors import SopflowError
from sopflow.language import Words

from . import delimited, docx, markdown, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from ..sheet import Sheet

READERS: Final[dict[str, Callable[[Path], Sheet]]] = {
    ".tsv": delimited.read,
    ".txt": delimited.read,
    ".csv": delimited.read,
    ".md": markdown.read,
    ".xlsx": xlsx.read,
    ".docx": docx.read,
}
MAX_BYTES: Final = 20_000_000


class UnreadableSheet(SopflowError):
    """A file that holds no table that can be read."""

    code = "unreadable-sheet"
    words = Words("{path}: {why}", "{path}: {why}")


_PACKED: Final = (".xlsx", ".docx")
MAX_UNPACKED: Final = 200_000_000
"""Bytes that a packed file may come to."""
_OTHER: Final = Words("bukan salah satu dari {known}", "is none of {known}")
_LARGE: Final = Words("lebih dari {limit} byte", "over {limit} bytes")
_BROKEN: Final = Words("tidak terbaca: {problem}", "cannot be read: {problem}")


def read(path: str | PathLike[str]) -> Sheet:
    """The content of a file, by its ending; `UnreadableSheet`, `MissingPackage`."""
    file = Path(path)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise UnreadableSheet(path=str(file), why=_OTHER.filled(known=tuple(READERS)))
    if file.stat().st_size > MAX_BYTES:
        raise UnreadableSheet(path=str(file), why=_LARGE.filled(limit=MAX_BYTES))
    if file.suffix.lower() in _PACKED:
        _unpacked_size(file)
    try:
        return reader(file)
    except (SopflowError, OSError):
        raise
    except Exception as problem:  # whatever a library makes of a broken file
        why = _BROKEN.filled(problem=f"{type(problem).__name__}: {problem}"[:200])
        raise UnreadableSheet(path=str(file), why=why) from problem


def _unpacked_size(file: Path) -> None:
    """Refuse a file that is small on disk and endless in memory."""
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError) as problem:
        raise UnreadableSheet(path=str(file), why=_BROKEN.filled(problem=problem)) from problem
    if size > MAX_UNPACKED:
        raise UnreadableSheet(path=str(file), why=_LARGE.filled(limit=MAX_UNPACKED))
