"""How work grows with its input: lines run and functions called, which are the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable

SIZES = (40, 80, 160)


def work(act: Callable[[], object], most: int = 12_000_000) -> int:
    """The lines that run and the functions that are called, those of libraries written in C too."""
    count = 0

    def lines(frame, event, argument):
        nonlocal count
        count += 1
        if count > most:
            raise AssertionError(f"over {most} lines")
        return lines

    def calls(frame, event, argument):
        nonlocal count
        count += event == "c_call"

    tracing, profiling = sys.gettrace(), sys.getprofile()
    sys.settrace(lines)
    sys.setprofile(calls)
    try:
        act()
    finally:
        sys.setprofile(profiling)
        sys.settrace(tracing)
    return count


def steepness(act: Callable[[object], object], made: Callable[[int], object], sizes=SIZES) -> float:
    """By how much more work the second doubling brings than the first: 2 where work grows like the input, 4 where it
    grows like its square."""
    inputs = [made(size) for size in sizes]
    act(made(3))  # what is made on first use is no part of it
    small, middle, large = (work(lambda given=given: act(given)) for given in inputs)
    return (large - middle) / max(1, middle - small)
