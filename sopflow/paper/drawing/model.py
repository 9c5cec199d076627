"""Symbols in the cells of a table, and the arrows between them."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Kind = Literal["terminal", "activity", "decision", "connector"]
"""A capsule, a box, a diamond, and a pentagon or circle that leads to another page."""


class Symbol(NamedTuple):
    """A symbol in a row of the table."""

    kind: Kind
    row: int
    """Of the table's rows, from 0."""
    columns: tuple[int, ...]
    """The columns that it stands in, from 0: those that it covers by more than half."""
    text: str = ""
    page: int = 0
    """From 1; 0 where the format has no pages."""
    doubt: str = ""
    """Why it may have been read wrongly, in Indonesian; empty where nothing speaks against it."""


class Arrow(NamedTuple):
    """An arrow from one symbol to another, as numbers in `Drawing.symbols`; `None` where it leads to or from nowhere."""

    source: int | None
    target: int | None
    label: str = ""
    page: int = 0
    doubt: str = ""
    """Why it may have been read wrongly, in Indonesian; empty where nothing speaks against it."""

    def moved(self, by: int) -> Arrow:
        """The same where so many symbols stand before those of its drawing."""
        source, target = (end + by if end is not None else None for end in self[:2])
        return self._replace(source=source, target=target)


class Gap(NamedTuple):
    """Cells in which something is drawn that was not understood: a symbol may be there."""

    first: int
    """Of the table's rows, from 0."""
    last: int
    columns: tuple[int, ...]
    """Of actors; none where no symbol can be there."""
    what: str
    """In Indonesian."""


class Drawing(NamedTuple):
    """Everything that is drawn on a table."""

    symbols: tuple[Symbol, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    gaps: tuple[Gap, ...] = ()


TAIL: Final = "pangkal panah"
"""What a gap is in which an arrow begins that touches no symbol there."""
HEADLESS: Final = "garis tanpa kepala panah"
"""The doubt of a line that has no head at either end."""
NOTHING_DRAWN: Final = Drawing()
