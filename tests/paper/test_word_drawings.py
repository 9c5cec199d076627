"""Symbols and arrows in Word documents (DrawingML): each as it is drawn, in the row and column that it covers."""

from __future__ import annotations

import pytest

from sopflow.paper.importing import import_table
from sopflow.paper.sheets import read

from .wordfile import (
    anchored,
    arrow,
    arrows,
    canvas,
    cell,
    connector,
    doubts,
    drawn,
    group,
    inline,
    only,
    paragraph,
    row,
    shape,
    sop,
    symbols,
    table,
    texts,
    word,
)

KASI, CAMAT = 2, 3


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("flowChartTerminator", "terminal"),
        ("flowChartAlternateProcess", "terminal"),
        ("roundRect", "terminal"),
        ("flowChartProcess", "activity"),
        ("rect", "activity"),
        ("flowChartDecision", "decision"),
        ("diamond", "decision"),
        ("flowChartOffpageConnector", "connector"),
        ("homePlate", "connector"),
        ("pentagon", "connector"),
        ("flowChartConnector", "connector"),
    ],
)
def test_each_form_is_its_symbol(form, kind, tmp_path):
    path = word(tmp_path / "x.docx", sop(texts(1, camat=paragraph(drawn(form, 7)))))
    assert symbols(only(path)) == [(kind, 1, (CAMAT,), "")]
    assert not doubts(only(path))


def test_a_wide_ellipse_is_a_capsule_and_a_round_one_leads_to_another_page(tmp_path):
    wide, round_one = drawn("ellipse", 7, "Mulai", size=(60, 20)), drawn("ellipse", 8, "A", size=(20, 20))
    path = word(tmp_path / "x.docx", sop(texts(1, camat=paragraph(wide)), texts(2, camat=paragraph(round_one))))
    assert symbols(only(path)) == [("terminal", 1, (CAMAT,), "Mulai"), ("connector", 2, (CAMAT,), "A")]


def test_a_form_that_is_none_of_the_five_is_taken_with_a_doubt(tmp_path):
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(drawn("flowChartDocument", 7)))))
    (one,) = only(path).drawing.symbols
    assert (one.kind, one.row) == ("activity", 1)
    assert "flowChartDocument" in one.doubt


def test_connectors_lead_from_the_shape_that_they_name_to_the_other(tmp_path):
    first = paragraph(drawn("flowChartTerminator", 7, "Mulai"), arrow("bentConnector3", 20, start=7, end=8))
    second = paragraph(drawn("flowChartDecision", 8))
    third = paragraph(drawn("flowChartTerminator", 9, "Selesai"), arrow("straightConnector1", 21, start=8, end=9))
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=first), texts(2, camat=second), texts(3, kasi=third)))
    assert symbols(only(path)) == [
        ("terminal", 1, (KASI,), "Mulai"),
        ("decision", 2, (CAMAT,), ""),
        ("terminal", 3, (KASI,), "Selesai"),
    ]
    assert arrows(only(path)) == [((1, KASI), (2, CAMAT), ""), ((2, CAMAT), (3, KASI), "")]
    assert not doubts(only(path))


@pytest.mark.parametrize(
    ("head", "expected", "doubt"),
    [
        ("end", ((1, KASI), (2, KASI), ""), ""),
        ("start", ((2, KASI), (1, KASI), ""), ""),
        ("both", ((1, KASI), (2, KASI), ""), "kepala panah di kedua ujung"),
        ("none", ((1, KASI), (2, KASI), ""), "garis tanpa kepala panah"),
    ],
)
def test_the_head_says_where_an_arrow_leads(head, expected, doubt, tmp_path):
    first = paragraph(drawn("rect", 7), arrow("line", 20, start=7, end=8, head=head))
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=first), texts(2, kasi=paragraph(drawn("rect", 8)))))
    assert arrows(only(path)) == [expected]
    assert doubts(only(path)) == ([doubt] if doubt else [])


def test_what_stands_in_two_forms_is_taken_once(tmp_path):
    old = '<w:pict><v:rect style="position:absolute;width:40pt;height:20pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>lama</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict>'
    both = anchored(shape("flowChartTerminator", "Mulai"), number=7, fallback=old)
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(both))))
    assert symbols(only(path)) == [("terminal", 1, (KASI,), "Mulai")]
    assert only(path).rows[1][KASI] == ""


def test_a_shape_in_the_text_stands_in_its_cell(tmp_path):
    path = word(tmp_path / "x.docx", sop(texts(1, camat=paragraph(inline(shape("rect"), number=7)))))
    assert symbols(only(path)) == [("activity", 1, (CAMAT,), "")]


def test_a_shape_belongs_to_the_cell_that_it_covers_and_not_to_its_anchor(tmp_path):
    """Anchored in the Kasi cell of row 1: 85 points to the right is Camat, 45 points further down is row 2 of 40 points."""
    right = drawn("flowChartDecision", 7, at=(85, 5))
    below = drawn("rect", 8, at=(5, 45))
    above = drawn("rect", 9, "Mulai", at=(5, -35))
    path = word(
        tmp_path / "x.docx",
        sop(
            texts(1, kasi=paragraph(right, below)), texts(2), texts(3), texts(4, kasi=paragraph(above)), height=40
        ),
    )
    assert symbols(only(path)) == [
        ("decision", 1, (CAMAT,), ""),
        ("activity", 2, (KASI,), ""),
        ("activity", 3, (KASI,), "Mulai"),
    ]
    assert not doubts(only(path))


def test_a_row_that_is_only_guessed_is_doubted(tmp_path):
    """No heights: the row of one line is 9 to 13.2 points high, and a box that begins at 11 is in it or in the next."""
    path = word(
        tmp_path / "x.docx",
        sop(texts(1, "Satu", kasi=paragraph(drawn("rect", 7, at=(5, 11)))), texts(2)),
    )
    (one,) = only(path).drawing.symbols
    assert "ditaksir" in one.doubt


def test_a_box_over_two_columns_stands_in_both(tmp_path):
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(drawn("rect", 7, at=(5, 5), size=(140, 20))))))
    assert symbols(only(path)) == [("activity", 1, (KASI, CAMAT), "")]


def test_members_of_groups_stand_where_the_group_puts_them(tmp_path):
    """The group is drawn at half its inner size: x = 5 + (250 - 100) / 2 is 80 points from the Kasi cell's text."""
    members = [
        shape("rect", number=3, at=(110, 110), size=(60, 40)),
        shape("flowChartDecision", number=4, at=(270, 110), size=(60, 40)),
        connector(number=5, start=3, end=4, at=(170, 130), size=(100, 0)),
    ]
    made = group(*members, at=(0, 0), size=(120, 25), inner_at=(100, 100), inner_size=(240, 50))
    path = word(
        tmp_path / "x.docx",
        sop(texts(1, kasi=paragraph(anchored(made, number=7, size=(120, 25)))), height=40),
    )
    assert symbols(only(path)) == [("activity", 1, (KASI,), ""), ("decision", 1, (CAMAT,), "")]
    assert arrows(only(path)) == [((1, KASI), (1, CAMAT), "")]


def test_groups_in_groups_and_canvases_are_read(tmp_path):
    inner = group(
        shape("rect", "dua", number=4, at=(0, 0), size=(40, 20)), at=(85, 0), size=(40, 20), inner_at=(0, 0)
    )
    inner = inner.replace("wpg:wgp>", "wpg:grpSp>")
    made = canvas(shape("rect", "satu", number=3, at=(0, 0)), inner, connector(number=5, start=3, end=4))
    path = word(
        tmp_path / "x.docx", sop(texts(1, kasi=paragraph(anchored(made, number=7, size=(130, 25)))), height=40)
    )
    assert symbols(only(path)) == [("activity", 1, (KASI,), "satu"), ("activity", 1, (CAMAT,), "dua")]
    assert arrows(only(path)) == [((1, KASI), (1, CAMAT), "")]


def test_numbers_that_repeat_after_copying_mean_the_shape_of_the_same_group(tmp_path):
    def pair(number):
        members = [
            shape("rect", number=3, at=(0, 0)),
            shape("flowChartDecision", number=4, at=(80, 0)),
            connector(number=5, start=3, end=4),
        ]
        return paragraph(anchored(group(*members, size=(120, 20)), number=number, size=(120, 20)))

    path = word(tmp_path / "x.docx", sop(texts(1, kasi=pair(7)), texts(2, kasi=pair(8)), height=40))
    assert arrows(only(path)) == [((1, KASI), (1, CAMAT), ""), ((2, KASI), (2, CAMAT), "")]


def test_ends_that_are_not_named_are_found_by_where_they_are(tmp_path):
    """Row 1 begins at 40. Boxes at 45 to 65 and 85 to 105; the line goes from 65 to 85 in the middle, at 25 points."""
    first = paragraph(drawn("rect", 7), arrow("straightConnector1", 20, at=(25, 25), size=(0, 20)))
    second = paragraph(drawn("flowChartDecision", 8))
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=first), texts(2, kasi=second), height=40))
    assert arrows(only(path)) == [((1, KASI), (2, KASI), "")]
    assert not doubts(only(path))


@pytest.mark.parametrize(
    ("flip", "size", "expected"),
    [
        ("", (80, 20), ((1, KASI), (2, CAMAT), "")),
        ('flipV="1"', (80, 20), ((2, KASI), (1, CAMAT), "")),
        ('flipH="1"', (80, 20), ((1, CAMAT), (2, KASI), "")),
        ('flipH="1" flipV="1"', (80, 20), ((2, CAMAT), (1, KASI), "")),
        ('rot="10800000"', (80, 20), ((2, CAMAT), (1, KASI), "")),
    ],
)
def test_a_line_that_is_flipped_or_turned_leads_the_other_way(flip, size, expected, tmp_path):
    """Four boxes; the line lies between the lower edges of row 1 (65) and the upper ones of row 2 (85)."""
    line = arrow("bentConnector3", 20, at=(25, 25), size=size, flip=flip)
    path = word(
        tmp_path / "x.docx",
        sop(
            texts(1, kasi=paragraph(drawn("rect", 7), line), camat=paragraph(drawn("rect", 8))),
            texts(2, kasi=paragraph(drawn("rect", 9)), camat=paragraph(drawn("rect", 10))),
            height=40,
        ),
    )
    assert arrows(only(path)) == [expected]


def test_a_quarter_turn_makes_a_vertical_line_of_a_horizontal_one(tmp_path):
    """20 points wide around (25, 35): turned by 90 degrees it goes from (25, 25) to (25, 45)."""
    line = arrow("straightConnector1", 20, at=(15, 35), size=(20, 0), flip='rot="5400000"')
    path = word(
        tmp_path / "x.docx",
        sop(
            texts(1, kasi=paragraph(drawn("rect", 7), line)), texts(2, kasi=paragraph(drawn("rect", 8))), height=40
        ),
    )
    assert arrows(only(path)) == [((1, KASI), (2, KASI), "")]


@pytest.mark.parametrize(
    ("form", "expected"), [("downArrow", ((1, KASI), (2, KASI), "")), ("upArrow", ((2, KASI), (1, KASI), ""))]
)
def test_block_arrows_are_arrows(form, expected, tmp_path):
    block = drawn(form, 20, at=(20, 25), size=(10, 20))
    path = word(
        tmp_path / "x.docx",
        sop(
            texts(1, kasi=paragraph(drawn("rect", 7), block)),
            texts(2, kasi=paragraph(drawn("rect", 8))),
            height=40,
        ),
    )
    assert arrows(only(path)) == [expected]


def test_an_end_that_misses_its_symbol_is_taken_with_a_doubt_and_one_in_the_air_leads_nowhere(tmp_path):
    short = arrow("straightConnector1", 20, at=(25, 25), size=(0, 8))
    astray = arrow("straightConnector1", 21, at=(25, 25), size=(250, 0))
    path = word(
        tmp_path / "x.docx",
        sop(
            texts(1, kasi=paragraph(drawn("rect", 7), short, astray)),
            texts(2, kasi=paragraph(drawn("rect", 8))),
            height=40,
        ),
    )
    assert arrows(only(path)) == [((1, KASI), (2, KASI), ""), ((1, KASI), None, "")]
    assert len(doubts(only(path))) == 2


def test_a_line_that_runs_into_an_arrow_leads_where_that_leads(tmp_path):
    """The arrow goes down from 25 to 85 at x = 25, from row 1 to row 3; from Camat a line comes in at 35 without a head."""
    down = arrow("straightConnector1", 20, at=(25, 25), size=(0, 60))
    into = arrow("bentConnector2", 21, at=(25, 25), size=(85, 10), flip='rot="10800000" flipV="1"', head="none")
    path = word(
        tmp_path / "x.docx",
        sop(
            texts(1, kasi=paragraph(drawn("rect", 7), down, into), camat=paragraph(drawn("rect", 8))),
            texts(2),
            texts(3, kasi=paragraph(drawn("rect", 9))),
            height=40,
        ),
    )
    assert arrows(only(path)) == [((1, KASI), (3, KASI), ""), ((1, CAMAT), (3, KASI), "")]
    assert not doubts(only(path))


def test_texts_without_a_border_are_what_stands_at_the_arrows(tmp_path):
    first = paragraph(drawn("rect", 7))
    second = paragraph(
        drawn("flowChartDecision", 8),
        arrow("straightConnector1", 20, start=8, end=9, at=(25, 25), size=(0, 20)),
        arrow("bentConnector3", 21, start=8, end=7, at=(45, 15), size=(20, 40), flip='flipV="1"'),
        drawn("rect", 30, "Ya", at=(28, 28), size=(20, 12), border=False, is_box=True),
        drawn("rect", 31, "Tidak", at=(50, 2), size=(25, 12), is_box=True),
    )
    third = paragraph(drawn("flowChartTerminator", 9, "Selesai"))
    path = word(
        tmp_path / "x.docx", sop(texts(1, kasi=first), texts(2, kasi=second), texts(3, kasi=third), height=40)
    )
    assert arrows(only(path)) == [((2, KASI), (1, KASI), "Tidak"), ((2, KASI), (3, KASI), "Ya")]
    assert not doubts(only(path))
    assert not read(path).unread


def test_shapes_over_the_table_that_hang_on_a_line_above_it_are_found_by_their_places(tmp_path):
    """The line above is 12 points high, with 10-point letters; then heads and rows of 40. The Camat column is from 230 on."""

    def at(x, y, size=(40, 20)):
        return {"at": (x, y), "size": size, "across": "margin", "down": "paragraph"}

    above = paragraph(
        anchored(shape("flowChartTerminator", "Mulai"), number=7, **at(250, 62)),
        anchored(shape("rect"), number=8, **at(170, 102)),
        anchored(
            connector(size=(80, 20), flip='flipH="1"', form="bentConnector3"), number=9, **at(190, 82, (80, 20))
        ),
        text="Bagan",
    )
    path = word(tmp_path / "x.docx", above, sop(texts(1), texts(2), height=40))
    assert symbols(only(path)) == [("terminal", 1, (CAMAT,), "Mulai"), ("activity", 2, (KASI,), "")]
    assert arrows(only(path)) == [((1, CAMAT), (2, KASI), "")]


def test_a_picture_in_a_cell_is_told_with_its_place(tmp_path):
    picture = '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="bagan.png" descr="Bagan alir"/></pic:nvPicPr><pic:spPr/></pic:pic>'
    path = word(tmp_path / "x.docx", sop(texts(1, camat=paragraph(inline(picture, number=7)))))
    (told,) = read(path).unread
    assert (told.place, told.why) == ("tabel 1, baris 2, kolom 4", "gambar")
    assert "Gambar 7" in told.text or "Bagan alir" in told.text


def test_a_text_box_outside_of_the_tables_is_a_line_where_it_hangs(tmp_path):
    box = paragraph(drawn("rect", 7, "Disahkan oleh\nCamat", is_box=True, size=(100, 30)))
    path = word(tmp_path / "x.docx", "Sebelum", box, "Sesudah", sop(texts(1)))
    assert read(path).lines == ("Sebelum", "Disahkan oleh\nCamat", "Sesudah")


def test_a_text_box_in_a_table_without_drawings_is_text_of_the_cell(tmp_path):
    identity = table(
        row(
            cell(text="Nomor SOP", width=100),
            cell(paragraph(drawn("rect", 7, "123/SOP", border=False, is_box=True)), width=200),
        ),
        widths=[100, 200],
    )
    path = word(tmp_path / "x.docx", identity, "", sop(texts(1)))
    assert read(path).tables[0].rows == (("Nomor SOP", "123/SOP"),)


def test_a_picture_in_a_column_of_actors_leaves_open_who_acts(tmp_path):
    picture = '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="kotak.png"/></pic:nvPicPr><pic:spPr/></pic:pic>'
    box = paragraph(inline(shape("rect"), number=6))
    rows = texts(1, kasi=box, camat=paragraph(inline(picture, number=7))), texts(2, kasi=box)
    first, second = import_table(str(word(tmp_path / "x.docx", sop(*rows)))).draft.steps
    why = "ada bentuk yang tidak terbaca di kolom Camat; mungkin ada simbol lain di sana"
    assert [note.why for note in first.sources if note.cell == "actor"] == [why]
    assert not [note for note in second.sources if note.cell == "actor"]
