"""A command on what a store remembers: what others kept meanwhile decides."""

from __future__ import annotations

import pytest

from sopflow.errors import Conflict, NotActive
from sopflow.sql import SQLStore, audit
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}\n- {id: u, activity: x, actor: c}")


@pytest.fixture
def both(database):
    return [engine_for(SOP, store=SQLStore(database)) for _ in range(2)]


def loads(engine, monkeypatch):
    """The instances that an engine's store looks at from now on."""
    found, load = [], engine.store.load
    monkeypatch.setattr(engine.store, "load", lambda instance: found.append(instance) or load(instance))
    return found


def test_a_command_after_a_command_looks_nothing_up(both, monkeypatch):
    one, _ = both
    run = one.start("uji", "a")
    found = loads(one, monkeypatch)
    done = one.complete(one.complete(run.id, "s", "a").id, "t", "b")
    assert found == []
    assert one.instance(run.id) == done


def test_what_another_did_meanwhile_is_not_done_again(both):
    one, other = both
    run = one.start("uji", "a")
    done = other.complete(run.id, "s", "a")
    with pytest.raises(NotActive):  # what is remembered would allow it
        one.complete(run.id, "s", "a")
    assert other.instance(run.id) == one.instance(run.id) == done
    assert [event.type for event in one.history(run.id)] == ["started", "completed"]
    assert [a.problem for a in audit(one.store)] == [None]


def test_what_another_made_possible_is_possible(both):
    one, other = both
    run = one.start("uji", "a")
    other.complete(run.id, "s", "a")
    assert one.complete(run.id, "t", "b").revision == 3  # what is remembered would refuse it
    assert other.complete(run.id, "u", "c").status == "completed"


def test_what_is_expected_is_compared_with_what_is_kept(both):
    one, other = both
    run = one.start("uji", "a")
    other.complete(run.id, "s", "a")
    with pytest.raises(Conflict) as conflict:
        one.complete(run.id, "t", "b", expected=1)
    assert conflict.value.actual == 2
    assert one.complete(run.id, "t", "b", expected=2).revision == 3


def test_a_key_that_another_used_says_what_it_brought(both):
    one, other = both
    run = one.start("uji", "a")
    done = other.annotate(run.id, "a", "catatan", key="k")
    assert one.annotate(run.id, "a", "catatan", key="k") == done
    assert len(list(one.history(run.id))) == 2


def test_an_undoing_takes_the_events_that_are_kept(both):
    one, other = both
    run = one.start("uji", "a")
    other.complete(run.id, "s", "a")
    assert [row.step for row in one.undo_last(run.id, "a", "keliru").active] == ["s"]


def test_a_transaction_of_the_hosts_that_was_rolled_back_leaves_nothing_behind(both):
    one, _ = both
    run = one.start("uji", "a")
    with one.store.engine.connect() as connection:
        one.using(connection).complete(run.id, "s", "a")
        connection.rollback()
    with pytest.raises(NotActive):
        one.complete(run.id, "t", "b")
    assert one.complete(run.id, "s", "a").revision == 2
