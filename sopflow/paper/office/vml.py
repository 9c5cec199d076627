"""Figures from VML, as Word and Excel drew before 2007, and Word still does in files that keep the old form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ..cells import is_no, is_yes
from ..geometry import box_of
from .anchors import TALLEST, Spot, positioned
from .figures import Counted, Figure, Frame, Key, Pose, square, to_square
from .package import child, local, number
from .shapes import BLOCKS, CONNECTORS, corners, drawn_kind, kind_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"
_TYPE: Final = re.compile(r"_t(\d{1,3})\Z")
_FORMS: Final = {
    1: "rect", 2: "roundRect", 3: "ellipse", 4: "diamond", 5: "triangle", 7: "parallelogram", 8: "trapezoid",
    9: "hexagon", 10: "octagon", 13: "rightArrow", 15: "homePlate", 16: "cube", 20: "line", 22: "can",
    32: "straightConnector1", 33: "bentConnector2", 34: "bentConnector3", 35: "bentConnector4", 36: "bentConnector5",
    37: "curvedConnector2", 38: "curvedConnector3", 39: "curvedConnector4", 40: "curvedConnector5", 55: "chevron",
    56: "pentagon", 66: "leftArrow", 67: "downArrow", 68: "upArrow", 69: "leftRightArrow", 70: "upDownArrow",
    75: "pic", 90: "bentUpArrow", 91: "bentArrow", 101: "uturnArrow", 109: "flowChartProcess",
    110: "flowChartDecision", 111: "flowChartInputOutput", 112: "flowChartPredefinedProcess",
    113: "flowChartInternalStorage", 114: "flowChartDocument", 115: "flowChartMultidocument",
    116: "flowChartTerminator", 117: "flowChartPreparation", 118: "flowChartManualInput",
    119: "flowChartManualOperation", 120: "flowChartConnector", 121: "flowChartPunchedCard", 127: "flowChartExtract",
    128: "flowChartMerge", 130: "flowChartOnlineStorage", 132: "flowChartMagneticDisk", 134: "flowChartDisplay",
    135: "flowChartDelay", 176: "flowChartAlternateProcess", 177: "flowChartOffpageConnector", 202: "textBox",
}  # fmt: skip
"""The numbers of the types of shapes (`o:spt`)."""
_TAGS: Final = {
    "rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "line": "line", "polyline": "polyline",
    "image": "pic", "shape": "", "arc": "curvedConnector2", "curve": "line",
}  # fmt: skip
_UNITS: Final = {
    "pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75, "emu": 1 / 12_700, "": 0.75,
}  # fmt: skip
_LENGTH: Final = re.compile(r"\s*(-?[\d.]{1,20})\s?([a-z]{0,3})")
_PAIR: Final = re.compile(r"-?\d{1,10}")
_KINDS: Final = {"elbow": "bentConnector3", "curved": "curvedConnector3", "straight": "straightConnector1"}
_PLACE: Final = ("left", "top", "width", "height")
_BEND: Final = 21_600
_PLAIN: Final = ("rect", "roundRect", "flowChartProcess", "textBox")


class VML:
    """Makes figures; `text_of` reads a text box."""

    def __init__(self, counted: Counted, text_of: Callable[[Element], str], parts: Iterable[Element] = ()) -> None:
        self._counted = counted
        self._text_of = text_of
        self._ties: dict[str, tuple[str, str]] = {}
        self._forms: dict[str, str] = {}
        for part in parts:
            self.learn(part)

    def learn(self, part: Element) -> None:
        """Which connector joins which shapes, and which types there are."""
        for one in part.iter():
            if local(one) == "r" and one.get("type") == "connector":
                ends = {
                    side: p.get("idref", "") for p in one for side in ("start", "end") if p.get(side) is not None
                }
                self._ties[_bare(one.get("idref"))] = (_bare(ends.get("start")), _bare(ends.get("end")))
            elif local(one) == "shapetype":
                form = _FORMS.get(int(number(one.get(f"{OFFICE}spt"))), "")
                self._forms[_bare(one.get("id"))] = form or ("path" if one.get("path") else "")

    def figures(
        self, picture: Element, spot: Spot, scope: int, *, always_in_cell: bool
    ) -> Iterator[tuple[Figure, float]]:
        """What is drawn in `w:pict`, with how much it may be too low."""
        self.learn(picture)
        for one in picture:
            if local(one) not in (*_TAGS, "group"):
                continue
            style = _style(one)
            size = _length(style.get("width")), _length(style.get("height"))
            if style.get("position") == "absolute":
                in_cell = spot.is_cell and (always_in_cell or one.get(f"{OFFICE}allowincell", "t") != "f")
                across = (
                    _relative(style.get("mso-position-horizontal-relative")), _aligned(style, "horizontal"),
                    _length(style.get("margin-left", style.get("left"))),
                )  # fmt: skip
                down = (
                    _relative(style.get("mso-position-vertical-relative")), _aligned(style, "vertical"),
                    _length(style.get("margin-top", style.get("top"))),
                )  # fmt: skip
                at = positioned(spot, size, across, down, in_cell=in_cell)
                x, y, lift = at.x, at.y, at.lift
            else:
                x, y, lift = spot.left, spot.top, spot.top - spot.low
            pose = _turned(style, Pose(x, y, *size))
            for figure in self.shape(one, pose, Frame(), scope, 0, offset=(x, y)):
                yield figure, lift

    def shape(
        self,
        element: Element,
        pose: Pose,
        outer: Frame,
        scope: int,
        depth: int,
        offset: tuple[float, float] = (0, 0),
    ) -> Iterator[Figure]:
        """A shape or a group at its place; the ends of a line are given from `offset`."""
        self._counted.at_depth(depth)
        self._counted.one()
        if local(element) == "group":
            inner = _inner(element, pose).within(outer)
            for one in element:
                if local(one) in (*_TAGS, "group"):
                    style = _style(one)
                    left, top, width, height = (number(style.get(name)) for name in _PLACE)
                    place = _turned(style, Pose(left, top, width, height))
                    yield from self.shape(one, place, inner, scope, depth + 1)
            return
        form = self._form(element)
        text = self._text(element)
        key = Key(scope, _bare(element.get(f"{OFFICE}spid") or element.get("id")))
        frame = pose.frame.within(outer)
        figure = Figure("symbol", square(frame), text, key=key)
        if form == "line" and element.get("from"):
            ends = [_ends(element.get(name), depth) for name in ("from", "to")]
            shift = Frame(e=offset[0], f=offset[1]).within(outer) if depth == 0 else outer
            yield self._line(element, figure, tuple(shift.at(*end) for end in ends), scope)
        elif form in CONNECTORS:
            bend = next((float(found) / _BEND for found in _PAIR.findall(element.get("adj", ""))[:1]), 0.5)
            path = corners(form, {"adj1": bend})
            yield self._line(element, figure, tuple(frame.at(x, y) for x, y in path), scope)
        elif form in BLOCKS:
            block = BLOCKS[form]
            points = tuple(frame.at(x, y) for x, y in block.points)
            arrow = figure._replace(form="line", points=points, box=box_of(points))
            yield arrow._replace(has_head=True, has_tail_head=block.has_two_heads)
        elif form == "pic" or child(element, "imagedata") is not None:
            yield figure._replace(form="other", what="gambar", text=text or _title(element))
        elif form in ("path", "polyline"):
            yield from self._free(element, figure, pose, frame, scope)
        else:
            yield from self._symbol(element, figure, form, pose)

    def _symbol(self, element: Element, figure: Figure, form: str, pose: Pose) -> Iterator[Figure]:
        box = figure.box
        kind, doubt = kind_of("rect" if form == "textBox" else form, box.width, box.height)
        text = figure.text
        has_border = element.get("stroked", "t") not in ("f", "false", "0")
        is_answer = form == "textBox" and (is_yes(text) or is_no(text))
        if kind is None:
            yield figure._replace(form="label" if text else "other", what="bentuk")
        elif form in _PLAIN and text and (not has_border or is_answer):
            yield figure._replace(form="label")
        elif text or has_border:
            yield figure._replace(kind=kind, doubt=doubt)

    def _free(self, element: Element, figure: Figure, pose: Pose, frame: Frame, scope: int) -> Iterator[Figure]:
        """A form by its own path: only where its corners lie is looked at."""
        path = element.get("path") or element.get("points") or ""
        numbers = [float(found) for found in _PAIR.findall(path)]
        inner = to_square(0, 0, *_size(element))
        points = tuple(inner.at(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False))
        if len(points) < 2:
            yield figure._replace(form="label" if figure.text else "other", what="bentuk bebas")
        elif "x" in path or points[0] == points[-1]:
            kind, doubt = drawn_kind(points, path.count("c"), pose.width, pose.height)
            yield figure._replace(kind=kind, doubt=doubt)
        else:
            yield self._line(element, figure, tuple(frame.at(x, y) for x, y in points), scope)

    def _line(
        self, element: Element, figure: Figure, points: tuple[tuple[float, float], ...], scope: int
    ) -> Figure:
        stroke = child(element, "stroke")
        head, tail = (
            stroke is not None and stroke.get(side, "none") != "none" for side in ("endarrow", "startarrow")
        )
        start, end = self._ties.get(figure.key.number if figure.key is not None else "", ("", ""))
        return figure._replace(
            form="line", points=points, box=box_of(points), has_head=head, has_tail_head=tail,
            start=Key(scope, start) if start else None, end=Key(scope, end) if end else None,
        )  # fmt: skip

    def _form(self, element: Element) -> str:
        form = _TAGS[local(element)]
        if not form:
            named = _bare(element.get("type"))
            found = _TYPE.search(named)
            form = self._forms.get(named) or (_FORMS.get(int(found[1]), "") if found else "")
            form = (
                form
                or _FORMS.get(int(number(element.get(f"{OFFICE}spt"))), "")
                or ("path" if element.get("path") else "rect")
            )
        kind = element.get(f"{OFFICE}connectortype")
        if kind in _KINDS and form not in CONNECTORS:
            return _KINDS[kind]
        return form

    def _text(self, element: Element) -> str:
        box = child(element, "textbox")
        inner = child(box, "txbxContent")
        if inner is not None:
            return self._text_of(inner)
        drawn = child(element, "textpath")
        texts = [drawn.get("string", "")] if drawn is not None else []
        return " ".join([*texts, *("".join(box.itertext()).split() if box is not None else ())]).strip()


def hanging_old(element: Element) -> tuple[float, float] | None:
    """How far below its paragraph one symbol begins and ends; `None` for what may reach over other rows."""
    style = _style(element)
    height = _length(style.get("height"))
    kind = element.get(f"{OFFICE}connectortype")
    if local(element) not in ("rect", "roundrect", "oval", "shape") or kind is not None or height > TALLEST:
        return None
    if style.get("position") != "absolute":
        return 0.0, height
    top = _length(style.get("margin-top", style.get("top")))
    base = _relative(style.get("mso-position-vertical-relative"))
    return None if base or _aligned(style, "vertical") else (top, top + height)


def _inner(group: Element, pose: Pose) -> Frame:
    """The coordinates of a group's members."""
    return to_square(*_ends(group.get("coordorigin"), 1), *_size(group)).within(pose.frame)


def _size(element: Element) -> tuple[float, float]:
    """The width and height in the coordinates within."""
    return _ends(element.get("coordsize") or "1000,1000", 1)


def _style(element: Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _length(text: str | None) -> float:
    found = _LENGTH.match(text or "")
    return number(found[1]) * _UNITS.get(found[2], 1.0) if found else 0.0


def _ends(text: str | None, depth: int) -> tuple[float, float]:
    """Two lengths; within a group they are numbers."""
    parts = [*(text or "").split(",")[:2], "0", "0"]
    one, other = (number(part) if depth else _length(part) for part in parts[:2])
    return one, other


def _turned(style: dict[str, str], pose: Pose) -> Pose:
    turn = style.get("rotation", "0")
    degrees = number(turn.removesuffix("fd")) / 65_536 if turn.endswith("fd") else number(turn)
    flip = style.get("flip", "")
    return pose._replace(turn=degrees, flips_x="x" in flip, flips_y="y" in flip)


def _relative(base: str | None) -> str:
    return {"text": "", "char": "", "line": ""}.get(base or "", base or "")


def _aligned(style: dict[str, str], axis: str) -> str:
    found = style.get(f"mso-position-{axis}", "")
    return "" if found == "absolute" else found


def _bare(name: str | None) -> str:
    return (name or "").removeprefix("#")


def _title(element: Element) -> str:
    image = child(element, "imagedata")
    return element.get("alt", "") or (image.get(f"{OFFICE}title", "") if image is not None else "")
