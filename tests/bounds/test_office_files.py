"""Drawings, groups and numbers of Word and Excel files that are made to take for ever are refused with their reason."""

from __future__ import annotations

import pytest

from sopflow.paper.drawing.ties import Shape, Stroke, tied
from sopflow.paper.geometry import Box
from sopflow.paper.office import figures, package
from sopflow.paper.sheets import UnreadableSheet, read
from tests.paper.wordfile import (
    anchored,
    arrow,
    cell,
    drawn,
    group,
    paragraph,
    row,
    shape,
    sop,
    table,
    texts,
    word,
)
from tests.paper.workbookfile import HEADS, absolute, between, workbook
from tests.paper.workbookfile import shape as box

from .growth import steepness
from .test_importing import rewritten


def refused(path, said):
    with pytest.raises(UnreadableSheet, match=said):
        read(path)


def test_very_many_shapes_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "MAX_SHAPES", 30)
    few = [paragraph(*(drawn("rect", 100 + at) for at in range(30)))]
    assert len(read(word(tmp_path / "x.docx", sop(texts(1, kasi=few[0])))).tables[0].drawing.symbols) == 30
    many = paragraph(*(drawn("rect", 100 + at) for at in range(31)))
    refused(word(tmp_path / "x.docx", sop(texts(1, kasi=many))), "over 30 shapes")
    old = "".join('<v:rect style="width:40pt;height:20pt"/>' for _ in range(31))
    refused(word(tmp_path / "x.docx", paragraph(f"<w:r><w:pict>{old}</w:pict></w:r>")), "over 30 shapes")


def test_groups_in_groups_in_groups_are_refused(tmp_path):
    inner = shape("rect", number=1)
    for _ in range(25):
        inner = group(inner).replace("wpg:wgp>", "wpg:grpSp>")
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(anchored(group(inner), number=7)))))
    refused(path, "20 levels")


def test_tables_in_tables_in_tables_are_refused(tmp_path):
    inner = table(row(cell(text="x")), widths=[50])
    for _ in range(25):
        inner = table(row(cell(inner, paragraph())), widths=[50])
    refused(word(tmp_path / "x.docx", inner), "20 levels")


@pytest.mark.parametrize("around", ["sdt", "ins"])
def test_controls_in_controls_are_refused(around, tmp_path):
    tags = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>") if around == "sdt" else ("<w:ins>", "</w:ins>")
    refused(word(tmp_path / "x.docx", tags[0] * 30 + paragraph(text="x") + tags[1] * 30), "20 levels")
    run = "<w:r><w:t>x</w:t></w:r>"
    refused(word(tmp_path / "x.docx", paragraph(tags[0] * 30 + run + tags[1] * 30)), "20 levels")


def test_xml_of_very_many_tags_is_refused_before_it_is_taken_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MAX_TAGS", 100_000)
    refused(word(tmp_path / "x.docx", "<w:p/>" * 100_000), "over 100,000 XML tags")
    drawing = [between(box("rect", 2), (0, 0, 0, 0), (1, 1, 0, 0)) + "<x/>" * 100_000]
    refused(workbook(tmp_path / "x.xlsx", [HEADS], drawing=drawing), "over 100,000 XML tags")


def test_xml_as_deep_as_it_is_long_is_refused(tmp_path):
    deep = "<a:x>" * 50_000 + "</a:x>" * 50_000
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(f"<w:r><w:drawing>{deep}</w:drawing></w:r>"))))
    assert read(path).tables[0].rows[1][0] == "1"
    both = "<mc:AlternateContent><mc:Choice>" * 5_000 + "</mc:Choice></mc:AlternateContent>" * 5_000
    refused(word(tmp_path / "x.docx", paragraph(both)), "20 levels")


def test_shapes_at_the_end_of_the_world_are_placed(tmp_path):
    far = drawn("rect", 7, at=(1e7, -1e7))
    (one,) = read(word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(far))))).tables[0].drawing.symbols
    assert one.doubt
    drawing = [
        absolute(box("rect", 2), (1e7, 1e7), (40, 20)),
        between(box("rect", 3), (10**9, 10**9, 0, 0), (0, 0, 0, 0)),
    ]
    sheet = read(workbook(tmp_path / "x.xlsx", [HEADS, ["1", "x"]], drawing=drawing))
    assert [one.why for one in sheet.unread] == ["simbol di luar tabel"] * 2


def test_numbers_that_are_none_count_as_nothing(tmp_path):
    bad = drawn("rect", 7).replace('cx="508000"', 'cx="NaN"').replace('cy="254000"', 'cy="inf"')
    assert len(read(word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(bad))))).tables[0].drawing.symbols) == 1


def test_merged_cells_over_each_other_are_counted(tmp_path):
    rows = [HEADS, *([at, "x", "y", "", "", "", ""] for at in range(1_500))]
    path = workbook(tmp_path / "x.xlsx", rows)
    merged = "</sheetData><mergeCells>" + '<mergeCell ref="A1:G1501"/>' * 700 + "</mergeCells>"
    rewritten(path, lambda text: text.replace("</sheetData>", merged), "xl/worksheets/sheet1.xml")
    refused(path, "cells")


@pytest.mark.parametrize(
    "made",
    [
        lambda at: paragraph(drawn("rect", 100 + at), arrow("line", 2_000 + at, start=100 + at, end=101 + at)),
        lambda at: paragraph(drawn("rect", 100 + at, "Ya", border=False, is_box=True)),
        lambda at: paragraph(
            *["<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>"] * 3
        ),
    ],
    ids=["shapes that are joined", "texts that are free", "changes"],
)
def test_reading_a_word_file_takes_work_like_its_length(made, tmp_path):
    def written(size):
        rows = [texts(at, kasi=made(at)) for at in range(size)]
        return word(tmp_path / f"{size}.docx", sop(*rows, height=40))

    assert steepness(read, written, (10, 20, 40)) < 3


@pytest.mark.parametrize("kind", ["activity", "decision"])
def test_looking_for_what_lines_touch_takes_work_like_their_number(kind):
    """Each box has a line beside it that touches nothing, and points past others."""

    def drawn_on(size):
        shapes = [Shape(kind, Box(0, 40 * at, 30, 40 * at + 20)) for at in range(size)]
        strokes = [Stroke(((60, 40 * at + 10), (300, 40 * at + 35))) for at in range(size)]
        return shapes, strokes

    assert steepness(lambda given: tied(*given, []), drawn_on, (20, 40, 80)) < 2.5
