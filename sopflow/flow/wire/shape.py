"""A record on the wire: which stored name holds which of its values, and how each is written and read."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from sopflow.errors import NewerRecord
from sopflow.flow.record import Record, defaults, maker
from sopflow.frozen import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json = dict[str, Any]
Made = TypeVar("Made")

REQUIRED: Final = object()
"""The absent value of a field that is always written."""


class Field(NamedTuple):
    """A value under its stored name. What equals its absent value is not written, and what is not written is that. What
    nothing is said to read is a text."""

    name: str
    absent: Any = None
    write: Callable[[Any], Any] | None = None
    read: Callable[[Any], Any] | None = None
    attribute: str | None = None
    """The name in the code, where that is another."""


class Shape(Generic[Made]):
    """All fields of a record in the order in which they are written.

    `reserved` are stored names with their absent values that a later sopflow fills; today they are never written. A field
    that is neither, or a reserved one that is filled, is a newer sopflow's: `NewerRecord`, since to leave it out would
    lose it with the next write.
    """

    def __init__(
        self, make: Callable[..., Made], fields: tuple[Field, ...], reserved: Mapping[str, object] = NOTHING
    ) -> None:
        is_record = isinstance(make, type) and issubclass(make, Record)
        self._make: Callable[[Json], Any] = maker(make) if is_record else lambda values: make(**values)
        attributes = [field.attribute or field.name for field in fields]
        self._values: Callable[[Any], tuple[Any, ...]] = attrgetter(*attributes)
        self._writers = [(field.name, field.absent, field.write) for field in fields]
        self._readers = {field.name: (name, field.read) for name, field in zip(attributes, fields, strict=True)}
        self._absent = dict(defaults(make)) if is_record else {}
        self._absent |= {
            name: field.absent
            for name, field in zip(attributes, fields, strict=True)
            if field.absent is not REQUIRED
        }
        self.names = frozenset(self._readers)
        self.reserved = reserved

    def written(self, record: object) -> Json:
        """A record as JSON values."""
        json: Json = {}
        for (name, absent, write), value in zip(self._writers, self._values(record), strict=False):
            if value is not absent and (absent is None or absent is REQUIRED or value != absent):
                json[name] = value if write is None else write(value)
        return json

    def values(self, json: Mapping[str, Any]) -> Json:
        """What a record is made of."""
        values = self._absent.copy()
        readers = self._readers
        for name, value in json.items():
            if name not in readers:
                if name not in self.reserved or value != self.reserved[name]:
                    raise NewerRecord(what=f'"{name}"')
                continue
            attribute, read = readers[name]
            if read is not None:
                value = read(value)
            elif type(value) is not str:
                raise TypeError(f"{name}: a text, not {type(value).__name__}")
            values[attribute] = value
        return values

    def read(self, json: Mapping[str, Any]) -> Made:
        """The record again."""
        record: Made = self._make(self.values(json))
        return record
