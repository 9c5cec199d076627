"""The text of a cell, from the words that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from ..runs import runs_of
from .lists import items_beside

if TYPE_CHECKING:
    from .letters import Word

_BULLET: Final = re.compile(r"[-–—•●▪‣*·o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\(\d{1,2}\)")
_GLUED: Final = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)](?=[A-Z][a-z])")
"""A number or a letter with its text right behind it."""
_SHORT: Final = 0.15
"""The share of a cell's width that is left where a line was ended on purpose."""
_MARGIN: Final = 5.4
"""Points between a cell's border and its text."""
_BLANK: Final = 1.6
"""Lines: more room than that between two is a paragraph's end."""
_OVER: Final = 0.3
"""Of the height of letters: words of one line do not share so much of it."""
_LOWER: Final = 0.08
"""Of the height of letters: what parts lines that lie over each other."""
_NAMED: Final = 5
"""Words before a colon that name what comes after it."""


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words as lines from top to bottom; those that are turned come last, each line of them by itself."""
    words = list(words)
    found = list(_lines(sorted((w for w in words if not w.turned), key=_middle)))
    for turn in (1, -1):
        turned = sorted((w for w in words if w.turned == turn), key=lambda w: (w.box.left + w.box.right) * turn)
        for line in _lines(turned, along=True):
            found.append(sorted(line, key=lambda w: -w.box.bottom * turn if turn == 1 else w.box.top))
    return found


def _middle(word: Word) -> float:
    return word.box.middle_y


def _across(word: Word) -> float:
    return word.box.middle_x


def _lines(words: Sequence[Word], *, along: bool = False) -> Iterator[list[Word]]:
    place = _across if along else _middle

    def is_next(line: list[Word], word: Word) -> bool:
        size = word.box.width if along else word.box.height
        return abs(place(word) - place(line[0])) > size * 0.4

    return chain.from_iterable(map(_apart, runs_of(words, is_next)))


def _apart(line: Iterable[Word]) -> Iterator[list[Word]]:
    """A line, as those that lie over each other in it."""
    line = sorted(line, key=lambda w: w.box.left)
    if not _lies_over(line):
        yield line
        return
    layers: dict[int, list[Word]] = {}
    for word in line:
        layers.setdefault(word.layer, []).append(word)
    for layer in sorted(layers.values(), key=lambda some: sum(map(_middle, some)) / len(some)):
        if not _lies_over(layer):
            yield layer
            continue
        down = sorted(layer, key=_middle)
        for part in runs_of(down, lambda part, word: _middle(word) - _middle(part[-1]) > _LOWER * _height([word])):
            yield sorted(part, key=lambda w: w.box.left)


def _lies_over(line: Iterable[Word]) -> bool:
    return any(not a.turned and a.box.right - b.box.left > _OVER * b.box.height for a, b in pairwise(line))


def widest_line(words: Iterable[Word]) -> float:
    """How far the lines of a cell go that hold more than a word; one word may be wider than its cell."""
    lines = (line for line in lines_of(words) if len(line) > 1 and not line[0].turned)
    return max((_width(line) for line in lines), default=0.0)


def text_of(words: Iterable[Word], width: float, widest: float = 0.0) -> str:
    """The text of a cell of some width: a line that goes on in the next is put together with it, one that was ended on
    purpose stays one. `widest` is how far lines go in cells like it."""
    lines = lines_of(words)
    if not lines:
        return ""
    if items := items_beside(lines):
        edge = max(number.box.right for number, _ in items) - min(number.box.left for number, _ in items)
        return "\n".join(f"{number.text} {text_of(some, width - edge, widest - edge)}" for number, some in items)
    text = _said(lines[0])
    left = min(word.box.left for line in lines for word in line)
    pitch = min((_step(a, b) for a, b in pairwise(lines)), default=0.0)
    for before, line in pairwise(lines):
        said = _said(line)
        if text.endswith("\u00ad"):
            text = text[:-1] + said
        elif (text.endswith("-") and text[-2:-1].isalnum() and said[:1].islower()) or _is_cut(before, line, width):
            text += said
        elif _is_begun(before, line, left, width, widest) or _step(before, line) > _BLANK * max(
            pitch, _height(line)
        ):
            text += "\n" + said
        elif text.endswith("-") and text[-2:-1].isalnum() and said[:1].isalnum():
            text += said
        else:
            text += " " + said
    return text.replace("\u00ad", "")


def begins_item(text: str) -> bool:
    """Whether a text begins with a bullet or a number."""
    first, _, rest = text.partition(" ")
    return (bool(rest) and _BULLET.fullmatch(first) is not None) or _GLUED.match(text) is not None


def _step(above: Sequence[Word], below: Sequence[Word]) -> float:
    return _middle(below[0]) - _middle(above[0])


def _height(line: Sequence[Word]) -> float:
    return max(word.box.height for word in line)


def _said(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)


def _width(line: Sequence[Word]) -> float:
    return line[-1].box.right - line[0].box.left


def _is_cut(before: Sequence[Word], line: Sequence[Word], width: float) -> bool:
    """Whether a line begins with the last letter of a word that its cell has no room for."""
    letter = line[0]
    if len(before) > 1 or not (before[0].text[-1:].islower() and letter.text.islower() and len(letter.text) == 1):
        return False
    return _width(before) + letter.box.width > width - 2 * _MARGIN - 1


def _is_begun(before: Sequence[Word], line: Sequence[Word], left: float, width: float, widest: float) -> bool:
    """Whether a line begins something new."""
    if before[0].turned != line[0].turned:
        return True
    if (len(line) > 1 and _BULLET.fullmatch(line[0].text)) or _GLUED.match(line[0].text):
        return True
    if before[0].turned:
        return False
    if any(word.text == ":" or (word.text.endswith(":") and word is line[-1]) for word in line[1:_NAMED]):
        return True
    used = before[-1].box.right - left
    more = line[0].box.right - line[0].box.left + 0.3 * _height(line)
    return used + more < max((1 - _SHORT) * width - 2 * _MARGIN, widest)
