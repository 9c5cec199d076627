"""Several ways out of a row without a diamond: they run together where they meet again, and are open elsewhere."""

from __future__ import annotations

import pytest

from sopflow.paper.drafting.together import SEVERAL
from sopflow.review.checking import findings

from .drawings import Picture, straight


def split(*arrows, rows=6, diamonds=()):
    """What is read of a table of one actor with these arrows."""
    picture = Picture("Kasi", rows=rows)
    symbols = [None] + [
        picture.diamond(at, 0) if at in diamonds else picture.box(at, 0) for at in range(1, rows + 1)
    ]
    for source, target, *label in arrows:
        picture.arrow(symbols[source], symbols[target], *label)
    return picture.read()


def joins(read):
    """The rows that wait, each for the numbers of others, or `started`."""
    numbers = {step.id: at for at, step in enumerate(read.draft.steps, start=1)}
    return {numbers[s.id]: [numbers.get(at, at) for at in s.join] for s in read.draft.steps if s.join}


def codes(read):
    """What `check` finds of joins that are never filled, or may not be."""
    return [one.code for one in findings(read.definition) if one.code in ("SOP303", "SOP304")]


@pytest.mark.parametrize(
    ("arrows", "waits"),
    [
        ([(1, 2), (1, 3), (2, 4), (3, 4), (4, 5), (5, 6)], {4: [2, 3]}),
        ([(1, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 6)], {6: [4, 5]}),
        ([(1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (5, 6)], {3: [1, 2]}),
        ([(1, 2), (1, 3), (1, 4), (2, 5), (3, 5), (4, 6), (5, 6)], {5: [2, 3], 6: [4, 5]}),
    ],
    ids=["at once", "later", "one arm is the row itself", "one after another"],
)
def test_ways_without_a_diamond_that_meet_again_run_together(arrows, waits):
    read = split(*arrows)
    assert (joins(read), read.all_open, read.errors, codes(read)) == (waits, {}, [], [])
    assert "jalannya bertemu lagi, jadi dikerjakan bersamaan" in read.text


def test_a_return_within_a_way_does_not_part_it():
    read = split(
        (1, 2), (1, 4), (2, 3), (3, 2, "Tidak"), (3, 5, "Ya"), (4, 5), (5, 6), diamonds=(3,)
    )  # fmt: skip
    assert (joins(read), read.all_open, codes(read)) == ({5: [3, 4]}, {}, [])


@pytest.mark.parametrize(
    "arrows",
    [
        [(1, 2), (1, 3), (2, 4), (3, 4), (4, 5, "Tidak"), (4, 6, "Ya"), (5, 2)],
        [(1, 2), (1, 5), (2, 3, "Ya"), (2, 4, "Tidak"), (3, 5), (4, 5), (5, 6)],
        [(1, 2), (1, 5), (2, 3), (2, 4), (3, 5), (4, 5), (5, 6)],
    ],
    ids=["a return comes to one of them", "two answers of one of them lead there", "a split in one of them"],
)
def test_where_not_all_of_them_need_come_those_are_waited_for_that_do(arrows):
    read = split(*arrows, diamonds=[arrow[0] for arrow in arrows if len(arrow) > 2])
    assert (list(joins(read).values()), read.all_open, codes(read)) == ([["started"]], {}, [])


@pytest.mark.parametrize(
    "arrows",
    [
        [(1, 2), (1, 3), (2, 1), (3, 4), (4, 5), (5, 6)],
        [(1, 2), (1, 3), (2, 3, "Ya"), (2, 4, "Tidak"), (3, 5), (4, 5), (5, 6)],
        [(1, 2), (2, 3), (2, 4), (3, 1), (4, 1), (5, 6)],
    ],
    ids=["one comes back", "one answer meets the other way", "both come back"],
)
def test_several_exits_whose_ways_do_not_meet_again_are_open(arrows):
    read = split(*arrows, diamonds=[arrow[0] for arrow in arrows if len(arrow) > 2])
    assert joins(read) == {}
    assert [why for found in read.all_open.values() for why in found].count(SEVERAL) == 1


def test_a_split_is_open_where_one_of_its_ways_is():
    read = split((1, 2), (1, 3), (2, 4), (4, 5), (5, 6))
    assert joins(read) == {4: [2, 3]}
    assert read.all_open == {1: [SEVERAL], 3: ["tidak ada panah keluar"]}


def test_several_exits_with_words_are_answers_even_without_a_diamond():
    picture, (one, two, three, four) = straight()
    picture.chain(one, two, three, four)
    picture.arrow(two, one, "Tidak")
    picture.arrows[1] = picture.arrows[1]._replace(label="Ya")
    read = picture.read()
    assert read.ways(2) == {"Ya": [3], "Tidak": [1]}
    assert read.open(2) == [SEVERAL]
