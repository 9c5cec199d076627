"""Personal values in a database: written with the event that stands for them, read beside it, removed, verified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from sopflow.engine.private import PrivateValue
from sopflow.language import Words

from .committed import Committed
from .tables import PRIVATE

_ALTERED: Final = Words(
    'nilai pribadi "{field}" dari kejadian {revision} diubah',
    'the personal value of "{field}" in event {revision} was changed',
)
_STRAY: Final = Words(
    'nilai pribadi "{field}" dari kejadian {revision} tidak seharusnya ada',
    'there must be no personal value of "{field}" in event {revision}',
)


def wanted(instances: Sequence[str]) -> Select[Any]:
    """The personal values of instances, in the order of their events."""
    table = PRIVATE.c
    return (
        select(table.instance, table.revision, table.field, table.salt, table.value)
        .where(table.instance.in_(instances))
        .order_by(table.instance, table.revision, table.field)
    )


def differs(committed: Committed, connection: Connection, instance: str) -> Words | None:
    """A value that is not what its event stands for. One that is not there was removed, or never brought here."""
    for row in connection.execute(wanted([instance])):
        one = PrivateValue(*row)
        known = committed.known.get((one.revision, one.field))
        if known is None:
            return _STRAY.filled(field=one.field, revision=one.revision)
        if not isinstance(one.salt, str) or not isinstance(one.text, str) or known != one.commitment:
            return _ALTERED.filled(field=one.field, revision=one.revision)
    return None
