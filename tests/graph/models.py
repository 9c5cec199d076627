"""What searches should find, by trying everything."""

from __future__ import annotations

from itertools import product


def closure(arrows):
    """Every pair of places of which the first leads to the second, by joining pairs until nothing is new."""
    found = set(arrows)
    while new := {(a, d) for (a, b), (c, d) in product(found, found) if b == c} - found:
        found |= new
    return found


def walks(arrows, start, length):
    """Every walk of at most so many arrows, each an index into `arrows`."""
    found = [()]
    for walk in found:
        at = arrows[walk[-1]][1] if walk else start
        if len(walk) < length:
            found += [(*walk, number) for number, arrow in enumerate(arrows) if arrow[0] == at]
    return found
