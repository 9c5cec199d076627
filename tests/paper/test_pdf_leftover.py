"""Whatever stands on a page of a PDF is in the draft, its source, or the list of what was not understood."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from sopflow.paper.importing import import_table
from sopflow.paper.sheets.pdf import read_here as read

from .drawing import CHIEF, STAFF, Paper, row
from .seen import said

ROWS = [row("1", "Menyusun"), row("2", "Memeriksa"), row("3", "Mengirim")]
NAMES = {"activity": "kotak", "decision": "belah ketupat", "terminal": "kapsul", "connector": "penghubung"}


def told(sheet):
    return [(one.text, one.place) for one in sheet.unread]


@pytest.fixture
def paper(tmp_path):
    paper = Paper(tmp_path / "sop.pdf")
    paper.a, paper.b, paper.c = paper.table(ROWS)
    paper.box(STAFF, paper.a)
    paper.box(STAFF, paper.b)
    paper.arrow((STAFF, paper.a + 9), (STAFF, paper.b - 9))
    paper.path = tmp_path / "sop.pdf"
    return paper


def test_symbols_outside_of_the_columns_of_actors_are_told_with_their_page(paper):
    paper.diamond(460, paper.a)  # below Kelengkapan
    paper.capsule(660, paper.b)  # below Output
    paper.box(150, 480)  # below the table
    paper.save()
    assert told(read(paper.path)) == [("1 kapsul, 1 kotak, 1 belah ketupat", "halaman 1")]


def test_arrows_outside_of_them_too(paper):
    paper.arrow((440, paper.a), (500, paper.a))
    paper.arrow((100, 470), (160, 470))
    paper.save()
    assert told(read(paper.path)) == [("2 panah", "halaman 1")]


def test_a_page_with_a_drawing_and_no_table_too(paper):
    paper.next()
    paper.diamond(300, 200)
    paper.text(280, 202, "Siap?", 6)
    paper.arrow((300, 212), (300, 260))
    paper.save()
    sheet = read(paper.path)
    assert told(sheet) == [("1 belah ketupat, 1 panah", "halaman 2")]
    assert "Siap?" in sheet.lines


def test_pictures_outside_of_the_drawing_are_told_once_with_their_pages(paper, tmp_path):
    from PIL import Image

    Image.new("RGB", (30, 30), (200, 0, 0)).save(tmp_path / "lambang.png")
    for _ in range(2):
        paper.canvas.drawImage(str(tmp_path / "lambang.png"), 50, 540, 30, 30)
        paper.next()
    paper.text(50, 50, "Lampiran")
    paper.save()
    assert told(read(paper.path)) == [("2 gambar", "halaman 1 dan 2")]


def test_tables_grounds_and_frames_are_no_symbols(paper):
    for y in (460, 480, 500):
        paper.line((100, y), (300, y))
    for x in (100, 200, 300):
        paper.line((x, 460), (x, 500))
    paper.text(110, 474, "Dibuat")
    paper.text(210, 474, "Diperiksa")
    paper.area([(436, paper.a - 6), (480, paper.a - 6), (480, paper.a + 4), (436, paper.a + 4)], grey=0.8)
    paper.save()
    assert told(read(paper.path)) == []


def test_a_head_without_a_line_is_told(paper):
    paper.head(STAFF + 2, paper.c + 20, 0, 1)
    paper.save()
    assert told(read(paper.path)) == [("garis", "halaman 1, baris 3")]


@pytest.mark.parametrize("seed", range(16))
def test_every_symbol_arrow_and_word_of_a_page_is_somewhere(tmp_path, seed):
    random = Random(seed)
    paper = Paper(tmp_path / "acak.pdf")
    paper.table(ROWS)
    drawn, words = Counter(), set()
    places = [(x, y) for x in range(70, 800, 70) for y in range(40, 560, 45)]
    for at, (x, y) in enumerate(random.sample(places, 24)):
        kind = random.choice(["decision", "terminal", "connector", "arrow", "word", "word"])
        if kind == "decision":
            paper.diamond(x, y)
        elif kind == "terminal":
            paper.capsule(x, y)
        elif kind == "connector":
            paper.pentagon(x, y)
        elif kind == "arrow":
            paper.arrow((x - 20, y), (x + 20, y))
        else:
            paper.text(x, y, f"k{at}", 6)
            words.add(f"k{at}")
        drawn[kind] += kind != "word"
    paper.save()
    sheet = read(tmp_path / "acak.pdf")
    assert words <= said(sheet)
    (drawing,) = [table.drawing for table in sheet.tables if "No" in table.rows[0]]
    found = Counter(one.kind for one in drawing.symbols)
    for one in sheet.unread:
        for kind, name in (*NAMES.items(), ("arrow", "panah")):
            if count := re.search(rf"(\d+) {name}", one.text):
                found[kind] += int(count[1])
    for kind in ("decision", "terminal", "connector"):
        assert found[kind] == drawn[kind], kind
    lines = sum(one.text == "garis" for one in sheet.unread)
    assert len(drawing.arrows) + found["arrow"] + lines >= drawn["arrow"]


WIDE = (40.0, 70.0, 230.0, 310.0, 390.0, 530.0, 600.0, 720.0)


@pytest.mark.parametrize(
    ("last", "text"),
    [
        pytest.param(842.0, "", id="its last line lies on the edge"),
        pytest.param(800.0, "Keterangan yang lebar sekali", id="its text goes beyond the edge"),
    ],
)
def test_a_table_that_runs_off_the_paper_is_told_with_its_page(tmp_path, last, text):
    paper = Paper(tmp_path / "lebar.pdf")
    a, _, _ = paper.table(ROWS, columns=(*WIDE, last))
    if text:
        paper.text(780, a, text.replace(" ", "-"))
    paper.save()
    assert told(read(tmp_path / "lebar.pdf")) == [("tabel", "halaman 1, baris 1 sampai 3")]


def test_nor_is_one_that_begins_or_ends_on_the_edge_kept_silent(tmp_path):
    for name, how in (
        ("kiri", {"columns": (1.0, *WIDE[1:], 800.0)}),
        ("bawah", {"top": 595.3 - 40 - 3 * 60}),
    ):
        paper = Paper(tmp_path / f"{name}.pdf")
        paper.table(ROWS, **how)
        paper.save()
        assert told(read(tmp_path / f"{name}.pdf")) == [("tabel", "halaman 1, baris 1 sampai 3")], name


@pytest.mark.parametrize(("away", "is_told"), [(2, False), (6, True)])
def test_a_line_around_a_symbol_is_told_and_one_along_its_edge_is_of_the_symbol(paper, away, is_told):
    a, b = 20 + away, 9 + away
    paper.line(
        (STAFF - a, paper.b + b),
        (STAFF + a, paper.b + b),
        (STAFF + a, paper.b - b),
        (STAFF - a, paper.b - b),
        (STAFF - a, paper.b),
    )
    paper.save()
    assert told(read(paper.path)) == ([("garis", "halaman 1, baris 2")] if is_told else [])


def test_a_table_within_the_paper_is_not(paper):
    paper.save()
    assert told(read(paper.path)) == []


def actors(path):
    """Why it is open who acts, for each row."""
    steps = import_table(str(path)).draft.steps
    return [[n.why for n in step.sources if (n.cell, n.reading) == ("actor", "open")] for step in steps]


def test_an_arrow_to_no_symbol_in_a_row_with_another_leaves_open_who_acts_there(paper):
    """As where the box at its end is painted so that it is not recognised."""
    paper.box(STAFF, paper.c)
    paper.arrow((STAFF, paper.b + 9), (STAFF, paper.c - 9))
    paper.arrow((STAFF + 20, paper.c), (CHIEF - 10, paper.c))
    paper.save()
    why = "ada panah yang tidak terbaca di kolom Kepala; mungkin ada simbol lain di sana"
    assert actors(paper.path) == [[], [], [why]]


def test_a_head_below_the_white_ground_of_a_symbol_is_not_seen(paper):
    paper.head(STAFF + 17, paper.b, 0, 1)
    paper.box(STAFF, paper.b, fill=True, stroke=False, grey=1)
    paper.box(STAFF, paper.b)
    paper.box(CHIEF, paper.b)
    paper.arrow((STAFF + 17, paper.b), (CHIEF - 20, paper.b))
    paper.save()
    drawn = read(paper.path).tables[0].drawing
    assert sorted((arrow.source, arrow.target, arrow.doubt) for arrow in drawn.arrows) == [(0, 1, ""), (1, 2, "")]


def test_an_arrow_that_begins_beside_the_symbol_of_a_row_leaves_open_where_that_row_leads(paper):
    paper.box(STAFF, paper.c)
    paper.arrow((STAFF, paper.b + 9), (STAFF, paper.c - 9))
    paper.arrow((STAFF + 35, paper.b + 4), (STAFF + 35, paper.a), (STAFF + 20, paper.a))
    paper.save()
    steps = import_table(str(paper.path)).draft.steps
    why = [[n.why for n in step.sources if (n.cell, n.reading) == ("branches", "open")] for step in steps]
    assert why[1:] == [["di baris ini mulai sebuah panah yang pangkalnya tidak menyentuh simbol"], []]


def test_a_loose_line_in_the_column_of_another_actor_does_so_too(paper):
    paper.line((CHIEF - 10, paper.b), (CHIEF + 15, paper.b))
    paper.save()
    _, second, _ = actors(paper.path)
    assert second == ["ada garis yang tidak terbaca di kolom Kepala; mungkin ada simbol lain di sana"]


def test_a_loose_line_in_the_column_of_the_symbol_does_not(paper):
    paper.line((STAFF - 10, paper.b + 20), (STAFF + 15, paper.b + 20))
    paper.save()
    assert actors(paper.path)[1] == []
