"""The picture at the head of the identity page: a small PNG or JPEG beside the SOP's file, and nothing else.

Whoever wrote the path need not be whoever may read this machine's files: it leads to nothing outside of the SOP's folder.
One that is cut off is told before anything is drawn with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from typing import Final

from sopflow.diagnostics import NOWHERE, Diagnostic, error, warning
from sopflow.errors import SopflowError
from sopflow.language import Words
from sopflow.texts import by_name
from sopflow.unseen import is_plain

from .files import Files, OutsideRoot, TooLarge
from .model import Definition, Ref
from .pictures import Size, is_whole, size_of

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
    id='logo "{path}" {why}',
    en='the logo "{path}" {why}',
    hint_id=_HINT[0],
    hint_en=_HINT[1],
    page=_ABOUT,
)
MISSING: Final = warning(
    "SOP234",
    "logo-missing",
    id='logo "{path}" tidak ada, atau tidak dapat dibaca',
    en='the logo "{path}" does not exist or cannot be read',
    hint_id=_HINT[0],
    hint_en=_HINT[1],
    page=_ABOUT,
)
NO_PICTURE: Final = warning(
    "SOP235",
    "logo-no-picture",
    id='"{path}" bukan gambar PNG atau JPEG yang utuh',
    en='"{path}" is not an intact PNG or JPEG picture',
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
_OUTSIDE: Final = Words("tidak berada di map SOP ini", "is not in the folder of this SOP")
_SIGNS: Final = Words('ditulis dengan "\\" atau ":"', 'is written with "\\" or ":"')
_AROUND: Final = Words('ditulis dengan ".."', 'is written with ".."')
_BYTES: Final = Words("lebih dari {limit} KB", "over {limit} KB")
_DOTS: Final = Words(
    "{width} × {height} titik, paling besar {limit} per sisi", "{width} × {height} dots, at most {limit} a side"
)


class UnusableLogo(SopflowError):
    """A logo that cannot be printed."""

    code = "unusable-logo"
    words = Words("{why}; {hint}", "{why}; {hint}")
    about = Words(
        "Logo di halaman identitas (identity.logo) tidak dapat dicetak.",
        "The logo of the identity page (identity.logo) cannot be printed.",
    )

    finding: Diagnostic

    @classmethod
    def by(cls, finding: Diagnostic) -> UnusableLogo:
        why = finding.rule.message.filled(**finding.values)
        return cls(why=why, hint=finding.rule.hint, finding=finding)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as it stands in its file; `path` is how the SOP names it."""

    path: str
    size: Size
    data: bytes = field(repr=False)


def misplaced(path: str) -> Diagnostic | None:
    """What is wrong with a path by its text alone: it is relative, has slashes, and stays in the folder it starts from."""
    if any(sign in path for sign in "\\:"):
        why = _SIGNS
    elif path.startswith("/") or normpath(path).startswith("..") or len(path) > 500 or not is_plain(path):
        why = _OUTSIDE
    elif ".." in path.split("/"):
        why = _AROUND
    else:
        return None
    return OUTSIDE.at(path.span if isinstance(path, Ref) else NOWHERE, path=path, why=why)


def logo_near(sop: Definition, folder: Path) -> Logo | None:
    """Return the logo of an SOP whose file is in a folder; `None` if it names none. Raise `UnusableLogo` if it cannot
    be read."""
    path = sop.identity.logo
    if path is None:
        return None
    at = path.span if isinstance(path, Ref) else NOWHERE
    wrong = misplaced(path)
    if wrong is not None:
        raise UnusableLogo.by(wrong)
    try:
        data = Files(folder).read(by_name(folder / path), MAX_BYTES)
    except OutsideRoot:
        raise UnusableLogo.by(OUTSIDE.at(at, path=path, why=_OUTSIDE)) from None
    except TooLarge:
        found = _BYTES.filled(limit=MAX_BYTES // 1024)
        raise UnusableLogo.by(LARGE.at(at, path=path, found=found)) from None
    except (OSError, SopflowError):
        raise UnusableLogo.by(MISSING.at(at, path=path)) from None
    size = size_of(data)
    is_large = size is not None and max(size.width, size.height) > MAX_SIDE
    if size is None or not (is_large or is_whole(data, size)):
        raise UnusableLogo.by(NO_PICTURE.at(at, path=path))
    if is_large:
        found = _DOTS.filled(width=size.width, height=size.height, limit=MAX_SIDE)
        raise UnusableLogo.by(LARGE.at(at, path=path, found=found))
    return Logo(str(path), size, data)
