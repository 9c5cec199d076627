"""What is wrong with the value of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from sopflow.language import Words

ProblemKind = Literal["missing", "wrong", "unknown"]


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
