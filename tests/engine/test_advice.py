"""What the refusal of a migration advises is possible then, and with it the migration too."""

from __future__ import annotations

from itertools import product

import pytest

from sopflow import loads
from sopflow.errors import Refusal
from sopflow.fields import Problem
from sopflow.fields.samples import sample
from tests.sop import engine_for

FIELDS = {
    "text": "{title: F, optional: true}",
    "short": "{title: F, optional: true, max_length: 3}",
    "digits": '{title: F, optional: true, pattern: "[0-9]{4}"}',
    "whole": "{title: F, optional: true, type: whole}",
    "few": "{title: F, optional: true, type: whole, max: 5}",
    "many": "{title: F, optional: true, type: whole, min: 50}",
    "number": "{title: F, optional: true, type: number}",
    "date": "{title: F, optional: true, type: date}",
    "one": "{title: F, optional: true, one_of: {x: X, y: Y}}",
    "other": "{title: F, optional: true, one_of: {y: Y, z: Z}}",
    "some": "{title: F, optional: true, some_of: {x: X, y: Y}}",
    "yes_no": "{title: F, optional: true, type: yes_no}",
    "list": "{title: F, optional: true, list: {k: K, luas: {type: number, optional: true}}, key: k}",
    "narrow": "{title: F, optional: true, list: {k: {title: K, max_length: 2}}, key: k}",
    "personal": "{title: F, optional: true, personal: true}",
}
VALUES = ("kasus panjang", "2026", 3, 70, 2.5, "2026-08-17", "x", ["x"], True, [{"k": "kunci", "luas": 2}])


def version(number, field, name="f", head=""):
    return loads(f"""sopflow: 1
id: uji
version: '{number}'
title: Uji
actors: {{a: A, b: B}}
fields: {{{name}: {field}}}
{head}
steps:
  - {{id: isi, activity: Isi, actor: a, fills: [{name}]}}
  - {{id: lalu, activity: Lalu, actor: b}}
""")


def refusal(engine, to):
    (one,) = engine.migrate("uji", to=to, by="a")
    return one.refusal.message("en") if one.refusal is not None else None


def value_for(old, new):
    """A value that both versions take, found apart from what the refusal is made of."""
    found = [*VALUES, sample(new)]
    return next((v for v in found if v is not None and not any(isinstance(f.read(v), Problem) for f in (old, new))), None)  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [pair for pair in product(FIELDS, FIELDS) if pair[0] != pair[1]])
def test_a_value_that_does_not_go_along_goes_when_it_is_as_the_refusal_says(old, new):
    first, second, elsewhere = version(1, FIELDS[old]), version(2, FIELDS[new]), version(3, FIELDS[new], "g")
    for value in VALUES:
        engine = engine_for(first)
        run = engine.start("uji", "a").id
        try:
            engine.complete(run, "isi", "a", fields={"f": value})
        except Refusal:
            continue
        engine.register(second)
        said = refusal(engine, "2")
        if said is None:
            continue
        if "correct it first (correct)" in said:
            right = value_for(first.fields["f"], second.fields["f"])
            assert right is not None, (old, new, value, said)
            engine.correct(run, "b", {"f": right}, "seperti yang diminta")
            assert refusal(engine, "2") is None
            continue
        assert "another id for that field" in said, said
        engine.register(elsewhere)
        assert refusal(engine, "3") is None


def test_a_list_that_is_in_use_is_corrected_when_its_row_is_done():
    child = loads("sopflow: 1\nid: anak\ntitle: A\nactors: {a: A}\nsteps:\n  - {id: x, activity: X, actor: a}\n")
    head = """sopflow: 1
id: uji
version: '%s'
title: Uji
actors: {a: A}
fields: {f: %s}
steps:
  - {id: isi, activity: Isi, actor: a, fills: [f]}
  - {id: tiap, activity: Tiap, call: anak, for_each: f}
  - {id: lalu, activity: Lalu, actor: a}
"""
    first, second = (
        loads(head % (n, FIELDS[one].replace("F, optional: true", "F"))) for n, one in ((1, "list"), (2, "narrow"))
    )
    engine = engine_for(child, first)
    run = engine.start("uji", "a").id
    open_row = engine.complete(run, "isi", "a", fields={"f": [{"k": "kunci"}]}).active[0]
    engine.register(second)
    said = refusal(engine, "2")
    assert said is not None
    assert "wait until that row is done, then correct it (correct)" in said
    with pytest.raises(Refusal, match="Tiap"):
        engine.correct(run, "a", {"f": [{"k": "ku"}]}, "keliru")
    engine.complete(open_row.children[0], "x", "a")
    engine.correct(run, "a", {"f": [{"k": "ku"}]}, "keliru")
    assert refusal(engine, "2") is None


@pytest.mark.parametrize(("actor", "advice"), [("p", "name that person first (rebind)"), ("lain", "a version that has it, but without is: starter")])  # fmt: skip
def test_an_actor_that_is_a_person_there_is_named_first_where_there_is_such_an_actor(actor, advice):
    def sop(number, actor, more=""):
        return loads(f"""sopflow: 1
id: uji
version: '{number}'
title: Uji
actors: {{{actor}: {{title: P, external: true{more}}}, b: B}}
steps:
  - {{id: isi, activity: Isi, actor: {actor}}}
  - {{id: lalu, activity: Lalu, actor: b}}
""")

    engine = engine_for(sop(1, actor))
    run = engine.start("uji", "ani").id
    for one in (sop(2, "p", ", is: starter"), sop(3, "p")):
        engine.register(one)
    said = refusal(engine, "2")
    assert said is not None
    assert advice in said
    if actor != "p":
        assert refusal(engine, "3") is None
    engine.rebind(run, "b", {"p": "ani"}, "seperti yang diminta")
    assert refusal(engine, "2") is None
