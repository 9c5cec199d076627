"""Places, and which lead to which: what is asked of a whole graph takes one look at each of its arrows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sopflow.frozen import Frozen

from .reach import Reach
from .searching import reached


class Graph:
    """Rows (or whatever has ids) and the places that follow each, ends among them; it never changes."""

    def __init__(self, successors: Mapping[str, Sequence[str]]) -> None:
        self.successors = successors

    @classmethod
    def of(cls, arrows: Iterable[tuple[str, str]]) -> Graph:
        """From arrows, each from a place to another; what leads nowhere is not among the places."""
        return cls(_gathered(arrows))

    @cached_property
    def predecessors(self) -> Mapping[str, Sequence[str]]:
        """For each place, those that lead to it."""
        return _gathered((to, at) for at, following in self.successors.items() for to in following)

    def after(self, place: str) -> Sequence[str]:
        """The places that follow one."""
        return self.successors.get(place, ())

    def before(self, place: str) -> Sequence[str]:
        """The places that one follows."""
        return self.predecessors.get(place, ())

    def reached(self, starts: Iterable[str], without: str | None = None) -> dict[str, None]:
        """Every place that some lead to, they included; not by way of the place `without`."""
        if without is None:
            return reached(starts, self.after)
        return reached(
            (place for place in starts if place != without),
            lambda place: [to for to in self.after(place) if to != without],
        )

    def leading_to(self, goals: Iterable[str]) -> dict[str, None]:
        """Every place that leads to some, they included."""
        return reached(goals, self.before)

    def order(self, first: str) -> tuple[str, ...]:
        """The places that one leads to, it included, each after those that lead to it, but for returns."""
        seen: set[str] = set()
        done: list[str] = []
        todo: list[tuple[str, bool]] = [(first, False)]
        while todo:
            place, is_left = todo.pop()
            if is_left:
                done.append(place)
            elif place not in seen:
                seen.add(place)
                todo.append((place, True))
                todo += [(to, False) for to in self.after(place)]
        return tuple(reversed(done))

    def circle(self) -> tuple[str, ...]:
        """A loop, from where it is come to first; none where there is none."""
        done: set[str] = set()
        for start in self.successors:
            path: dict[str, None] = {}
            todo: list[tuple[str, int]] = [(start, 0)]
            while todo:
                at, depth = todo.pop()
                while len(path) > depth:
                    done.add(path.popitem()[0])
                if at in path:
                    names = [*path]
                    return tuple(names[names.index(at) :])
                if at not in done:
                    path[at] = None
                    todo += [(to, depth + 1) for to in self.after(at)]
            done.update(path)
        return ()

    @cached_property
    def loops(self) -> tuple[tuple[str, ...], ...]:
        """Places that lead to each other, and those that lead to themselves."""
        found = (tuple(loop) for loop in self.components())
        return tuple(loop for loop in found if len(loop) > 1 or loop[0] in self.after(loop[0]))

    def reach(self, places: Iterable[str]) -> Reach:
        """Which of some places come after which."""
        return Reach(places, self.gathered)

    def gathered(self, own: Mapping[str, int], without: str | None = None) -> dict[str, int]:
        """For each place the bits of all places that its arrows lead to, its own included only where it is led back to.

        Ways through the place `without` do not count. The work is that of looking at every arrow once.
        """
        found: dict[str, int] = {}
        for loop in self.components(without):
            inside = set(loop)
            bits = 0
            for place in loop:
                for to in self.after(place):
                    if to != without:
                        bits |= own.get(to, 0) | (0 if to in inside else found.get(to, 0))
            for place in loop:
                found[place] = bits
        return found

    def components(self, without: str | None = None) -> Iterator[list[str]]:
        """The places in loops (a place in none is alone), each after those that it leads to (Tarjan 1972)."""
        number: dict[str, int] = {}
        low: dict[str, int] = {}
        stack: list[str] = []
        is_open: set[str] = set()
        for root in self.successors:
            if root in number:
                continue
            work = [(root, iter(self.after(root)))]
            number[root] = low[root] = len(number)
            stack.append(root)
            is_open.add(root)
            while work:
                place, following = work[-1]
                for to in following:
                    if to == without:
                        continue
                    if to not in number:
                        number[to] = low[to] = len(number)
                        stack.append(to)
                        is_open.add(to)
                        work.append((to, iter(self.after(to))))
                        break
                    if to in is_open:
                        low[place] = min(low[place], number[to])
                else:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[place])
                    if low[place] == number[place]:
                        loop = []
                        while place in is_open:
                            loop.append(stack.pop())
                            is_open.discard(loop[-1])
                        yield loop


def _gathered(arrows: Iterable[tuple[str, str]]) -> Frozen[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for at, to in arrows:
        found.setdefault(at, {})[to] = None
    return Frozen({at: tuple(places) for at, places in found.items()})
