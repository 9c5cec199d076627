"""Files written whole or not at all: nothing else in the package opens a file for writing."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

PRIVATE: Final = 0o600
"""The mode of new files that hold what people did: journals, databases, dumps, backups."""


def write_whole(path: str | os.PathLike[str], content: str | bytes, *, private: bool = False) -> None:
    """Write a file; where that fails, what was there before is still there."""
    with whole_file(path, private=private) as file:
        file.write(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


@contextmanager
def whole_file(path: str | os.PathLike[str], *, private: bool = False) -> Iterator[IO[bytes]]:
    """A file that takes its place, on disk, when the block ends without an error.

    Its mode stays; a new one is readable by its owner alone where `private`. A symbolic link stays one: the file it
    leads to is replaced. What is not a regular file (`/dev/stdout`, a pipe) is written as it comes.
    """
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open("wb") as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".sopflow-")
    except OSError as problem:
        problem.filename = str(path)  # what was asked for, and not a name of ours
        raise
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _same_rights(file.fileno(), target, private)
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def write_whole_in(folder: int, name: str, content: bytes) -> None:
    """Write a file in an open folder, whatever is moved or linked at its path meanwhile."""
    unfinished = f".sopflow-{secrets.token_hex(8)}"
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            try:
                mode = stat.S_IMODE(os.stat(name, dir_fd=folder).st_mode)
            except FileNotFoundError:
                mode = 0o666 & ~_umask()
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished, dir_fd=folder)
        raise
    os.fsync(folder)


def sync_folder(folder: Path) -> None:
    """Have a folder's list of names on disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone may read; nothing where it is there, or cannot be made."""
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))


def _same_rights(handle: int, target: Path, private: bool) -> None:
    if not hasattr(os, "fchmod"):
        return
    try:
        old = target.stat()
    except FileNotFoundError:
        os.fchmod(handle, PRIVATE if private else 0o666 & ~_umask())
        return
    os.fchmod(handle, stat.S_IMODE(old.st_mode))
    with contextlib.suppress(OSError):
        os.fchown(handle, old.st_uid, old.st_gid)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
