"""PNG and JPEG pictures, as far as their bytes alone tell: how large one is, and whether it is there to its end."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

Kind = Literal["png", "jpeg"]


class Size(NamedTuple):
    """Of a picture, in dots."""

    kind: Kind
    width: int
    height: int


def size_of(data: bytes) -> Size | None:
    """What a picture's header says; `None` where it is neither PNG nor JPEG, or says no size."""
    size = _png(data) if data.startswith(_SIGNATURE) else _jpeg(data)
    return size if size is not None and size.width and size.height else None


def is_whole(data: bytes, size: Size) -> bool:
    """Whether a picture whose header says this size is all there; work and memory are bounded by its size."""
    return _is_whole_png(data, size) if size.kind == "png" else _is_whole_jpeg(data)


_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""By the type of colour."""
_PASSES: Final = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced PNG: the first column and row of each, and the steps between them."""
_AT_ONCE: Final = 65_536


def _png(data: bytes) -> Size | None:
    if len(data) < 33 or data[8:16] != b"\0\0\0\x0dIHDR":
        return None
    return Size("png", int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))


def _is_whole_png(data: bytes, size: Size) -> bool:
    depth, colour, _, _, interlaced = data[24:29]
    if colour not in _CHANNELS or depth not in (1, 2, 4, 8, 16):
        return False
    bits = depth * _CHANNELS[colour]
    grids = _PASSES if interlaced else ((0, 0, 1, 1),)
    wanted = 0
    for column, row, across, down in grids:
        width, height = -((column - size.width) // across), -((row - size.height) // down)
        wanted += height * (1 + (width * bits + 7) // 8) if width > 0 and height > 0 else 0
    packed: list[bytes] = []
    last = b""
    for name, content in _chunks(data):
        if name == b"IHDR" and last:
            return False
        packed += [content] if name == b"IDAT" else []
        last = name
    return last == b"IEND" and _holds(packed, wanted)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The sound chunks from the beginning, up to the end or to the first that is broken."""
    at, name = len(_SIGNATURE), b""
    while at + 12 <= len(data) and name != b"IEND":
        end = at + 8 + int.from_bytes(data[at : at + 4])
        name, content, check = data[at + 4 : at + 8], data[at + 8 : end], data[end : end + 4]
        if len(check) < 4 or zlib.crc32(data[at + 4 : end]) != int.from_bytes(check):
            return
        yield name, content
        at = end + 4


def _holds(packed: list[bytes], wanted: int) -> bool:
    """Whether there are so many bytes once it is unpacked; no more are."""
    unpacker, found = zlib.decompressobj(), 0
    try:
        for part in packed:
            while part and found < wanted and not unpacker.eof:
                found += len(unpacker.decompress(part, _AT_ONCE))
                part = unpacker.unconsumed_tail
        return found + (0 if unpacker.unconsumed_tail else len(unpacker.flush())) >= wanted
    except zlib.error:
        return False


_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a segment."""
_PADDED: Final = re.compile(rb"\xff+")
_MARKER: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
"""The next marker after the data of a scan."""


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker and the content of each segment, from the beginning up to the end or to the first that is broken."""
    if not data.startswith(b"\xff\xd8\xff"):
        return
    at = 2
    while (marker := _PADDED.match(data, at)) is not None and marker.end() < len(data):
        kind, at = data[marker.end()], marker.end() + 1
        if kind in _ALONE:
            continue
        if kind == 0xD9:
            yield kind, b""
            return
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            return
        yield kind, data[at + 2 : at + length]
        at += length
        if kind == 0xDA:
            after = _MARKER.search(data, at)
            at = after.start() if after is not None else len(data)


def _jpeg(data: bytes) -> Size | None:
    for kind, content in _segments(data):
        if kind in _FRAMES and len(content) >= 5:
            return Size("jpeg", int.from_bytes(content[3:5]), int.from_bytes(content[1:3]))
        if kind in (0xD9, 0xDA, *_FRAMES):
            break
    return None


def _is_whole_jpeg(data: bytes) -> bool:
    kinds = [kind for kind, _ in _segments(data)]
    return 0xDA in kinds and kinds[-1] == 0xD9
