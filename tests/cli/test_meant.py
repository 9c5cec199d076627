"""An instance is named by the beginning of its id, where only one begins so."""

from __future__ import annotations

import pytest

from sopflow import Engine, InMemoryStore, open_store
from sopflow.cli.meant import AmbiguousInstance, instance_meant
from sopflow.errors import UnknownInstance
from tests.app.third import Only
from tests.sop import sop

CALLER, CALLED = "- {id: p, activity: x, call: anak}", "- {id: k, activity: x, actor: a}"
IDS = ("abcdef01", "abcdef02", "abcxyz", "abcxyz9", "ABCDEF03", "kaka_k", "kakaxk", "é\U0010fffe991234", "%_%_%_1")


def filled(store):
    """Instances under these ids, one of which calls another."""
    names = iter([*IDS, "caller99"])
    engine = Engine(store, new_id=lambda: next(names, "child"))
    engine.register(sop(CALLED, name="anak"))
    engine.register(sop(CALLER))
    for _ in IDS:
        engine.start("anak", "a")
    engine.start("uji", "a")
    return store


@pytest.fixture(params=["database", "memory", "only"])
def store(request, database):
    return filled(
        {"database": lambda: open_store(database), "memory": InMemoryStore, "only": Only}[request.param]()
    )


def test_a_beginning_stands_for_the_one_that_begins_so(store):
    for name in IDS:
        assert instance_meant(store, name) == name
    assert instance_meant(store, "ABCDEF") == "ABCDEF03"
    assert instance_meant(store, "kaka_k"[:6]) == "kaka_k"
    assert instance_meant(store, "é\U0010fffe99123") == "é\U0010fffe991234"
    assert instance_meant(store, "%_%_%_") == "%_%_%_1"
    assert instance_meant(store, "abcxyz") == "abcxyz"  # itself, although another goes on
    child = store.load("caller99").active[0].child
    assert child.startswith("caller99/")
    assert instance_meant(store, "caller9") == "caller99"  # not what it called
    assert instance_meant(store, child[:-1]) == child


def test_of_several_all_are_told(store):
    with pytest.raises(AmbiguousInstance, match='begin with "abcdef": "abcdef01", "abcdef02"; write more'):
        instance_meant(store, "abcdef")


def test_what_is_too_short_or_begins_nothing_is_told_by_whoever_asks(store):
    for text in ("ABCDE", "abcdefff", "", "kaka%k"):
        assert instance_meant(store, text) == text


def test_the_terminal_takes_one_wherever_it_takes_an_id(run, ask, folder):
    (folder / "anak.yaml").write_text(
        f"sopflow: 1\nid: anak\ntitle: Anak\nactors: {{a: A}}\nsteps: [{CALLED[2:]}]\n", "utf-8"
    )
    one = ask("start", "anak.yaml", "--by", "a")["id"]
    short = one[:8]
    assert ask("history", short)["instance"]["id"] == one
    assert ask("annotate", short, "k", "--by", "a", "--note", "x")["id"] == one
    assert ask("advance", short) == {"advanced": 0}
    assert ask("audit", short)["instances"] == 1
    assert ask("migrate", "anak", "--instance", short, "--by", "a")["moved"] in (0, 1)
    assert run("render", "--instance", short, "-o", "x.svg")[0] == 0
    assert run("record", short, "--against", "anak.yaml")[0] == 0
    code, _, err = run("suspend", one[:5], "--by", "a", "--lang", "en")
    assert (code, "there is no instance" in err) == (1, True)
    with pytest.raises(UnknownInstance):
        InMemoryStore().load("x")
