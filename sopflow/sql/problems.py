"""What databases say, as errors of ours; and which of it passes by itself."""

from __future__ import annotations

from typing import Final

from sopflow.errors import (
    StoreBusy,
    StoreDamaged,
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
    ("unable to open database file", StoreUnavailable),
    ("disk i/o error", StoreUnavailable),
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
    ("53100", StoreFull),
    ("25006", StoreReadOnly),
    ("42501", StoreReadOnly),
    ("XX001", StoreDamaged),
    ("XX002", StoreDamaged),
    ("08", StoreUnavailable),
    ("53", StoreUnavailable),
    ("57P", StoreUnavailable),
    ("58", StoreUnavailable),
    ("28", StoreUnavailable),
    ("3D", StoreUnavailable),
)
"""PostgreSQL's SQLSTATE, by their beginnings."""
_LASTING: Final = ("28", "3D")
_LASTING_WORDS: Final = ("does not exist", "authentication failed", "pg_hba.conf", "no password supplied")
"""The same, of a server that let nobody in: psycopg then has no state, only words."""


def problem_of(error: Exception, where: str) -> StoreError | None:
    """The error of ours for what a database said, to SQLAlchemy or to us; `None` for what is a bug, not a
    circumstance."""
    state, words = _state(error), str(_said(error)).strip()
    short = words.splitlines()[0] if words else type(_said(error)).__name__
    kind = next((k for start, k in _BY_STATE if state.startswith(start)), None)
    if kind is None:
        kind = next((k for part, k in _BY_WORDS if part in words.lower()), None)
    if kind is None and (getattr(error, "connection_invalidated", False) or _is_connecting(error)):
        kind = StoreUnavailable
    return kind(store=where, why=_both(short)) if kind is not None else None


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
    """psycopg gives no state where it could not connect at all."""
    is_operational = type(_said(error)).__name__ == "OperationalError"
    return is_operational and not _state(error) and getattr(error, "statement", "") is None
