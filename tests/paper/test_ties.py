"""Which line has a label: the nearest, and of two about as near the one that runs past it."""

from __future__ import annotations

import pytest

from sopflow.paper.drawing.ties import Label, Shape, Stroke, tied
from sopflow.paper.geometry import Box

ASKED = Shape("decision", Box(100, 100, 148, 124))
BELOW = Shape("activity", Box(100, 200, 148, 218))
LEFT = Shape("activity", Box(0, 100, 40, 124))
DOWN = Stroke(((124, 124), (124, 200)))
ASIDE = Stroke(((100, 112), (40, 112)))


@pytest.mark.parametrize(("gap", "has_it"), [(4, "aside"), (5, "aside"), (7, "down"), (9, "down")])
def test_a_line_that_only_ends_near_a_label_has_it_if_it_is_nearer_by_more_than_four_points(gap, has_it):
    """The label runs along 6 points of the line down, 10 points from it; the line aside ends `gap` points above it."""
    label = Label("Ya", Box(100, 112 + gap, 114, 130))
    aside = tied((ASKED, BELOW, LEFT), (DOWN, ASIDE), (label,))
    assert {tie.target: tie.label for tie in aside} == (
        {1: "", 2: "Ya"} if has_it == "aside" else {1: "Ya", 2: ""}
    )
