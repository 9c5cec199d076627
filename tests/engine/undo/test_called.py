"""What time or a called SOP did is not undone, nor what called one or cancelled one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sopflow.errors import NotUndoable
from tests.engine.undo.sops import as_it_was
from tests.sop import engine_for, sop


def test_what_time_or_a_called_sop_ended_is_not_undone(clock):
    rows = """
- {id: p, activity: Kerja, actor: a, next: w}
- {id: w, activity: Tunggu, wait: 1 jam}
- {id: q, activity: Memutuskan, actor: a, duration: 1 jam, branches: {Y: k, N: end}, on_late: {take: Y}}
- {id: k, activity: Memanggil, call: anak}
- {id: z, activity: Akhir, actor: a}
"""
    engine = engine_for(sop("- {id: s, activity: Kerja, actor: b}", name="anak"), sop(rows), clock=clock)
    run = engine.start("uji", "a").id
    engine.complete(run, "p", "a")
    clock.advance(timedelta(hours=1))
    engine.advance()
    waited = engine.instance(run)
    with pytest.raises(NotUndoable, match="wait"):
        engine.undo_last(run, "a", "keliru")
    assert engine.instance(run) == waited
    clock.advance(timedelta(hours=2))
    engine.advance()
    assert [r.step for r in engine.instance(run).active] == ["k"]
    with pytest.raises(NotUndoable):
        engine.undo_last(run, "a", "keliru")
    engine.complete(engine.instance(run).active[0].child, "s", "b")
    with pytest.raises(NotUndoable):
        engine.undo_last(run, "a", "keliru")
    assert [r.step for r in engine.instance(run).active] == ["z"]


def test_an_end_that_cancelled_a_called_sop_is_not_undone():
    rows = """
- {id: p, activity: Mulai, actor: a, next: [k, q]}
- {id: k, activity: Memanggil, call: anak, next: end}
- {id: q, activity: Memutuskan, actor: a, branches: {lanjut: end, tolak: {end: ditolak, closes: all}}}
"""
    engine = engine_for(sop("- {id: s, activity: Kerja, actor: b}", name="anak"), sop(rows))
    run = engine.start("uji", "a").id
    open_rows = engine.complete(run, "p", "a").active
    child = next(row.child for row in open_rows if row.child is not None)
    ended = engine.complete(run, "q", "a", "tolak")
    assert engine.instance(child).status == "cancelled"
    with pytest.raises(NotUndoable, match="it also cancelled an SOP that was called and still running"):
        engine.undo_last(run, "a", "keliru")
    assert engine.instance(run) == ended


CALLER = sop("- {id: p, activity: Kerja, actor: a}\n- {id: k, activity: Memanggil, call: anak}\n- {id: z, activity: Akhir, actor: a}")  # fmt: skip
CALLED = sop("- {id: s, activity: Kerja, actor: b}\n- {id: t, activity: Lagi, actor: b}", name="anak")


def test_a_completion_that_called_an_sop_is_not_undone():
    engine = engine_for(CALLED, CALLER)
    run = engine.start("uji", "a").id
    called = engine.complete(run, "p", "a")
    with pytest.raises(NotUndoable, match="the SOP that it called has begun"):
        engine.undo_last(run, "a", "keliru")
    assert engine.instance(run) == called


def test_in_a_called_sop_the_last_row_is_undone_until_its_caller_has_gone_on():
    engine = engine_for(CALLED, CALLER)
    run = engine.start("uji", "a").id
    child = engine.complete(run, "p", "a").active[0].child
    first = engine.instance(child)
    engine.complete(child, "s", "b")
    assert as_it_was(engine.undo_last(child, "b", "keliru"), first)
    engine.complete(child, "s", "b")
    done = engine.complete(child, "t", "b")
    with pytest.raises(NotUndoable, match="the instance that called this one has gone on"):
        engine.undo_last(child, "b", "keliru")
    assert engine.instance(child) == done
    assert [r.step for r in engine.instance(run).active] == ["z"]
