"""Where a table is cut into pages: as many rows on each as it holds, and none left alone on the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

Cut = tuple[int, int]
"""The first and the last row of a page."""
_ORDINARY: Final = 30
"""Rows of a page."""
_FEW: Final = 2
"""A page gives a row to one with a single row where it keeps as many."""
_PASSES: Final = 3
"""Of evening out: a page that gave rows to the one below it may take some from the one above."""


def cuts_of(least: Sequence[float], room: float, fits: Callable[[Cut], bool]) -> list[Cut]:
    """The fewest pages that can be had from above; `least` are heights below which no row is."""
    cuts: list[Cut] = []
    first = 0
    while first < len(least):
        last, used = first, least[first]
        while last + 1 < len(least) and used + least[last + 1] <= room:
            last += 1
            used += least[last]
        last = _most(first, last, fits)
        cuts.append((first, last))
        first = last + 1
    return _even(cuts, least, fits)


def _most(first: int, last: int, fits: Callable[[Cut], bool]) -> int:
    """The last row, `last` at most, of a page that begins with `first`: on an ordinary page row by row, else ever
    further up and from there back in halves."""
    over, step, growth = last + 1, 1, 1 if last - first < _ORDINARY else 2
    while last > first and not fits((first, last)):
        over, last, step = last, max(first, last - step), step * growth
    while over - last > 1:
        middle = (last + over) // 2
        if fits((first, middle)):
            last = middle
        else:
            over = middle
    return last


def _even(cuts: list[Cut], least: Sequence[float], fits: Callable[[Cut], bool]) -> list[Cut]:
    """The same number of pages: one with a row alone, or with less than half of what the page above it holds, gets rows
    from there."""
    sums = [0.0, *accumulate(least)]
    for _ in range(_PASSES):
        before = list(cuts)
        for at in range(len(cuts) - 1, 0, -1):
            (first, middle), (_, last) = cuts[at - 1], cuts[at]
            above, own = sums[middle + 1] - sums[first], sums[last + 1] - sums[middle + 1]
            is_alone = middle + 1 == last and middle - first >= _FEW
            if not is_alone and 2 * own >= above:
                continue
            wanted = min(
                range(first, middle),
                key=lambda end: abs(sums[first] + sums[last + 1] - 2 * sums[end + 1]),
                default=middle,
            )
            spare = max(middle - wanted, int(is_alone))
            while spare > 0:
                one, other = (first, middle - spare), (middle - spare + 1, last)
                if fits(other) and fits(one):
                    cuts[at - 1], cuts[at] = one, other
                    break
                spare //= 2
        if cuts == before:
            break
    return cuts
