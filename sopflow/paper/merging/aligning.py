"""Which row of a table is which row of another, as it was before somebody worked on it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from .said import Said

_ALIKE: Final = 0.6
"""From which likeness of their activities two rows may be one."""
_READ: Final = 200
"""Characters of a text that are compared."""
_PAIRS: Final = 10_000
"""Pairs of rows whose texts are compared; beyond them only what is equal is found."""

Gap = tuple[int, int, int, int]
"""Rows that are not paired yet: from, to of the old, from, to of the new."""
Pairs = dict[int, int]
"""By the number of a row as it is now, the number of what it was."""


def aligned(old: Sequence[Said], new: Sequence[Said]) -> Pairs:
    """The rows that are the same: those that kept their order first, then those that stand elsewhere."""
    pairs: Pairs = {}
    looks = _Looks()
    for key in (lambda row: (row.cells, row.arrows), lambda row: row.cells):
        for gap in list(_gaps(pairs, len(old), len(new))):
            pairs |= _equal(old, new, gap, key)
    for gap in list(_gaps(pairs, len(old), len(new))):
        pairs |= _once(old, new, gap, lambda row: row.activity or None)
    moved = _moved(old, new, pairs)
    for gap in list(_gaps(pairs, len(old), len(new))):
        pairs |= looks.in_order(old, new, gap, moved)
    pairs |= moved
    paired = set(pairs.values())
    left = [at for at in range(len(old)) if at not in paired]
    for at in range(len(new)):
        if at not in pairs and left:
            found = looks.elsewhere(old, left, new[at])
            if found is not None:
                pairs[at] = found
                left.remove(found)
    return pairs


def _gaps(pairs: Pairs, old: int, new: int) -> Iterator[Gap]:
    a = c = 0
    for now, was in [*sorted(pairs.items()), (new, old)]:
        if was > a and now > c:
            yield a, was, c, now
        a, c = was + 1, now + 1


def _equal(old: Sequence[Said], new: Sequence[Said], gap: Gap, key: Callable[[Said], object]) -> Pairs:
    """Rows of a gap that are equal in something, in the same order: its beginning, its end, and what is there once."""
    a, b, c, d = gap
    pairs: Pairs = {}
    while a < b and c < d and key(old[a]) == key(new[c]):
        pairs[c] = a
        a, c = a + 1, c + 1
    while a < b and c < d and key(old[b - 1]) == key(new[d - 1]):
        b, d = b - 1, d - 1
        pairs[d] = b
    return pairs | _once(old, new, (a, b, c, d), key)


def _once(old: Sequence[Said], new: Sequence[Said], gap: Gap, key: Callable[[Said], object]) -> Pairs:
    """Rows of a gap that say what no other of it says; `None` says nothing."""
    a, b, c, d = gap
    was, now = [key(row) for row in old[a:b]], [key(row) for row in new[c:d]]
    counts, others = Counter(was), Counter(now)
    where = {said: at for at, said in enumerate(was, start=a) if counts[said] == 1 and said is not None}
    return dict(rising([(at, where[s]) for at, s in enumerate(now, start=c) if others[s] == 1 and s in where]))


def _moved(old: Sequence[Said], new: Sequence[Said], pairs: Pairs) -> Pairs:
    """Rows that stand elsewhere, by an activity that no other row has."""
    paired = set(pairs.values())
    before = [at for at in range(len(old)) if at not in paired and old[at].activity]
    now = [at for at in range(len(new)) if at not in pairs and new[at].activity]
    counts, others = Counter(old[at].activity for at in before), Counter(new[at].activity for at in now)
    where = {old[at].activity: at for at in before if counts[old[at].activity] == 1}
    said = ((at, new[at].activity) for at in now)
    return {at: where[text] for at, text in said if others[text] == 1 and text in where}


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs in which both numbers rise."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for at, (_, was) in enumerate(pairs):
        place = bisect_left(ends, was)
        before.append(at_end[place - 1] if place else -1)
        if place == len(ends):
            ends.append(was)
            at_end.append(at)
        else:
            ends[place], at_end[place] = was, at
    found = []
    at = at_end[-1] if at_end else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def is_alike(one: str, other: str) -> bool:
    """Whether two activities may be one that somebody worked on."""
    return likeness(one, other) >= _ALIKE


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1."""
    texts = one[:_READ].casefold(), other[:_READ].casefold()
    return SequenceMatcher(None, *texts, autojunk=False).ratio() if all(texts) else 0.0


class _Looks:
    """Comparing rows by their texts, so many times and no more."""

    def __init__(self) -> None:
        self.left = _PAIRS

    def likeness(self, one: Said, other: Said) -> float:
        """From 0 to about 2; 0 where they are not the same row."""
        self.left -= 1
        ratio = likeness(one.activity, other.activity)
        both = [(a, b) for a, b in zip(one.cells[1:], other.cells[1:], strict=True) if a or b]
        equal = sum(a == b for a, b in both)
        share = equal / len(both) if both else 0.0
        if ratio < _ALIKE and not (equal > 1 and share > 0.5):
            return 0.0
        return ratio + share + (0.1 if one.number == other.number else 0.0)

    def in_order(self, old: Sequence[Said], new: Sequence[Said], gap: Gap, moved: Pairs) -> Pairs:
        """The rows of a gap that are alike, so that together they are as alike as can be; those that `moved` are known."""
        a, b, c, d = gap
        if (b - a) * (d - c) > self.left:
            return {}
        known = set(moved.values())
        alike = [
            [0.0 if was in known or now in moved else self.likeness(old[was], new[now]) for now in range(c, d)]
            for was in range(a, b)
        ]
        best = [[0.0] * (d - c + 1) for _ in range(b - a + 1)]
        for i in range(b - a - 1, -1, -1):
            for j in range(d - c - 1, -1, -1):
                paired = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
                best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
        pairs: Pairs = {}
        i = j = 0
        while i < b - a and j < d - c:
            if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
                pairs[c + j] = a + i
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1
        return pairs

    def elsewhere(self, old: Sequence[Said], left: Sequence[int], row: Said) -> int | None:
        """A row that stood somewhere else: with the same cells, the same activity, or one that is much alike."""
        if row.activity:
            same = [at for at in left if old[at].activity == row.activity]
            whole = next((at for at in same if old[at].cells == row.cells), None)
            if same:
                return whole if whole is not None else same[0]
        if len(left) > self.left:
            return None
        best = max(left, key=lambda at: self.likeness(old[at], row))
        return best if self.likeness(old[best], row) > 1 else None
