"""The one folder that the page works in: nothing outside of it is read or written."""

from __future__ import annotations

import hashlib
import os
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from sopflow.app.statuses import RequestProblem
from sopflow.definition.files import MAX_BYTES, Files, OutsideRoot, TooLarge
from sopflow.definition.kinds import SUFFIXES, kind_of
from sopflow.definition.library import Library
from sopflow.files import write_whole_in
from sopflow.language import Words
from sopflow.texts import decoded
from sopflow.unseen import is_plain

MAX_FILES: Final = 2_000
"""Listed at once."""


class OutsideFolder(RequestProblem):
    """A path that is not a YAML file inside the folder."""

    code = "outside-folder"
    status = 403
    words = Words(
        '"{path}" bukan berkas .yaml di dalam map ini', '"{path}" is not a .yaml file inside this folder'
    )


class NoSuchFile(RequestProblem):
    """A file that is not there."""

    code = "no-such-file"
    status = 404
    words = Words('"{path}" tidak ada', '"{path}" does not exist')
    about = Words(
        "Berkas ini tidak ada lagi di map yang dibuka studio.",
        "The file is not in the folder that the studio shows.",
    )


class ChangedOnDisk(RequestProblem):
    """A file that somebody else has changed, made or removed since it was read; nothing was written."""

    code = "changed-on-disk"
    status = 409
    words = Words(
        '"{path}" sudah berubah di luar halaman ini; belum disimpan',
        '"{path}" was changed outside of this page; nothing was saved',
    )


class Listed(NamedTuple):
    """A file of the folder."""

    path: str
    kind: str


class Content(NamedTuple):
    """A file's text, and the digest that a later save names."""

    path: str
    text: str
    digest: str


class Folder:
    """Reads and writes the YAML files below `root`; paths are relative, with slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve(strict=True)
        self.only = Files(self.root)
        self._lock = Lock()

    def files(self) -> list[Listed]:
        """The YAML files, by path; none that are hidden."""
        found: list[Listed] = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
            for name in sorted(names):
                path = Path(folder) / name
                if path.suffix in SUFFIXES and not name.startswith(".") and self.only.has(path):
                    found.append(Listed(path.relative_to(self.root).as_posix(), kind_of(path)))
                if len(found) >= MAX_FILES:
                    return found
        return sorted(found)

    def place(self, path: str) -> Path:
        """Where a file stands or would stand; `OutsideFolder` for anything but a YAML file below the root."""
        parts = path.split("/")
        plain = all(part and not part.startswith(".") and is_plain(part) for part in parts)
        if not plain or "\\" in path or ":" in path or len(path) > 500 or not path.endswith(SUFFIXES):
            raise OutsideFolder(path=path[:200])
        place = self.root.joinpath(*parts)
        try:
            resolved = self.only.resolved(place)
        except (OSError, OutsideRoot):
            raise OutsideFolder(path=path[:200]) from None
        if resolved.suffix not in SUFFIXES:
            raise OutsideFolder(path=path[:200])
        return resolved

    def read(self, path: str) -> Content:
        """A file's text with its line ends and its byte order mark; `NoSuchFile`, `NotText`, `TooLarge`, `OutsideFolder`."""
        data = self._bytes(path)
        if data is None:
            raise NoSuchFile(path=path)
        mark = "\ufeff" if data.startswith(BOM_UTF8) else ""
        return Content(path, mark + decoded(data, path), _digest(data))

    def write(self, path: str, text: str, digest: str | None) -> Content:
        """Save a file whole or not at all. `digest` is that of the text that the page had read, `None` for a new file;
        `ChangedOnDisk` where the disk holds something else."""
        data = text.encode("utf-8", "replace")
        if len(data) > MAX_BYTES:
            raise TooLarge(path=path, limit=MAX_BYTES)
        place = self.place(path)
        with self._lock:
            found = self._bytes(path)
            if (None if found is None else _digest(found)) != digest:
                raise ChangedOnDisk(path=path)
            with self.only.folder(place.parent, make=True) as folder:
                write_whole_in(folder, place.name, data)
        return Content(path, text, _digest(data))

    def library(self, drafts: Mapping[str, str]) -> Library:
        """The folder's definitions, with texts that are not saved yet in place of their files."""
        return Library({self.place(path): text for path, text in drafts.items()}, self.only)

    def _bytes(self, path: str) -> bytes | None:
        try:
            return self.only.read(self.place(path))
        except (FileNotFoundError, NotADirectoryError):
            return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
