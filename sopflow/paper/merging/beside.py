"""A definition's file that somebody changed while its table was away: what was changed in both is kept, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from sopflow.definition.loading import check_bytes

_MOST: Final = 4_000_000
"""Pairs of lines that may be compared."""


class _Change(NamedTuple):
    """Lines of the text before, from and to, and what stands there now."""

    first: int
    end: int
    now: tuple[str, ...]


def joined(was: str, file: str, table: str) -> str | None:
    """The text `was`, with the changes that `file` and `table` made of it; `None` where they are in the same lines, or do not
    load together."""
    before, *both = (text.splitlines(keepends=True) for text in (was, file, table))
    if any(len(before) * len(after) > _MOST for after in both):
        return None
    changes = sorted({change for after in both for change in _changes(before, after)})
    for one, other in pairwise(changes):
        if other.first < one.end or (other.first == one.end and one.first == one.end):
            return None
        if other.first == one.end and other.first == other.end:
            return None  # a line that came where one changed: nobody knows which stands first
    text = "".join(_applied(before, changes))
    return text if check_bytes(text.encode(), "").definition is not None else None


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[_Change]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from (_Change(a + at, a + at + 1, (after[c + at],)) for at in range(b - a))
        elif kind != "equal":
            yield _Change(a, b, tuple(after[c:d]))


def _applied(before: Sequence[str], changes: Sequence[_Change]) -> Iterator[str]:
    at = 0
    for change in changes:
        yield from before[at : change.first]
        yield from change.now
        at = change.end
    yield from before[at:]
