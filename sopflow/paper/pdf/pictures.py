"""Arrows that are pictures: a thin dark line on a small picture, with its head at the end that has more ink. Pictures of
symbols with their arrows are read by `raster`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sopflow.graph import reached

from ..drawing.ties import Stroke
from ..geometry import Box, Point
from ..sheet import Unread
from .ink import Spot, around, light_of, near, straightened, way_through
from .raster import Seen, seen_on

MAX_PICTURES: Final = 200
"""Of a document, that are looked at."""
_MOST_DOTS: Final = 4_000_000
"""Of a picture as it is stored."""
_LOOKED_AT: Final = 12_000
"""Dots of a picture that is looked at; a larger one is made smaller before."""
_DARK: Final = 190
_STRAY: Final = 0.12
"""The share of ink beside the largest connected part from which a picture holds more than a line."""
_HOLE: Final = 0.02
"""The share of a picture that is enclosed from which it is a symbol, and no line."""
_INSIDE: Final = 0.15
"""The share of a picture that is enclosed from which it may hold a symbol, and not only a word."""
_FILLED: Final = 0.5
"""The share of a picture that is dark, likewise."""
_AREA: Final = 0.34
"""The share of its own length squared that the ink of a line covers at most."""
_MORE: Final = 1.4
"""How much more ink there is around a head than around a bare end."""
_BAR: Final = 4
"""How much longer than wide a dark area is that is a line without an arrowhead."""
MAX_INK: Final = 3_000_000
"""Dark dots of a document's pictures that are traced; a picture that is seen again costs nothing."""
_TRACED: Final = 150_000
"""Dark dots of one picture beyond which it is a photograph, and nothing is traced."""
_TOO_DENSE: Final = (
    "tidak diperiksa: gambar lain di dokumen ini sudah terlalu padat; mungkin ada panah di antaranya"
)
_TOO_MANY: Final = "tidak diperiksa: dokumen ini memuat lebih dari {} gambar; mungkin ada panah di antaranya"


class Looked(NamedTuple):
    """What is on a picture."""

    line: Stroke | None
    """Where nothing but a line is seen."""
    has_area: bool = True
    """Whether it may hold a symbol: a word encloses little."""
    seen: Seen | None = None
    """The symbols and arrows of a drawing."""


class Pictures:
    """The pictures of one document; opened when the first is looked at."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._looked_at = 0
        self._known: dict[bytes, Looked] = {}
        """What is on pictures that are seen more than once, with lines as shares of their width and height."""
        self._left_out = 0
        self._ink_left = MAX_INK
        self._too_dense = 0

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The pictures that were not looked at, since there are too many, or too much is on them."""
        left = ((self._left_out, _TOO_MANY.format(MAX_PICTURES)), (self._too_dense, _TOO_DENSE))
        return tuple(Unread(f"{count} gambar", "seluruh dokumen", why) for count, why in left if count)

    def looked_at(self, number: int, boxes: Sequence[Box]) -> dict[Box, Looked]:
        """What is on pictures of a page (from 1), by those of `boxes` that were looked at. Points are those of the page, from
        its upper left corner; on a page that is shown turned none is."""
        import pypdfium2
        from pypdfium2 import raw

        if self._document is None:
            self._document = pypdfium2.PdfDocument(self._data)
        page = self._document[number - 1]
        if page.get_rotation():
            return {}
        left, _, _, top = page.get_mediabox()
        found: dict[Box, Looked] = {}
        for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            x0, y0, x1, y1 = image.get_bounds()
            own = Box(x0 - left, top - y1, x1 - left, top - y0)
            if self._looked_at >= MAX_PICTURES:
                self._left_out += 1
                continue
            self._looked_at += 1
            box = min(boxes, key=lambda other: _apart(own, other), default=None)
            width, height = image.get_px_size()
            if box is None or _apart(own, box) > 2 or width * height > _MOST_DOTS:
                continue
            one = self._look(image.get_bitmap(render=True).to_pil(), (x1 - x0, y1 - y0))
            if one is None:
                self._too_dense += 1
                continue
            line, seen = one.line, one.seen
            found[box] = one._replace(
                line=line and line._replace(points=tuple(own.at(*point) for point in line.points)),
                seen=seen and seen.on(own),
            )
        return found

    def _look(self, picture: Any, size: tuple[float, float]) -> Looked | None:
        key = sha256(f"{picture.mode} {picture.size} ".encode() + picture.tobytes()).digest()
        if key not in self._known:
            dots = sum(light_of(picture).histogram()[:_DARK])
            self._ink_left -= dots if dots <= _TRACED else 0
            if self._ink_left < 0:
                return None
            line = stroke_on(picture, Box(0.0, 0.0, 1.0, 1.0))
            seen = seen_on(picture, size=size) if line is None else None
            self._known[key] = Looked(line, line is None and has_area(picture), seen)
        return self._known[key]

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, *_: object) -> None:
        if self._document is not None:
            self._document.close()


def _apart(one: Box, other: Box) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def stroke_on(picture: Any, box: Box) -> Stroke | None:
    """The line on a picture (of Pillow) that lies on a page within `box`; `None` where there is anything else."""
    ink, width, height = _ink(picture)
    line = _Line.of(ink, width, height)
    if line is None:
        return None
    return Stroke(tuple(box.at((x + 0.5) / width, (y + 0.5) / height) for x, y in line.points), line.has_head)


def has_area(picture: Any) -> bool:
    """Whether a picture (of Pillow) is dark or enclosed for some part, as where a symbol is on it."""
    ink, width, height = _ink(picture)
    return len(ink) > _FILLED * width * height or _enclosed(ink, width, height) > _INSIDE


def _ink(picture: Any) -> tuple[set[Spot], int, int]:
    """The dark dots of a picture, its width and its height."""
    from PIL import Image, ImageFilter

    grey = light_of(picture)
    scale = min(1.0, (_LOOKED_AT / (grey.width * grey.height)) ** 0.5)
    if scale < 1:
        darkest = grey.filter(ImageFilter.MinFilter(3 if scale > 0.4 else 5))  # a thin line stays as dark as it is
        grey = darkest.resize([max(1, round(side * scale)) for side in grey.size], Image.Resampling.NEAREST)
    width, height = grey.size
    return {(at % width, at // width) for at, light in enumerate(grey.tobytes()) if light < _DARK}, width, height


class _Line(NamedTuple):
    points: tuple[Point, ...]
    has_head: bool

    @classmethod
    def of(cls, ink: set[Spot], width: int, height: int) -> _Line | None:
        parts = sorted(_parts(ink), key=len)
        if not parts or len(ink) - len(parts[-1]) > _STRAY * len(ink):
            return None
        part = parts[-1]
        bar = _bar(part)
        if bar is not None:
            return cls(bar, False)
        path = way_through(part)
        if len(part) > _AREA * len(path) ** 2 + 3 * len(path) or _enclosed(part, width, height) > _HOLE:
            return None
        reach = max(3.0, min(14.0, len(path) / 4))
        here, there = (around(part, end, reach) for end in (path[0], path[-1]))
        points = straightened(path if there >= here else path[::-1])
        return cls(points, max(here, there) > _MORE * min(here, there))


def _parts(ink: Iterable[Spot]) -> Iterator[set[Spot]]:
    """Ink that hangs together."""
    left = set(ink)
    while left:
        part = set(reached([next(iter(left))], lambda at: left.intersection(near(at))))
        yield part
        left.difference_update(part)


def _bar(part: set[Spot]) -> tuple[Spot, Spot] | None:
    """The ends of a dark area that is long and narrow all over."""
    xs, ys = zip(*part, strict=True)
    wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    if 2 * len(part) < wide * high or max(wide, high) < _BAR * min(wide, high):
        return None
    if wide > high:
        middle = (min(ys) + max(ys)) // 2
        return (min(xs), middle), (max(xs), middle)
    middle = (min(xs) + max(xs)) // 2
    return (middle, min(ys)), (middle, max(ys))


def _enclosed(part: set[Spot], width: int, height: int) -> float:
    """The share of a picture that ink encloses."""

    def beside(spot: Spot) -> list[Spot]:
        x, y = spot
        others = ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1))
        return [(x, y) for x, y in others if -1 <= x <= width and -1 <= y <= height and (x, y) not in part]

    outside = reached([(-1, -1)], beside)
    return ((width + 2) * (height + 2) - len(outside) - len(part)) / (width * height)
