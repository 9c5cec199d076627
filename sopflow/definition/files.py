"""Reads the files that names lead to: regular files of a bounded size, and with roots only those inside them.

A scenario names an SOP, an SOP a calendar. Whoever wrote those names need not be whoever may read this machine's files.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sopflow.diagnostics import NOWHERE, Diagnostic, error
from sopflow.errors import SopflowError
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.texts import by_name

NOT_READABLE = error(
    "SOP001", "not-readable", id="berkas ini tidak dapat dibaca: {why}", en="this file cannot be read: {why}"
)
TOO_LARGE = error(
    "SOP003",
    "too-large",
    id="berkas ini melampaui batas: {what}",
    en="this file is over a limit: {what}",
    hint_id="satu berkas memuat satu SOP",
    hint_en="one file holds one SOP",
)
MAX_BYTES: Final = 1 << 20
_CLOSED: Final = Words(
    "ini map, dan isinya tidak dapat dilihat", "it is a folder, and what is in it cannot be seen"
)
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# without O_NONBLOCK, opening a pipe waits for somebody who writes into it
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MARKS: Final = (".git", ".hg", ".svn", "pyproject.toml")


class OutsideRoot(SopflowError):
    """A path that leads out of the folder in which files may be read."""

    code = "outside-root"
    words = Words(
        '"{path}" tidak berada di dalam {folder}; salin berkasnya ke sana',
        '"{path}" is not inside {folder}; copy the file into it',
    )


class NoRegularFile(SopflowError):
    """A pipe, a device, a socket or a folder where a file is expected."""

    code = "no-regular-file"
    words = Words('"{path}" bukan berkas biasa', '"{path}" is not a regular file')


class TooLarge(SopflowError):
    """A file over the limit."""

    code = "too-large"
    words = Words('"{path}" lebih dari {limit} byte', '"{path}" is over {limit} bytes')


class Files:
    """Reads files inside `roots`; any regular file if there are none.

    A link inside a root may lead to another place inside the roots. What is opened is what was checked: the path is
    resolved first, and opened part by part without following a link that was put there since.
    """

    def __init__(self, *roots: Path) -> None:
        self.roots: Final = tuple(root.resolve() for root in roots)

    def read(self, path: str | os.PathLike[str], limit: int = MAX_BYTES) -> bytes:
        """The content of a file; `OutsideRoot`, `NoRegularFile`, `TooLarge`, `OSError`."""
        place = self.resolved(path)
        with self.folder(place.parent) as folder:
            _require_regular(os.stat(place.name, dir_fd=folder, follow_symlinks=False), path)
            with os.fdopen(os.open(place.name, _FILE, dir_fd=folder), "rb") as file:
                found = os.fstat(file.fileno())
                _require_regular(found, path)
                data = file.read(limit + 1) if found.st_size <= limit else b""
        if found.st_size > limit or len(data) > limit:
            raise TooLarge(path=path, limit=limit)
        return data

    def look(self, path: str | os.PathLike[str]) -> bytes | Diagnostic:
        """The content of a file, or what a reader of the file is told instead."""
        try:
            return self.read(by_name(path))
        except TooLarge:
            return TOO_LARGE.at(NOWHERE, what=f"> {MAX_BYTES} bytes")
        except NoRegularFile as problem:
            words = problem.words.filled(**problem.values)
            if Path(path).is_dir():
                is_open = os.access(path, os.R_OK | os.X_OK)
                words = reason_of(IsADirectoryError(errno.EISDIR, "")) if is_open else _CLOSED
            return NOT_READABLE.at(NOWHERE, why=words)
        except SopflowError as problem:
            return NOT_READABLE.at(NOWHERE, why=problem.words.filled(**problem.values))
        except OSError as problem:
            return NOT_READABLE.at(NOWHERE, why=reason_of(problem))

    def has(self, path: Path) -> bool:
        """Whether there is a regular file that may be read."""
        try:
            return stat.S_ISREG(self.resolved(path).lstat().st_mode)
        except (OSError, SopflowError):
            return False

    def resolved(self, path: str | os.PathLike[str]) -> Path:
        """The place to which a path leads, through every link; `OutsideRoot`."""
        try:
            place = Path(path).resolve()
        except (RuntimeError, ValueError) as problem:  # links in a circle, a NUL
            number = errno.ELOOP if isinstance(problem, RuntimeError) else errno.EINVAL
            raise OSError(number, "", str(path)) from None
        if self.roots and self._root_of(place) is None:
            raise OutsideRoot(path=path, folder=" / ".join(map(str, self.roots)))
        return place

    def may_read(self, path: str | os.PathLike[str]) -> bool:
        """Whether a path leads to a place that may be read."""
        try:
            self.resolved(path)
        except (OSError, OutsideRoot):
            return False
        return True

    @contextmanager
    def folder(self, place: Path, *, make: bool = False) -> Iterator[int]:
        """A descriptor of a folder at a resolved place; no link is followed below the root."""
        root = self._root_of(place) or place
        opened = os.open(root, _FOLDER & ~os.O_NOFOLLOW)
        try:
            for part in place.relative_to(root).parts:
                if make:
                    _make(part, opened)
                above, opened = opened, os.open(part, _FOLDER, dir_fd=opened)
                os.close(above)
            yield opened
        finally:
            os.close(opened)

    def _root_of(self, place: Path) -> Path | None:
        return next((root for root in self.roots if place.is_relative_to(root)), None)


ANY: Final = Files()


def stamp_of(file: Path) -> tuple[int, ...]:
    """What changes with a file: what was read of it counts as long as this is the same."""
    found = file.stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def project_files(paths: Iterable[Path]) -> Files:
    """The files of the projects in which paths are: those below the nearest folder with `.git` (`.hg`, `.svn`) or
    `pyproject.toml`; without one, below the current directory if the path is in it, else below the path's own folder."""
    return Files(
        *dict.fromkeys(_project_of(place) for path in paths for place in (path.absolute(), path.resolve()))
    )


def _project_of(path: Path) -> Path:
    folder = path if path.is_dir() else path.parent
    marked = (one for one in (folder, *folder.parents) if any(os.access(one / mark, os.F_OK) for mark in _MARKS))
    here = Path.cwd()
    return next(marked, here if folder.is_relative_to(here) else folder)


def _require_regular(found: os.stat_result, path: str | os.PathLike[str]) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NoRegularFile(path=path)


def _make(name: str, folder: int) -> None:
    try:
        os.mkdir(name, dir_fd=folder)
    except FileExistsError:
        return
