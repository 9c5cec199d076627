"""Excel workbooks: symbols and arrows by their anchors, merged and hidden cells, and values as the cells show them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from sopflow.paper.office.shown import shown
from sopflow.paper.sheet import Section, Tall
from sopflow.paper.sheets import UnreadableSheet, read

from .wordfile import arrows, doubts, only, symbols, through_office
from .workbookfile import HEADS, absolute, between, connector, from_cell, group, shape, workbook

KASI, CAMAT = 2, 3


def texts(number, activity="Menyusun"):
    return [number, activity, "", "", "Berkas", "1 jam", "Surat"]


def box(content, column, row, **more):
    """A shape within a cell (from 0)."""
    return between(content, (column, row, 4, 2), (column, row, 44, 12))


def test_each_visible_sheet_is_a_section(tmp_path):
    def more(book):
        book.create_sheet("SOP 2")["A1"] = "Judul kedua"
        book.create_sheet("Data").sheet_state = "hidden"

    sheet = read(workbook(tmp_path / "x.xlsx", [["Judul"], HEADS, texts(1)], more=more))
    assert [part for part in sheet.parts if not hasattr(part, "rows")] == [
        Section("SOP"), "Judul", Section("SOP 2"), "Judul kedua",
    ]  # fmt: skip
    assert [(one.text, one.place) for one in sheet.unread] == [("Data", "lembar Data")]


def test_anchors_name_the_row_and_the_column(tmp_path):
    drawing = [
        box(shape("flowChartTerminator", 2, "Mulai"), KASI, 2),
        from_cell(shape("flowChartDecision", 3), (CAMAT, 3, 4, 2), (40, 10)),
        box(shape("flowChartTerminator", 4, "Selesai"), KASI, 4),
        between(connector(5, 2, 3, form="bentConnector3"), (KASI, 2, 44, 7), (CAMAT, 3, 24, 2)),
        between(connector(6, 3, 4, flip='flipH="1"'), (KASI, 3, 24, 12), (CAMAT, 4, 24, 2)),
        between(connector(7, 3, 2, flip='flipH="1" flipV="1"'), (KASI, 2, 24, 12), (CAMAT, 3, 24, 2)),
    ]
    path = workbook(tmp_path / "x.xlsx", [["Judul"], HEADS, texts(1), texts(2), texts(3)], drawing=drawing)
    assert symbols(only(path)) == [
        ("terminal", 1, (KASI,), "Mulai"),
        ("decision", 2, (CAMAT,), ""),
        ("terminal", 3, (KASI,), "Selesai"),
    ]
    assert arrows(only(path)) == [
        ((1, KASI), (2, CAMAT), ""), ((2, CAMAT), (1, KASI), ""), ((2, CAMAT), (3, KASI), ""),
    ]  # fmt: skip
    assert not doubts(only(path))


def test_a_place_in_points_is_found_in_the_cells_of_the_sheet(tmp_path):
    """Columns of 100 pixels, which are 75 points (13.57 letters of 7 and 5), and rows of 30: the Camat column begins at 225."""

    def more(book):
        for column in "ABCDEFG":
            book.active.column_dimensions[column].width = 95 / 7
        for row in range(1, 5):
            book.active.row_dimensions[row].height = 30

    drawing = [absolute(shape("rect", 2), (240, 65), (40, 20))]
    path = workbook(tmp_path / "x.xlsx", [HEADS, texts(1), texts(2)], drawing=drawing, more=more)
    assert symbols(only(path)) == [("activity", 2, (CAMAT,), "")]


def test_connectors_that_name_nothing_are_tied_by_their_places(tmp_path):
    drawing = [
        box(shape("rect", 2), KASI, 1),
        box(shape("flowChartDecision", 3), KASI, 2),
        between(connector(5), (KASI, 1, 24, 12), (KASI, 2, 24, 2)),
        between(shape("rect", 6, "Ya", border=False, is_box=True), (KASI, 2, 28, 12), (KASI, 3, 40, 2)),
        between(connector(7), (KASI, 2, 24, 12), (KASI, 3, 24, 2)),
        box(shape("flowChartTerminator", 4), KASI, 3),
    ]
    path = workbook(tmp_path / "x.xlsx", [HEADS, texts(1), texts(2), texts(3)], drawing=drawing)
    assert arrows(only(path)) == [((1, KASI), (2, KASI), ""), ((2, KASI), (3, KASI), "Ya")]


def test_members_of_a_group_are_scaled_to_its_anchor(tmp_path):
    """The group says 200 by 20 points, and its anchor covers Kasi and Camat (48 points each) in row 2: 96 by 15."""
    members = [
        shape("rect", 2, at=(10, 0), size=(80, 20)),
        shape("flowChartDecision", 3, at=(110, 0), size=(80, 20)),
        connector(4, 2, 3, at=(90, 10), size=(20, 0)),
    ]
    drawing = [between(group(*members, size=(200, 20)), (KASI, 1, 0, 0), (CAMAT + 1, 1, 0, 15))]
    path = workbook(tmp_path / "x.xlsx", [HEADS, texts(1)], drawing=drawing)
    assert symbols(only(path)) == [("activity", 1, (KASI,), ""), ("decision", 1, (CAMAT,), "")]
    assert arrows(only(path)) == [((1, KASI), (1, CAMAT), "")]


def test_rows_that_are_merged_of_several_are_one(tmp_path):
    """Each step takes three rows of the sheet; its symbol stands in the middle one."""
    rows = [HEADS, texts(1), [""] * 7, [""] * 7, texts(2), [""] * 7, [""] * 7]
    merges = [f"{column}{first}:{column}{first + 2}" for column in "ABCDEFG" for first in (2, 5)]
    drawing = [box(shape("rect", 2), KASI, 2), box(shape("rect", 3), CAMAT, 5)]
    path = workbook(tmp_path / "x.xlsx", rows, merges=merges, drawing=drawing)
    assert [row[:2] for row in only(path).rows[1:]] == [("1", "Menyusun"), ("2", "Menyusun")]
    assert symbols(only(path)) == [("activity", 1, (KASI,), ""), ("activity", 2, (CAMAT,), "")]
    assert not doubts(only(path))


def test_a_symbol_in_an_empty_row_is_doubted(tmp_path):
    rows = [HEADS, texts(1), [""] * 7, texts(2)]
    path = workbook(tmp_path / "x.xlsx", rows, drawing=[box(shape("rect", 2), KASI, 2)])
    assert doubts(only(path)) == ["letaknya di baris kosong"]


def test_a_cell_that_is_merged_down_stands_in_several_rows(tmp_path):
    rows = [HEADS, texts(1), [*texts(2)[:6], ""], texts(3)]
    assert only(workbook(tmp_path / "x.xlsx", rows, merges=["G2:G3"])).tall == (Tall(1, 6, 2),)


def test_hidden_rows_and_columns_are_told(tmp_path):
    def more(book):
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["E"].hidden = True

    sheet = read(workbook(tmp_path / "x.xlsx", [HEADS, texts(1), texts(2, "Rahasia"), texts(3)], more=more))
    (found,) = sheet.tables
    assert [row[:2] for row in found.rows] == [("No", "Kegiatan"), ("1", "Menyusun"), ("3", "Menyusun")]
    assert {row[4] for row in found.rows} == {""}
    assert [(one.text, one.place) for one in sheet.unread] == [
        ("2 | Rahasia | Berkas | 1 jam | Surat", "lembar SOP, baris 3"),
        ("Kelengkapan | Berkas | Berkas", "lembar SOP, kolom E"),
    ]


def test_a_formula_that_was_never_calculated_is_told(tmp_path):
    sheet = read(workbook(tmp_path / "x.xlsx", [HEADS, [*texts(1)[:5], "=A2*2", "Surat"]]))
    assert sheet.tables[0].rows[1][5] == ""
    (told,) = sheet.unread
    assert (told.text, told.place) == ("=A2*2", "lembar SOP, sel F2")
    assert "belum dihitung" in told.why


def test_dates_and_numbers_are_read_as_they_are_shown(tmp_path):
    def more(book):
        forms = [
            (30, '0 "menit"'), (0.5, "0%"), (date(2024, 4, 1), "dd mmmm yyyy"), (1.5, "General"), (3.0, "General"),
            (7, "0.00"), (datetime(2024, 4, 1), "d/m/yyyy"), (time(7, 30), "hh:mm"), (True, "General"),
        ]  # fmt: skip
        for column, (value, form) in enumerate(forms, start=1):
            cell = book.active.cell(2, column)
            cell.value, cell.number_format = value, form

    path = workbook(tmp_path / "x.xlsx", [HEADS], more=more)
    assert only(path).rows[1] == (
        "30 menit", "50%", "01 April 2024", "1.5", "3", "7.00", "1/4/2024", "07:30", "TRUE",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "form", "expected"),
    [
        ("45383", "[$-421]dddd, dd mmmm yyyy", "Senin, 01 April 2024"),
        ("45383.75", "dd/mm/yyyy h:mm AM/PM", "01/04/2024 6:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0625", "h:mm", "1:30"),
        ("1234567.891", "#,##0.00", "1234567.89"),
        ("-5", "0;(0)", "(5)"),
        ("0", '0;-0;"nihil"', "nihil"),
        ("2.5", "0.0##", "2.5"),
        ("2", "0.##", "2"),
        ("5", "00", "05"),
        ("1500000", '"Rp"#,##0', "Rp1500000"),
        ("1500000", "[$Rp-421]#,##0", "Rp1500000"),
        ("0.1", "", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("3", '0" x 24 jam"', "3 x 24 jam"),
        ("3", "0\\ \\j\\a\\m", "3 jam"),
        ("0.5", "# ?/?", "0.5"),
        ("-1", "dd/mm/yyyy", "-1"),
        ("1e300", "yyyy", "1e300"),
        ("nan", "0.0", "nan"),
        ("x", "0", "x"),
    ],
)
def test_a_number_in_a_format(raw, form, expected):
    assert shown(raw, form) == expected


def test_comments_and_heads_of_pages_are_told(tmp_path):
    from openpyxl.comments import Comment

    def more(book):
        book.active["B2"].comment = Comment("Benarkah?", "x")
        book.active.oddHeader.center.text = "Kecamatan Benda"

    told = read(workbook(tmp_path / "x.xlsx", [HEADS, texts(1)], more=more)).unread
    assert [(one.text, one.place, one.why) for one in told] == [
        ("Kecamatan Benda", "lembar SOP", "kepala atau kaki halaman"),
        ("Benarkah?", "lembar SOP, sel B2", "komentar"),
    ]


def test_text_boxes_above_a_table_are_lines_and_pictures_are_told(tmp_path):
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="Logo" descr="Lambang"/></xdr:nvPicPr><xdr:spPr/></xdr:pic>'
    )
    drawing = [
        between(shape("rect", 2, "PEMERINTAH KOTA", border=False, is_box=True), (0, 0, 0, 0), (3, 1, 0, 0)),
        box(picture, CAMAT, 5),
    ]
    rows = [[""], [""], [""], ["Judul"], HEADS, texts(1)]
    sheet = read(workbook(tmp_path / "x.xlsx", rows, drawing=drawing))
    assert sorted(sheet.lines) == ["Judul", "PEMERINTAH KOTA"]
    assert [(one.text, one.place, one.why) for one in sheet.unread] == [
        ("Lambang", "lembar SOP, sel D6", "gambar")
    ]


def test_old_drawings_are_read_by_their_anchors(tmp_path):
    def old(kind, number, anchor):
        return (
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t{kind}" style="position:absolute"><v:stroke endarrow="block"/>'
            f'<x:ClientData ObjectType="Shape"><x:Anchor>{anchor}</x:Anchor></x:ClientData></v:shape>'
        )

    note = '<v:shape id="_x0000_s9" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Anchor>1,0,1,0,3,0,4,0</x:Anchor></x:ClientData></v:shape>'
    shapes = [
        old(116, 1, "2, 4, 1, 2, 2, 50, 1, 16"),
        old(110, 2, "2, 4, 2, 2, 2, 50, 2, 16"),
        old(32, 3, "2, 27, 1, 16, 2, 27, 2, 2"),
    ]
    xml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{"".join(shapes)}{note}</xml>'
    )
    path = workbook(tmp_path / "x.xlsx", [HEADS, texts(1), texts(2)], old=xml)
    assert symbols(only(path)) == [("terminal", 1, (KASI,), ""), ("decision", 2, (KASI,), "")]
    assert arrows(only(path)) == [((1, KASI), (2, KASI), "")]


@pytest.mark.long
def test_a_workbook_that_libreoffice_saved_again_reads_the_same(tmp_path):
    drawing = [
        box(shape("flowChartTerminator", 2, "Mulai"), KASI, 2),
        box(shape("flowChartDecision", 3), CAMAT, 3),
        box(shape("flowChartOffpageConnector", 4), KASI, 4),
        between(connector(5, 2, 3, form="bentConnector3"), (KASI, 2, 44, 7), (CAMAT, 3, 24, 2)),
        between(connector(6, 3, 4, flip='flipH="1"'), (KASI, 3, 44, 12), (CAMAT, 4, 24, 2)),
    ]
    rows = [["Judul"], HEADS, texts(1), texts(2), [*texts(3)[:6], ""]]
    path = workbook(tmp_path / "x.xlsx", rows, drawing=drawing, merges=["G4:G5"])
    again = through_office(path, tmp_path)
    first, second = only(path), only(again)
    assert second.rows == first.rows
    assert second.tall == first.tall
    assert symbols(second) == symbols(first)
    assert arrows(second) == arrows(first)


def test_a_sheet_of_very_many_shapes_is_refused(tmp_path):
    drawing = [box(shape("rect", 2), KASI, 1)] * 3_001
    with pytest.raises(UnreadableSheet, match="3,000 shapes"):
        read(workbook(tmp_path / "x.xlsx", [HEADS, texts(1)], drawing=drawing))
