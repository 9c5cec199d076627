"""Symbols in PDF documents, as office programs draw them."""

from __future__ import annotations

import pytest

from .drawing import CHIEF, COLUMNS, ROW, STAFF, Paper, row
from .seen import TWO, symbols
from .wordfile import only


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
