"""What databases say, as errors of ours; and which of it passes by itself."""

from __future__ import annotations

from typing import Final

from sopflow.errors import (
    StoreBusy,
    StoreContradicts,
    StoreDamaged,
    StoreDenied,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnavailable,
)
from sopflow.language import Words
from sopflow.reasons import reason_of

_BY_WORDS: Final[tuple[tuple[str, type[StoreError]], ...]] = (
    ("database is locked", StoreBusy),
    ("database table is locked", StoreBusy),
    ("database or disk is full", StoreFull),
    ("readonly database", StoreReadOnly),
    ("file is not a database", StoreDamaged),
    ("malformed", StoreDamaged),
    ("no such table", StoreDamaged),
    ("no such column", StoreDamaged),
    ("has no column named", StoreDamaged),
    ("unable to open database file", StoreUnavailable),
    ("disk i/o error", StoreUnavailable),
    ("unique constraint failed", StoreContradicts),
    ("foreign key constraint failed", StoreContradicts),
    ("not null constraint failed", StoreContradicts),
)
"""SQLite has no states, only words."""
_IN_WORDS: Final = {
    "database is locked": "sedang dikunci program lain",
    "database table is locked": "sedang dikunci program lain",
    "database or disk is full": "disk atau basis datanya penuh",
    "attempt to write a readonly database": "basis datanya hanya boleh dibaca",
    "file is not a database": "berkas itu bukan basis data",
    "database disk image is malformed": "isinya rusak",
    "unable to open database file": "berkasnya tidak dapat dibuka",
    "disk I/O error": "disknya tidak dapat dibaca atau ditulis",
}
"""What SQLite says of circumstances, in Indonesian."""
_BY_STATE: Final[tuple[tuple[str, type[StoreError]], ...]] = (
    ("40001", StoreBusy),
    ("40P01", StoreBusy),
    ("55P03", StoreBusy),
    ("57014", StoreBusy),
    ("53100", StoreFull),
    ("25006", StoreReadOnly),
    ("42501", StoreDenied),
    ("23502", StoreContradicts),
    ("23503", StoreContradicts),
    ("23505", StoreContradicts),
    ("42P01", StoreDamaged),
    ("42703", StoreDamaged),
    ("XX001", StoreDamaged),
    ("XX002", StoreDamaged),
    ("25P03", StoreUnavailable),
    ("25P04", StoreUnavailable),
    ("08", StoreUnavailable),
    ("53", StoreUnavailable),
    ("55", StoreUnavailable),
    ("57P", StoreUnavailable),
    ("58", StoreUnavailable),
    ("28", StoreUnavailable),
    ("3D", StoreUnavailable),
    ("3F", StoreUnavailable),
)
"""PostgreSQL's SQLSTATE, by their beginnings; what has another is a `StoreError` of no kind."""
_OURS: Final = "42601"
"""The state of a statement that PostgreSQL cannot read, which no circumstance brings about."""
_BY_NAME: Final = {
    "TimeoutError": StoreBusy,
    "PendingRollbackError": StoreError,
    "ResourceClosedError": StoreError,
}
"""What SQLAlchemy itself says, of its pool and of a transaction."""
_FROM_SQLITE: Final = ("DatabaseError", "OperationalError", "IntegrityError", "DataError", "InternalError")
"""Of its classes, those that do not speak of how it is called."""
_FAILED: Final = Words(
    "transaksi ini sudah gagal; batalkan dengan rollback, lalu ulangi seluruhnya",
    "this transaction has failed; roll it back, and repeat all of it",
)
_WRITABLE: Final = Words(
    "{said}; SQLite perlu menulis ke berkas itu dan di sampingnya (-wal, -shm), juga untuk membaca: pakai folder yang ada dan boleh Anda tulisi, atau salin berkasnya ke sana",
    "{said}; SQLite must be able to write to the file and beside it (-wal, -shm), even to read: use a folder that exists and that you may write to, or copy the file there",
)
_CURES: Final[dict[str, Words]] = {
    "57014": Words(
        "{said}; naikkan statement_timeout, atau minta lebih sedikit sekaligus",
        "{said}; raise statement_timeout, or ask for less at once",
    ),
    "25P02": _FAILED,
    "25P03": Words(
        "{said}; naikkan idle_in_transaction_session_timeout", "{said}; raise idle_in_transaction_session_timeout"
    ),
    "25P04": Words("{said}; naikkan transaction_timeout", "{said}; raise transaction_timeout"),
    "3F000": Words(
        "{said}; buat skemanya, atau sebutkan skema yang ada dengan search_path",
        "{said}; create the schema, or name one that exists in search_path",
    ),
    "PendingRollbackError": _FAILED,
    "TimeoutError": Words(
        "semua koneksi sedang dipakai; kembalikan yang tidak perlu, atau naikkan pool_size",
        "all connections are in use; give back those that are not needed, or raise pool_size",
    ),
    "ResourceClosedError": Words(
        "transaksi yang diberikan kepada engine.using sudah ditutup; berikan yang masih terbuka",
        "the transaction that engine.using was given is closed; give it an open one",
    ),
    "unable to open database file": _WRITABLE,
    "attempt to write a readonly database": _WRITABLE,
}
"""What would work, by state, name or what SQLite says, where no class says it."""
_LASTING: Final = ("28", "3D", "3F")
_LASTING_WORDS: Final = (
    "does not exist",
    "authentication failed",
    "pg_hba.conf",
    "no password supplied",
    "permission denied",
    "not permitted to log in",
    "unrecognized configuration parameter",
    "invalid value for parameter",
    "invalid connection option",
    "invalid port number",
    "invalid sslmode",
    "does not support SSL",
    "definition of service",
)
"""The same, of a server that let nobody in: psycopg then has no state, only words."""


def problem_of(error: Exception, where: str) -> StoreError | None:
    """The error of ours for what a database said, to SQLAlchemy or to us; `None` for what is a bug, not a
    circumstance."""
    kind = _kind_of(error)
    return kind(store=where, why=_why(error)) if kind is not None else None


def _kind_of(error: Exception) -> type[StoreError] | None:
    said = _said(error)
    state, words = _state(error), str(said).lower()
    if isinstance(said, OSError):  # asyncpg leaves it as it is where it cannot connect
        return StoreUnavailable
    by_name = _BY_NAME.get(type(said).__name__)
    if by_name is not None and _is_from(said, "sqlalchemy"):
        return by_name
    kind = next((kind for start, kind in _BY_STATE if state.startswith(start)), None)
    if kind is None and not state:
        kind = next((kind for part, kind in _BY_WORDS if part in words), None)
    if kind is None and (getattr(error, "connection_invalidated", False) or _is_connecting(error)):
        kind = StoreUnavailable
    if kind is None and (state or (_is_from(said, "sqlite3") and type(said).__name__ in _FROM_SQLITE)):
        kind = StoreError if state != _OURS else None
    return kind


def _why(error: Exception) -> Words:
    said = _said(error)
    if isinstance(said, OSError):
        return reason_of(said)
    lines = str(said).strip().splitlines()
    short = lines[0] if lines else type(said).__name__
    cure = _CURES.get(_state(error) or type(said).__name__) or _CURES.get(short)
    return cure.filled(said=_both(short)) if cure is not None else _both(short)


def is_division_by_zero(error: Exception) -> bool:
    """Whether PostgreSQL stopped a statement that was written to stop there."""
    return _state(error) == "22012"


def said_of(error: Exception) -> Words:
    """What a database, or the system below it, said."""
    return reason_of(error) if isinstance(error, OSError) else _both(str(error))


def _both(text: str) -> Words:
    return Words(_IN_WORDS.get(text, text), text)


def passes(error: Exception, problem: StoreError) -> bool:
    """Whether trying again may help."""
    if isinstance(problem, StoreBusy):
        return True
    no_file = "unable to open" in problem.message() or "disk I/O" in problem.message()
    is_lasting = _state(error).startswith(_LASTING) or (_is_connecting(error) and _says(error, _LASTING_WORDS))
    return isinstance(problem, StoreUnavailable) and not no_file and not is_lasting


def _said(error: Exception) -> BaseException:
    """The driver's own error."""
    return getattr(error, "orig", None) or error


def _state(error: Exception) -> str:
    return getattr(_said(error), "sqlstate", None) or ""


def _says(error: Exception, words: tuple[str, ...]) -> bool:
    return any(word in str(_said(error)) for word in words)


def _is_connecting(error: Exception) -> bool:
    """psycopg gives no state where it could not connect at all, or not with what an address asks for."""
    is_telling = type(_said(error)).__name__ in ("OperationalError", "ProgrammingError")
    return is_telling and not _state(error) and getattr(error, "statement", "") is None


def _is_from(said: BaseException, package: str) -> bool:
    return type(said).__module__.partition(".")[0] == package
