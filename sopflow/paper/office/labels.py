"""Which free text on a drawing belongs to which arrow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..drawing.ties import Box
    from .figures import Figure, Point

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
    """The text at each arrow, which comes with whether it leads out of a decision; and the labels that are at none."""
    said = [Said(figure.text) for figure, _ in arrows]
    rest = []
    for number, label in enumerate(labels):
        far = sorted(
            (_distance(label.box, figure.points) + (0 if out else _ANSWER), at)
            for at, (figure, out) in enumerate(arrows)
        )
        if not far or far[0][0] > _NEAR:
            rest.append(number)
            continue
        at = far[0][1]
        is_alike = len(far) > 1 and far[1][0] - far[0][0] < _ALIKE
        said[at] = Said(
            f"{said[at].text} {label.text}".strip(),
            f'teks "{label.text[:40]}" sama dekatnya dengan panah lain' if is_alike else said[at].doubt,
        )
    return tuple(said), tuple(rest)


def _distance(box: Box, points: Sequence[Point]) -> float:
    return min(_to_piece(box, one, other) for one, other in pairwise(points))


def _to_piece(box: Box, one: Point, other: Point) -> float:
    """From a box to a straight piece, looked at in a few places of it."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    length = (other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2
    along = ((x - one[0]) * (other[0] - one[0]) + (y - one[1]) * (other[1] - one[1])) / length if length else 0.0
    at = min(max(along, 0.0), 1.0)
    return box.distance(one[0] + at * (other[0] - one[0]), one[1] + at * (other[1] - one[1]))
