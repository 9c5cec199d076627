"""Sets of characters, as ranges of their numbers in order."""

from __future__ import annotations

from typing import Final

Characters = tuple[tuple[int, int], ...]
ALL: Final = ((0, 0xD7FF), (0xE000, 0x10FFFF))
"""Every character: what stands for half of one is none."""


def one(char: str) -> Characters:
    """One character."""
    return ((ord(char), ord(char)),)


def joined(*sets: Characters) -> Characters:
    """What is in one of them."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(own for one_set in sets for own in one_set):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def without(own: Characters) -> Characters:
    """Every character that is not in it."""
    found = []
    for begin, end in ALL:
        for low, high in own:
            if high < begin or low > end:
                continue
            if begin < low:
                found.append((begin, low - 1))
            begin = high + 1
        if begin <= end:
            found.append((begin, end))
    return tuple(found)


def overlap(left: Characters, right: Characters) -> str | None:
    """A character that is in both."""
    at, other = 0, 0
    while at < len(left) and other < len(right):
        low, high = max(left[at][0], right[other][0]), min(left[at][1], right[other][1])
        if low <= high:
            return chr(low)
        if left[at][1] < right[other][1]:
            at += 1
        else:
            other += 1
    return None
