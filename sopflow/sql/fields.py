"""What cases are found by, in columns: the values of fields that are searched, and who sees them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sopflow.flow.audience import Audience
from sopflow.flow.instance import Instance
from sopflow.flow.searched import Searched, SearchedValue

from .audiences import audience_rows, name_of
from .records import column
from .statements import Statements


class Searching(NamedTuple):
    """What changes of it by an event."""

    dropped: tuple[tuple[str, int], ...]
    put: tuple[dict[str, object], ...]
    left: tuple[dict[str, object], ...]
    """Who sees no longer what an audience does."""
    joined: tuple[dict[str, object], ...]
    audiences: dict[str, list[dict[str, object]]]
    """The audiences of what is put, by their names, with their rows."""

    def write(self, do: Statements, connection: Any, instance: str, known: Collection[str]) -> None:
        """Write it; audiences that are `known` are there."""
        for name, rows in self.audiences.items():
            for one in rows if name not in known else ():
                do.position(connection, **one)
        for field, item in self.dropped:
            do.drop_value(connection, instance=instance, field=field, item=item)
        for row in self.put:
            do.put_value(connection, instance=instance, **row)
        for row in self.left:
            do.drop_reader(connection, instance=instance, **row)
        for row in self.joined:
            do.put_reader(connection, instance=instance, **row)


def searching_of(instance: Instance, old: Searched, new: Searched) -> Searching | None:
    """The way from what an instance was found by to what it is found by; `None` where that is the same."""
    if old == new:
        return None
    sop = instance.sop
    before, now = set(old.values), set(new.values)
    put = [value for value in new.values if value not in before]
    gone = dict.fromkeys((one.field, one.item) for one in old.values if one not in now)
    audiences = {name_of(sop, one): audience_rows(sop, one) for one in dict.fromkeys(v.audience for v in put)}
    was, are = reader_rows(sop, old), reader_rows(sop, new)
    left = (row for row in was if row not in are)
    joined = (row for row in are if row not in was)
    return Searching(tuple(gone), tuple(value_row(sop, v) for v in put), tuple(left), tuple(joined), audiences)


def value_row(sop: str, value: SearchedValue) -> dict[str, object]:
    """A value as a row holds it."""
    return {
        "field": value.field,
        "item": value.item,
        "text_value": column(value.text) if value.text is not None else None,
        "whole_value": value.whole,
        "decimal_value": value.decimal,
        "audience": name_of(sop, value.audience),
    }


def reader_rows(sop: str, own: Searched) -> list[dict[str, object]]:
    """Who sees what an audience does, each once, as rows hold them."""
    found: dict[tuple[str, str], None] = {}
    names: dict[Audience, str] = {}
    for audience, person in own.readers:
        name = names.setdefault(audience, name_of(sop, audience))
        found[name, column(person)] = None
    return [{"audience": name, "person": person} for name, person in found]
