"""Tables and drawings in PDF documents, as office programs make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sopflow.paper.sheets import UnreadableSheet, read

from .drawing import CHIEF, COLUMNS, HEADS, ROW, STAFF, Paper, row
from .wordfile import only

if TYPE_CHECKING:
    from pathlib import Path

    from sopflow.paper.sheet import Sheet, Table

Place = tuple[str, int, int]
"""A kind of symbol, the row from 1 (the head is row 0), and the column."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sop.pdf"


def symbols(table: Table) -> list[Place]:
    return sorted((one.kind, one.row, one.columns[0]) for one in table.drawing.symbols)


def arrows(table: Table) -> list[tuple[Place | None, Place | None, str]]:
    found = table.drawing.symbols

    def place(at: int | None) -> Place | None:
        return None if at is None else (found[at].kind, found[at].row, found[at].columns[0])

    return [(place(one.source), place(one.target), one.label) for one in table.drawing.arrows]


def doubts(table: Table) -> list[str]:
    return [one.doubt for one in table.drawing.arrows]


TWO = [row("1", "Menyusun konsep"), row("2", "Memaraf konsep")]


class TestTables:
    def test_every_cell_is_read_where_its_lines_are(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.save()
        table = only(path)
        assert table.rows == (
            HEADS,
            ("1", "Menyusun konsep", "", "", "Surat", "1 hari", "Berkas", ""),
            ("2", "Memaraf konsep", "", "", "Surat", "1 hari", "Berkas", ""),
        )
        assert table.pages == (1, 1, 1)

    def test_words_that_go_on_in_the_next_line_are_one_text_and_bullets_stay_lines(self, path):
        paper = Paper(path)
        paper.table(
            [
                row(
                    "1",
                    "Menyusun konsep surat keputusan\ntentang barang-\nbarang milik kantor",
                    "1. Konsep\n2. Nota dinas",
                )
            ]
        )
        paper.save()
        cells = only(path).rows[1]
        assert cells[1] == "Menyusun konsep surat keputusan tentang barang-barang milik kantor"
        assert cells[6] == "1. Konsep\n2. Nota dinas"

    def test_printed_numbers_may_skip_and_be_missing(self, path):
        paper = Paper(path)
        paper.table([row("1", "Satu"), row("3", "Dua"), row("", "Tiga")])
        paper.save()
        assert [cells[:2] for cells in only(path).rows[1:]] == [("1", "Satu"), ("3", "Dua"), ("", "Tiga")]

    def test_a_table_goes_on_on_a_page_without_a_head(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.next()
        paper.table([row("3", "Menandatangani")], heads=None)
        paper.save()
        table = only(path)
        assert [cells[1] for cells in table.rows] == [
            "Kegiatan",
            "Menyusun konsep",
            "Memaraf konsep",
            "Menandatangani",
        ]
        assert table.pages == (1, 1, 1, 2)

    def test_a_head_that_is_repeated_is_left_out(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.next()
        paper.table([row("3", "Menandatangani")])
        paper.save()
        assert [cells[0] for cells in only(path).rows] == ["No", "1", "2", "3"]

    def test_a_second_procedure_is_a_table_of_its_own(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.next()
        paper.text(300, 60, "SOP Pengarsipan")
        paper.table([row("1", "Mengarsipkan")])
        paper.save()
        first, second = read(path).tables
        assert [cells[0] for cells in first.rows] == ["No", "1", "2"]
        assert [cells[1] for cells in second.rows] == ["Kegiatan", "Mengarsipkan"]
        assert read(path).lines == ("SOP Pengarsipan",)

    def test_a_row_that_is_broken_over_pages_is_one(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.next()
        paper.table([("", "dan surat", "", "", "", "", "", ""), row("3", "Menandatangani")], heads=None)
        paper.save()
        assert [cells[1] for cells in only(path).rows[2:]] == ["Memaraf konsep dan surat", "Menandatangani"]

    def test_a_column_line_that_a_page_lacks_stands_on_another(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.next()
        hours = paper.table([row("3", "Menandatangani")], heads=None, without=(3,))
        paper.box(CHIEF, hours[0])
        paper.save()
        assert symbols(only(path)) == [("activity", 3, 3)]

    def test_a_column_line_that_is_nowhere_is_known_from_the_numbers_of_the_columns(self, path):
        paper = Paper(path)
        numbers = tuple(str(at) for at in range(1, 9))
        middles = paper.table([numbers, row("1", "Menyusun")], without=(3,))
        paper.box(CHIEF, middles[1])
        paper.save()
        table = only(path)
        assert table.rows[1] == numbers
        assert symbols(table) == [("activity", 2, 3)]

    @pytest.mark.parametrize(
        ("words", "heads"),
        [
            (
                [(233, 112, "Tim Layanan Arsip"), (250, 124, "dan Umum"), (318, 118, "Pejabat Pembuat"), (330, 130, "Komitmen")],
                ("Tim Layanan Arsip dan Umum", "Pejabat Pembuat Komitmen"),
            ),
            ([(282, 118, "Kepala Seksi"), (280, 128, "atau petugas lain")], ("Kepala Seksi atau petugas lain", "")),
        ],
        ids=["two", "one over both"],
    )  # fmt: skip
    def test_heads_without_a_line_between_them_are_those_of_the_columns_that_their_words_stand_in(
        self, words, heads, path
    ):
        paper = Paper(path)
        numbers = ("1", "2", "", "", *map(str, range(5, 9)))
        first, _ = paper.table(
            [numbers, row("1", "Menyusun")], heads=(*HEADS[:2], "", "", *HEADS[4:]), without=(3,)
        )
        for x, y, text in [*words, (STAFF - 2, first, "3"), (CHIEF - 2, first, "4")]:
            paper.text(x, y, text)
        paper.save()
        assert only(path).rows[0][2:4] == heads

    def test_a_page_that_is_turned_is_read_upright(self, path):
        from reportlab.lib.pagesizes import A4

        paper = Paper(path)
        canvas = paper.canvas
        canvas.setPageSize(A4)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        middles = paper.table(TWO)
        paper.box(STAFF, middles[0])
        canvas.setPageRotation(90)
        paper.save()
        table = only(path)
        assert [cells[1] for cells in table.rows] == ["Kegiatan", "Menyusun konsep", "Memaraf konsep"]
        assert symbols(table) == [("activity", 1, 2)]

    def test_a_time_over_two_rows_is_a_tall_cell(self, path):
        paper = Paper(path)
        paper.table([row("1", "Menyusun", time="2 hari"), row("2", "Memaraf", time="")])
        paper.area(
            [(COLUMNS[5] + 2, 199), (COLUMNS[6] - 1, 199), (COLUMNS[6] - 1, 202), (COLUMNS[5] + 2, 202)], grey=1
        )
        paper.save()
        # the white area hides the line, and the file still says it: nothing is merged
        assert only(path).tall == ()

        paper = Paper(path)
        for y in (100.0, 140.0, 260.0):
            paper.rule(40, y, 800, y + 0.8)
        for left, right in ((40.0, 530.0), (600.0, 800.0)):
            paper.rule(left, 200, right, 200.8)
        for x in COLUMNS:
            paper.rule(x, 100, x + 0.8, 260)
        for at, head in enumerate(HEADS):
            paper.text(COLUMNS[at] + 6, 120, head)
        for y, cells in ((156, ("1", "Menyusun")), (216, ("2", "Memaraf"))):
            paper.text(46, y, cells[0])
            paper.text(76, y, cells[1])
        paper.text(536, 202, "2 hari")
        paper.save()
        table = only(path)
        assert [tuple(cell) for cell in table.tall] == [(1, 5, 2)]
        assert [cells[5] for cells in table.rows] == ["Waktu", "2 hari", ""]

    def test_the_identity_page_is_a_table_before(self, path):
        paper = Paper(path)
        for y in (40.0, 60.0, 80.0):
            paper.rule(40, y, 800, y + 0.8)
        for x in (40.0, 200.0, 800.0):
            paper.rule(x, 40, x + 0.8, 80)
        for y, name, value in ((54, "Nomor SOP", "001/2024"), (74, "Nama SOP", "Pengarsipan")):
            paper.text(46, y, name)
            paper.text(206, y, value)
        paper.table(TWO)
        paper.save()
        identity, table = read(path).tables
        assert identity.rows == (("Nomor SOP", "001/2024"), ("Nama SOP", "Pengarsipan"))
        assert len(table.rows) == 3


class TestSymbols:
    def test_each_kind_is_told_from_its_shape(self, path):
        paper = Paper(path)
        a, b, c, d = paper.table([row(str(at), "Kerja") for at in range(1, 5)])
        paper.capsule(STAFF, a)
        paper.box(CHIEF, b)
        paper.diamond(STAFF, c)
        paper.pentagon(CHIEF, d, "A")
        paper.save()
        table = only(path)
        assert symbols(table) == [("activity", 2, 3), ("connector", 4, 3), ("decision", 3, 2), ("terminal", 1, 2)]
        assert [one.text for one in table.drawing.symbols if one.kind == "connector"] == ["A"]

    def test_a_symbol_that_is_painted_twice_is_one(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.box(STAFF, a, fill=True, stroke=False)
        paper.box(STAFF, a)
        paper.save()
        assert symbols(only(path)) == [("activity", 1, 2)]

    def test_a_ring_is_the_symbol_that_it_surrounds(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        ring = [
            (250, a - 9),
            (290, a - 9),
            (290, a + 9),
            (250, a + 9),
            (250, a - 8),
            (251, a - 8),
            (251, a + 8),
            (289, a + 8),
        ]
        paper.area([*ring, (289, a - 8), (250, a - 8)])
        paper.save()
        assert symbols(only(path)) == [("activity", 1, 2)]

    def test_a_diamond_may_be_skewed(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.diamond(STAFF, a, skew=3)
        paper.save()
        assert symbols(only(path)) == [("decision", 1, 2)]

    def test_white_areas_and_shaded_cells_are_none(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.area([(250, a - 9), (290, a - 9), (290, a + 9), (250, a + 9)], grey=1.0)
        paper.area([(COLUMNS[3], 140), (COLUMNS[4], 140), (COLUMNS[4], 200), (COLUMNS[3], 200)], grey=0.8)
        paper.save()
        assert symbols(only(path)) == []

    @pytest.mark.parametrize(("reach", "doubt"), [(12, ""), (34, "simbol meliputi sebagian dari kolom lain")])
    def test_a_box_over_two_columns_and_a_part_of_a_third_is_doubted(self, reach, doubt, path):
        """The third is 80 points wide: 12 are a slip, 34 may mean its actor too."""
        paper = Paper(path)
        columns = (40.0, 70.0, 200.0, 280.0, 360.0, 440.0, 560.0, 620.0, 720.0, 800.0)
        heads = ("No", "Kegiatan", "Staf", "Kepala", "Camat", "Kelengkapan", "Waktu", "Output", "Keterangan")
        rows = [("1", "Menyusun", "", "", "", "Berkas", "1 jam", "Surat", "")]
        (middle,) = paper.table(rows, heads=heads, columns=columns)
        paper.box((210 + 360 + reach) / 2, middle, width=150 + reach)
        paper.save()
        (symbol,) = only(path).drawing.symbols
        assert (symbol.columns, symbol.doubt.partition(";")[0]) == ((2, 3), doubt)

    def test_a_box_over_two_columns_counts_for_both(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.box((STAFF + CHIEF) / 2, a, width=130)
        paper.save()
        (symbol,) = only(path).drawing.symbols
        assert symbol.columns == (2, 3)

    def test_a_symbol_on_a_row_line_is_in_doubt(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.box(STAFF, a + ROW / 2 - 2)
        paper.save()
        (symbol,) = only(path).drawing.symbols
        assert "garis baris" in symbol.doubt


FIRST, SECOND = ("activity", 1, 2), ("activity", 2, 3)


class TestArrows:
    def boxes(self, path: Path) -> tuple[Paper, float, float]:
        paper = Paper(path)
        a, b = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(CHIEF, b)
        return paper, a, b

    def is_certain(self, paper: Paper, path: Path) -> None:
        paper.save()
        table = only(path)
        assert arrows(table) == [(FIRST, SECOND, "")]
        assert doubts(table) == [""]

    def test_a_stroke_with_a_head(self, path):
        paper, a, b = self.boxes(path)
        paper.arrow((STAFF + 20, a), (CHIEF, a), (CHIEF, b - 9))
        self.is_certain(paper, path)

    def test_thin_areas_with_a_head(self, path):
        paper, a, b = self.boxes(path)
        paper.rule(STAFF + 20, a - 0.4, CHIEF + 0.4, a + 0.4)
        paper.rule(CHIEF - 0.4, a - 0.4, CHIEF + 0.4, b - 13)
        paper.head(CHIEF, b - 9, 0, 1)
        self.is_certain(paper, path)

    def test_a_thick_polygon_with_notched_corners(self, path):
        paper, a, b = self.boxes(path)
        x, y = STAFF + 20, b - 13
        paper.area(
            [
                (x, a),
                (CHIEF + 0.4, a),
                (CHIEF + 0.4, y),
                (CHIEF - 0.3, y),
                (CHIEF - 0.3, a + 0.5),
                (CHIEF, a + 0.7),
                (x, a + 0.7),
            ]
        )
        paper.head(CHIEF, b - 9, 0, 1)
        self.is_certain(paper, path)

    def test_a_polygon_that_has_the_head_itself(self, path):
        paper = Paper(path)
        a, _ = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(CHIEF, a)
        x, tip = STAFF + 20, CHIEF - 20
        paper.area(
            [
                (x, a - 1),
                (tip - 8, a - 1),
                (tip - 8, a - 4),
                (tip, a),
                (tip - 8, a + 4),
                (tip - 8, a + 1),
                (x, a + 1),
            ]
        )
        paper.save()
        assert arrows(only(path)) == [(FIRST, ("activity", 1, 3), "")]

    def test_dashes(self, path):
        paper, a, b = self.boxes(path)
        for x in range(int(STAFF) + 22, int(CHIEF) - 4, 8):
            paper.rule(x, a - 0.4, x + 5, a + 0.4)
        for y in range(int(a) + 2, int(b) - 16, 8):
            paper.rule(CHIEF - 0.4, y, CHIEF + 0.4, y + 5)
        paper.rule(CHIEF - 0.4, b - 17, CHIEF + 0.4, b - 13)
        paper.head(CHIEF, b - 9, 0, 1)
        self.is_certain(paper, path)

    def test_a_line_on_a_line_of_only(self, path):
        paper, a, b = self.boxes(path)
        y = (a + b) / 2 + 0.4
        paper.line((STAFF, a + 9), (STAFF, y))
        paper.line((STAFF, y), (CHIEF, y))
        paper.arrow((CHIEF, y), (CHIEF, b - 9))
        self.is_certain(paper, path)

    def test_a_line_that_ends_on_another_goes_where_that_goes(self, path):
        paper = Paper(path)
        a, b = paper.table(TWO)
        paper.box(STAFF, a)
        paper.box(CHIEF, a)
        paper.box(STAFF, b)
        paper.arrow((STAFF, a + 9), (STAFF, b - 9))
        paper.line((CHIEF, a + 9), (CHIEF, a + 20), (STAFF, a + 20))
        paper.save()
        table = only(path)
        target = ("activity", 2, 2)
        assert sorted(arrows(table)) == [(FIRST, target, ""), (("activity", 1, 3), target, "")]
        assert doubts(table) == ["", ""]

    def test_labels_belong_to_the_nearest_arrow(self, path):
        paper = Paper(path)
        a, b, c = paper.table([row("1", "Menyusun"), row("2", "Memeriksa"), row("3", "Mengirim")])
        paper.box(STAFF, a)
        paper.diamond(STAFF, b)
        paper.box(STAFF, c)
        paper.arrow((STAFF, a + 9), (STAFF, b - 12))
        paper.arrow((STAFF, b + 12), (STAFF, c - 9))
        paper.arrow((STAFF + 24, b), (STAFF + 36, b), (STAFF + 36, a), (STAFF + 20, a))
        paper.text(STAFF + 3, b + 24, "Ya", 6)
        paper.text(STAFF + 14, b - 14, "Tidak", 6)
        paper.save()
        table = only(path)
        check = ("decision", 2, 2)
        assert sorted(arrows(table)) == [
            (FIRST, check, ""), (check, FIRST, "Tidak"), (check, ("activity", 3, 2), "Ya"),
        ]  # fmt: skip
        assert table.rows[2][2] == ""

    def test_a_line_without_a_head_is_in_doubt(self, path):
        paper, a, b = self.boxes(path)
        paper.line((STAFF + 20, a), (CHIEF, a), (CHIEF, b - 9))
        paper.save()
        table = only(path)
        assert arrows(table) == [(FIRST, SECOND, "")]
        assert doubts(table) == ["garis tanpa kepala panah"]

    def test_an_arrow_from_nowhere_is_in_doubt(self, path):
        paper, _, b = self.boxes(path)
        paper.arrow((CHIEF, b - 40), (CHIEF, b - 9))
        paper.save()
        table = only(path)
        assert arrows(table) == [(None, SECOND, "")]
        assert all(doubts(table))

    def test_pentagons_lead_from_page_to_page(self, path):
        paper = Paper(path)
        _, b = paper.table(TWO)
        paper.box(STAFF, b)
        paper.pentagon(STAFF, b + 50, "A")
        paper.arrow((STAFF, b + 9), (STAFF, b + 41))
        paper.next()
        (c,) = paper.table([row("3", "Mengirim")], heads=None)
        paper.pentagon(STAFF, 80, "A")
        paper.box(STAFF, c)
        paper.arrow((STAFF, 89), (STAFF, c - 9))
        paper.save()
        table = only(path)
        assert sorted(arrows(table)) == [
            (("activity", 2, 2), ("connector", 2, 2), ""), (("connector", 3, 2), ("activity", 3, 2), ""),
        ]  # fmt: skip
        assert read(path).lines == ()


class TestWhatIsNotUnderstood:
    def unread(self, path: Path) -> list[tuple[str, str]]:
        return [(one.text, one.place) for one in read(path).unread]

    def test_a_line_that_leads_nowhere_is_told_with_its_place(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.line((STAFF, 215), (STAFF, 245))
        paper.save()
        assert self.unread(path) == [("garis", "halaman 1, baris 2")]

    def test_a_small_picture_where_an_arrow_could_be_is_told_with_its_place(self, path, picture):
        paper = Paper(path)
        paper.table(TWO)
        paper.canvas.drawImage(picture, STAFF, paper.height - 190, 30, 12)
        paper.save()
        assert self.unread(path) == [("gambar", "halaman 1, baris 1")]

    def test_a_table_that_is_a_picture_is_refused_with_its_page(self, path, picture):
        paper = Paper(path)
        paper.text(50, 50, "SOP Pengarsipan")
        paper.next()
        paper.canvas.drawImage(picture, 40, 100, 760, 400)
        paper.save()
        with pytest.raises(UnreadableSheet, match="page 2: its table is a picture"):
            read(path)

    def test_every_word_is_somewhere(self, path):
        paper = Paper(path)
        paper.text(50, 40, "SOP Pengarsipan naskah")
        a, b = paper.table(TWO)
        paper.diamond(STAFF, a)
        paper.text(STAFF - 8, a + 2, "Siap?", 6)
        paper.box(CHIEF, b)
        paper.arrow((STAFF, a + 12), (STAFF, b), (CHIEF - 20, b))
        paper.text(STAFF + 4, a + 22, "Ya", 6)
        paper.text(CHIEF - 10, a, "paraf", 6)
        paper.text(50, 500, "Disahkan di Serang")
        paper.save()
        sheet = read(path)
        assert said(sheet) >= {
            "SOP",
            "Pengarsipan",
            "naskah",
            "Siap?",
            "Ya",
            "paraf",
            "Disahkan",
            "di",
            "Serang",
            "Menyusun",
            "Memaraf",
            "konsep",
            "Surat",
            "1",
            "2",
            "hari",
            "Berkas",
        }


def said(sheet: Sheet) -> set[str]:
    """Every word that a document gave."""
    texts = [*sheet.lines, *(one.text for one in sheet.unread)]
    for table in sheet.tables:
        texts += [cell for cells in table.rows for cell in cells]
        texts += [one.text for one in table.drawing.symbols] + [one.label for one in table.drawing.arrows]
    return {word for text in texts for word in text.split()}


@pytest.fixture
def picture(tmp_path: Path) -> str:
    from PIL import Image

    file = tmp_path / "gambar.png"
    Image.new("RGB", (60, 24), (200, 200, 200)).save(file)
    return str(file)


def test_an_arrow_that_goes_round_to_where_it_begins_is_no_box(tmp_path: Path) -> None:
    from json import dumps

    from sopflow import loads
    from sopflow.render import render

    steps = [
        {
            "id": "a1",
            "activity": "Memilih",
            "actor": ["a", "b"],
            "branches": {n: ["a1", "a2", "a3"] for n in "YN"},
        },
        {"id": "a2", "activity": "Memutuskan", "actor": "c", "branches": {"Y": "end", "N": "unknown"}},
        {"id": "a3", "activity": "Menunggu", "wait": "2 jam"},
    ]
    sop = {"sopflow": 1, "id": "x", "title": "X", "actors": {"a": "A", "b": "B", "c": "C"}, "steps": steps}
    (tmp_path / "x.pdf").write_bytes(render(loads(dumps(sop)), "pdf", language="id"))
    (table,) = [table for table in read(tmp_path / "x.pdf").tables if table.drawing.symbols]
    first = [(symbol.kind, symbol.columns) for symbol in table.drawing.symbols if symbol.row == 2]
    assert sorted(first) == [("decision", (2,)), ("decision", (3,)), ("terminal", (2,))]
    loops = [(arrow.source, arrow.label) for arrow in table.drawing.arrows if arrow.source == arrow.target]
    assert sorted(label for _, label in loops) == ["N", "Y"]
