"""A procedure as it is printed: its rows, with what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .draft import Note
from .heads import Columns
from .identity import IdentityPage
from .sheet import Row, Sheet


@dataclass
class PaperRow:
    """A row as it is printed."""

    number: str
    cells: dict[str, str]
    """By column: `activity`, `actor`, `inputs`, `time`, `output`, `remarks`."""
    marks: list[tuple[str, str]] = field(default_factory=list)
    """What stands in the columns of actors: the column's head (empty where it was lost) and the mark."""
    place: str = ""
    is_cut: bool = False
    """Whether columns of it were lost."""
    rest: list[str] = field(default_factory=list)
    """Cells that belong to no column."""
    lines: list[tuple[int, int]] = field(default_factory=list)
    """The rows of the file that it is made of: which of the sheet's tables, and which row of it, both from 0."""
    heads: tuple[tuple[int, str], ...] = ()
    """The columns of actors of its own table, with their heads."""
    page: int = 0
    """From 1; 0 where the format has no pages."""
    notes: list[Note] = field(default_factory=list)
    """What is to be said of its cells."""
    limit: str = ""
    """The time within which it is to be done, where its cell says it in other words."""
    phase: str = ""
    """One of the format's, where a row above says it."""


@dataclass
class Paper:
    """A procedure as it is printed."""

    columns: Columns
    rows: list[PaperRow]
    before: list[str]
    """The title, and the lines above that say something else."""
    after: list[str]
    totals: list[Row]
    sheet: Sheet
    """What it was read from."""
    identity: IdentityPage = field(default_factory=IdentityPage)
    notes: list[Note] = field(default_factory=list)
    """What is to be said of its heads, and of what was read for it."""
    section: str = ""
    """The sheet of the workbook in which it stands."""
