"""Arrows that are pictures: a line on a picture is one, whatever else a picture shows is told."""

from __future__ import annotations

import io
import random

import pytest

pytest.importorskip("pdfplumber")
pytest.importorskip("reportlab")

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sopflow.paper.geometry import Box
from sopflow.paper.importing import import_table
from sopflow.paper.pdf import pictures
from sopflow.paper.pdf.pictures import Pictures, stroke_on
from sopflow.paper.sheets import read

CLEAR = (0, 0, 0, 0)
BLACK = (0, 0, 0, 255)


def picture(width, height, draw):
    image = Image.new("RGBA", (width, height), CLEAR)
    draw(ImageDraw.Draw(image))
    return image


def bent(pen):
    """To the right, then down, with a head."""
    pen.line([(2, 3), (80, 3), (80, 50)], BLACK, 2)
    pen.polygon([(74, 48), (86, 48), (80, 60)], BLACK)


def test_an_arrow_leads_from_its_bare_end_along_its_corner_to_its_head():
    box = Box(100.0, 200.0, 190.0, 264.0)  # a dot is a point
    stroke = stroke_on(picture(90, 64, bent), box)
    assert (stroke.has_head, stroke.has_tail_head) == (True, False)
    begin, *corners, end = stroke.points
    assert begin == pytest.approx((102, 203), abs=2)
    assert corners[0] == pytest.approx((180, 203), abs=4)
    assert end == pytest.approx((180, 260), abs=3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_its_direction_is_that_of_the_ink_however_it_lies(turn):
    def straight(pen):
        pen.line([(2, 12), (50, 12)], BLACK, 2)
        pen.polygon([(48, 6), (48, 18), (58, 12)], BLACK)

    image = picture(60, 24, straight).rotate(turn, expand=True)
    stroke = stroke_on(image, Box(0, 0, *image.size))
    ahead = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[turn]
    (x0, y0), (x1, y1) = stroke.points[0], stroke.points[-1]
    assert ((x1 - x0) * ahead[0] + (y1 - y0) * ahead[1]) > 40
    assert stroke.has_head


def test_a_bar_is_a_line_without_a_head():
    stroke = stroke_on(picture(80, 6, lambda pen: pen.rectangle((0, 1, 79, 4), BLACK)), Box(0, 0, 80, 6))
    assert (stroke.has_head, stroke.has_tail_head) == (False, False)
    assert sorted(stroke.points) == [pytest.approx((0.5, 2.5), abs=1), pytest.approx((79.5, 2.5), abs=1)]


def noise(pen):
    pick = random.Random(5)
    for x in range(0, 60, 4):
        for y in range(0, 60, 4):
            if pick.random() < 0.5:
                pen.rectangle((x, y, x + 3, y + 3), BLACK)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda pen: pen.rectangle((2, 2, 56, 40), outline=BLACK, width=2), id="a box"),
        pytest.param(
            lambda pen: pen.polygon([(30, 2), (57, 30), (30, 57), (2, 30)], outline=BLACK), id="a diamond"
        ),
        pytest.param(lambda pen: pen.text((4, 20), "Tidak", BLACK), id="a word"),
        pytest.param(lambda pen: pen.ellipse((8, 8, 50, 50), BLACK), id="a blot"),
        pytest.param(noise, id="a code"),
        pytest.param(lambda pen: None, id="nothing"),
    ],
)
def test_whatever_is_no_line_is_none(draw):
    assert stroke_on(picture(60, 60, draw), Box(0, 0, 60, 60)) is None


def test_a_picture_of_any_size_takes_bounded_work():
    large = picture(2400, 1600, lambda pen: pen.line([(10, 10), (2300, 10), (2300, 1500)], BLACK, 12))
    stroke = stroke_on(large, Box(0, 0, 240, 160))
    assert stroke.points[0] == pytest.approx((1, 1), abs=3) or stroke.points[-1] == pytest.approx((1, 1), abs=3)


def page(path, image):
    """Two rows of two actors; a picture leads from the box of the first to that of the second."""
    canvas = Canvas(str(path), pagesize=(500, 300))

    def line(x0, y0, x1, y1):
        canvas.line(x0, 300 - y0, x1, 300 - y1)

    def text(x, y, words):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(x, 300 - y, words)

    columns, rows = [20, 50, 160, 250, 340, 400, 480], [20, 40, 60, 140, 220]
    for y in rows:
        line(20 if y != 40 else 160, y, 480, y)
    for x in columns:
        line(x, 20 if x not in (250, 400) else 40, x, 220)
    for x, y, words in (
        (25, 34, "No"), (60, 34, "Kegiatan"), (200, 34, "Pelaksana"), (380, 34, "Mutu Baku"),
        (180, 54, "Staf"), (270, 54, "Kepala"), (345, 54, "Waktu"), (410, 54, "Output"),
        (30, 100, "1"), (60, 100, "Menulis"), (345, 100, "1 jam"), (410, 100, "Surat"),
        (30, 180, "2"), (60, 180, "Meneken"), (345, 180, "5 menit"), (410, 180, "Surat teken"),
    ):  # fmt: skip
        text(x, y, words)
    canvas.rect(180, 300 - 115, 50, 30)
    canvas.rect(270, 300 - 195, 50, 30)
    data = io.BytesIO()
    image.save(data, "PNG")
    canvas.drawImage(ImageReader(data), 230, 300 - 166, 67, 66, mask="auto")
    canvas.save()


def test_a_picture_between_two_symbols_is_their_arrow(tmp_path):
    def arrow(pen):
        pen.line([(0, 1), (63, 1), (63, 54)], BLACK, 2)
        pen.polygon([(58, 54), (66, 54), (63, 65)], BLACK)

    page(tmp_path / "panah.pdf", picture(67, 66, arrow))
    sheet = read(tmp_path / "panah.pdf")
    (drawing,) = [table.drawing for table in sheet.tables if table.drawing.symbols]
    assert [(symbol.kind, symbol.columns) for symbol in drawing.symbols] == [
        ("activity", (2,)),
        ("activity", (3,)),
    ]
    assert [(arrow.source, arrow.target, arrow.doubt) for arrow in drawing.arrows] == [(0, 1, "")]
    assert not sheet.unread


def test_a_picture_of_a_word_is_told_with_its_page_and_row(tmp_path):
    page(tmp_path / "kata.pdf", picture(67, 66, lambda pen: pen.text((10, 20), "Tidak", BLACK)))
    (unread,) = read(tmp_path / "kata.pdf").unread
    assert (unread.text, unread.place) == ("gambar", "halaman 1, baris 1 sampai 2")


def test_a_thin_line_with_a_corner_and_no_head_has_none():
    stroke = stroke_on(
        picture(90, 64, lambda pen: pen.line([(2, 3), (80, 3), (80, 60)], BLACK, 2)), Box(0, 0, 90, 64)
    )
    assert (stroke.has_head, stroke.has_tail_head) == (False, False)
    assert sorted(stroke.points)[0] == pytest.approx((2, 3), abs=3)
    assert sorted(stroke.points)[-1] == pytest.approx((80, 60), abs=3)


def hidden(tmp_path, draw):
    """Why each actor is open where a picture lies in the column of the chief, in the row of the staff's box."""
    page(tmp_path / "gambar.pdf", picture(67, 66, draw))
    draft = import_table(str(tmp_path / "gambar.pdf")).draft
    return [
        [note.why for note in step.sources if note.reading == "open" and note.cell == "actor"]
        for step in draft.steps
    ]


def test_a_picture_that_may_be_a_symbol_leaves_open_who_acts_beside_it(tmp_path):
    first, _ = hidden(tmp_path, lambda pen: pen.rectangle([(4, 4), (62, 60)], fill=BLACK))
    assert first == ["ada gambar yang tidak terbaca di kolom Kepala; mungkin ada simbol lain di sana"]


def test_a_picture_of_a_word_does_not(tmp_path):
    assert hidden(tmp_path, lambda pen: pen.text((30, 20), "Tidak", BLACK)) == [[], []]


def test_what_is_traced_in_one_document_is_bounded_and_told(monkeypatch):
    """Each line is of some hundred dark dots: the first fits, and when it is seen again it costs nothing."""
    monkeypatch.setattr(pictures, "MAX_INK", 500)
    one, other = (picture(100, 100, lambda pen, at=at: pen.line([(2, at), (97, at)], BLACK, 4)) for at in (30, 60))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 300))
    boxes = [Box(x, 100, x + 100, 200) for x in (0, 120, 240)]
    for image, box in zip((one, other, one), boxes, strict=True):
        canvas.drawImage(ImageReader(image), box.left, 100, 100, 100, mask="auto")
    canvas.save()
    with Pictures(out.getvalue()) as looking:
        found = looking.looked_at(1, boxes)
        assert sorted(found) == [boxes[0], boxes[2]]
        assert all(looked.line is not None for looked in found.values())
        ((what, why),) = [(unread.text, unread.why) for unread in looking.unread]
    assert what == "1 gambar"
    assert "sudah terlalu padat" in why
