"""Texts that stand free on a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from ..cells import is_no, is_yes
from ..drawing.ties import Label, Shape, gap_to
from ..geometry import Box, box_around
from ..runs import runs_of
from .letters import Word
from .writing import lines_of

_EVEN: Final = 3.0
"""Points between the edges or the middles of lines of one text."""
_LINE: Final = 0.5
"""Of the height of letters: the room between two lines of one text, and where they stand even with each other twice that."""


class Free(NamedTuple):
    """A label, and the words that it is made of."""

    label: Label
    words: tuple[Word, ...]


def labels_of(words: Iterable[Word]) -> list[Free]:
    """Words that stand next to each other or below each other, as one text each."""
    found: list[list[Word]] = []
    for piece in chain.from_iterable(runs_of(line, _is_apart) for line in lines_of(words)):
        above = next((other for other in found if _is_below(other, piece)), None)
        if above is None:
            found.append(piece)
        else:
            above += piece
    return [Free(Label(" ".join(word.text for word in some), _around(some)), tuple(some)) for some in found]


def holders_of(words: Sequence[Word], shapes: Sequence[Shape]) -> list[list[Word]]:
    """The words that belong to each of some shapes. A text whose middle lies outside of a shape is not in it, though
    one of its words reaches into it: only a word that lies in it altogether is."""
    held: list[list[Word]] = [[] for _ in shapes]
    if not shapes:
        return held
    for text in labels_of(words):
        for at, shape in enumerate(shapes):
            is_inside = gap_to(shape, *text.label.box.middle) == 0
            held[at] += (
                word
                for word in text.words
                if (shape.box.distance(*word.middle) == 0 if is_inside else _lies_in(word.box, shape))
            )
    return held


def _lies_in(box: Box, shape: Shape) -> bool:
    return all(gap_to(shape, x, y) == 0 for x in (box.left, box.right) for y in (box.top, box.bottom))


def _is_apart(piece: list[Word], word: Word) -> bool:
    before = piece[-1]
    if word.turned:
        gap = max(word.box.top, before.box.top) - min(word.box.bottom, before.box.bottom)
        return gap >= 0.6 * word.box.width
    return word.box.left - before.box.right >= 0.6 * word.box.height


def _is_below(above: list[Word], piece: list[Word]) -> bool:
    if above[0].turned or piece[0].turned or _is_answer(piece):
        return False
    one, other = _around(above), _around(piece)
    height = piece[0].box.bottom - piece[0].box.top
    room = 2 * _LINE if _are_even(_around(_last_line(above)), other) else _LINE
    return (
        -0.3 * height < other.top - one.bottom < room * height
        and one.left < other.right
        and other.left < one.right
    )


def _last_line(words: list[Word]) -> list[Word]:
    return [word for word in words if word.box.bottom > words[-1].middle[1]]


def _are_even(one: Box, other: Box) -> bool:
    """Whether two lines begin, end or have their middles at the same place."""
    return any(
        abs(a - b) <= _EVEN
        for a, b in ((one.left, other.left), (one.right, other.right), (one.middle_x, other.middle_x))
    )


def _is_answer(words: Iterable[Word]) -> bool:
    text = " ".join(word.text for word in words)
    return is_yes(text) or is_no(text)


def _around(words: Iterable[Word]) -> Box:
    return box_around(word.box for word in words)
