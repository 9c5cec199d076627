"""The smallest choice of sets that together hold everything wanted."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final, TypeVar

from sopflow.budget import Budget, Spent

Item = TypeVar("Item", bound=Hashable)

_MAX_TRIES: Final = 50_000


def smallest_cover(
    sets: Sequence[tuple[frozenset[Item], int]], wanted: frozenset[Item], budget: Budget | None = None
) -> tuple[list[int], bool]:
    """The numbers of the fewest sets that hold all of `wanted`, of those the lightest; and whether that is proven.

    Each set comes with its weight. What no set holds is left out. Branch and bound; once the tries or the budget are
    spent, the best found so far is taken.
    """
    budget = budget if budget is not None else Budget()
    best = _greedy(sets, wanted)
    try:
        useful = _undominated(sets, wanted, budget)
    except Spent:
        return best, False
    holders: dict[Item, list[int]] = {}
    for at in useful:
        for item in sets[at][0] & wanted:
            holders.setdefault(item, []).append(at)
    everything = frozenset(holders)
    largest = max((len(sets[at][0] & wanted) for at in useful), default=1)
    best_cost = (len(best), sum(sets[at][1] for at in best))
    tries = 0
    stack: list[tuple[frozenset[Item], tuple[int, ...], int]] = [(everything, (), 0)]
    while stack:
        left, chosen, weight = stack.pop()
        tries += 1
        budget.spent += 1 + len(left)
        if tries > _MAX_TRIES or budget.is_spent:
            return best, False
        if not left:
            if (len(chosen), weight) < best_cost:
                best, best_cost = list(chosen), (len(chosen), weight)
            continue
        least = len(chosen) + -(-len(left) // largest)
        if least > best_cost[0] or (least == best_cost[0] and weight >= best_cost[1]):
            continue
        rarest = min(left, key=lambda item: (len(holders[item]), str(item)))
        order = sorted(holders[rarest], key=lambda at: (len(sets[at][0] & left), -sets[at][1]))
        stack += [(left - sets[at][0], (*chosen, at), weight + sets[at][1]) for at in order]
    return sorted(best), True


def _greedy(sets: Sequence[tuple[frozenset[Item], int]], wanted: frozenset[Item]) -> list[int]:
    left, chosen = set(wanted), list[int]()
    while left:
        at = max(range(len(sets)), key=lambda i: (len(sets[i][0] & left), -sets[i][1]), default=None)
        if at is None or not sets[at][0] & left:
            break
        chosen.append(at)
        left -= sets[at][0]
    return chosen


def _undominated(
    sets: Sequence[tuple[frozenset[Item], int]], wanted: frozenset[Item], budget: Budget
) -> list[int]:
    """The sets that no other, lighter one holds whole."""
    lightest: dict[frozenset[Item], int] = {}
    for at, (items, weight) in enumerate(sets):
        held = items & wanted
        if held not in lightest or weight < sets[lightest[held]][1]:
            lightest[held] = at
    kept: list[int] = []
    for held, at in sorted(lightest.items(), key=lambda entry: (sets[entry[1]][1], entry[1])):
        budget.spend(1 + len(kept))
        if held and not any(held <= sets[other][0] and sets[other][1] <= sets[at][1] for other in kept):
            kept.append(at)
    return kept
