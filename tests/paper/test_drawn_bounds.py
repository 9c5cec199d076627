"""Drawings that no office makes take work like their size."""

from __future__ import annotations

import pytest

from tests.bounds.growth import steepness

from .drawings import Picture


def _chain(size, shape="activity", label=""):
    picture = Picture("Kasi", rows=2)
    symbols = [picture.draw(shape, 1, 0) for _ in range(size)]
    for one, other in zip(symbols, symbols[1:], strict=False):
        picture.arrow(one, other, label)
    return picture


def _rows(size):
    picture = Picture("Kasi", rows=size)
    picture.chain(*(picture.box(at, 0) for at in range(1, size + 1)))
    return picture


def _exits(size):
    picture = Picture("Kasi", rows=2)
    asked, box = picture.diamond(1, 0), picture.box(2, 0)
    for at in range(size):
        picture.arrow(asked, box, f"jawaban {at}")
    return picture


def _connectors(size):
    picture = Picture("Kasi", rows=2)
    box = picture.box(1, 0)
    for _ in range(size):
        picture.arrow(box, picture.pentagon(1, 0))
        picture.arrow(picture.pentagon(2, 0), box)
    return picture


def _hub(size):
    picture = Picture("Kasi", rows=2)
    box, hub = picture.box(1, 0), picture.pentagon(1, 0)
    for _ in range(size):
        picture.arrow(box, hub)
        picture.arrow(hub, box)
    return picture


PICTURES = {
    "boxes in one row": _chain,
    "diamonds in one row": lambda size: _chain(size, "decision", "Ya"),
    "rows": _rows,
    "exits of one diamond": _exits,
    "connectors": _connectors,
    "arrows at one connector": _hub,
}


@pytest.mark.parametrize("family", PICTURES)
def test_drafting_takes_work_like_the_size_of_the_drawing(family):
    assert steepness(lambda picture: picture.draft(), PICTURES[family]) < 2.7
