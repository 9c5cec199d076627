"""Arrows over pages: pentagons and circles are joined by their text, then by their column; what is left is told."""

from __future__ import annotations

import pytest

from sopflow.paper.drawing import Arrow, Drawing, Symbol
from sopflow.paper.drawing.connectors import joined

from .drawings import Picture


def drawing(*pages):
    """For each page the connectors into which an arrow leads (`>A`) or out of which one leads (`A>`), each with its
    column (`>A2`); every arrow's other end is a box of its own."""
    symbols, arrows = [], []
    for page, connectors in enumerate(pages, start=1):
        for text in connectors.split():
            name = text.strip(">")
            here = len(symbols)
            symbols.append(Symbol("activity", here, (9,), f"{page}{text}", page))
            symbols.append(Symbol("connector", here, (int(name[-1]),), name[:-1], page))
            arrows.append(Arrow(here, here + 1) if text[0] == ">" else Arrow(here + 1, here))
    return Drawing(tuple(symbols), tuple(arrows))


def ways(found, shown):
    texts = [symbol.text for symbol in shown.symbols]
    name = lambda at: "?" if at is None else texts[at]  # noqa: E731
    return {(name(arrow.source), name(arrow.target)) for arrow in found.arrows}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((">A1", "A1>"), {("1>A1", "2A1>")}),
        ((">A1 >B2", "B1> A2>"), {("1>A1", "2A2>"), ("1>B2", "2B1>")}),
        ((">A1", "", "A1>"), {("1>A1", "3A1>")}),
        (("A1>", ">A1"), {("2>A1", "1A1>")}),
        ((">A1", "A1> >A1", "A1>"), {("1>A1", "2A1>"), ("2>A1", "3A1>")}),
        ((">A1 >A2", "A1>"), {("1>A1", "2A1>"), ("1>A2", "2A1>")}),
        ((">1", "1>"), {("1>1", "21>")}),
        ((">berkas1", "1>"), {("1>berkas1", "21>")}),
        ((">1 >2", "2> 1>"), {("1>1", "21>"), ("1>2", "22>")}),
        (("1>", ">1"), {("2>1", "11>")}),
    ],
    ids=[
        "by their text", "by text before column", "over a page without", "back", "page after page",
        "two into one", "by their column", "a word is no name", "by columns in another order", "back without text",
    ],
)  # fmt: skip
def test_arrows_are_joined(pages, expected):
    shown = drawing(*pages)
    found = joined(shown)
    assert ways(found, shown) == expected
    assert not [arrow.doubt for arrow in found.arrows if arrow.doubt]


def test_the_only_two_of_two_pages_belong_together_though_column_or_text_differ():
    for pages in ((">1", "2>"), (">A1", "1>")):
        found = joined(drawing(*pages))
        assert [(arrow.target is not None, arrow.doubt) for arrow in found.arrows] == [(True, "")]


def test_what_is_joined_by_the_page_alone_is_doubted_where_others_could_be_meant():
    shown = drawing(">1 >2", "3> 4>")
    found = joined(shown)
    assert ways(found, shown) == {("1>1", "23>"), ("1>2", "24>")}
    assert found.arrows[0].doubt.startswith("penghubung dipasangkan menurut halamannya; kolomnya lain")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((">A1",), {("1>A1", "?")}),
        (("A1>",), {("?", "1A1>")}),
        ((">A1", "B1>"), {("1>A1", "?"), ("?", "2B1>")}),
        ((">A1 >B1", "A1>"), {("1>A1", "2A1>"), ("1>B1", "?")}),
        ((">1", "", "1>"), {("1>1", "?"), ("?", "31>")}),
    ],
)
def test_what_has_no_partner_ends_nowhere_and_says_so(pages, expected):
    shown = drawing(*pages)
    found = joined(shown)
    assert ways(found, shown) == expected
    for arrow in found.arrows:
        assert ("tanpa pasangan" in arrow.doubt) == (arrow.source is None or arrow.target is None)


def test_labels_and_doubts_of_both_parts_are_kept():
    symbols = (
        Symbol("decision", 0, (1,), page=1), Symbol("connector", 0, (1,), "A", 1),
        Symbol("connector", 1, (1,), "A", 2, "lingkaran terpotong"), Symbol("activity", 1, (1,), page=2),
    )  # fmt: skip
    arrows = (Arrow(0, 1, "Tidak", 1, "tanpa kepala"), Arrow(2, 3, "lengkap", 2, "bercabang"))
    assert joined(Drawing(symbols, arrows)).arrows == (
        Arrow(0, 3, "Tidak lengkap", 1, "tanpa kepala; lingkaran terpotong; bercabang"),
    )


def test_a_connector_in_the_middle_of_an_arrow_is_passed_and_circles_end():
    box, circle = Symbol("activity", 0, (1,)), Symbol("connector", 0, (1,))
    passed = joined(Drawing((box, circle, box), (Arrow(0, 1), Arrow(1, 2))))
    assert passed.arrows == (Arrow(0, 2),)
    round_ = joined(Drawing((box, circle, circle), (Arrow(0, 1), Arrow(1, 2), Arrow(2, 1))))
    assert round_.arrows == (Arrow(0, None, doubt="penghubungnya berputar"),)


def test_a_connector_without_an_arrow_is_told():
    assert joined(Drawing((Symbol("connector", 0, (1,), "A"),))).alone == (0,)


def test_a_flow_over_pages_is_drafted_as_one_without_an_open_note():
    picture = Picture("Petugas", "Kasi", rows=4, pages=(1, 1, 2, 2))
    one, asked, three, last = (
        picture.box(1, 0), picture.diamond(2, 1), picture.box(3, 0), picture.capsule(4, 1, text="Selesai"),
    )  # fmt: skip
    out, into = picture.pentagon(2, 1, text="A"), picture.pentagon(3, 1, text="A")
    back, home = picture.pentagon(4, 0, text="B"), picture.pentagon(1, 1, text="B")
    again = picture.diamond(4, 0)
    picture.symbols[last] = picture.symbols[last]._replace(row=5)
    picture.chain(one, asked)
    picture.arrow(asked, out, "Ya")
    picture.arrow(asked, one, "Tidak")
    picture.chain(into, three, again)
    picture.arrow(again, back, "Tidak")
    picture.arrow(home, one)
    picture.arrow(again, last, "Ya")
    read = picture.read()
    assert (read.ways(2), read.ways(4)) == ({"Ya": [3], "Tidak": [1]}, {"Tidak": [1], "Ya": ["end"]})
    assert read.all_open == {}
    assert read.errors == []


def test_a_flow_whose_page_is_left_without_a_partner_is_open_on_both_sides():
    picture = Picture("Petugas", rows=2, pages=(1, 2))
    one, out, two = picture.box(1, 0), picture.pentagon(1, 0, text="A"), picture.box(2, 0)
    into = picture.pentagon(2, 0, text="B")
    picture.arrow(one, out)
    picture.arrow(into, two)
    read = picture.read()
    assert set(read.all_open) == {1, 2}
    assert "penghubung A tanpa pasangan" in read.open(1)
    assert any("penghubung B tanpa pasangan" in why for why in read.open(2))
