"""A page as it is printed: cells of a table, symbols and lines, with their places in millimetres.

The origin is the upper left corner. A page is laid out in its own millimetres, `scale` of which are one on paper: a
table that is too wide for its paper is drawn smaller as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from sopflow.definition.logo import Logo

from .chart import Arrow, Symbol
from .overlay import Tone

Point = tuple[float, float]


class Paper(NamedTuple):
    """A sheet, landscape; millimetres."""

    name: str
    width: float
    height: float


PAPERS: Final = {"a4": Paper("A4", 297.0, 210.0), "f4": Paper("F4", 330.0, 215.0)}
"""F4 is what offices in Indonesia call the folio of 215 by 330 mm."""
MARGIN: Final = 10.0


@dataclass(slots=True)
class Text:
    """Lines of text; `x` is their left end, middle or right end as `align` says, `y` the top of the first."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    color: str = "#000000"


@dataclass(slots=True)
class Cell:
    """A cell of the table."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...] = ()
    size: float = 2.8
    bold: bool = False
    align: Literal["left", "center"] = "left"
    middle: bool = True
    """Whether its text stands in the middle of its height."""
    head: Literal["", "column", "row", "group", "band"] = ""
    span: tuple[int, int] = (1, 1)
    """Over how many columns and rows."""
    is_chart: bool = False
    """Whether it belongs to the drawing."""
    spoken: tuple[str, ...] = ()
    """What somebody who does not see the drawing hears here."""
    fill: str = ""
    is_open: bool = False
    """The paper does not say what stands here."""


@dataclass(slots=True)
class Row:
    """A row of the table; `step` is its row of the SOP."""

    y: float
    height: float
    cells: list[Cell]
    step: str | None = None
    is_head: bool = False
    kind: Literal["", "phase", "total"] = ""
    """Of a row without a step: the band of a phase, or the sum below the table."""


@dataclass(slots=True)
class Shape:
    """A symbol; `x` and `y` are its middle."""

    symbol: Symbol
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    tone: Tone | None = None


@dataclass(slots=True)
class Line:
    """An arrow's way, from its symbol to the next."""

    arrow: Arrow
    points: tuple[Point, ...]
    label: Text | None = None
    label_width: float = 0.0
    tone: Tone | None = None


@dataclass(slots=True)
class Emblem:
    """The logo at its place; `x` and `y` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    logo: Logo
    cell: Cell
    """Above the text of which it stands."""


@dataclass(slots=True)
class Page:
    """One page."""

    width: float
    height: float
    scale: float
    rows: list[Row] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    swatches: list[tuple[float, float, Tone]] = field(default_factory=list)
    """Squares of the legend: their upper left corner and what they show."""
    emblem: Emblem | None = None
    title: str = ""
    kind: Literal["identity", "table", "annex"] = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """All pages of an SOP."""

    title: str
    language: str
    paper: Paper
    pages: tuple[Page, ...]
