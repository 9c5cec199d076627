"""A copy of an SQLite database while others work in it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from sopflow.errors import CannotBackUp, StoreUnavailable
from sopflow.files import make_private, sync_folder
from sopflow.language import Words

from .addresses import address_of
from .asynchronous import require_awaited
from .problems import problem_of, said_of
from .store import SQLStore

_PAGES: Final = 1000
_THERE: Final = Words("berkas itu sudah ada; pilih nama lain", "that file already exists; use another name")
_BY_ITSELF: Final = Words(
    "PostgreSQL dicadangkan dengan pg_dump --format=custom --file=BERKAS URL; atau pakai sopflow dump",
    "PostgreSQL is backed up by pg_dump --format=custom --file=FILE URL; or use sopflow dump",
)


def backup(
    store: SQLStore, to: str | os.PathLike[str], progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Path:
    """Copy the database to a new file with SQLite's online backup, and return its path.

    `progress` is called with the number of pages done and in total. Raise `CannotBackUp` for PostgreSQL, which has
    `pg_dump`, and for an existing file.
    """
    target = Path(to)
    if store.engine.dialect.name != "sqlite":
        raise CannotBackUp(store=address_of(store.engine.url), why=_BY_ITSELF)
    if target.exists():
        raise CannotBackUp(store=str(target), why=_THERE)
    require_awaited(store.engine)
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with store.engine.connect() as connection:
            source: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
            make_private(unfinished)
            copy = sqlite3.connect(unfinished)
            try:
                source.backup(copy, pages=_PAGES, progress=lambda _, left, whole: progress(whole - left, whole))
                (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            finally:
                copy.close()
        if verdict != "ok":
            raise CannotBackUp(store=str(target), why=verdict)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.rename(target)
        sync_folder(target.parent)
    except DBAPIError as problem:
        raise problem_of(problem, store.where) or problem from problem
    except (sqlite3.Error, OSError) as problem:
        raise StoreUnavailable(store=str(target), why=said_of(problem)) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return target
