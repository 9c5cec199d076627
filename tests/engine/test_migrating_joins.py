"""What waits, and rows of every kind, when an instance moves to another version: where each has a place there."""

from __future__ import annotations

import pytest

from sopflow.flow.evolve import fold
from tests.sop import engine_for, sop

JOINED = """
- {{id: awal, activity: x, actor: a, next: [kiri, kanan]}}
- {{id: kiri, activity: x, actor: b, next: temu}}
- {{id: kanan, activity: x, actor: c, next: {right}}}
- {{id: temu, activity: x, actor: a, join: {join}}}
"""


def joined(version, join, right="temu"):
    return sop(JOINED.format(join=join, right=right), head=f'version: "{version}"')


def test_what_waits_at_a_join_waits_there_too(clock):
    engine = engine_for(joined("1", "[kiri, kanan]"), clock=clock)
    run = engine.start("uji", "a")
    engine.complete(run.id, "awal", "a")
    engine.complete(run.id, "kiri", "b")
    engine.register(joined("2", "[kiri, kanan]"))
    (one,) = engine.migrate("uji", to="2", by="admin")
    assert one.after.waiting == ((("kiri", "temu"), 1),)
    assert [r.step for r in engine.complete(run.id, "kanan", "c").active] == ["temu"]


def test_a_join_that_waits_for_less_there_starts_at_once(clock):
    engine = engine_for(joined("1", "[kiri, kanan]"), clock=clock)
    run = engine.start("uji", "a")
    engine.complete(run.id, "awal", "a")
    engine.complete(run.id, "kiri", "b")
    engine.register(joined("2", "[kiri]", "end"))
    (one,) = engine.migrate("uji", to="2", by="admin")
    assert ([r.step for r in one.after.active], one.after.waiting) == (["kanan", "temu"], ())
    assert one.after.visits["temu"] == 1
    assert fold(engine.history(run.id)) == one.after


def test_what_waits_where_nothing_waits_has_no_place(clock):
    engine = engine_for(joined("1", "[kiri, kanan]"), clock=clock)
    run = engine.start("uji", "a")
    engine.complete(run.id, "awal", "a")
    run = engine.complete(run.id, "kiri", "b")
    engine.register(joined("2", "[kanan]"))
    (one,) = engine.migrate("uji", to="2", by="admin")
    assert 'it waits at "4. x"' in one.refusal.message("en")
    assert engine.instance(run.id) == run


@pytest.mark.parametrize(
    ("old", "act", "new", "why"),
    [
        ("actor: [a, b], sign_off: all", "sign", "actor: a", '"A" signed it'),
        ("actor: [a, b], sign_off: in_order", "sign", "actor: [b, a], sign_off: in_order", '"A" signed it'),
        ("actor: a", None, "terminator: true", "passes by itself"),
        ("actor: a", None, "call: anak", "does not call the same SOP"),
        ("call: anak", None, "actor: a", "does not call the same SOP"),
    ],
)
def test_rows_of_other_kinds_are_no_place(old, act, new, why, clock):
    child = sop("- {id: k, activity: x, actor: a}", name="anak")
    rows = "- {{id: s, activity: x, {}}}\n- {{id: t, activity: x, actor: c}}"
    engine = engine_for(child, sop(rows.format(old), head='version: "1"'), clock=clock)
    run = engine.start("uji", "a")
    if act:
        engine.sign_off(run.id, "s", "a")
    engine.register(sop(rows.format(new), head='version: "2"'))
    (one,) = engine.migrate("uji", to="2", by="admin")
    assert why in one.refusal.message("en")


def test_two_rows_cannot_become_one(clock):
    engine = engine_for(joined("1", "[kiri, kanan]"), clock=clock)
    run = engine.start("uji", "a")
    engine.complete(run.id, "awal", "a")
    engine.register(joined("2", "[kiri, kanan]"))
    (one,) = engine.migrate("uji", to="2", by="admin", mapping={"kanan": "kiri"})
    assert '"2. x" would be open twice' in one.refusal.message("en")


def test_what_was_led_to_a_join_that_the_paper_does_not_name_waits_there_too(clock):
    rows = """
- {id: p, activity: x, actor: a, next: [q, r, s]}
- {id: q, activity: x, actor: a, branches: {Y: end, N: unknown}}
- {id: r, activity: x, actor: a, next: j}
- {id: s, activity: x, actor: a, next: j}
- {id: j, activity: x, actor: a, join: started}
"""
    engine = engine_for(sop(rows, head='version: "1"'), clock=clock)
    run = engine.start("uji", "a")
    engine.complete(run.id, "p", "a")
    led = engine.complete(run.id, "q", "a", "N", note="tidak tertulis", to="j")
    assert dict(led.waiting) == {("q", "j"): 1}
    engine.register(sop(rows, head='version: "2"'))
    (one,) = engine.migrate("uji", to="2", by="admin")
    assert one.refusal is None
    assert one.after.waiting == led.waiting
    for row in "rs":
        engine.complete(run.id, row, "a")
    assert [item.step for item in engine.possible(run.id)] == ["j"]
