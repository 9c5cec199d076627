"""A field whose type differs between versions: what is found is the same in memory and in databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import sopflow
from sopflow.errors import BadSearch
from sopflow.search import above, at_least, filled, one_of
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

ROWS = "- {id: s, activity: x, actor: a, fills: [x]}\n- {id: t, activity: x, actor: a}"
KINDS = {
    "{max_length: 20}": ["ya", "zzz", "2026-05-05", "12"],
    "{type: date}": ["2026-01-01", "2025-12-31", "2027-01-01"],
    "{type: whole}": [1, 0, 12],
    "{type: money}": [1, 12, 100],
    "{type: number}": [1, 12.5],
    "{type: yes_no}": [True, False],
    "{one_of: {ya: Ya, zzz: Z}}": ["ya", "zzz"],
}
ASKED = [
    at_least("2026-01-01"), above(0), at_least(1), one_of(["ya", "2026-01-01"]), one_of([True]), one_of([1, 12]), filled(True), filled(False),
]  # fmt: skip


def told(engine, test):
    """The code of the refusal, or what is found."""
    try:
        found = sorted(one.subject for one in engine.find(sop="uji", fields={"x": test}, limit=100).items)
        assert engine.count(sop="uji", fields={"x": test}) == len(found)
    except BadSearch as refusal:
        return refusal.code
    return found


def asked(store, **kinds):
    """What a store tells of cases of versions in which the field is of these kinds."""
    engine = engine_for(store=store, clock=sopflow.ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))
    for version, kind in kinds.items():
        said = kind.replace("{", "{search: true, optional: true, ", 1)
        engine.register(sop(ROWS, head=f"version: '{version}'\nfields: {{x: {said}}}"))
        for value in [*KINDS[kind], None]:
            run = engine.start("uji", "a", version=version, subject=f"{version} {value}").id
            engine.complete(run, "s", "a", fields={"x": value} if value is not None else None)
    return [told(engine, test) for test in ASKED]


def together(one, other):
    """Of two versions: what is found in each, refused only where it is not for the type of either."""
    if isinstance(one, str) or isinstance(other, str):
        return one if isinstance(other, str) else other
    return sorted(one + other)


@pytest.mark.parametrize("older", KINDS)
@pytest.mark.parametrize("newer", KINDS)
def test_what_is_found_is_the_same_everywhere_and_of_each_version_what_is_found_in_it_alone(
    older, newer, tmp_path
):
    found = asked(sopflow.InMemoryStore(), v1=older, v2=newer)
    assert found == asked(SQLStore(tmp_path / "p.db", synchronous="OFF"), v1=older, v2=newer)
    alone = asked(sopflow.InMemoryStore(), v1=older), asked(sopflow.InMemoryStore(), v2=newer)
    assert found == list(map(together, *alone))
    assert any(not isinstance(one, str) and one for one in found)
