"""Figures from DrawingML, as Word and Excel draw since 2007."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ..cells import is_no, is_yes
from ..geometry import Point, box_of
from .figures import Counted, Figure, Frame, Key, Pose, square, to_square
from .package import child, first, local, members, number
from .shapes import BLOCKS, CONNECTORS, GROUPS, OTHERS, SHAPES, corners, drawn_kind, kind_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


EMU: Final = 12_700
"""In a point."""
_TURN: Final = 60_000
_PLAIN: Final = ("rect", "roundRect", "flowChartProcess")


class DrawingML:
    """Makes figures; `text_of` reads a text box of Word's."""

    def __init__(self, counted: Counted, text_of: Callable[[Element], str]) -> None:
        self._counted = counted
        self._text_of = text_of

    def figures(
        self, element: Element, place: Pose | None, scope: int, name: Element | None = None
    ) -> Iterator[Figure]:
        """What is drawn in an element; `place` is where the file puts it, `name` what has its number there."""
        yield from self._figures(element, Frame(), scope, 0, place, name)

    def _figures(
        self, element: Element, outer: Frame, scope: int, depth: int, place: Pose | None, name: Element | None
    ) -> Iterator[Figure]:
        self._counted.at_depth(depth)
        kind = local(element)
        if kind in SHAPES:
            self._counted.one()
            yield from self._shape(element, outer, scope, place, name)
        elif kind in GROUPS:
            self._counted.one()
            inner = self._inner(element, outer, place)
            for one in element:
                yield from self._figures(one, inner, scope, depth + 1, None, None)
        elif kind in OTHERS:
            self._counted.one()
            frame = _pose(element, place).frame.within(outer)
            yield _other(element, square(frame), OTHERS[kind], name)
        elif kind in ("graphic", "graphicData"):
            for one in element:
                yield from self._figures(one, outer, scope, depth, place, name)

    @staticmethod
    def _inner(element: Element, outer: Frame, place: Pose | None) -> Frame:
        """The coordinates of a group's members."""
        if local(element) == "wpc":
            return Frame(e=place.left, f=place.top).within(outer) if place is not None else outer
        form = child(element, "grpSpPr", "xfrm")
        pose, extent = _pose(element, place), child(form, "chExt")
        size = pair(extent, "cx", "cy") if extent is not None else (pose.width, pose.height)
        return to_square(*pair(child(form, "chOff"), "x", "y"), *size).within(pose.frame).within(outer)

    def _shape(
        self, element: Element, outer: Frame, scope: int, place: Pose | None, name: Element | None
    ) -> Iterator[Figure]:
        pose = _pose(element, place)
        frame = pose.frame.within(outer)
        own = first(element, ("cNvPr",), ("nvSpPr", "cNvPr"), ("nvCxnSpPr", "cNvPr"))
        named = own if own is not None else name
        text = self._text(element)
        if any(one is not None and one.get("hidden") in ("1", "true") for one in (own, name)):
            yield Figure("other", square(frame), text, what="bentuk yang disembunyikan")
            return
        properties = child(element, "spPr")
        geometry = child(properties, "prstGeom")
        form = geometry.get("prst", "rect") if geometry is not None else ""
        key = Key(scope, named.get("id", "")) if named is not None else None
        figure = Figure("symbol", square(frame), text, key=key)
        head, tail = (_has_head(properties, end) for end in ("tailEnd", "headEnd"))
        if form in CONNECTORS or (not form and _is_connector(element)):
            ends = _ends(element, scope)
            path, _, _ = _path(child(properties, "custGeom"))
            if len(path) < 2:
                path = corners(form or "line", _bends(geometry))
            yield _line(figure, frame, path, head, tail)._replace(start=ends[0], end=ends[1])
        elif form in BLOCKS:
            yield _line(figure, frame, BLOCKS[form].points, True, BLOCKS[form].has_two_heads)
        elif not form and (drawn := child(properties, "custGeom")) is not None:
            yield from self._drawn(figure, drawn, properties, frame, pose, (head, tail))
        else:
            yield from self._standard(figure, form or "rect", element, properties, pose)

    @staticmethod
    def _drawn(
        figure: Figure,
        drawn: Element,
        properties: Element | None,
        frame: Frame,
        pose: Pose,
        heads: tuple[bool, bool],
    ) -> Iterator[Figure]:
        """A form of somebody's own: closed it is a symbol, open a line."""
        points, curves, is_closed = _path(drawn)
        if len(points) < 2:
            yield figure._replace(form="label" if figure.text else "other", what="bentuk bebas")
        elif not is_closed:
            yield _line(figure, frame, points, *heads)
        else:
            kind, doubt = drawn_kind(points, curves, pose.width, pose.height)
            if figure.text and _has_border(properties, None) is False:
                yield figure._replace(form="label")
            else:
                yield figure._replace(kind=kind, doubt=doubt)

    @staticmethod
    def _standard(
        figure: Figure, form: str, element: Element, properties: Element | None, pose: Pose
    ) -> Iterator[Figure]:
        kind, doubt = kind_of(form, pose.width, pose.height)
        own = first(element, ("cNvSpPr",), ("nvSpPr", "cNvSpPr"))
        is_text_box = own is not None and own.get("txBox") in ("1", "true")
        border = _has_border(properties, child(element, "style"))
        text = figure.text
        if kind is None:
            yield figure._replace(form="label" if text else "other", what=f"bentuk {form}")
        elif (
            form in _PLAIN
            and text
            and (border is False or (is_text_box and (border is None or is_yes(text) or is_no(text))))
        ):
            yield figure._replace(form="label")
        elif text or border is not False or _is_filled(properties):
            yield figure._replace(kind=kind, doubt=doubt)

    def _text(self, element: Element) -> str:
        box = child(element, "txbx", "txbxContent")
        if box is not None:
            return self._text_of(box)
        body = child(element, "txBody")
        return drawn_text(body) if body is not None else ""


def drawn_text(body: Element) -> str:
    """The text of a shape in Excel, a line for each paragraph."""
    lines = []
    for paragraph in body:
        if local(paragraph) == "p":
            parts = [
                "\n" if local(one) == "br" else one.text or ""
                for one in paragraph.iter()
                if local(one) in ("t", "br")
            ]
            lines.append("".join(parts))
    return "\n".join(lines).strip()


def _other(element: Element, box: object, what: str, name: Element | None) -> Figure:
    titles = [one for one in element.iter() if local(one) == "cNvPr"]
    if name is not None:
        titles.insert(0, name)
    said = next((one.get(key, "") for one in titles for key in ("descr", "title", "name") if one.get(key)), "")
    texts = [one.text or "" for one in element.iter() if local(one) == "t"]
    return Figure("other", box, " ".join([said, *texts]).strip(), what=what)  # type: ignore[arg-type]


def _line(figure: Figure, frame: Frame, path: tuple[Point, ...], head: bool, tail: bool) -> Figure:
    points = tuple(frame.at(x, y) for x, y in path)
    return figure._replace(form="line", box=box_of(points), points=points, has_head=head, has_tail_head=tail)


def _pose(element: Element, place: Pose | None) -> Pose:
    """How a shape lies: as it says itself, but where the file puts it."""
    form = first(element, ("spPr", "xfrm"), ("grpSpPr", "xfrm"), ("xfrm",))
    turn = number(form.get("rot")) / _TURN if form is not None else 0.0
    flips = [form is not None and form.get(name) in ("1", "true") for name in ("flipH", "flipV")]
    if place is not None:
        return place._replace(turn=turn, flips_x=flips[0], flips_y=flips[1])
    return Pose(*pair(child(form, "off"), "x", "y"), *pair(child(form, "ext"), "cx", "cy"), turn, *flips)


def pair(element: Element | None, one: str, other: str) -> Point:
    """Two lengths, in points; none where the element is missing."""
    if element is None:
        return 0.0, 0.0
    return number(element.get(one)) / EMU, number(element.get(other)) / EMU


def _is_connector(element: Element) -> bool:
    return local(element) == "cxnSp" or child(element, "cNvCnPr") is not None


def _ends(element: Element, scope: int) -> tuple[Key | None, Key | None]:
    own = first(element, ("cNvCnPr",), ("nvCxnSpPr", "cNvCxnSpPr"))
    found = [child(own, name) for name in ("stCxn", "endCxn")]
    start, end = (Key(scope, one.get("id", "")) if one is not None else None for one in found)
    return start, end


def _bends(geometry: Element | None) -> dict[str, float]:
    return {
        one.get("name", ""): number(one.get("fmla", "").removeprefix("val ")) / 100_000
        for one in members(geometry, "avLst")
        if one.get("fmla", "").startswith("val ")
    }


def _has_head(properties: Element | None, end: str) -> bool:
    found = child(properties, "ln", end)
    return found is not None and found.get("type", "none") != "none"


def _has_border(properties: Element | None, style: Element | None) -> bool | None:
    """Whether a shape has a line around it; `None` where the file does not say."""
    line = child(properties, "ln")
    if line is not None and child(line, "noFill") is not None:
        return False
    if line is not None and len(line):
        return True
    said = child(style, "lnRef")
    if said is not None:
        return said.get("idx") != "0"
    return True if line is not None else None


def _is_filled(properties: Element | None) -> bool:
    """Whether a shape shows without a line around it; a white one hides what is below."""
    fill = child(properties, "solidFill")
    return fill is not None and not any(
        one.get("val", "").casefold() in ("ffffff", "bg1", "lt1", "white") for one in fill
    )


def _path(drawn: Element | None) -> tuple[tuple[Point, ...], int, bool]:
    """The corners of a form in a square of 1 by 1, how many of its sides are curves, and whether it is closed."""
    points: list[Point] = []
    curves, is_closed = 0, False
    for path in members(drawn, "pathLst"):
        width, height = number(path.get("w")) or 1.0, number(path.get("h")) or 1.0
        for step in path:
            kind = local(step)
            is_closed |= kind == "close"
            curves += kind in ("cubicBezTo", "quadBezTo", "arcTo")
            ends = [one for one in step if local(one) == "pt"][-1:]
            points += [(number(one.get("x")) / width, number(one.get("y")) / height) for one in ends]
        if points:
            break  # further paths repeat the outline, as fill or as lines within
    is_closed = is_closed or (len(points) > 3 and points[0] == points[-1])
    return tuple(points), curves, is_closed
