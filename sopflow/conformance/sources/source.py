"""What every file of a log is to whoever reads it: a table with heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol, TypeAlias

from sopflow.errors import SopflowError
from sopflow.language import Words

MAX_HEADS: Final = 1_000
"""Columns of a log; XES and OCEL name theirs event by event."""
MANY_HEADS: Final = Words("lebih dari {limit:,} atribut yang berbeda-beda", "over {limit:,} different attributes")


class LogError(SopflowError):
    """A log that cannot be read: `path`, `line`, and `why` in both languages."""

    code = "log"
    words = Words("{path}:{line}: {why}", "{path}:{line}: {why}")
    about = Words("Log kejadian ini tidak dapat dibaca.", "The event log cannot be read.")


class Unusable(NamedTuple):
    """A line that cannot be read, and why; `kind` is the same for all that cannot be read for one reason."""

    why: Words
    kind: Words


Found: TypeAlias = "tuple[int, list[str] | Unusable]"
"""A line's number with its cells."""


class Source(Protocol):
    """The file of a log."""

    heads: list[str]

    def found(self, case: int) -> Iterator[Found]:
        """Its lines; `case` is the column that names the case. `LogError` for what cannot be read on."""
        ...
