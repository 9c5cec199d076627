"""Where a message says `at most`, so much is taken and one more is refused."""

from __future__ import annotations

import json

import pytest

from sopflow import search
from sopflow.engine.finding import MOST_TESTS, MOST_VALUES
from sopflow.errors import BadArgument, BadCommand, BadSearch, CallTooDeep
from sopflow.flow.decide import MAX_DATA, MAX_NOTE
from sopflow.flow.forms import MOST_GIVEN, MOST_KEPT
from sopflow.flow.routing import MAX_DEPTH, MAX_OPEN
from tests.sop import engine_for, sop

TEXT = 20_000
PARTS = [f"t{number}" for number in range(MOST_KEPT // TEXT + 1)]
FIELDS = "\n".join(f"  {one}: {{title: {one}, type: long_text, optional: true}}" for one in PARTS)
SOP = sop(
    f"- {{id: isi, activity: Isi, actor: a, fills: [{', '.join(PARTS)}, nilai], branches: {{lagi: isi, cukup: end}}}}",
    head=f"fields:\n{FIELDS}\n  nilai: {{title: Nilai, type: number, search: true, optional: true}}",
)


@pytest.fixture
def engine():
    return engine_for(SOP)


def filling(length, names=PARTS):
    """Texts whose JSON together is so long."""
    names = names[: 1 + length // (TEXT + 10)]
    found = dict.fromkeys(names, "")
    left = length - len(json.dumps(found))
    for name in names:
        found[name] = "x" * min(TEXT, left)
        left -= len(found[name])
    assert len(json.dumps(found)) == length
    return found


def test_a_note(engine):
    run = engine.start("uji", "a").id
    engine.annotate(run, "a", "x" * MAX_NOTE)
    with pytest.raises(BadCommand, match=str(MAX_NOTE)):
        engine.annotate(run, "a", "x" * (MAX_NOTE + 1))


def test_the_hosts_data(engine):
    run = engine.start("uji", "a").id
    quotes = len(json.dumps(""))
    engine.annotate(run, "a", "x", data="x" * (MAX_DATA - quotes))
    with pytest.raises(BadCommand, match=str(MAX_DATA)):
        engine.annotate(run, "a", "x", data="x" * (MAX_DATA - quotes + 1))


def test_what_is_filled_in_at_once(engine):
    run = engine.start("uji", "a").id
    engine.complete(run, "isi", "a", "lagi", fields=filling(MOST_GIVEN))
    with pytest.raises(BadCommand, match=str(MOST_GIVEN)):
        engine.complete(run, "isi", "a", "lagi", fields=filling(MOST_GIVEN + 1))


@pytest.mark.parametrize("beyond", [0, 1])
def test_what_is_filled_in_altogether(engine, beyond):
    run = engine.start("uji", "a").id
    said = list(filling(MOST_KEPT + beyond).items())
    *most, last = (dict(said[at : at + 10]) for at in range(0, len(said), 10))
    for some in most:
        engine.complete(run, "isi", "a", "lagi", fields=some)
    if beyond:
        with pytest.raises(BadCommand, match=str(MOST_KEPT)):
            engine.complete(run, "isi", "a", "lagi", fields=last)
    else:
        assert engine.complete(run, "isi", "a", "lagi", fields=last).fields == dict(said)


def test_tests_of_fields_and_their_values(engine):
    tests = search.all_of(*(search.above(number) for number in range(MOST_TESTS)))
    assert not engine.find(sop="uji", fields={"nilai": tests}).items
    with pytest.raises(BadArgument, match=str(MOST_TESTS)):
        engine.find(sop="uji", fields={"nilai": search.all_of(*tests.operands, search.above(0))})
    assert not engine.find(sop="uji", fields={"nilai": search.one_of(range(MOST_VALUES))}).items
    with pytest.raises(BadSearch, match=str(MOST_VALUES)):
        engine.find(sop="uji", fields={"nilai": search.one_of(range(MOST_VALUES + 1))})


@pytest.mark.parametrize("beyond", [0, 1])
def test_rows_that_are_open_at_once(beyond):
    names = [f"r{number}" for number in range(MAX_OPEN + beyond)]
    rows = [f"- {{id: s, activity: x, actor: a, next: [{', '.join(names)}]}}"]
    rows += [f"- {{id: {name}, activity: x, actor: a, next: end}}" for name in names]
    engine = engine_for(sop("\n".join(rows)))
    run = engine.start("uji", "a").id
    if beyond:
        with pytest.raises(BadCommand, match=str(MAX_OPEN)):
            engine.complete(run, "s", "a")
    else:
        assert len(engine.complete(run, "s", "a").active) == MAX_OPEN


@pytest.mark.parametrize("beyond", [0, 1])
def test_sops_that_call_each_other(beyond):
    """The outermost calls so many, one within another."""
    last = MAX_DEPTH + beyond
    called = [
        sop(f"- {{id: c, activity: x, call: s{number + 1}}}" if number < last else "- {id: c, activity: x, actor: a}", name=f"s{number}")
        for number in range(last + 1)
    ]  # fmt: skip
    engine = engine_for(*called)
    if beyond:
        with pytest.raises(CallTooDeep):
            engine.start("s0", "a")
        assert list(engine.instances()) == []
    else:
        engine.start("s0", "a")
        assert len(list(engine.instances())) == MAX_DEPTH + 1
