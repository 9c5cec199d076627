"""From a path or a URL to a SQLAlchemy engine."""

from __future__ import annotations

from os import PathLike
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sopflow.engine.intake import refused
from sopflow.errors import MissingPackage, NoSuchDatabase, StoreUnavailable
from sopflow.files import make_private
from sopflow.language import Words
from sopflow.texts import by_name

from .addresses import address_of
from .asynchronous import asyncio_engine
from .lost import DatabaseFile
from .native import settings
from .sharing import file_at, file_of, watch

_KNOWN: Final = ("sqlite", "postgresql")
_TARGET: Final = Words(
    "path, URL, atau Engine / AsyncEngine SQLAlchemy", "a path, a URL, or an Engine / AsyncEngine of SQLAlchemy"
)
_ASYNC_ENGINE: Final = Words(
    "create_async_engine(...), path atau URL, karena asyncio=True",
    "create_async_engine(...), a path or a URL, because of asyncio=True",
)
_BLOCKING: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
_AWAITED: Final = ("asyncpg", "psycopg_async", "aiosqlite")
_NOT_AWAITED: Final = Words(
    "{driver} hanya dapat dipakai dengan AsyncEngine (asyncio=True); tulis {backend}:// saja",
    "{driver} works with AsyncEngine (asyncio=True) alone; write {backend}://",
)
_NO_URL: Final = Words(
    "alamatnya tidak terbaca; tulis misalnya proses.db atau postgresql://SERVER/BASISDATA",
    "the address cannot be read; write, for example, proses.db or postgresql://HOST/DATABASE",
)


def engine_for(
    target: str | PathLike[str] | URL | Engine, *, synchronous: str, timeout: float, asyncio: bool = False,
    file: DatabaseFile | None = None,
) -> Engine:  # fmt: skip
    """The engine for a path (SQLite), a URL, or itself. `StoreUnavailable` for a URL that is none of ours."""
    if isinstance(target, Engine):
        watch(target)
        return target
    url = url_of(target)
    if not asyncio and url.get_driver_name() in _AWAITED:
        why = _NOT_AWAITED.filled(driver=url.get_driver_name(), backend=url.get_backend_name())
        raise StoreUnavailable(store=address_of(url), why=why)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, synchronous, timeout, asyncio, file)
    seconds = _whole(timeout)
    # asyncpg speaks UTF-8 unless it is told otherwise
    is_libpq = "asyncpg" not in url.drivername
    arguments = {"connect_timeout": seconds, "client_encoding": "utf8"} if is_libpq else {"timeout": seconds}
    if asyncio:
        return asyncio_engine(url, arguments)
    try:
        return create_engine(url, connect_args=arguments)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise MissingPackage(extra="postgres", package="psycopg") from None


def engine_given(target: Any, asyncio: bool) -> tuple[URL | Engine, bool]:
    """What is neither a path nor a text, and whether it works on asyncio; `BadArgument`."""
    target = getattr(target, "sync_engine", target)  # SQLAlchemy's AsyncEngine
    if isinstance(target, Engine):
        if asyncio and not target.dialect.is_async:
            refused("target", target, _ASYNC_ENGINE)
        return target, target.dialect.is_async
    if not isinstance(target, URL):
        refused("target", target, _TARGET)
    return target, asyncio


def url_of(target: str | PathLike[str] | URL) -> URL:
    """The URL for a path or a text. `StoreUnavailable` for one that is none of ours."""
    if not isinstance(target, URL):
        text = str(target)
        try:
            target = make_url(text) if "://" in text else URL.create("sqlite", database=str(by_name(text)))
        except (ArgumentError, ValueError):
            raise StoreUnavailable(store=text.split("@")[-1], why=_NO_URL) from None
    if target.drivername in ("postgres", "postgresql"):
        target = target.set(drivername="postgresql+psycopg")
    if target.get_backend_name() not in _KNOWN:
        why = f"{target.get_backend_name()}: sqlite, postgresql"
        raise StoreUnavailable(store=address_of(target), why=why)
    return target


def blocking(engine: Engine) -> URL:
    """The same database with a driver that waits: for what is done once, at the beginning."""
    return engine.url.set(drivername=_BLOCKING[engine.dialect.name])


def _whole(seconds: float) -> int:
    return max(2, int(seconds))


def require_there(target: str | PathLike[str] | URL | Engine) -> None:
    """`NoSuchDatabase` for an SQLite file that is not there: opening it would make it."""
    url = target.url if isinstance(target, Engine) else url_of(target)
    file = file_at(url)
    if file is not None and not file.exists():
        raise NoSuchDatabase(store=str(file))


def _sqlite(url: URL, synchronous: str, timeout: float, asyncio: bool, known: DatabaseFile | None) -> Engine:
    arguments = {"timeout": timeout}
    engine = asyncio_engine(url, arguments) if asyncio else create_engine(url, connect_args=arguments)
    file = file_of(engine)
    if file is not None:
        make_private(file)  # SQLite gives its -wal and -shm the same mode
    watch(engine, known)

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        # transactions are begun by us, so that a write waits for its turn at once and not in the middle
        connection.isolation_level = None
        cursor = connection.cursor()
        for statement in settings(synchronous):
            cursor.execute(statement)
        cursor.close()

    return engine
