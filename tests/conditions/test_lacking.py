"""What is said to be lacking, against every value that the fields of a form can have on every day that matters."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sopflow.conditions import Rule, Taken, Wanting, decide, lacking, looking, looking_before
from sopflow.conditions.formula import TODAY, All, Difference, Filled, Is, Not, Some, names_of
from sopflow.conditions.formula import tests_of as compared_in
from sopflow.fields import Field
from tests.share import share

DAY = date(2026, 3, 12)
FIELDS = {
    **{name: Field(id=name, title=name, type="whole") for name in "xy"},
    "z": Field(id="z", title="z", type="text"),
    "d": Field(id="d", title="d", type="date"),
}
VALUES = {"x": (None, 0, 1), "y": (None, 0, 1), "z": (None, "a"), "d": (None, "2026-03-12")}
TESTS = st.sampled_from([
    Difference("x", "", "at_most", 0), Difference("x", "y", "equal", 0), Difference("", "y", "at_most", -1), Is("z", "a"),
    Difference("d", "@today", "at_most", 0), Filled("x"), Filled("z"),
])  # fmt: skip
FORMULAS = st.recursive(
    TESTS,
    lambda some: st.one_of(
        some.map(Not),
        st.lists(some, min_size=2, max_size=2).map(lambda parts: All(tuple(parts))),
        st.lists(some, min_size=2, max_size=2).map(lambda parts: Some(tuple(parts))),
    ),
    max_leaves=4,
)
SEEN = set()
NOTHING = dict.fromkeys(VALUES)
SMALL = [Difference("x", "", "at_most", 0)]


@example(SMALL, False, "unique", NOTHING, set())
@example(SMALL, False, "unique", NOTHING, {"z"})
@example(SMALL, False, "unique", NOTHING, {"x"})
@example(SMALL, False, "unique", NOTHING | {"x": 0}, set())
@given(
    st.lists(FORMULAS, min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["unique", "first"]),
    st.fixed_dictionaries({name: st.sampled_from(some) for name, some in VALUES.items()}),
    st.sets(st.sampled_from("xyzd")),
)
@settings(max_examples=share(600), deadline=None)
def check(formulas, has_other, hit, known, own):
    rules = [Rule(f"r{at}", formula) for at, formula in enumerate(formulas)]
    rules += [Rule("lain", None)] if has_other else []
    names = lacking(rules, hit, looking_before(FIELDS, known, own))
    assert own.isdisjoint(names)
    assert all(known[name] is None for name in names)
    found = [
        decide(rules, hit, looking(FIELDS, {**known, **dict(zip(sorted(own), some, strict=True))}, day))
        for some in product(*(VALUES[name] for name in sorted(own)))
        for day in (DAY - timedelta(1), DAY, DAY + timedelta(1))
    ]
    SEEN.update((bool(names), bool(own), type(one)) for one in found)
    if names:
        assert all(isinstance(one, Wanting) for one in found)
    elif not own and not any(TODAY in names_of(one) for formula in formulas for one in compared_in(formula)):
        # two rules that read the day together may leave no day on which one is met; that is not looked into
        assert not all(isinstance(one, Wanting) for one in found)
    if not own and len(set(found)) == 1:
        assert names == (found[0].fields if isinstance(found[0], Wanting) else ())


def test_what_is_lacking_is_wanting_whatever_is_filled_in():
    check()
    assert {(True, False, Wanting), (True, True, Wanting), (False, False, Taken), (False, True, Wanting)} <= SEEN
