"""Which encoding a text of an office's program is in: it never says, but for the first bytes of some."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final, NamedTuple

from sopflow import texts
from sopflow.binaries import SAVE
from sopflow.errors import NotText
from sopflow.language import nfc

_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE: Final = 4_000
"""Bytes by which a text in UTF-16 without a mark is known."""
_CONTROLS: Final = frozenset(range(32)) - set(b"\t\n\r\f\x1a")


class Decoded(NamedTuple):
    """A text, and the encoding that was taken for it where that is a guess."""

    text: str
    guessed: str = ""
    is_of_excel: bool = False
    """Whether it is in an encoding in which Excel writes, and sopflow does not."""


def read(path: Path) -> Decoded:
    """UTF-8, UTF-16, or what Windows wrote before (cp1252); `NotText` for a file that is none of them."""
    data = texts.by_name(path).read_bytes()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_decoded(data[len(mark) :], encoding, path), "", True)
    zeros = data[:_SAMPLE].count(0)
    if zeros:
        encoding = "utf-16-le" if data[1:_SAMPLE:2].count(0) > zeros / 2 else "utf-16-be"
        return Decoded(_decoded(data, encoding, path), encoding.upper(), True)
    try:
        return Decoded(texts.decoded(data, str(path)))
    except NotText:
        if _CONTROLS.intersection(data):
            raise
    return Decoded(_decoded(data, "cp1252", path), "Windows-1252", True)


def _decoded(data: bytes, encoding: str, path: Path) -> str:
    try:
        text = nfc(data.decode(encoding))
    except UnicodeDecodeError as problem:
        line, byte = texts.place_in(data, problem.start)
        raise NotText(
            path=str(path), line=line, byte=byte, value=f"0x{data[problem.start]:02X}", cure=SAVE
        ) from None
    if any(ord(sign) in _CONTROLS for sign in text[:_SAMPLE]):
        raise NotText(path=str(path), line=1, byte=1, value=f"0x{data[0]:02X}", cure=SAVE)
    return text
