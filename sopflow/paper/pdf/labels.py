"""Texts that stand free on a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..cells import is_no, is_yes
from ..drawing.ties import Box, Label
from .writing import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .page import Word


_EVEN: Final = 3.0
"""Points between the edges or the middles of lines of one text."""


class Free(NamedTuple):
    """A label, and the words that it is made of."""

    label: Label
    words: tuple[Word, ...]


def labels_of(words: Iterable[Word]) -> list[Free]:
    """Words that stand next to each other or below each other, as one text each."""
    pieces: list[list[Word]] = []
    for line in lines_of(words):
        piece: list[Word] = []
        for word in line:
            if piece and not _is_next(piece[-1], word):
                pieces.append(piece)
                piece = []
            piece.append(word)
        pieces.append(piece)
    found: list[list[Word]] = []
    for piece in pieces:
        above = next((other for other in found if _is_below(other, piece)), None)
        if above is None:
            found.append(piece)
        else:
            above += piece
    return [Free(Label(" ".join(word.text for word in some), _around(some)), tuple(some)) for some in found]


def _is_next(before: Word, word: Word) -> bool:
    if word.turned:
        gap = max(word.box.top, before.box.top) - min(word.box.bottom, before.box.bottom)
        return gap < 0.6 * (word.box.right - word.box.left)
    return word.box.left - before.box.right < 0.6 * (word.box.bottom - word.box.top)


def _is_below(above: list[Word], piece: list[Word]) -> bool:
    if above[0].turned or piece[0].turned or _is_answer(piece):
        return False
    one, other = _around(above), _around(piece)
    height = piece[0].box.bottom - piece[0].box.top
    return (
        -0.3 * height < other.top - one.bottom < 0.5 * height and one.left < other.right and other.left < one.right
    )


def _is_answer(words: Iterable[Word]) -> bool:
    text = " ".join(word.text for word in words)
    return is_yes(text) or is_no(text)


def _around(words: Iterable[Word]) -> Box:
    boxes = [word.box for word in words]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
