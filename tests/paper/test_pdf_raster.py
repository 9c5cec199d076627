"""A drawing that is a picture over the table: its symbols and arrows are read, and what is not understood is told."""

from __future__ import annotations

import io
import random

import pytest

pytest.importorskip("pdfplumber")
pytest.importorskip("reportlab")

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from sopflow.paper.importing import import_table
from sopflow.paper.pdf.raster import seen_on
from sopflow.paper.sheets.pdf import read_here as read

from .drawing import CHIEF, STAFF, Paper, row
from .wordfile import only

BLACK = (0, 0, 0, 255)
DOTS = 3
"""Of a picture, for each point."""
LEFT, TOP = 232, 145
"""Where the picture lies on the page."""
ROWS = [row("1", "Menyusun"), row("2", "Memeriksa"), row("3", "Mengirim")]
A, B, C = 170.0, 230.0, 290.0
"""The middles of the rows."""


class Drawing:
    """Draws by the points of the page on a picture that lies over the columns of actors."""

    def __init__(self, width=156, height=180):
        self.image = Image.new("RGBA", (width * DOTS, height * DOTS), (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self.image)

    def at(self, *points):
        return [((x - LEFT) * DOTS, (y - TOP) * DOTS) for x, y in points]

    def box(self, x, y):
        self.pen.rectangle(self.at((x - 16, y - 9), (x + 16, y + 9)), outline=BLACK, width=3)

    def diamond(self, x, y):
        corners = self.at((x - 18, y), (x, y - 11), (x + 18, y), (x, y + 11))
        self.pen.line([*corners, *corners[:2]], BLACK, 3)

    def capsule(self, x, y):
        self.pen.rounded_rectangle(self.at((x - 17, y - 9), (x + 17, y + 9)), 9 * DOTS, outline=BLACK, width=3)

    def pentagon(self, x, y):
        corners = self.at((x - 8, y - 7), (x + 8, y - 7), (x + 8, y + 3), (x, y + 7), (x - 8, y + 3))
        self.pen.line([*corners, *corners[:2]], BLACK, 3)

    def arrow(self, *points, is_open=True):
        """A line with a head of two strokes, or a filled one."""
        (a, b), (x, y) = points[-2:]
        long = max(abs(x - a), abs(y - b))
        dx, dy = (x - a) / long, (y - b) / long
        wings = (x - 5 * dx + 3 * dy, y - 5 * dy + 3 * dx), (x - 5 * dx - 3 * dy, y - 5 * dy - 3 * dx)
        self.pen.line(self.at(*points), BLACK, 4)
        if is_open:
            self.pen.line(self.at(wings[0], (x, y), wings[1]), BLACK, 4)
        else:
            self.pen.polygon(self.at(wings[0], (x, y), wings[1]), BLACK)

    def on(self, path, *, words=(), rows=ROWS):
        """The file of a table with the picture on it, and words beside it."""
        paper = Paper(path)
        assert paper.table(rows)[:3] == [A, B, C]
        data = io.BytesIO()
        self.image.save(data, "PNG")
        width, height = self.image.width / DOTS, self.image.height / DOTS
        paper.canvas.drawImage(ImageReader(data), LEFT, paper.height - TOP - height, width, height, mask="auto")
        for x, y, text in words:
            paper.text(x, y, text, 6)
        paper.save()
        return path


def asked(*, is_open=True):
    """A capsule, a diamond that leads back or on, and a box."""
    drawing = Drawing()
    drawing.capsule(STAFF, A)
    drawing.diamond(CHIEF, B)
    drawing.box(STAFF, C)
    drawing.arrow((STAFF + 17, A), (CHIEF, A), (CHIEF, B - 11), is_open=is_open)
    drawing.arrow((CHIEF - 18, B), (STAFF - 5, B), (STAFF - 5, A + 9), is_open=is_open)
    drawing.arrow((CHIEF, B + 11), (CHIEF, C), (STAFF + 16, C), is_open=is_open)
    return drawing


WORDS = ((CHIEF - 50, B - 3, "Tidak"), (CHIEF + 3, B + 24, "Ya"))


@pytest.mark.parametrize("is_open", [True, False], ids=["open heads", "filled heads"])
def test_its_symbols_act_and_its_arrows_lead(is_open, tmp_path):
    imported = import_table(str(asked(is_open=is_open).on(tmp_path / "x.pdf", words=WORDS)))
    one, two, three = imported.draft.steps
    assert [[imported.draft.actors[a] for a in step.actors] for step in (one, two, three)] == [
        ["Staf"], ["Kepala"], ["Staf"],
    ]  # fmt: skip
    assert (one.next, two.branches) == ([], {"Tidak": [one.id], "Ya": [three.id]})
    assert imported.draft.open_notes == []
    drawn = only(tmp_path / "x.pdf").drawing.symbols
    assert [symbol.kind for symbol in drawn] == ["terminal", "decision", "activity"]


def test_every_kind_of_symbol_is_told_by_what_its_line_encloses(tmp_path):
    drawing = Drawing()
    drawing.capsule(STAFF, A)
    drawing.box(CHIEF, A)
    drawing.diamond(STAFF, B)
    drawing.pentagon(CHIEF, B)
    drawn = only(drawing.on(tmp_path / "x.pdf")).drawing.symbols
    assert sorted((symbol.row, symbol.columns, symbol.kind) for symbol in drawn) == [
        (1, (2,), "terminal"), (1, (3,), "activity"), (2, (2,), "decision"), (2, (3,), "connector"),
    ]  # fmt: skip


def test_a_connector_whose_tip_is_filled_by_its_line_is_one(tmp_path):
    drawing = Drawing()
    drawing.capsule(STAFF, A)
    drawing.pentagon(CHIEF, B)
    drawing.pen.rectangle(drawing.at((CHIEF - 3, B + 6.1), (CHIEF + 3, B + 6.5)), BLACK)
    drawn = only(drawing.on(tmp_path / "x.pdf")).drawing.symbols
    assert [(symbol.row, symbol.kind) for symbol in drawn] == [(1, "terminal"), (2, "connector")]


def test_what_arrows_enclose_is_no_symbol(tmp_path):
    """The way back of `asked` and the way on close a square between them."""
    drawn = only(asked().on(tmp_path / "x.pdf")).drawing
    assert len(drawn.symbols) == 3


def test_lines_that_cross_are_told_and_lead_nowhere(tmp_path):
    drawing = Drawing()
    for x, y in ((STAFF, A), (CHIEF, A), (STAFF, C), (CHIEF, C)):
        drawing.box(x, y)
    drawing.arrow((STAFF, A + 9), (STAFF, B + 20), (CHIEF, B + 20), (CHIEF, C - 9))
    drawing.arrow(
        (CHIEF, A + 9), (CHIEF, B), (STAFF + 20, B), (STAFF + 20, B + 30), (STAFF, B + 30), (STAFF, C - 9)
    )
    sheet = read(drawing.on(tmp_path / "x.pdf"))
    assert only(tmp_path / "x.pdf").drawing.arrows == ()
    why = "isinya tidak terbaca: mungkin simbol, panah, atau keterangan panah"
    assert [tuple(one) for one in sheet.unread] == [("gambar", "halaman 1, baris 1 sampai 3", why)]


def test_a_word_on_it_is_told_and_the_rest_is_read(tmp_path):
    drawing = asked()
    drawing.pen.text(drawing.at((STAFF + 12, B - 11))[0], "Tidak", BLACK, font_size=24)
    sheet = read(drawing.on(tmp_path / "x.pdf"))
    drawn = only(tmp_path / "x.pdf").drawing
    assert [arrow.target for arrow in drawn.arrows if not arrow.doubt] == [1, 0, 2]
    assert ("gambar", "halaman 1, baris 2") in [(one.text, one.place) for one in sheet.unread]


def test_a_line_without_a_head_is_one(tmp_path):
    drawing = Drawing()
    drawing.box(STAFF, A)
    drawing.box(CHIEF, A)
    drawing.pen.line(drawing.at((STAFF + 16, A), (CHIEF - 16, A)), BLACK, 4)
    (line,) = only(drawing.on(tmp_path / "x.pdf")).drawing.arrows
    assert line.doubt == "garis tanpa kepala panah"


def noise(size, step):
    image = Image.new("RGBA", size, "white")
    pen, pick = ImageDraw.Draw(image), random.Random(5)
    for x in range(0, size[0], step):
        for y in range(0, size[1], step):
            if pick.random() < 0.5:
                pen.rectangle((x, y, x + step - 1, y + step - 1), BLACK)
    return image


@pytest.mark.parametrize(
    "image",
    [Image.new("RGB", (300, 200), "black"), Image.new("RGB", (300, 200), "white"), noise((120, 120), 4), noise((1800, 1200), 3)],
    ids=["all dark", "empty", "a code", "a photo"],
)  # fmt: skip
def test_a_picture_of_something_else_is_none(image):
    assert seen_on(image, size=(100, 80)) is None
