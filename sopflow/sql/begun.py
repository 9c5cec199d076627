"""Ids by their beginnings."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, collate, func, not_, select

from .tables import INSTANCE

_I: Final = INSTANCE.c


def beginning(begun: str, limit: int, *, is_sqlite: bool) -> Select[tuple[str]]:
    """Ids that begin with a text and have no slash behind it."""
    is_called = func.substr(_I.id, len(begun) + 1).contains("/")
    return _ids(_I.id, begun, limit, is_sqlite=is_sqlite).where(not_(is_called))


def beginning_called(begun: str, limit: int, *, is_sqlite: bool) -> Select[tuple[str]]:
    """Ids of called instances that begin with a text after their caller's id and its slash."""
    own = func.substr(_I.id, func.length(_I.parent) + 2)
    return _ids(own, begun, limit, is_sqlite=is_sqlite).where(_I.parent.is_not(None))


def _ids(part: ColumnElement[Any], begun: str, limit: int, *, is_sqlite: bool) -> Select[tuple[str]]:
    name, part = (one if is_sqlite else collate(one, "C") for one in (_I.id, part))
    return select(_I.id).where(part >= begun, part < begun + chr(0x10FFFF)).order_by(name).limit(limit)
