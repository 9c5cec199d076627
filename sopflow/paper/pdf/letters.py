"""The words of a page, from its letters: in the order in which they stand, and where texts lie over each other, in the
order in which they were written."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from ..geometry import Box, box_around
from ..runs import runs_of

_WORD_GAP: Final = 0.18
"""Of the size of the letters: a space that is not written."""
_SPACE: Final = 0.55
"""Of the width of a space: how much of it must be seen, since some are written below letters."""
_OVER: Final = 0.5
"""Of the narrower letter: what two letters of one text do not share."""
_LOWER: Final = 0.08
"""Of the size of letters: what parts the lines that texts stand on."""
_AGAIN: Final = 0.15
"""Of the size of letters: how far beside it a letter is drawn again, for a bold look."""
_FEWEST: Final = 3
"""Letters over others in one text: fewer are narrow letters drawn closely."""
_DEEPEST: Final = 4
"""Texts over each other that are told apart."""


class Word(NamedTuple):
    """Letters without a space between them."""

    text: str
    box: Box
    turned: int = 0
    """0: upright; 1: read upwards, -1: read downwards."""
    layer: int = 0
    """Which of the texts that lie over each other in a line."""

    @property
    def middle(self) -> tuple[float, float]:
        return self.box.middle


class _Letter(NamedTuple):
    text: str
    begin: float
    """Where it begins and ends in the direction of reading, its middle across it, and the line that it stands on."""
    end: float
    across: float
    base: float
    size: float
    order: int
    """Its place among all that were written."""
    box: Box


def words_of(letters: Iterable[Any]) -> tuple[tuple[Word, ...], str]:
    """The words of letters of pdfplumber's, line for line, and the first text of letters that cannot be told apart."""
    by_turn: dict[int, list[_Letter]] = {}
    for order, letter in enumerate(letters):
        if letter["text"]:
            turn = _turn(letter)
            by_turn.setdefault(turn, []).append(_letter(letter, turn, order))
    words: list[Word] = []
    tangled = ""
    for turn, some in sorted(by_turn.items()):
        for line in _lines(some):
            for layer, text in enumerate(_texts(line)):
                found = list(_words_of(text, turn, layer))
                words += found
                if not tangled and _over(sorted(text, key=_order)) >= _FEWEST:
                    tangled = " ".join(word.text for word in found)
    return tuple(words), tangled


def _turn(letter: Any) -> int:
    a, b, *_ = letter["matrix"]
    if abs(a) >= abs(b):
        return 0
    return 1 if b > 0 else -1


def _letter(letter: Any, turn: int, order: int) -> _Letter:
    box = Box(letter["x0"], letter["top"], letter["x1"], letter["bottom"])
    across = box.middle_x if turn else box.middle_y
    begin, end = (box.left, box.right) if not turn else (box.top, box.bottom)
    if turn == 1:
        begin, end = -end, -begin
    base = letter["matrix"][4 if turn else 5]
    return _Letter(letter["text"], begin, end, across, base, float(letter["size"]) or 1.0, order, box)


def _order(letter: _Letter) -> int:
    return letter.order


def _lines(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    across = sorted(letters, key=lambda one: one.across)
    for line in runs_of(across, lambda line, one: one.across - line[0].across > one.size * 0.35):
        yield sorted(line, key=lambda one: one[1:3])


def _texts(line: list[_Letter]) -> Iterator[list[_Letter]]:
    """A line as one text, or as those that lie over each other in it: they stand a little lower or higher, or were
    written one after the other."""
    if not _over(line):
        yield line
        return
    down = sorted(line, key=lambda one: -one.base)
    for level in runs_of(down, lambda level, one: level[-1].base - one.base > _LOWER * one.size):
        level.sort(key=lambda one: one[1:3])
        yield from _written(level) if _over(level) else (level,)


def _over(letters: Iterable[_Letter]) -> int:
    """How many letters lie over the one that reaches farthest before them, and are not drawn again."""
    count = 0
    before: _Letter | None = None
    for letter in letters:
        if not letter.text.isalnum():
            continue
        if before is not None and not _is_again(before, letter):
            shared = min(before.end, letter.end) - max(before.begin, letter.begin)
            count += shared > _OVER * min(before.end - before.begin, letter.end - letter.begin)
        if before is None or letter.end > before.end:
            before = letter
    return count


def _written(line: list[_Letter]) -> list[list[_Letter]]:
    """The texts of a line by the order in which they were written: a part that begins over another is of another text,
    and goes on with the one that was written last before it."""
    texts: list[list[_Letter]] = []
    known: dict[str, _Letter] = {}
    for part in sorted(_parts(sorted(line, key=_order)), key=lambda some: some[0].begin):
        said = "".join(letter.text for letter in part)
        if said in known and _is_again(known[said], part[0]):
            continue
        known[said] = part[0]
        free = [text for text in texts if text[-1].end <= part[0].begin + _AGAIN * part[0].size]
        if not free and len(texts) < _DEEPEST:
            texts.append(part)
            continue
        is_before = [text for text in free or texts[-1:] if text[-1].order < part[0].order]
        max(is_before or free or texts[-1:], key=lambda text: text[-1].order).extend(part)
    texts.sort(key=lambda text: text[0].order)
    return [sorted(text, key=lambda one: one[1:3]) for text in texts]


def _parts(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Letters that were written one behind the other, and without room between them."""
    seen = (one for one in letters if not one.text.isspace())
    return runs_of(seen, lambda part, one: one.begin < part[-1].begin or one.begin - part[-1].end > one.size)


def _words_of(line: Iterable[_Letter], turn: int, layer: int) -> Iterator[Word]:
    word: list[_Letter] = []
    room = math.inf
    for letter in line:
        if letter.text.isspace():
            room = min(room, _SPACE * (letter.end - letter.begin))
            continue
        if word:
            if _is_again(word[-1], letter):
                continue
            if letter.begin - word[-1].end > min(room, _WORD_GAP * letter.size):
                yield _word(word, turn, layer)
                word = []
        word.append(letter)
        room = math.inf
    if word:
        yield _word(word, turn, layer)


def _is_again(before: _Letter, letter: _Letter) -> bool:
    """Whether a letter is drawn a second time, for a bold look."""
    return before.text == letter.text and abs(letter.begin - before.begin) < _AGAIN * letter.size


def _word(letters: list[_Letter], turn: int, layer: int) -> Word:
    text = "".join(letter.text for letter in letters)
    return Word(text, box_around(letter.box for letter in letters), turn, layer)
