"""The table as an office expects it: a sum below the rows, the same columns on all pages, whole words, no ids."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.render.cutting import cuts_of
from sopflow.render.layout import picture_of
from tests.render.geometry import flaws
from tests.sop import sop


def rows(*times, head=""):
    """An SOP with a row for each time."""
    return sop(
        "\n".join(f"- {{id: s{at}, activity: Kerja, actor: a, duration: {t}}}" for at, t in enumerate(times)),
        head=head,
    )


def tables(picture):
    return [page for page in picture.pages if page.kind == "table"]


def totals(picture):
    """Of each page with a sum: its cells as texts."""
    return [
        [" ".join(cell.lines) for cell in row.cells]
        for page in picture.pages
        for row in page.rows
        if row.kind == "total"
    ]


@pytest.mark.parametrize(
    ("times", "head", "cells"),
    [
        (("2 hari kerja", "35 menit"), "", ["Jumlah", "2 hari kerja 35 menit", ""]),
        (("1 jam", "unknown"), "", ["Jumlah", "≥ 1 jam", "tanpa baris 2, yang lama waktunya tidak disebut"]),
        (
            ("1 jam", "unknown", "{text: sesuai penugasan}", "unknown"),
            "",
            ["Jumlah", "≥ 1 jam", "tanpa baris 2, 3 dan 4, yang lama waktunya tidak disebut"],
        ),
        (("unknown",), "", ["Jumlah", "?", "tanpa baris 1, yang lama waktunya tidak disebut"]),
        (("1-2 hari", "maks. 3 hari"), "", ["Jumlah", "maks. 5 hari", ""]),
        (("60 menit", "30 menit"), "stated_total: 1 jam 30 menit", ["Jumlah", "90 menit", ""]),
        (("1 hari", "2 hari"), "stated_total: 4 hari", ["Jumlah", "4 hari", "menurut baris-barisnya: 3 hari"]),
        (("'-'",), "stated_total: 4 hari", ["Jumlah", "4 hari", "menurut baris-barisnya: -"]),
    ],
)
def test_the_times_are_added_up_below_the_last_row(times, head, cells):
    assert totals(picture_of(rows(*times, head=head))) == [cells]


def test_a_table_without_times_has_no_sum():
    assert totals(picture_of(rows("'-'", "'-'"))) == []


def test_the_sum_speaks_english_too():
    (cells,) = totals(picture_of(rows("1 jam", "unknown"), "en"))
    assert cells == ["Total", "≥ 1 jam", "without row 2, which says no length of time"]


def test_the_sum_stands_on_the_last_page_only_and_within_it():
    for count in range(1, 40):
        picture = picture_of(rows(*["1 jam"] * count), identity=False)
        assert [page.rows[-1].kind for page in picture.pages] == [*[""] * (len(picture.pages) - 1), "total"]
        last = picture.pages[-1].rows[-1]
        assert last.y + last.height < picture.pages[-1].height - 10
        assert totals(picture)[0][1] == f"{count} jam"


def widths(page):
    """Of the columns, on paper."""
    steps = [row for row in page.rows if row.step is not None]
    return [[round(cell.width * page.scale, 6) for cell in row.cells] for row in steps]


def test_all_pages_have_the_same_columns_though_one_row_is_higher_than_a_page():
    long = "Menyusun naskah " * 700
    definition = sop(
        "\n".join(
            f"- {{id: s{at}, activity: '{long if at == 20 else 'Kerja'}', actor: a, duration: 1 jam}}"
            for at in range(40)
        )
    )
    pages = tables(picture_of(definition))
    assert len(pages) > 2
    assert len({tuple(row) for page in pages for row in widths(page)}) == 1
    assert flaws(picture_of(definition), definition) == []


def counts(picture):
    return [sum(row.step is not None for row in page.rows) for page in tables(picture)]


def test_no_last_page_holds_one_row_where_the_page_before_can_give_some():
    before = None
    for count in range(2, 60):
        found = counts(picture_of(rows(*["1 jam"] * count)))
        assert min(found) > 1, found
        assert sum(found) == count
        assert before is None or len(found) >= len(before)
        before = found


@given(st.lists(st.integers(10, 60), min_size=1, max_size=80), st.integers(60, 200), st.integers(0, 30))
def test_evening_out_takes_no_page_more_and_leaves_no_row_alone(heights, room, below):
    def fits(cut):
        first, last = cut
        return first == last or sum(heights[first : last + 1]) + below * (last + 1 == len(heights)) <= room

    fewest, used = 1, 0
    for at, height in enumerate(heights):
        used += height
        if used + below * (at + 1 == len(heights)) > room and used > height:
            fewest, used = fewest + 1, height
    cuts = cuts_of([*heights[:-1], heights[-1] + below], room, fits)
    assert len(cuts) == fewest
    assert [row for first, last in cuts for row in range(first, last + 1)] == [*range(len(heights))]
    assert all(map(fits, cuts))
    for (above, last), own in pairwise(cuts):
        alone = own[0] == own[1] and last - above >= 2
        assert not (alone and fits((last, own[1])))
