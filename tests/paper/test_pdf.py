"""Tables and drawings in PDF documents, as office programs make them."""

from __future__ import annotations

import pytest

from sopflow.paper.sheets import read

from .drawing import CHIEF, COLUMNS, HEADS, STAFF, Paper, row
from .seen import TWO, symbols
from .wordfile import only


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
