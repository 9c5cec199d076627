"""Records that come and go by the thousand: structs that nobody changes, and that the garbage collector need not know.

What is rare stands in a part of its own, one for all records in which nothing is rare. A record has the names of its parts
as its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, ClassVar, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sopflow.frozen import NOTHING, Frozen


class Record(Struct, frozen=True, gc=False):
    """Fields, and parts that have fields; a mapping in either is a `Frozen` one."""

    _parts: ClassVar[Mapping[str, type[Record]]] = NOTHING
    """The fields that are parts."""

    def __repr__(self) -> str:
        """The values by the names that the record has, without what is as usual."""
        usual = defaults(type(self))
        return shown(
            type(self).__name__, {name: attrgetter(at)(self) for name, at in paths(type(self)).items()}, usual
        )


Kind = TypeVar("Kind", bound=Record)


@cache
def maker(kind: type[Kind]) -> Callable[[dict[str, Any]], Kind]:
    """Makes a record of all its values and those of its parts, by their names; the mapping is used up."""
    fields = itemgetter(*kind.__struct_fields__)
    parts = [(name, part, itemgetter(*part.__struct_fields__)) for name, part in kind._parts.items()]

    def make(values: dict[str, Any]) -> Kind:
        for name, part, inner in parts:
            values[name] = part(*inner(values))
        return kind(*fields(values))

    return make


@cache
def defaults(kind: type[Record]) -> Mapping[str, Any]:
    """The values that may be left out, of the parts too."""
    every = (kind, *kind._parts.values())
    return dict(
        pair
        for one in every
        for pair in zip(reversed(one.__struct_fields__), reversed(one.__struct_defaults__), strict=False)
    )


def changed(record: Kind, values: Mapping[str, Any]) -> Kind:
    """The same with other values, of its own and of its parts."""
    own = _sorted(type(record), values)
    for name in record._parts:
        if name in own:
            own[name] = replace(getattr(record, name), **own[name])
    return replace(record, **own)


def shown(kind: str, values: Mapping[str, Any], usual: Mapping[str, Any]) -> str:
    """How a record is shown to whoever prints it."""
    said = (f"{name}={value!r}" for name, value in values.items() if name not in usual or value != usual[name])
    return f"{kind}({', '.join(said)})"


def of_part(path: str) -> Any:
    """A field of a part, as a property of the record."""
    return property(attrgetter(path))


@cache
def paths(kind: type[Record]) -> Mapping[str, str]:
    """Where each value of a record is found, by its name."""
    found = {name: name for name in kind.__struct_fields__ if name not in kind._parts}
    return found | {name: f"{at}.{name}" for at, part in kind._parts.items() for name in part.__struct_fields__}


def _sorted(kind: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by field, those of a part as a mapping; none is a mapping that somebody else may change."""
    known = _part_of(kind) if kind._parts else {}
    own: dict[str, Any] = {}
    for name, value in values.items():
        if name in kind._parts:
            names = ", ".join(kind._parts[name].__struct_fields__)
            raise TypeError(f"{kind.__name__} takes the values of `{name}` by their names: {names}")
        if isinstance(value, dict) and not isinstance(value, Frozen):
            value = Frozen(value)
        part = known.get(name)
        if part is None:
            own[name] = value
        elif part in own:
            own[part][name] = value
        else:
            own[part] = {name: value}
    return own


@cache
def _part_of(kind: type[Record]) -> Mapping[str, str]:
    """In which part each value is that is in one."""
    return {name: at for at, part in kind._parts.items() for name in part.__struct_fields__}
