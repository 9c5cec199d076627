"""Sets of characters, held against looking at one character after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sopflow.fields.characters import ALL, joined, overlap, without

EDGES = sorted(
    {at + by for range_ in ALL for at in range_ for by in (-2, -1, 0, 1, 2) if 0 <= at + by <= ALL[-1][1]}
)
CHARACTERS = [at for at in EDGES if any(low <= at <= high for low, high in ALL)]
"""Those around the ends of what there is: in between all are alike."""
RANGES = st.tuples(st.sampled_from(CHARACTERS), st.sampled_from(CHARACTERS)).map(lambda two: (min(two), max(two)))
SETS = st.lists(RANGES, max_size=3).map(lambda some: joined(tuple(some)))


def of(some):
    return {at for at in CHARACTERS if any(low <= at <= high for low, high in some)}


@given(SETS)
def test_without_is_every_character_that_is_not_in_it(some):
    assert of(without(some)) == set(CHARACTERS) - of(some)
    assert all(low <= high for low, high in without(some))


@given(SETS, SETS)
def test_joined_and_overlap(one, other):
    assert of(joined(one, other)) == of(one) | of(other)
    assert bool(of(one) & of(other)) <= (overlap(one, other) is not None)
    shared = overlap(one, other)
    assert shared is None or all(any(low <= ord(shared) <= high for low, high in some) for some in (one, other))
