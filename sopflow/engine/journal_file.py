"""The file under a journal: one process writes it, and what is acknowledged is on disk, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from weakref import finalize

from sopflow.errors import JournalInUse, StoreFull, StoreLost, StoreUnavailable
from sopflow.files import PRIVATE, sync_folder
from sopflow.forks import Forked, mind_forks
from sopflow.language import Words
from sopflow.reasons import reason_of

_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG} | ({errno.EDQUOT} if hasattr(errno, "EDQUOT") else set()))
_IN_DOUBT: Final = Words(
    "sebuah penulisan gagal di tengah jalan; buka jurnal ini lagi",
    "a write failed halfway; open this journal again",
)
_CLOSED: Final = Words("jurnal ini sudah ditutup", "this journal is closed")
_NO_FILE: Final = Words(
    "ini bukan berkas biasa (pipa atau perangkat); sebutkan sebuah berkas",
    "this is not a regular file (a pipe or a device); name a file",
)
_FAR: Final = 2**62
"""Where Windows, which locks ranges, is asked for a lock: beyond what is read."""


class JournalFile(Forked):
    """An open journal. `JournalInUse` where another process, or another part of this one, has it open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.end = 0
        """How many bytes are good."""
        self._in_doubt = False
        self._changed = 0
        """When it was written last, by us."""
        self._owner = os.getpid()
        is_new = not path.exists()
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), PRIVATE)
        self._closing = finalize(self, _close, self._handle, self._owner)
        if not stat.S_ISREG(os.fstat(self._handle).st_mode):  # what never ends could not be read to its end
            self._closing()
            raise StoreUnavailable(store=str(path), why=_NO_FILE)
        try:
            _lock(self._handle)
        except OSError:
            status = os.fstat(self._handle)
            self._closing()
            raise JournalInUse(store=str(path), pid=_holder(status.st_ino) or "?") from None
        if is_new:
            sync_folder(path.parent)
        mind_forks(self)

    def close(self) -> None:
        """Let others have it."""
        self._closing()

    def renew(self) -> None:
        """In a forked child: the lock stays the parent's, and goes with it."""
        self._closing()

    def cut(self, end: int) -> None:
        """Keep the first so many bytes, and go on from there."""
        self.end = end
        if os.fstat(self._handle).st_size != end:
            os.ftruncate(self._handle, end)
            os.fsync(self._handle)
        self._note()

    @contextmanager
    def appended(self, data: bytes) -> Iterator[None]:
        """Write at the end; when the block begins, it is on disk.

        Where it cannot be written whole, it is taken back and the file is as before; where even that fails, or nobody
        knows what is on disk, nothing more is written until the file has been opened again.
        """
        self._verify()
        self._in_doubt = True
        try:
            self._write(data)
        except BaseException as problem:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self.end)
                self._note()
                self._in_doubt = False
            if not isinstance(problem, OSError):
                raise
            raise self._problem(problem) from problem
        try:
            os.fsync(self._handle)
        except OSError as problem:
            # what reached the disk is not known any more, even if a later fsync succeeds
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self.end)
            raise self._problem(problem) from problem
        self._note()
        self._same_file(self.end + len(data))
        yield
        self.end += len(data)
        self._in_doubt = False

    def _write(self, data: bytes) -> None:
        os.lseek(self._handle, self.end, os.SEEK_SET)
        left = memoryview(data)
        while left:
            left = left[os.write(self._handle, left) :]

    def _verify(self) -> None:
        if os.getpid() != self._owner:
            raise JournalInUse(store=str(self.path), pid=self._owner)
        if not self._closing.alive:
            raise StoreUnavailable(store=str(self.path), why=_CLOSED)
        if self._in_doubt:
            raise StoreUnavailable(store=str(self.path), why=_IN_DOUBT)
        self._same_file(self.end)

    def _note(self) -> None:
        self._changed = os.fstat(self._handle).st_mtime_ns

    def _same_file(self, size: int) -> None:
        mine = os.fstat(self._handle)
        try:
            there = self.path.stat()
        except OSError:
            raise StoreLost(store=str(self.path)) from None
        if (there.st_dev, there.st_ino, there.st_size) != (mine.st_dev, mine.st_ino, size) or (
            mine.st_mtime_ns != self._changed
        ):
            raise StoreLost(store=str(self.path))

    def _problem(self, problem: OSError) -> StoreFull | StoreUnavailable:
        kind = StoreFull if problem.errno in _FULL else StoreUnavailable
        return kind(store=str(self.path), why=reason_of(problem))


def _close(handle: int, owner: int) -> None:
    """Close a file; its owner releases the lock too, which children that were forked hold as well until they run."""
    if os.getpid() == owner and sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_UN)
    os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(inode: int) -> int | None:
    """The process that has a file locked, where the system tells (Linux)."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            _, kind, _, _, pid, place, *_ = line.split()
            if kind == "FLOCK" and place.rpartition(":")[2] == str(inode):
                return int(pid)
    return None
