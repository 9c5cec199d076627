"""Draws the tables of procedures as office programs do, so that a test can read them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Point = tuple[float, float]

COLUMNS = (40.0, 70.0, 230.0, 310.0, 390.0, 530.0, 600.0, 720.0, 800.0)
HEADS = ("No", "Kegiatan", "Staf", "Kepala", "Kelengkapan", "Waktu", "Output", "Keterangan")
TOP = 100.0
HEAD = 40.0
ROW = 60.0
STAFF, CHIEF = 270.0, 350.0
"""The middles of the columns of the two actors."""


class Paper:
    """Pages on which everything is drawn by its distance from the upper left corner."""

    def __init__(self, path: Path) -> None:
        self.canvas = Canvas(str(path), pagesize=landscape(A4))
        self.height = landscape(A4)[1]

    def save(self) -> None:
        self.next()
        self.canvas.save()

    def next(self) -> None:
        """End the page."""
        self.canvas.showPage()

    def text(self, x: float, y: float, text: str, size: float = 8) -> None:
        """A line of text, on the height `y`."""
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(x, self.height - y, text)

    def area(self, points: Sequence[Point], *, fill: bool = True, stroke: bool = False, grey: float = 0.0) -> None:
        """A closed path."""
        self.canvas.setFillGray(grey)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        path.close()
        self.canvas.drawPath(path, fill=int(fill), stroke=int(stroke))
        self.canvas.setFillGray(0)

    def line(self, *points: Point) -> None:
        """A stroked line."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        self.canvas.drawPath(path, fill=0, stroke=1)

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        """A line of a table, as the thin area that Word makes of it."""
        self.area([(left, top), (right, top), (right, bottom), (left, bottom)])

    def box(self, x: float, y: float, width: float = 40, height: float = 18, **how: bool) -> None:
        """A box around a middle."""
        a, b = width / 2, height / 2
        corners = [(x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b)]
        self.area(corners, **({"fill": False, "stroke": True} | how))

    def diamond(self, x: float, y: float, skew: float = 0.0) -> None:
        self.area([(x - 24 + skew, y), (x, y - 12 + skew), (x + 24, y), (x, y + 12)], fill=False, stroke=True)

    def capsule(self, x: float, y: float) -> None:
        self.canvas.roundRect(x - 22, self.height - y - 10, 44, 20, 10, fill=0, stroke=1)

    def pentagon(self, x: float, y: float, text: str = "") -> None:
        self.area(
            [(x - 12, y - 9), (x + 12, y - 9), (x + 12, y + 5), (x, y + 9), (x - 12, y + 5)],
            fill=False,
            stroke=True,
        )
        if text:
            self.text(x - 2, y + 2, text, 6)

    def head(self, x: float, y: float, dx: float, dy: float) -> None:
        """A filled triangle whose tip lies at a point."""
        self.area([(x, y), (x - 5 * dx + 2 * dy, y - 5 * dy + 2 * dx), (x - 5 * dx - 2 * dy, y - 5 * dy - 2 * dx)])

    def arrow(self, *points: Point) -> None:
        """A line with a head at its end."""
        self.line(*points)
        (a, b), (x, y) = points[-2:]
        long = max(abs(x - a), abs(y - b))
        self.head(x, y, (x - a) / long, (y - b) / long)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        heads: Sequence[str] | None = HEADS,
        columns: Sequence[float] = COLUMNS,
        without: Sequence[int] = (),
        top: float = TOP,
    ) -> list[float]:
        """A table with empty columns of actors; the middles of its rows. `without`: columns that no line begins."""
        first = top + (HEAD if heads else 0)
        bottom = first + ROW * len(rows)
        for y in [top, *(first + ROW * at for at in range(len(rows) + 1))]:
            self.rule(columns[0], y, columns[-1], y + 0.8)
        for at, x in enumerate(columns):
            if at not in without:
                self.rule(x, top, x + 0.8, bottom)
        for at, head in enumerate(heads or ()):
            self.text(columns[at] + 6, top + 20, head)
        for at, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                for number, text in enumerate(cell.split("\n")):
                    self.text(columns[column] + 6, first + ROW * at + 16 + 10 * number, text)
        return [first + ROW * at + ROW / 2 for at in range(len(rows))]


def row(number: str, activity: str, output: str = "Berkas", time: str = "1 hari") -> tuple[str, ...]:
    return number, activity, "", "", "Surat", time, output, ""
