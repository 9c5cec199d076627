"""What is wrong with the value of a field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Final, Literal, NamedTuple

from sopflow.language import Words

UNSAID: Final = "…"
ProblemKind = Literal["missing", "wrong", "unknown", "in_use"]
_FEW: Final = 6
_DEEP: Final = 3
_LONG: Final = 60
_KINDS: Final[dict[type, Words]] = {
    bool: Words("true atau false", "true or false"),
    int: Words("sebuah bilangan", "a number"), float: Words("sebuah bilangan", "a number"), Decimal: Words("sebuah bilangan", "a number"),
    date: Words("sebuah tanggal", "a date"), datetime: Words("sebuah saat", "an instant"), time: Words("sebuah jam", "a time of day"),
}  # fmt: skip
_LIST: Final = Words("sebuah daftar", "a list")
_MAPPING: Final = Words("sebuah objek", "an object")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Stands for a value that is not said: only of which kind it is."""

    kind: Words

    @classmethod
    def of(cls, value: object) -> Hidden | str:
        """What is said of a value that may be somebody's: a text is an ellipsis, anything else its kind."""
        kind = _MAPPING if isinstance(value, Mapping) else _LIST if isinstance(value, list | tuple) else None
        kind = kind or _KINDS.get(type(value))
        return UNSAID if kind is None else cls(kind)


class Problem(NamedTuple):
    """A value that a field refuses, and what it expects."""

    field: str
    """The field's id; within a list with its place: `lokasi[1].luas`, counted from 1."""
    value: object
    expected: Words
    kind: ProblemKind = "wrong"

    def within(self, outer: str) -> Problem:
        """The same, where the field stands in another."""
        inner = self.field if self.field.startswith("[") else f".{self.field}"
        return self._replace(field=f"{outer}{inner if self.field else ''}")

    @property
    def shown(self) -> str | None:
        """The value as a text, never long; what is another kind of value, as JSON writes it."""
        return None if self.value is None else _cut(_written(self.value, _DEEP))

    @property
    def said(self) -> str | Words:
        """The same within a sentence, where a text stands in quotes."""
        if isinstance(self.value, Hidden):
            return self.value.kind
        return f'"{self.shown}"' if isinstance(self.value, str) else self.shown or "null"


def _written(value: object, depth: int) -> str:
    """As JSON; what it has no room or no word for is an ellipsis."""
    if isinstance(value, str):
        return value if depth == _DEEP else json.dumps(value[:_LONG], ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int) and value.bit_length() > 200:
        return "…"
    if isinstance(value, int | float | Decimal | date | time):
        return str(value)
    if isinstance(value, Mapping) and depth:
        inner = (f"{_written(str(n), 0)}: {_written(one, depth - 1)}" for n, one in islice(value.items(), _FEW))
        return f"{{{', '.join(inner)}{', …' if len(value) > _FEW else ''}}}"
    if isinstance(value, list | tuple) and depth:
        inner = (_written(one, depth - 1) for one in value[:_FEW])
        return f"[{', '.join(inner)}{', …' if len(value) > _FEW else ''}]"
    return "…"


def _cut(text: str) -> str:
    one_line = " ".join(text[:200].split())
    return f"{one_line[:_LONG]}…" if len(one_line) > _LONG else one_line
