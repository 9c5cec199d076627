"""A log as a table of plain text: CSV in UTF-8, or in UTF-16 with its mark."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from sopflow.binaries import LONGEST, instead_of_text
from sopflow.language import Words
from sopflow.paper.formulas import plain

from .source import Found, LogError, Unusable

_SEP: Final = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)
"""The first line by which Excel is told what parts the columns."""
_UNREAD: Final = re.compile("[\udc80-\udcff\N{REPLACEMENT CHARACTER}]")
"""How undecodable bytes are read."""
_EMPTY: Final = Words("berkas ini kosong", "this file is empty")
_NOT_TEXT: Final = Words(
    "bukan teks UTF-8: byte ke-{byte} di baris ini ({value}); simpan ulang sebagai UTF-8",
    "this is not UTF-8 text: byte {byte} of the line ({value}); save it as UTF-8",
)
_NOT_UTF_16: Final = Words(
    "bukan teks UTF-16: karakter ke-{byte} di baris ini; simpan ulang sebagai UTF-8",
    "this is not UTF-16 text: character {byte} of the line; save it as UTF-8",
)
_BAD: Final = Words("bukan CSV: {why}", "this is not CSV: {why}")


class Separated:
    """The lines of a table, after its heads."""

    def __init__(self, path: Path, said: str) -> None:
        """`said` is the path as it was given."""
        self._path = path
        with path.open("rb") as file:
            beginning = file.read(LONGEST)
        instead = instead_of_text(beginning, said)
        if instead is not None:
            raise LogError(path=said, line=1, why=instead)
        is_wide = beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        self._encoding = "utf-16" if is_wide else "utf-8-sig"
        with self._opened() as text:
            first = text.readline()
        separator = _SEP.fullmatch(first)
        self._says_separator = separator is not None
        self._delimiter = separator[1] if separator is not None else max(",;\t", key=first.count)
        line, heads = next(self._lines(), (1, Unusable(_EMPTY, _EMPTY)))
        if isinstance(heads, Unusable):
            raise LogError(path=said, line=line, why=heads.why)
        self.heads = heads

    def found(self, case: int) -> Iterator[Found]:
        lines = self._lines()
        next(lines)
        return lines

    def _opened(self) -> TextIO:
        # bytes that are no text are marked, so that `_UNREAD` finds them
        errors = "replace" if self._encoding == "utf-16" else "surrogateescape"
        return self._path.open(encoding=self._encoding, errors=errors, newline="")

    def _lines(self) -> Iterator[Found]:
        """The heads and the lines that are not empty, each with the number of the first line that it takes."""
        with self._opened() as text:
            lines = _Lines(text)
            rows = csv.reader(lines, delimiter=self._delimiter, strict=True)
            if self._says_separator:
                next(rows)
            while True:
                line = rows.line_num + 1
                try:
                    row = next(rows, None)
                except csv.Error as problem:
                    lines.bad()
                    yield line, Unusable(_BAD.filled(why=problem), _BAD)
                    continue
                if row is None:
                    return
                bad = lines.bad()
                if bad is not None:
                    yield bad
                elif row:
                    yield line, [plain(cell) if cell[:1] == "'" else cell for cell in row]


class _Lines:
    """The lines of a file; remembers the last one that is not text."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._bad: tuple[int, Unusable] | None = None

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._file, start=1):
            found = None if line.isascii() else _UNREAD.search(line)
            if found is not None:
                self._bad = number, Unusable(_why(line, found), _NOT_TEXT)
            yield line

    def bad(self) -> tuple[int, Unusable] | None:
        """The line that is not text, if one was read since this was last asked."""
        bad, self._bad = self._bad, None
        return bad


def _why(line: str, found: re.Match[str]) -> Words:
    before = line[: found.start()]
    if found[0] == "\N{REPLACEMENT CHARACTER}":
        return _NOT_UTF_16.filled(byte=len(before) + 1)
    return _NOT_TEXT.filled(byte=len(before.encode()) + 1, value=f"0x{ord(found[0]) - 0xDC00:02X}")
