"""That a PostgreSQL database, and each connection to it, holds every letter."""

from __future__ import annotations

from typing import Any, Final
from weakref import WeakSet

from sqlalchemy import Connection, Engine, Pool, event

from sopflow.errors import WrongEncoding
from sopflow.language import Words

from .addresses import address_of

_ENCODINGS: Final = "SELECT current_setting('server_encoding'), current_setting('client_encoding')"
_OTHER_DATABASE: Final = Words(
    "buat basis data dengan createdb --encoding=UTF8 --template=template0 NAMA, dan salin isi yang lama ke sana dengan pg_dump LAMA | psql BARU",
    "create a database with createdb --encoding=UTF8 --template=template0 NAME, and copy what is in the old one with pg_dump OLD | psql NEW",
)
_OTHER_CONNECTION: Final = Words(
    "hapus client_encoding dari alamat atau pengaturan koneksinya, atau isi dengan utf8",
    "remove client_encoding from the address or the settings of the connection, or set it to utf8",
)
_IN_UTF8: Final[WeakSet[Pool]] = WeakSet()
"""Of which a connection was asked."""


def require_utf8(engine: Engine) -> None:
    """`WrongEncoding` where an engine opens connections that are not in UTF8, or to a database that is not."""
    if engine.dialect.name != "postgresql" or engine.pool in _IN_UTF8:
        return

    def look(driver: Any, _record: object = None) -> None:
        cursor = driver.cursor()
        cursor.execute(_ENCODINGS)
        found = cursor.fetchone()
        cursor.close()
        _require(found, engine)

    # before SQLAlchemy asks a new connection for the version: it cannot read what psycopg answers in SQL_ASCII
    event.listen(engine, "connect", look, insert=True)
    try:
        with engine.connect() as connection:
            look(connection.connection)
    finally:
        event.remove(engine, "connect", look)
    _IN_UTF8.add(engine.pool)


def require_utf8_on(connection: Connection) -> None:
    """The same of a connection of the host's, whose engine may be another than the store's; asked once for an engine."""
    engine = connection.engine
    if engine.dialect.name == "postgresql" and engine.pool not in _IN_UTF8:
        _require(connection.exec_driver_sql(_ENCODINGS).one(), engine)
        _IN_UTF8.add(engine.pool)


def _require(found: Any, engine: Engine) -> None:
    names = [one.decode() if isinstance(one, bytes) else str(one) for one in found]
    for encoding, cure in zip(names, (_OTHER_DATABASE, _OTHER_CONNECTION), strict=True):
        if encoding != "UTF8":
            raise WrongEncoding(store=address_of(engine.url), encoding=encoding, cure=cure)
