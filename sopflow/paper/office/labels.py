"""Which free text on a drawing belongs to which arrow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ..geometry import Box, Point
from .figures import Figure

_NEAR: Final = 20.0
"""Points between a text and its arrow."""
_ANSWER: Final = 10.0
"""Points by which an arrow out of a decision is preferred: texts on arrows are answers."""
_ALIKE: Final = 3.0


class Said(NamedTuple):
    """What stands at an arrow."""

    text: str = ""
    doubt: str = ""


def labelled(
    arrows: Sequence[tuple[Figure, bool]], labels: Sequence[Figure]
) -> tuple[tuple[Said, ...], tuple[int, ...]]:
    """The text at each arrow, which comes with whether it leads out of a decision; and the labels that are at none. The
    nearest come first, and each arrow has one."""
    said = [Said(figure.text) for figure, _ in arrows]
    near = sorted(
        (away, number, at)
        for number, label in enumerate(labels)
        for at, (figure, out) in enumerate(arrows)
        if (away := gap(label.box, figure.points) + (0 if out else _ANSWER)) <= _NEAR
    )
    used: dict[int, float] = {}
    for away, number, at in near:
        if number not in used and not said[at].text:
            used[number] = away
            said[at] = Said(labels[number].text)
        elif number in used and not said[at].text and away - used[number] < _ALIKE:
            said[at] = Said("", f'teks "{labels[number].text[:40]}" sama dekatnya dengan panah lain')
    return tuple(said), tuple(number for number in range(len(labels)) if number not in used)


def gap(box: Box, points: Sequence[Point]) -> float:
    """From a box to the nearest point of a line."""
    return min(_to_piece(box, one, other) for one, other in pairwise(points))


def _to_piece(box: Box, one: Point, other: Point) -> float:
    """From a box to a straight piece, looked at in a few places of it."""
    x, y = box.middle
    length = (other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2
    along = ((x - one[0]) * (other[0] - one[0]) + (y - one[1]) * (other[1] - one[1])) / length if length else 0.0
    at = min(max(along, 0.0), 1.0)
    return box.distance(one[0] + at * (other[0] - one[0]), one[1] + at * (other[1] - one[1]))
