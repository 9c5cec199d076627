"""An instance is named by the beginning of its id, where only one begins so."""

from __future__ import annotations

import re

import pytest

from sopflow import Engine, InMemoryStore, open_store
from sopflow.cli.meant import AmbiguousInstance, brief_ids, instance_meant
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


CALLS_TWO = """
- {id: s, activity: x, actor: a, next: [p, q]}
- {id: p, activity: x, call: anak, next: t}
- {id: q, activity: x, call: anak, next: t}
- {id: t, activity: x, actor: a}
"""
TWO = {
    "first1111": ("childaaa", "childabb"),
    "first1222": ("childaaa", "first1119"),
    "second111": ("%_first1", "é\U0010fffe9"),
}


def calling(store):
    """Instances that called two others each, under ids that begin alike."""
    names = iter([name for one in TWO for name in (one, *TWO[one])])
    engine = Engine(store, new_id=lambda: next(names))
    engine.register(sop(CALLED, name="anak"))
    engine.register(sop(CALLS_TWO))
    for one in TWO:
        engine.start("uji", "a")
        engine.complete(one, "s", "a")
    return store


def meant(store, text):
    try:
        return instance_meant(store, text)
    except AmbiguousInstance as problem:
        return problem.values["instances"]


def test_one_that_was_called_is_meant_by_beginnings_on_both_sides_or_of_its_own_id(database):
    store = calling(open_store(database))
    assert meant(store, "second/%_f") == "second111/%_first1"
    assert meant(store, "first1/first") == "first1222/first1119"
    assert meant(store, "first1/childab") == "first1111/childabb"  # of two callers only one called such a one
    assert meant(store, "first1/child") == ("first1111/childaaa", "first1111/childabb", "first1222/childaaa")
    assert {meant(store, one) for one in ("childab", "/childab", "…/childab")} == {"first1111/childabb"}
    assert meant(store, "first111") == ("first1111", "first1222/first1119")
    assert meant(store, "second1") == "second111"
    for text in ("second/x", "second//%_f", "abc/def", "first1/childaaa/x"):
        assert meant(store, text) == text


def test_a_database_means_the_same_as_a_store_without_an_index(database):
    kept, plain = calling(open_store(database)), calling(InMemoryStore())
    parts = {one[:end] for one in (*TWO, *(n for two in TWO.values() for n in two)) for end in (1, 3, 6, 7, 8, 9)}
    texts = {*parts, *(f"{one}/{other}" for one in parts for other in parts)}
    for text in sorted(texts):
        one, other = meant(kept, text), meant(plain, text)
        assert one == other if isinstance(one, str) else sorted(one) == sorted(other), text


def test_among_many_callers_none_is_taken_for_the_only_one(database):
    names = iter([name for n in range(9) for name in (f"caller{n}", "childx" if n == 8 else "other")])
    engine = Engine(open_store(database), new_id=lambda: next(names))
    engine.register(sop(CALLED, name="anak"))
    engine.register(sop(CALLER))
    for _ in range(9):
        engine.start("uji", "a")
    assert meant(engine.store, "caller8/ch") == "caller8/childx"
    with pytest.raises(AmbiguousInstance, match=r"…; write more"):
        instance_meant(engine.store, "caller/other")
    with pytest.raises(AmbiguousInstance, match=r"…; write more"):
        instance_meant(engine.store, "caller/ch")  # the first of the nine called none that begins so


def test_a_table_shows_of_a_called_one_what_means_it_and_no_other(database):
    store = calling(open_store(database))
    ids = [name for one in TWO for name in (one, *(f"{one}/{own}" for own in TWO[one]))]
    shown = brief_ids(store, ids)
    assert {name: instance_meant(store, short) for name, short in shown.items()} == {name: name for name in ids}
    assert shown["second111/%_first1"] == "second11/%_fi"
    assert shown["first1111"] == "first1111"


def test_lists_show_ids_that_every_command_takes(run, ask, folder):
    for name, steps in (("anak", CALLED), ("uji", CALLS_TWO)):
        rows = "".join(f"  {line}\n" for line in steps.strip().splitlines())
        text = f"sopflow: 1\nid: {name}\ntitle: Uji\nactors: {{a: A}}\nsteps:\n{rows}"
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    assert run("start", "anak.yaml", "--by", "a")[0] == 0
    one = ask("start", "uji.yaml", "--by", "a")["id"]
    ask("complete", one, "s", "--by", "a")
    called = [row["id"] for row in ask("instances", "--parent", one[:8])["items"]]
    assert len(called) == 2
    for words in (["instances"], ["worklist", "--actor", "a"]):
        out = run(*words, "--lang", "en")[1]
        shown = re.findall(r"\b[0-9a-f]{8,}/[0-9a-f]{4,}\b", out)
        assert sorted(ask("history", short)["instance"]["id"] for short in shown) == sorted(called)
        assert not any(name in out for name in called)
    own = called[0].partition("/")[2]
    assert ask("annotate", own[:8], "k", "--by", "a", "--note", "x")["id"] == called[0]
    assert ask("complete", f"{one[:6]}/{own[:6]}", "k", "--by", "a")["id"] == called[0]


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
