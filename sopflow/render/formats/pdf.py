"""PDF, with the typeface in it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

from sopflow.definition.logo import NO_PICTURE, Logo, UnusableLogo
from sopflow.diagnostics import NOWHERE
from sopflow.errors.packages import needing
from sopflow.render.overlay import FILLS, STROKES
from sopflow.render.page import Emblem, Line, Page, Picture, Point, Shape, Text
from sopflow.render.sizing import SMALL

from .marks import head_points, held, outline_points, standing
from .svg import cell_text

_POINTS: Final = 72 / 25.4
"""In a millimetre."""
_FACES: Final = {False: "SopflowSans-Regular", True: "SopflowSans-Bold"}


def pdf_of(picture: Picture) -> bytes:
    """The pages of a picture; the same picture gives the same bytes. `MissingPackage` without reportlab."""
    with needing("picture"):
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas
    for face in _FACES.values():
        if face not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(
                TTFont(face, io.BytesIO(files("sopflow.render").joinpath(f"fonts/{face}.ttf").read_bytes()))
            )
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1, lang=picture.language)
    canvas.setTitle(picture.title)
    canvas.setCreator("sopflow")
    for at, page in enumerate(picture.pages, start=1):
        canvas.setPageSize((page.width * page.scale * _POINTS, page.height * page.scale * _POINTS))
        canvas.bookmarkPage(f"p{at}")
        canvas.addOutlineEntry(f"{page.title} ({at})", f"p{at}", 0)
        canvas.transform(page.scale * _POINTS, 0, 0, -page.scale * _POINTS, 0, page.height * page.scale * _POINTS)
        _Pen(canvas).page(page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Pen:
    """Draws in millimetres from the upper left corner."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    def page(self, page: Page) -> None:
        for row in page.rows:
            for cell in row.cells:
                self._style("#8a8a8a", 0.15, cell.fill or None)
                self.canvas.rect(cell.x, cell.y, cell.width, cell.height, stroke=1, fill=int(bool(cell.fill)))
                self.text(cell_text(cell))
        if page.emblem is not None:
            self.emblem(page.emblem)
        for text in page.texts:
            self.text(text)
        for x, y, tone in page.swatches:
            self._style(STROKES[tone], 0.3, FILLS[tone])
            self.canvas.rect(x, y + 0.3, 2.2, 2.2, stroke=1, fill=1)
        for line in page.lines:
            self.line(line)
        for shape in page.shapes:
            self.shape(shape)

    def _style(self, stroke: str, width: float, fill: str | None, dashes: tuple[float, ...] = ()) -> None:
        self.canvas.setStrokeColor(stroke)
        self.canvas.setLineWidth(width)
        self.canvas.setDash(*([list(dashes)] if dashes else []))
        if fill:
            self.canvas.setFillColor(fill)

    def text(self, text: Text) -> None:
        for line, y in standing(text):
            self._write(text.x, y, line, text.size, text.align, text.color, bold=text.bold)

    def _write(
        self, x: float, y: float, line: str, size: float, align: str, color: str, *, bold: bool = False
    ) -> None:
        if not line:
            return
        self.canvas.saveState()
        self.canvas.setFont(_FACES[bold], size)
        self.canvas.setFillColor(color)
        self.canvas.translate(x, y)
        self.canvas.scale(1, -1)
        draw = {
            "left": self.canvas.drawString, "center": self.canvas.drawCentredString, "right": self.canvas.drawRightString,
        }[align]  # fmt: skip
        draw(0, 0, line)
        self.canvas.restoreState()

    def emblem(self, emblem: Emblem) -> None:
        self.canvas.saveState()
        self.canvas.translate(emblem.x, emblem.y + emblem.height)
        self.canvas.scale(1, -1)
        self.canvas.drawImage(_image_of(emblem.logo), 0, 0, emblem.width, emblem.height, mask="auto")
        self.canvas.restoreState()

    def line(self, line: Line) -> None:
        stroke = STROKES[line.tone]
        self._style(stroke, 0.6 if line.tone else 0.3, None, (1.0, 0.8) if line.arrow.is_dashed else ())
        self._path(line.points, closed=False, fill=False)
        if line.arrow.has_head:
            self._style(stroke, 0.1, stroke)
            self._path(head_points(line), closed=True, fill=True)
        if line.label is not None:
            self.text(line.label)

    def shape(self, shape: Shape) -> None:
        dashes = (1.2, 0.8) if shape.symbol.is_open or shape.symbol.is_optional else ()
        self._style(STROKES[shape.tone], 0.55 if shape.tone else 0.3, FILLS[shape.tone], dashes)
        left, top = shape.x - shape.width / 2, shape.y - shape.height / 2
        if shape.symbol.kind == "box":
            self.canvas.rect(left, top, shape.width, shape.height, stroke=1, fill=1)
        elif shape.symbol.kind == "capsule":
            self.canvas.roundRect(
                left, top, shape.width, shape.height, min(shape.height, shape.width) / 2, stroke=1, fill=1
            )
        else:
            self._path(outline_points(shape), closed=True, fill=True)
        for line, y in held(shape):
            self._write(shape.x, y, line, SMALL, "center", "#000000")

    def _path(self, points: Iterable[Point], *, closed: bool, fill: bool) -> None:
        path = self.canvas.beginPath()
        for at, point in enumerate(points):
            (path.lineTo if at else path.moveTo)(*point)
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=1, fill=int(fill))


def _image_of(logo: Logo) -> Any:
    """The picture, unpacked as far as its header says; `UnusableLogo` for one that is broken, or says two sizes."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    kinds = ("PNG",) if logo.size.kind == "png" else ("JPEG",)
    try:
        with Image.open(io.BytesIO(logo.data), formats=kinds) as image:
            if image.size != (logo.size.width, logo.size.height):
                raise ValueError("two sizes")
            image.load()
        return ImageReader(io.BytesIO(logo.data))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise UnusableLogo.by(NO_PICTURE.at(NOWHERE, path=logo.path)) from None
