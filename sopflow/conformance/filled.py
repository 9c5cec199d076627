"""Which columns of a log say what was filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from sopflow.fields import Field, Problem, Value
from sopflow.language import Words
from sopflow.logs.values import FIELD, value_in_log

_MISREAD: Final = Words(
    'isian "{title}" ({field}) tidak dapat "{text}": {expected}',
    'the field "{title}" ({field}) cannot be "{text}": {expected}',
)


class FieldColumn(NamedTuple):
    """A column of a field."""

    field: Field
    at: int
    is_own: bool
    """Whether `sopflow log` wrote it; else people did."""

    def value(self, text: str) -> Value | Problem:
        return value_in_log(self.field, text) if self.is_own else self.field.parse(text)

    def misread(self, text: str, problem: Problem) -> Words:
        return _MISREAD.filled(
            title=self.field.title, field=self.field.id, text=text[:60], expected=problem.expected
        )


def columns_of(fields: Mapping[str, Field], heads: Sequence[str]) -> tuple[FieldColumn, ...]:
    """The columns of fields: `sop:field:ID` of our own logs, else `ID`, else `case:ID` of the whole case."""
    places = {head.strip(): at for at, head in reversed([*enumerate(heads)])}
    found = []
    for name, field in fields.items():
        head = next((one for one in (FIELD + name, name, f"case:{name}") if one in places), None)
        if head is not None:
            found.append(FieldColumn(field, places[head], head.startswith(FIELD)))
    return tuple(found)
