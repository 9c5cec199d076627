"""A field of a case: what it is called, which values it takes, and who sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

from sopflow.frozen import freeze
from sopflow.language import Language

from .problem import Problem
from .withheld import Withheld

FieldType = Literal[
    "text", "long_text", "number", "whole", "money", "date", "time", "yes_no", "one_of", "some_of", "list"
]
Value = str | int | float | bool | list[Any] | Withheld | None
"""A value as JSON: money in the smallest unit, dates as `2026-08-17`, times as `07:30`, choices by their ids; or what stands
for a personal one."""
Limit = int | Decimal | str
"""A border of values: of a number exactly, of a date or a time as its text."""
CHOOSING: Final = ("one_of", "some_of")
BORDERED: Final = ("number", "whole", "money", "date", "time")
"""The types that have `min` and `max`."""
SEARCHED: Final = ("text", "number", "whole", "money", "date", "time", "yes_no", "one_of", "some_of")
"""The types by which cases can be found."""
WRITTEN: Final = ("text", "long_text")
"""The types that have `max_length`; `text` has `pattern` too."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the case. `read` takes a value from a program, `parse` a text that a person wrote; both return the
    value or the problem."""

    id: str
    title: str
    type: FieldType = "text"
    min: Limit | None = None
    max: Limit | None = None
    max_length: int | None = None
    pattern: str | None = None
    optional: bool = False
    default: Any = None
    """A value; of a number exactly, of `some_of` a tuple."""
    scale: int = 0
    """Of money: how many decimals the currency has in use."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Of `one_of` and `some_of`: titles by ids, in the order in which they are offered."""
    columns: tuple[Field, ...] = ()
    """Of a list: the fields of each record."""
    key: str | None = None
    """Of a list: the column that tells its records apart."""
    visible_to: tuple[str, ...] = ()
    """The actors that see it; empty: the default."""
    personal: bool = False
    """Its values stand in the place for personal values alone, and can be removed there."""
    search: bool = False
    """Whether cases are found by it."""
    misread: tuple[tuple[str, Problem], ...] = field(default=(), compare=False, repr=False)
    """Its limits that are not valid values, by their keys."""
    places: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Where each of its keys stands in the file, and itself under `""`."""

    def __post_init__(self) -> None:
        freeze(self, "choices", "places")

    @property
    def has_type(self) -> bool:
        """Whether it is of a type that exists; of any other a file is refused, and nothing else can be said of the field."""
        return all(key != "type" for key, _ in self.misread)

    def read(self, value: object) -> Value | Problem:
        """Return the value of what a program gives: JSON, or `Decimal`, `date` and `time`."""
        from .reading import read

        return read(self, value)

    def wrong(self, value: object) -> tuple[Problem, ...]:
        """Everything that is wrong with the value that a program gives: of a list, of each of its records."""
        from .reading import wrong

        return wrong(self, value)

    def parse(self, text: str) -> Value | Problem:
        """Return the value of a text that a person wrote: `50 juta`, `17 Agustus 2026`, `ya`, a choice by its id or
        title."""
        from .writing import parse

        return parse(self, text)

    def of_plain(self, plain: Any) -> Value | Problem:
        """The value that the content of a file says: `parse` of texts, within lists and records too."""
        from .writing import of_plain

        return of_plain(self, plain)

    def meant(self, plain: Any) -> Any:
        """The same as far as it says values: what says none is left as it is, to be refused where it is filled in."""
        from .writing import meant

        return meant(self, plain)

    def to_plain(self, value: Value) -> Any:
        """A value as a file says it, so that `of_plain` gives it again."""
        from .writing import to_plain

        return to_plain(self, value)

    def said(self, value: Value, language: Language = "id") -> str:
        """A value as people read it: `Rp1.500.000`, `17 Agustus 2026`."""
        from .words import said

        return said(self, value, language)

    def schema(self) -> dict[str, Any]:
        """What JSON Schema 2020-12 can say of its values."""
        from .schema import schema_of

        return schema_of(self)

    def hosted(self, value: Value) -> Any:
        """A value as Python programs take it: `Decimal` for numbers and money, `date`, `time`."""
        from .reading import hosted

        return hosted(self, value)

    @property
    def initial(self) -> Value:
        """Its default as a value."""
        own: Value = plain(self.default)
        return own

    def column(self, name: str) -> Field:
        """A column of a list; `KeyError`."""
        return next((one for one in self.columns if one.id == name), None) or _none(name)


def _none(name: str) -> Field:
    raise KeyError(name)


def exact(value: Value | Decimal) -> Any:
    """A value for comparing: a number that is not whole becomes the `Decimal` that was written."""
    return Decimal(repr(value)) if isinstance(value, float) else value


def plain(value: object) -> Any:
    """A value as JSON again."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value
