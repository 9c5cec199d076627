"""Personal values in a database: written with the event that stands for them, read beside it, removed, verified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, select

from sopflow.engine.private import REDACTED, PrivateValue, removes
from sopflow.fields import Withheld
from sopflow.language import Words

from .tables import PRIVATE

if TYPE_CHECKING:
    from sopflow.flow.event import Event

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


class Committed:
    """What the events of one instance say of its personal values."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], str] = {}
        """What stands for each value that may be there."""

    def follow(self, event: Event) -> None:
        if event.type == REDACTED:
            self._known = {key: one for key, one in self._known.items() if not removes(event, key[1])}
        fields = event.details.fields if event.details is not None else {}
        for name, value in fields.items():
            if isinstance(value, Withheld):
                self._known[event.revision, name] = value.commitment

    def differs(self, connection: Connection, instance: str) -> Words | None:
        """A value that is not what its event stands for. One that is not there was removed, or never brought here."""
        for row in connection.execute(wanted([instance])):
            one = PrivateValue(*row)
            known = self._known.get((one.revision, one.field))
            if known is None:
                return _STRAY.filled(field=one.field, revision=one.revision)
            if not isinstance(one.salt, str) or not isinstance(one.text, str) or known != one.commitment:
                return _ALTERED.filled(field=one.field, revision=one.revision)
        return None
