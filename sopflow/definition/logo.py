"""The picture at the head of the identity page: a small PNG or JPEG beside the SOP's file, and nothing else.

Whoever wrote the path need not be whoever may read this machine's files: it leads to nothing outside of the SOP's folder.
Of the picture only the header is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sopflow.errors import SopflowError
from sopflow.language import Words
from sopflow.texts import by_name

from .diagnostics import NOWHERE, error, warning
from .files import Files, OutsideRoot, TooLarge
from .model import Ref

if TYPE_CHECKING:
    from pathlib import Path

    from .diagnostics import Diagnostic
    from .model import Definition

MAX_BYTES: Final = 512 * 1024
MAX_SIDE: Final = 4_000
"""Dots."""
_HINT: Final = (
    "simpan gambarnya di map SOP ini, lalu tulis misalnya logo: logo.png",
    "put the picture in the folder of this SOP, and write, for example, logo: logo.png",
)
_ABOUT: Final = Words(
    "identity.logo adalah jalur relatif ke gambar PNG atau JPEG di map berkas SOP atau di bawahnya, paling besar 512 KB dan 4.000 "
    "titik per sisi. Gambarnya dicetak di kepala halaman identitas.",
    "identity.logo is a relative path to a PNG or JPEG picture in the folder of the SOP's file or below it, of at most 512 KB "
    "and 4,000 dots a side. It is printed at the head of the identity page.",
)
OUTSIDE: Final = error(
    "SOP233",
    "logo-outside",
    id='logo "{path}" tidak berada di map SOP ini',
    en='the logo "{path}" is not in the folder of this SOP',
    hint_id=_HINT[0],
    hint_en=_HINT[1],
    page=_ABOUT,
)
MISSING: Final = warning(
    "SOP234",
    "logo-missing",
    id='logo "{path}" tidak ada, atau tidak dapat dibaca',
    en='the logo "{path}" is not there, or cannot be read',
    hint_id=_HINT[0],
    hint_en=_HINT[1],
    page=_ABOUT,
)
NO_PICTURE: Final = warning(
    "SOP235",
    "logo-no-picture",
    id='"{path}" bukan gambar PNG atau JPEG yang utuh',
    en='"{path}" is not a sound PNG or JPEG picture',
    hint_id="simpan ulang gambarnya sebagai PNG",
    hint_en="save the picture as PNG again",
    page=_ABOUT,
)
LARGE: Final = warning(
    "SOP236",
    "logo-too-large",
    id='logo "{path}" terlalu besar: {found}',
    en='the logo "{path}" is too large: {found}',
    hint_id="perkecil gambarnya; 600 titik per sisi cukup untuk dicetak",
    hint_en="make the picture smaller; 600 dots a side are enough in print",
    page=_ABOUT,
)
_BYTES: Final = Words("lebih dari {limit} KB", "over {limit} KB")
_DOTS: Final = Words(
    "{width} × {height} titik, paling besar {limit} per sisi", "{width} × {height} dots, at most {limit} a side"
)

Kind = Literal["png", "jpeg"]


class UnusableLogo(SopflowError):
    """A logo that cannot be printed."""

    code = "unusable-logo"
    words = Words("{why}; {hint}", "{why}; {hint}")

    finding: Diagnostic

    @classmethod
    def by(cls, finding: Diagnostic) -> UnusableLogo:
        why = finding.rule.message.filled(**finding.values)
        return cls(why=why, hint=finding.rule.hint, finding=finding)


class Size(NamedTuple):
    """Of a picture, in dots."""

    kind: Kind
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as it stands in its file; `path` is how the SOP names it."""

    path: str
    size: Size
    data: bytes = field(repr=False)


def is_inside(path: str) -> bool:
    """Whether a path, by its text alone, stays in the folder that it starts from: relative, with slashes."""
    return (
        len(path) <= 500
        and path.isprintable()
        and not any(sign in path for sign in "\\:")
        and all(part not in ("", ".", "..") for part in path.split("/"))
    )


def logo_near(sop: Definition, folder: Path) -> Logo | None:
    """The logo of an SOP whose file stands in a folder; `None` where it names none. `UnusableLogo`."""
    path = sop.identity.logo
    if path is None:
        return None
    at = path.span if isinstance(path, Ref) else NOWHERE
    if not is_inside(path):
        raise UnusableLogo.by(OUTSIDE.at(at, path=path))
    try:
        data = Files(folder).read(by_name(folder / path), MAX_BYTES)
    except OutsideRoot:
        raise UnusableLogo.by(OUTSIDE.at(at, path=path)) from None
    except TooLarge:
        found = _BYTES.filled(limit=MAX_BYTES // 1024)
        raise UnusableLogo.by(LARGE.at(at, path=path, found=found)) from None
    except (OSError, SopflowError):
        raise UnusableLogo.by(MISSING.at(at, path=path)) from None
    size = size_of(data)
    if size is None:
        raise UnusableLogo.by(NO_PICTURE.at(at, path=path))
    if max(size.width, size.height) > MAX_SIDE:
        found = _DOTS.filled(width=size.width, height=size.height, limit=MAX_SIDE)
        raise UnusableLogo.by(LARGE.at(at, path=path, found=found))
    return Logo(str(path), size, data)


def size_of(data: bytes) -> Size | None:
    """What a picture's header says; `None` where it is neither PNG nor JPEG, or says no size."""
    size = _png(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _jpeg(data)
    return size if size is not None and size.width and size.height else None


def _png(data: bytes) -> Size | None:
    if len(data) < 33 or data[8:16] != b"\0\0\0\x0dIHDR":
        return None
    return Size("png", int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))


_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a segment."""
_PADDED: Final = re.compile(rb"\xff+")


def _jpeg(data: bytes) -> Size | None:
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while (marker := _PADDED.match(data, at)) is not None and marker.end() < len(data):
        kind, at = data[marker.end()], marker.end() + 1
        if kind in _ALONE:
            continue
        length = int.from_bytes(data[at : at + 2])
        if kind in (0xD9, 0xDA) or length < 2:
            return None
        if kind in _FRAMES:
            frame = data[at + 3 : at + 7]
            return Size("jpeg", int.from_bytes(frame[2:]), int.from_bytes(frame[:2])) if len(frame) == 4 else None
        at += length
    return None
