"""A log as CSV, a line for each thing that happened, its heads those that tools give to what they read of XES."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sopflow.paper.formulas import delimited

from .fields import CASE, ENTRY, UNIT, moment
from .values import FIELD

if TYPE_CHECKING:
    from .cases import Entry, LoggedCase

HEADS: Final = (*(f"case:{key}" for key in CASE), UNIT, *ENTRY)


def written(cases: Iterable[LoggedCase], fields: Sequence[str] = ()) -> Iterator[str]:
    """The lines of the table; none of its cells is a formula to a spreadsheet."""
    yield delimited([*HEADS, *(FIELD + name for name in fields)]) + "\n"
    for case in cases:
        own = delimited([*(_cell(value(case)) for value in CASE.values()), case.unit])
        lines = (delimited([*map(_cell, _said(entry, fields))]) for entry in case.entries)
        yield "".join(f"{own},{line}\n" for line in lines)


def _said(entry: Entry, fields: Sequence[str]) -> Iterator[Any]:
    yield from (value(entry) for value in ENTRY.values())
    yield from (entry.fields.get(name) for name in fields)


def _cell(value: Any) -> object:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
