"""Texts from outside: bytes in UTF-8 become texts in Unicode's composed form (NFC), or a refusal that names the place."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Final

from .binaries import LONGEST, SAVE, instead_of_text
from .errors import NotText
from .language import Words, nfc

_UNREAD: Final = re.compile("[\udc80-\udcff]")
"""What a byte that is not UTF-8 is read as."""
_NO_SIGN: Final = re.compile("[\0-\x08\udc80-\udcff]")
"""The same, and what no text has."""


def place_in(data: bytes, at: int) -> tuple[int, int]:
    """The line of a byte, and which byte of its line it is, both from 1; lines end as any system ends them."""
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1, len(before) - before.rfind(b"\n")


def decoded(data: bytes, path: str) -> str:
    """The text of a file, composed, its line ends as they are; `NotText`."""
    data = data.removeprefix(BOM_UTF8)
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        line, byte = place_in(data, problem.start)
        cure = instead_of_text(data, path) or SAVE
        raise NotText(path=path, line=line, byte=byte, value=f"0x{data[problem.start]:02X}", cure=cure) from None


def read(path: str | PathLike[str]) -> str:
    """The text of a file, composed; `NotText`."""
    return decoded(by_name(path).read_bytes(), str(path))


def lines_of(path: str | PathLike[str]) -> Iterator[str]:
    """The lines of a file as they are, with their ends, one after the other; `NotText`."""
    with Path(path).open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        cure: Words | None = None
        for number, line in enumerate(file, start=1):
            if number == 1:
                cure = instead_of_text(line[:LONGEST].encode("utf-8", "surrogateescape"), str(path))
            bad = _NO_SIGN.search(line) if cure else None if line.isascii() else _UNREAD.search(line)
            if bad is not None:
                byte = len(line[: bad.start()].encode()) + 1
                value = f"0x{ord(bad[0]) & 0xFF:02X}"
                raise NotText(path=str(path), line=number, byte=byte, value=value, cure=cure or SAVE)
            yield line


def by_name(path: str | PathLike[str]) -> Path:
    """A file by its name, or by the same name in another form of Unicode, as macOS and archives made there write it."""
    place = Path(path)
    parts = place.parts
    if str(place).isascii() or place.exists():
        return place
    here = Path(parts[0]) if place.is_absolute() else Path()
    for part in parts[1:] if place.is_absolute() else parts:
        here = _child(here, part)
    return here if here.exists() else place


def _child(folder: Path, name: str) -> Path:
    child = folder / name
    if name.isascii() or child.exists() or not folder.is_dir():
        return child
    return next((one for one in folder.iterdir() if nfc(one.name) == nfc(name)), child)
