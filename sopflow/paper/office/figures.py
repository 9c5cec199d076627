"""What is drawn in an office file, before it is known in which row and column it stands."""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

from ..drawing import Kind
from ..geometry import Box, Point, box_of
from ..limits import TooMuch

MAX_SHAPES: Final = 3_000
"""Shapes, lines and pictures of a file."""
MAX_DEPTH: Final = 20
"""Groups in groups, tables in tables."""


class Key(NamedTuple):
    """How a connector names a shape: by its number within a group or canvas (`scope`), or within the whole file."""

    scope: int
    number: str


class Figure(NamedTuple):
    """A symbol, a line, a text that stands free, or something that is none of these. Lengths are in points."""

    form: Literal["symbol", "line", "label", "other"]
    box: Box
    text: str = ""
    kind: Kind = "activity"
    key: Key | None = None
    points: tuple[Point, ...] = ()
    has_head: bool = False
    """At the last point."""
    has_tail_head: bool = False
    start: Key | None = None
    end: Key | None = None
    what: str = ""
    """What it is called, in Indonesian, where it is something else."""
    doubt: str = ""

    def moved(self, x: float, y: float) -> Figure:
        box = Box(self.box.left + x, self.box.top + y, self.box.right + x, self.box.bottom + y)
        return self._replace(box=box, points=tuple((a + x, b + y) for a, b in self.points))


class Frame(NamedTuple):
    """How the coordinates within a group become those around it: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Frame) -> Frame:
        """This one first, then the outer one."""
        e, f = outer.at(self.e, self.f)
        return Frame(
            outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d, e, f,
        )  # fmt: skip


def to_square(left: float, top: float, width: float, height: float) -> Frame:
    """From the coordinates of a rectangle to a square of 1 by 1; a side without a length stays as it is."""
    return Frame(e=-left, f=-top).within(Frame(a=1 / (width or 1.0), d=1 / (height or 1.0)))


class Pose(NamedTuple):
    """Where a shape lies in the coordinates around it, and how it is turned about its middle."""

    left: float
    top: float
    width: float
    height: float
    turn: float = 0.0
    """Degrees, clockwise."""
    flips_x: bool = False
    flips_y: bool = False

    @property
    def frame(self) -> Frame:
        """From a square of 1 by 1 to its place."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        x, y = (-1 if self.flips_x else 1), (-1 if self.flips_y else 1)
        turned = Frame(cos * x * self.width, sin * x * self.width, -sin * y * self.height, cos * y * self.height)
        middle_x, middle_y = turned.at(0.5, 0.5)
        return turned._replace(e=self.left + self.width / 2 - middle_x, f=self.top + self.height / 2 - middle_y)


def square(frame: Frame) -> Box:
    """The rectangle around the square of 1 by 1 at its place."""
    return box_of(frame.at(x, y) for x in (0, 1) for y in (0, 1))


class Counted:
    """Refuses a file with more shapes than a procedure can have."""

    def __init__(self) -> None:
        self.shapes = 0

    def one(self) -> None:
        self.shapes += 1
        if self.shapes > MAX_SHAPES:
            raise TooMuch("shapes", MAX_SHAPES)

    @staticmethod
    def at_depth(depth: int) -> None:
        if depth > MAX_DEPTH:
            raise TooMuch("levels", MAX_DEPTH)
