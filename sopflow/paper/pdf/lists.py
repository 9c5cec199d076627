"""Lists whose numbers stand in a column of their own, each at half the height of its text, so that no line begins with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .letters import Word

_NUMBER: Final = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]")
_MOST: Final = 80
"""Lines of a cell that is looked at."""


def items_beside(lines: Sequence[Sequence[Word]]) -> list[tuple[Word, list[Word]]]:
    """The numbers of such a list with the words of each item; empty where the lines of a cell are none."""
    numbers = [line[0] for line in lines if _NUMBER.fullmatch(line[0].text) and not line[0].turned]
    alone = [line for line in lines if len(line) == 1 and line[0] in numbers]
    texts = [rest for line in lines if (rest := [word for word in line if word not in numbers])]
    if not alone or len(numbers) > len(texts) or len(lines) > _MOST:
        return []
    edge = max(number.box.right for number in numbers)
    if any(word.turned or word.box.left < edge for line in texts for word in line):
        return []
    texts.sort(key=lambda line: _middle(line[:1]))
    numbers.sort(key=lambda number: _middle([number]))
    closed = [line[-1].text.endswith(";") for line in texts]
    cuts = _cuts([_middle([number]) for number in numbers], [_middle(line[:1]) for line in texts], closed)
    return [
        (number, [word for line in texts[begin:end] for word in line])
        for number, begin, end in zip(numbers, cuts, cuts[1:], strict=False)
    ]


def _middle(words: Iterable[Word]) -> float:
    tops, bottoms = zip(*((word.box.top, word.box.bottom) for word in words), strict=True)
    return (float(min(tops)) + float(max(bottoms))) / 2


def _cuts(numbers: Sequence[float], lines: Sequence[float], closed: Sequence[bool]) -> list[int]:
    """Where the lines of each number begin, and their end: so that as few lines as can be go on behind a semicolon, and
    the numbers lie nearest to the middles of their lines."""
    best: dict[int, tuple[int, float, list[int]]] = {0: (0, 0.0, [0])}
    for at, number in enumerate(numbers):
        left = len(numbers) - at - 1
        ends = [len(lines)] if not left else range(at + 1, len(lines) - left + 1)
        best = {
            end: min(
                (
                    behind + sum(closed[begin : end - 1]),
                    away + abs((lines[begin] + lines[end - 1]) / 2 - number),
                    [*cuts, end],
                )
                for begin, (behind, away, cuts) in best.items()
                if begin < end
            )
            for end in ends
        }
    return best[len(lines)][2]
