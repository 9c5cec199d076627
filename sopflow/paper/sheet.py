"""What a file holds, whatever its format: tables of texts, and the lines around them."""

from __future__ import annotations

from typing import NamedTuple

Row = tuple[str, ...]


class Sheet(NamedTuple):
    """A document as tables of texts and the lines between them, all in their order."""

    parts: tuple[str | tuple[Row, ...], ...]
    """A line, or a table; cells keep their line breaks."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines outside of tables."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def tables(self) -> tuple[tuple[Row, ...], ...]:
        return tuple(part for part in self.parts if not isinstance(part, str))
