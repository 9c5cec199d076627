"""Word documents as LibreOffice prints them, compared with what was laid out."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pdfplumber

from sopflow.render.text import LINE
from tests.render.geometry import label_box
from tests.services import program

POINTS = 72 / 25.4
NEAR = 2.5
"""Points between where something is laid out and where it is printed."""
HEAD = 9.0
"""Points by which a line is shorter because its head covers its end."""
FOOT = "#555555"
FONTS = Path(__file__).parents[2] / "sopflow/render/fonts"
_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir><match target="pattern"><test name="family"><string>Arial</string>
</test><edit name="family" mode="assign" binding="strong"><string>Sopflow Sans</string></edit></match></fontconfig>
"""


def converted(files, folder, to="pdf"):
    """Files in another format, with a typeface as wide as Arial on every machine."""
    soffice = program("soffice", command="apt-get install -y --no-install-recommends libreoffice-writer-nogui")
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(fonts=FONTS, cache=folder / "cache"), "utf-8")
    out = folder / to
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to, "--outdir", out, *files],
        check=True, capture_output=True, timeout=300, env={**os.environ, "FONTCONFIG_FILE": str(config)},
    )  # fmt: skip
    made = [out / f"{file.stem}.{to}" for file in files]
    assert [file.name for file in made if not file.exists()] == []
    return made


def differences(picture, file):
    """What is printed otherwise than it was laid out, as texts."""
    with pdfplumber.open(file) as document:
        if len(document.pages) != len(picture.pages):
            yield f"{len(document.pages)} pages for {len(picture.pages)}"
            return
        for at, (page, printed) in enumerate(zip(picture.pages, document.pages, strict=True), start=1):
            yield from (f"page {at}: {found}" for found in _Printed(printed).differences(page))


def squeezed(text):
    return "".join(text.split())


class _Printed:
    def __init__(self, page):
        self.signs = sorted(
            ((one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2, one["text"]) for one in page.chars
        )
        strokes = [one["pts"] for kind in (page.curves, page.rects) for one in kind if one["stroke"]]
        self.forms = [p for p in strokes if len(p) > 4 and _near(p[0], p[-1], 0.5)]
        self.forms += [one["pts"] for one in page.rects if one["stroke"] and len(one["pts"]) == 4]
        self.lines = [p for p in strokes if not _near(p[0], p[-1], 0.5)]
        self.lines += [one["pts"] for one in page.lines if one["stroke"]]
        fills = [one["pts"] for kind in (page.curves, page.rects) for one in kind if one["fill"]]
        self.heads = [p for p in fills if len({(round(x, 1), round(y, 1)) for x, y in p}) == 3]

    def differences(self, page):
        scale = page.scale * POINTS
        for row in page.rows:
            below = (row.y + row.height) * scale
            if not any(_near(a, (a[0], below)) and _near(b, (b[0], below)) for a, b in map(_ends, self.lines)):
                yield f"no rule below the row at {below:.0f}"
            for cell in row.cells:
                box = (
                    cell.x * scale,
                    cell.y * scale,
                    (cell.x + cell.width) * scale,
                    (cell.y + cell.height) * scale,
                )
                found = "" if cell.is_chart else self._within(*box)
                if squeezed("".join(cell.lines)) != found:
                    yield f"the cell {cell.lines} is printed as {found!r}"
        for text in page.texts:
            if text.color != FOOT:
                yield from self._text(text, scale)
        for shape in page.shapes:
            yield from self._shape(shape, scale)
        if len(self.forms) != len(page.shapes):
            yield f"{len(self.forms)} symbols for {len(page.shapes)}"
        heads = sum(line.arrow.has_head for line in page.lines)
        if len(self.heads) != heads:
            yield f"{len(self.heads)} heads of arrows for {heads}"
        for line in page.lines:
            yield from self._line(line, scale)

    def _within(self, left, top, right, bottom):
        """What is printed in a box, line by line, without blanks."""
        inside = [(x, y, sign) for x, y, sign in self.signs if left < x < right and top < y < bottom]
        lines, last = [], None
        for x, y, sign in sorted(inside, key=lambda one: one[1]):
            if last is None or y - last > 1:
                lines.append([])
            lines[-1].append((x, sign))
            last = y
        return squeezed("".join(sign for line in lines for _, sign in sorted(line)))

    def _text(self, text, scale):
        """A text outside of the table, in the middle of its line."""
        height = len(text.lines) * text.size * LINE * scale
        y = text.y * scale
        found = self._within(0, y - 1, 10_000, y + height + 1)
        if squeezed("".join(text.lines)) != found:
            yield f"the text {text.lines} at {y:.0f} is printed as {found!r}"
        ends = [x for x, at, _ in self.signs if y - 1 < at < y + height + 1]
        if text.align == "center" and abs((min(ends) + max(ends)) / 2 - text.x * scale) > 2 * NEAR:
            yield f"the text {text.lines} is not in the middle of {text.x * scale:.0f}"

    def _shape(self, shape, scale):
        middle = shape.x * scale, shape.y * scale
        size = shape.width * scale, shape.height * scale
        found = [p for p in self.forms if _near(_middle(p), middle) and _near(_size(p), size)]
        if not found:
            yield f"no {shape.symbol.kind} for {shape.symbol.id} at {middle}"
        elif _kind(found[0]) != shape.symbol.kind:
            yield f"{shape.symbol.id} is printed as a {_kind(found[0])}"
        left, top = middle[0] - size[0] / 2, middle[1] - size[1] / 2
        text = self._within(left, top, left + size[0], top + size[1])
        if text != squeezed("".join(shape.lines)):
            yield f"the text {shape.lines} of {shape.symbol.id} is printed as {text!r}"

    def _line(self, line, scale):
        name = f"{line.arrow.source.id}->{line.arrow.target.id}"
        points = [(x * scale, y * scale) for x, y in line.points]
        if not any(_follows(p, points) or _follows(p[::-1], points) for p in self.lines):
            yield f"no line for {name}: {points}"
        if line.arrow.has_head and not any(_near(tip, points[-1]) for head in self.heads for tip in head):
            yield f"no head for {name} at {points[-1]}"
        if line.label is not None:
            left, top, right, bottom = (value * scale for value in label_box(line))
            text = self._within(left - 1, top - 1, right + 1, bottom + 1)
            if text != squeezed("".join(line.label.lines)):
                yield f"the label {line.label.lines} of {name} is printed as {text!r}"


def _ends(points):
    return points[0], points[-1]


def _near(one, other, by=NEAR):
    return abs(one[0] - other[0]) <= by and abs(one[1] - other[1]) <= by


def _middle(points):
    return tuple((min(values) + max(values)) / 2 for values in zip(*points, strict=True))


def _size(points):
    return tuple(max(values) - min(values) for values in zip(*points, strict=True))


def _kind(points):
    corners = []
    for point in points:
        if not any(_near(point, other, 0.3) for other in corners):
            corners.append(point)
    if len(corners) > 5:
        return "capsule"
    if len(corners) == 5:
        return "pentagon"
    middle = _middle(points)
    return "diamond" if all(abs(x - middle[0]) < 1 or abs(y - middle[1]) < 1 for x, y in corners) else "box"


def _follows(printed, points):
    """Whether a line runs along the points; its end may stop short below its head."""
    if len(printed) != len(points) or not all(map(_near, printed[:-1], points[:-1])):
        return False
    (ax, ay), (bx, by) = points[-2:]
    x, y = printed[-1]
    upright = abs(ax - bx) < abs(ay - by)
    beside, short = (abs(x - bx), abs(y - by)) if upright else (abs(y - by), abs(x - bx))
    return beside < NEAR and short < HEAD
