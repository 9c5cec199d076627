"""The file of an SQLite database, which may be deleted or replaced while it is open."""

from __future__ import annotations

from os import PathLike, stat
from pathlib import Path
from time import monotonic, time_ns
from typing import Any, Final

from sopflow.errors import StoreLost, StoreUnavailable
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.texts import by_name

FORKED: Final = Words(
    "program ini bercabang (fork) dari program yang sedang memakai berkas SQLite ini; bukalah sesudah bercabang, atau pakai spawn",
    "this process was forked from one that was using this SQLite file; open it after forking, or use spawn",
)
LEFT_ALONE: Final[list[Any]] = []
"""Connections of parents. They are kept: one that is dropped in a child would be closed under the parent."""
_FRESH: Final = 0.1
"""Seconds for which a file that was there is taken to be there when something is read."""
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which the next change of a folder shows in its times, however coarse a file system's clock is."""
_FOLDER: Final = "folder"


class DatabaseFile:
    """The file of an SQLite database: one that was deleted or replaced is noticed before anything is acknowledged.

    Each commit looks at the folder alone, whose times change with every name in it. To look at a log would make its
    next write a new time, which some file systems wait for to reach the disk.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = str(path.parent)
        real = path.resolve()  # SQLite keeps its logs beside the file that a link leads to
        self._logs = tuple(real.with_name(real.name + suffix) for suffix in ("-wal", "-shm"))
        self._is: tuple[int, int] | None = None
        self._is_lost = False
        self._verified = -_FRESH

    def verify_soon(self, info: dict[Any, Any]) -> None:
        """Before reading: not each time, since that would cost as much as the rest of a look."""
        if self._is_lost or monotonic() - self._verified > _FRESH:
            self.verify(info)

    def verify_folder(self, info: dict[Any, Any]) -> None:
        """Before each commit on a connection, whose `info` this is: what `verify` finds, at a smaller price."""
        known = info.get(_FOLDER)
        is_fresh = known is not None and not self._is_lost and monotonic() - self._verified <= _FRESH
        if not is_fresh or known != _times(self._folder):
            self.verify(info)

    def verify(self, info: dict[Any, Any] | None = None) -> None:
        """`StoreLost` where the path no longer leads to the file that was opened first, or did not once: another one may
        have its number now."""
        folder = self._settled_folder()
        try:
            there = _identity(self._path)
        except OSError as problem:
            raise StoreUnavailable(store=str(self._path), why=reason_of(problem)) from problem
        if self._is is None:
            self._is = there
        self._is_lost |= there != self._is or (info is not None and self._has_other_logs(info))
        if self._is_lost:
            raise StoreLost(store=str(self._path))
        self._verified = monotonic()
        if info is not None:
            info[_FOLDER] = folder

    def _settled_folder(self) -> tuple[int, ...] | None:
        """The folder's times, if the next change will show in them and the file is in it; `None` otherwise."""
        times = _times(self._folder)
        is_settled = times is not None and time_ns() - max(times[2:]) > _SETTLED
        return times if is_settled and not self._path.is_symlink() else None

    def _has_other_logs(self, info: dict[Any, Any]) -> bool:
        """Whether `-wal` or `-shm` is not what a connection, whose `info` this is, has open: as long as it has, nobody who
        works with the database takes them away."""
        for log in self._logs:
            try:
                there = _identity(log)
            except OSError:
                there = None
            if there is not None:
                info.setdefault(log, there)
            if info.get(log, there) != there:
                return True
        return False


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a path leads to; `None` where it leads to none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _times(folder: str) -> tuple[int, ...] | None:
    """Which folder a path leads to, and when what is in it last changed."""
    try:
        status = stat(folder)  # noqa: PTH116 (before each commit, and this is the faster way)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def file_named(name: str | None) -> Path | None:
    """Where the file is; `None` for a database in memory."""
    if not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name).absolute()


def file_meant(target: object) -> str | None:
    """The name of the SQLite file that a path or a URL leads to, and nothing else; `None` for any other."""
    if isinstance(target, str | PathLike):
        text = str(target)
        name = text.removeprefix("sqlite:///") if "://" in text else str(by_name(text))
    elif getattr(target, "drivername", None) in ("sqlite", "sqlite+pysqlite"):
        name = str(target).partition(":///")[2]
    else:
        return None
    return name if "://" not in name and "?" not in name and file_named(name) is not None else None
