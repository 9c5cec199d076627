"""Rows that nobody performs: waits, and called SOPs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow import errors
from tests.engine.test_for_each import begun, office
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)


def test_a_wait_ends_by_itself_when_time_advances(clock):
    engine = engine_for(
        sop(
            "- {id: w1, activity: x, wait: 2 hari}\n- {id: w2, activity: x, wait: 1 hari}\n- {id: s, activity: x, actor: a}"
        ),
        clock=clock,
    )
    run = engine.start("uji", "a")
    with pytest.raises(errors.NobodysWork, match="by itself"):
        engine.complete(run.id, "w1", "a")
    assert engine.advance() == 0
    clock.advance(timedelta(days=10))
    assert engine.advance() == 2
    state = engine.instance(run.id)
    assert state.active[0].step == "s"
    assert state.active[0].since == START + timedelta(days=3)
    assert engine.advance(run.id) == 0


def test_a_document_ends_a_wait_and_lateness_leads_elsewhere(clock):
    definition = sop(
        """
- {id: w, activity: x, wait: {until: tanggapan, at_most: 10 hari kalender, late: ingatkan}, outputs: [catatan]}
- {id: s, activity: x, actor: a, next: end}
- {id: ingatkan, activity: x, actor: b, next: w}
""",
        head="documents: {tanggapan: {title: T, external: true}, catatan: C, lain: L}",
    )
    engine = engine_for(definition, clock=clock)
    run = engine.start("uji", "a")
    assert engine.receive(run.id, ["lain"], "siapa pun").active[0].step == "w"
    after = engine.receive(run.id, {"tanggapan": {"number": "5"}}, "siapa pun")
    assert after.active[0].step == "s"
    assert {"tanggapan", "catatan", "lain"} <= set(after.documents)
    late = engine.start("uji", "a")
    clock.advance(timedelta(days=11))
    assert engine.advance() == 1
    assert engine.instance(late.id).active[0].step == "ingatkan"
    assert "catatan" not in engine.instance(late.id).documents


def test_the_timeline_tells_of_a_document_at_the_rows_that_waited_for_it(clock):
    """And at no other: what comes unasked, or ends with the instance, was waited for by none."""
    rows = """
- {id: mulai, activity: x, actor: a, next: [w, v, s]}
- {id: w, activity: x, wait: {until: tanggapan}, next: end}
- {id: v, activity: x, wait: {until: izin}, next: end}
- {id: s, activity: x, actor: a, next: {end: batal, closes: all}}
"""
    head = "documents: {tanggapan: {title: T, external: true}, izin: {title: I, external: true}, lain: L}"
    engine = engine_for(sop(rows, head=head), clock=clock)
    run = engine.start("uji", "a").id
    engine.complete(run, "mulai", "a")
    engine.receive(run, ["lain"], "a")
    clock.advance(timedelta(hours=3))
    engine.receive(run, ["tanggapan"], "a")
    engine.complete(run, "s", "a")
    told = [(entry.type, entry.step, entry.since) for entry in engine.timeline(run)]
    assert told[1:] == [
        ("completed", "mulai", START), ("received", None, None), ("received", "w", START), ("completed", "s", START),
    ]  # fmt: skip


def test_a_suspended_wait_does_not_end(clock):
    engine = engine_for(sop("- {id: w, activity: x, wait: 2 hari}\n- {id: s, activity: x, actor: a}"), clock=clock)
    run = engine.start("uji", "a")
    engine.suspend(run.id, "a")
    clock.advance(timedelta(days=5))
    assert engine.advance() == 0
    with pytest.raises(errors.NotRunning):
        engine.advance(run.id)
    engine.resume(run.id, "a")
    assert engine.advance() == 0
    clock.advance(timedelta(days=2))
    assert engine.advance() == 1


CHILD = sop(
    "- {id: k, activity: x, actor: b, inputs: [p], outputs: [Hasil], branches: {Y: {end: baik}, N: {end: buruk}}}",
    head="documents: {p: Permohonan}",
    name="anak",
)
PARENT = sop(
    """
- {id: s0, activity: x, actor: a, outputs: [permohonan]}
- {id: c, activity: x, call: anak, inputs: [permohonan], outputs: [hasil], branches: {baik: s2, buruk: end}}
- {id: s2, activity: x, actor: a}
""",
    head="documents: {permohonan: Permohonan, hasil: Hasil}",
)


@pytest.fixture
def engine(clock):
    return engine_for(CHILD, PARENT, clock=clock)


@pytest.fixture
def called(engine):
    return engine.complete(
        engine.start("uji", "a", subject="Perihal").id, "s0", "a", documents={"permohonan": {"number": "1"}}
    )


def test_a_called_sop_gets_the_inputs_and_gives_back_the_outputs(engine, called):
    child = engine.instance(called.active[0].child)
    assert child.documents["p"].paper.number == "1"
    assert child.subject == "Perihal"
    assert child.parent == (called.id, "c", 1)
    with pytest.raises(errors.NobodysWork, match="anak"):
        engine.complete(called.id, "c", "a", "baik")
    engine.complete(child.id, "k", "b", "Y", documents={"Hasil": {"number": "9"}})
    parent = engine.instance(called.id)
    assert parent.active[0].step == "s2"
    assert parent.documents["hasil"].paper.number == "9"
    assert list(engine.history(called.id))[-1].outcome == "baik"


def test_cancelling_the_parent_cancels_the_child_and_not_the_other_way(engine, called):
    child = called.active[0].child
    with pytest.raises(errors.HasParent, match=called.id):
        engine.cancel(child, "b")
    engine.cancel(called.id, "a")
    assert engine.instance(child).status == "cancelled"


def test_a_child_stands_still_and_goes_on_with_its_caller(engine, called, clock):
    child = engine.instance(called.active[0].child)
    engine.suspend(called.id, "a")
    held = engine.instance(child.id)
    assert (held.status, held.is_held) == ("suspended", True)
    with pytest.raises(errors.NotRunning) as refused:
        engine.complete(child.id, "k", "b", "N")
    assert "annotate" in refused.value.commands
    assert not {"resume", "cancel"} & set(refused.value.commands)
    with pytest.raises(errors.HeldByParent, match=called.id):
        engine.resume(child.id, "b")
    clock.advance(timedelta(hours=5))
    engine.resume(called.id, "a")
    again = engine.instance(child.id)
    assert (again.status, again.is_held, again.suspended_at) == ("running", False, None)
    assert [(e.type, e.by) for e in engine.history(child.id)][-2:] == [
        ("suspended", "system"),
        ("resumed", "system"),
    ]
    engine.complete(child.id, "k", "b", "N")
    assert engine.instance(called.id).status == "completed"


def test_a_child_that_somebody_suspended_stays_so_until_somebody_resumes_it(engine, called):
    child = called.active[0].child
    engine.suspend(child, "b")
    engine.suspend(called.id, "a")
    engine.resume(called.id, "a")
    assert (engine.instance(child).status, engine.instance(child).is_held) == ("suspended", False)
    engine.suspend(called.id, "a")
    engine.resume(child, "b")  # its own suspension is over; its caller's is not
    assert (engine.instance(child).status, engine.instance(child).is_held) == ("suspended", True)
    engine.resume(called.id, "a")
    assert engine.instance(child).status == "running"
    engine.suspend(child, "b")
    assert engine.resume(child, "b").status == "running"


def test_a_caller_that_is_cancelled_while_suspended_cancels_its_child(engine, called):
    engine.suspend(called.id, "a")
    engine.cancel(called.id, "a")
    child = engine.instance(called.active[0].child)
    assert (child.status, child.is_held) == ("cancelled", False)


def test_an_sop_that_is_not_there_refuses_the_row_before(clock):
    engine = engine_for(PARENT, clock=clock)
    run = engine.start("uji", "a")
    with pytest.raises(errors.UnknownDefinition, match="anak"):
        engine.complete(run.id, "s0", "a")
    assert engine.instance(run.id) == run


def test_sops_that_call_each_other_without_end_are_refused(clock):
    engine = engine_for(sop("- {id: c, activity: x, call: uji}\n- {id: s, activity: x, actor: a}"), clock=clock)
    with pytest.raises(errors.CallTooDeep):
        engine.start("uji", "a")
    assert list(engine.instances()) == []


def test_a_call_as_first_row_that_ends_at_once_ends_the_parent_row(clock):
    quick = sop("- {id: m, activity: Mulai, terminator: true}", name="anak")
    engine = engine_for(quick, sop("- {id: c, activity: x, call: anak}"), clock=clock)
    run = engine.start("uji", "a")
    assert (run.status, run.revision) == ("completed", 2)


def test_an_instance_that_multiplies_beyond_measure_stops_alone(clock):
    engine = engine_for(
        sop(
            """
- {id: satu, activity: x, wait: 2 jam, next: [satu, dua]}
- {id: dua, activity: x, wait: 2 jam, next: [tiga, satu]}
- {id: tiga, activity: x, actor: a}
"""
        ),
        clock=clock,
    )
    engine.register(
        sopflow.loads(
            "sopflow: 1\nid: tunggu\ntitle: T\nactors: {a: A}\nsteps:\n"
            "  - {id: tunggu, activity: x, wait: 1 jam}\n  - {id: lanjut, activity: x, actor: a}\n"
        )
    )
    wild = engine.start("uji", "a")
    tame = engine.start("tunggu", "a")
    clock.advance(timedelta(days=2))
    engine.advance()
    assert [row.step for row in engine.instance(tame.id).active] == ["lanjut"]
    before = engine.instance(wild.id)
    assert len(before.active) > 500
    with pytest.raises(errors.BadCommand, match="more than 1000 rows open"):
        engine.advance(wild.id)
    assert engine.instance(wild.id) == before


def test_a_row_that_calls_without_end_is_refused_and_changes_nothing(monkeypatch):
    monkeypatch.setattr("sopflow.engine.consequences.MOST_AT_ONCE", 50)
    at_once = sop("- {id: k, activity: x, terminator: true}", name="anak")
    looping = sop(
        "- {id: s, activity: x, actor: a, next: [c, t]}\n- {id: c, activity: x, call: anak, next: c}\n- {id: t, activity: x, actor: a, next: {end: habis, closes: all}}"
    )
    engine = engine_for(at_once, looping)
    run = engine.start("uji", "a").id
    before = list(engine.instances())
    with pytest.raises(errors.BadCommand, match="call each other without end"):
        engine.complete(run, "s", "a")
    assert list(engine.instances()) == before
    assert engine.instance(run).revision == 1


@pytest.mark.parametrize("count", [3, 4])
def test_who_does_the_row_itself_is_told_of_three_that_it_waits_for_and_whether_there_are_more(count):
    engine = office()
    run, children = begun(engine, [{"alamat": f"Jl. Melati {n}"} for n in range(count)])
    with pytest.raises(errors.NobodysWork) as refused:
        engine.complete(run, "kunjungi", "petugas")
    listed = ", ".join((*children[:3], *(["…"] if count > 3 else [])))
    assert f'it ends when the SOP "kunjungan" ({listed}) ends' in refused.value.message("en")
