"""Tests of fields that somebody made by hand, and cursors of another store: refused by name, alike on every store."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.errors import BadArgument, BadCursor, BadSearch
from sopflow.search import FieldTest, all_of, at_least, between, equal, has, one_of
from tests.sop import engine_for, sop

SOP = sop(
    "- {id: isi, activity: Isi, actor: a, fills: [t, w, n, s]}\n- {id: dua, activity: Dua, actor: a}",
    head="""actors: {a: A}
fields:
  t: {title: T, max_length: 50, search: true, optional: true}
  w: {title: W, type: whole, search: true, optional: true}
  n: {title: N, type: number, search: true, optional: true}
  s: {title: S, some_of: {ya: Ya, p: P}, search: true, optional: true}
""",
)
DEEP = equal(1)
for _ in range(3_000):
    DEEP = all_of(DEEP)
MADE = [
    FieldTest("between", (1,)), FieldTest("between", ()), FieldTest("between", (1, 2, 3)), FieldTest("equal", ()),
    FieldTest("equal", (1, 2)), FieldTest("filled", ()), FieldTest("at_least", ()), FieldTest("equal", None),
    FieldTest("equal", 1), FieldTest("all_of", None), FieldTest("all_of", (1,)), FieldTest("one_of", None), DEEP,
]  # fmt: skip
NO_VALUES = [
    FieldTest("foo", (1,)),
    FieldTest(None, (1,)),
    FieldTest(["x"], (1,)),
    10**5000,
    one_of([10**5000]),
    equal(object()),
    has([]),
]


@pytest.fixture
def stores(database):
    engines = [engine_for(SOP), engine_for(SOP, store=sopflow.open_store(database))]
    for engine in engines:
        for number in range(4):
            engine.start("uji", "a", fields={"t": str(number), "w": number, "n": number + 0.5, "s": ["ya"]})
    return engines


@pytest.mark.parametrize("field", ["t", "w", "n", "s"])
def test_what_is_no_test_is_refused_with_its_field(stores, field):
    for engine in stores:
        for made in MADE:
            for ask in (engine.find, engine.count):
                with pytest.raises(BadArgument) as refused:
                    ask(sop="uji", fields={field: made})
                assert refused.value.values["argument"] == f"fields[{field!r}]"
        for made in NO_VALUES:
            with pytest.raises(BadSearch):
                engine.find(sop="uji", fields={field: made})


def test_fields_are_those_of_an_sop(stores):
    for engine in stores:
        for ask in (engine.find, engine.count):
            with pytest.raises(BadArgument, match="the id of an SOP") as refused:
                ask(fields={"w": 1})
            assert refused.value.values["argument"] == "sop"
            assert ask(fields={}) is not None


def test_what_was_made_by_hand_and_is_whole_is_a_test(stores):
    made = all_of(FieldTest("between", (1, 3)), all_of(at_least(2)))
    for engine in stores:
        assert [one.fields["w"] for one in engine.find(sop="uji", fields={"w": made}).items] == [2, 3]
        assert engine.count(sop="uji", fields={"w": between(1, 2)}) == 2


@pytest.mark.parametrize("sort", [None, "-started", "field.w", "field.n", "field.t"])
def test_a_cursor_of_another_store_continues_no_page(stores, sort):
    cursors = [engine.find(sop="uji", sort=sort, limit=2).next for engine in stores]
    work = [engine.worklist_page("a", limit=2).next for engine in stores]
    for engine, cursor, other, theirs in zip(stores, cursors, cursors[::-1], work[::-1], strict=True):
        assert len(engine.find(sop="uji", sort=sort, after=cursor).items) == 2
        with pytest.raises(BadCursor):
            engine.find(sop="uji", sort=sort, after=other)
        with pytest.raises(BadCursor):
            engine.worklist_page("a", after=theirs)
