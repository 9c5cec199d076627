"""Things in their order, as runs of those that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Thing = TypeVar("_Thing")


def runs_of(things: Iterable[_Thing], is_next: Callable[[list[_Thing], _Thing], bool]) -> Iterator[list[_Thing]]:
    """The runs of some things; `is_next` says whether one begins another run than the one before it, which it is given."""
    run: list[_Thing] = []
    for one in things:
        if run and is_next(run, one):
            yield run
            run = []
        run.append(one)
    if run:
        yield run
