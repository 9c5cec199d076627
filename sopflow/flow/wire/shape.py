"""A record on the wire: which stored name holds which of its values, and how each is written and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final, Generic, NamedTuple, TypeVar

from sopflow.errors import NewerRecord
from sopflow.flow.record import Record, defaults, maker, paths
from sopflow.frozen import NOTHING

Json = dict[str, Any]
Made = TypeVar("Made")

_RARE: Final = "rare"
"""The part of a record of which most have nothing."""
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
    lose it with the next write. `part_of` is the record of which the fields are read where they become only a part of one.
    """

    def __init__(
        self,
        make: Callable[..., Made],
        fields: tuple[Field, ...],
        reserved: Mapping[str, object] = NOTHING,
        part_of: type[Record] | None = None,
    ) -> None:
        is_record = isinstance(make, type) and issubclass(make, Record)
        record = make if is_record else part_of
        self._make: Callable[[Json], Any] = maker(make) if is_record else lambda values: make(**values)
        attributes = [field.attribute or field.name for field in fields]
        where = paths(record) if record is not None else {}
        self._fields = [(where.get(name, name), field) for name, field in zip(attributes, fields, strict=True)]
        self._plain = defaults(record).get(_RARE) if record is not None else None
        self._readers = {field.name: (name, field.read) for name, field in zip(attributes, fields, strict=True)}
        self._absent = dict(defaults(make)) if is_record else {}
        self._absent |= {name: field.absent for name, field in zip(attributes, fields, strict=True)}
        self._absent = {name: value for name, value in self._absent.items() if value is not REQUIRED}
        self.names = frozenset(self._readers)
        self.record = record
        self.attributes = frozenset(attributes)
        self.reserved = reserved

    def written(self, record: Any) -> Json:
        """A record as JSON values."""
        return self.write(record)

    @cached_property
    def write(self) -> Callable[[Any], Json]:
        """What `written` does, put together when the first record is written."""
        every, plain = _writing(self._fields), self._plain
        if plain is None:
            return every
        usual = [(path, field) for path, field in self._fields if not path.startswith(f"{_RARE}.")]
        return _writing(usual, "    if record.rare is not plain: return every(record)", plain=plain, every=every)

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


def _writing(fields: list[tuple[str, Field]], *first: str, **names: Any) -> Callable[[Any], Json]:
    """A function that writes these fields, each with the way to its value, and has `first` before that, with its `names`.

    It is put together as one would write it by hand, of the names in `shapes.py` alone: a loop takes twice as long, and
    every command waits for it.
    """
    literal, lines = [], []
    for number, (path, field) in enumerate(fields):
        value = f"record.{path}"
        if field.absent is REQUIRED:
            stored = value if field.write is None else f"write_{number}({value})"
        else:
            lines.append(f"    value = {value}")
            stored = "value" if field.write is None else f"write_{number}(value)"
        names |= {f"absent_{number}": field.absent, f"write_{number}": field.write}
        if field.absent is REQUIRED and not lines:
            literal.append(f"{field.name!r}: {stored}")
        elif field.absent is REQUIRED:
            lines.append(f"    json[{field.name!r}] = {stored}")
        elif field.absent is None:
            lines.append(f"    if value is not None: json[{field.name!r}] = {stored}")
        elif not field.absent:  # and so is every value that equals it, of its type
            lines.append(f"    if value: json[{field.name!r}] = {stored}")
        else:
            lines.append(
                f"    if value is not absent_{number} and value != absent_{number}: json[{field.name!r}] = {stored}"
            )
    begun = f"    json = {{{', '.join(literal)}}}"
    exec("\n".join(["def written(record):", *first, begun, *lines, "    return json"]), names)
    made: Callable[[Any], Json] = names["written"]
    return made
