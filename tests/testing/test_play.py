"""Runs written as chains in Python, and assertions that read as a scenario's failures do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import sopflow
from sopflow.testing import ScenarioFailed, SimulatedEngine, assert_refused, assert_run, play

PENGAWALAN = sopflow.load(Path(__file__).parents[2] / "definitions/pengawalan.yaml")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def test_a_chain_runs_an_sop_to_its_end():
    run = (
        play(PENGAWALAN)
        .at("2024-03-12 08:00 WIB")
        .start("camat", documents=["surat_perintah_walikota"])
        .auto("verifikasi")
        .complete("verifikasi", "N", by="sekcam", note="keliru")
        .complete("verifikasi", "Y", by="sekcam", refused="not-active")
        .expect(active=["susun_surat_tugas"], worklist={"sekcam": []})
        .auto(verifikasi="Y")
        .expect(status="completed", path=["...", "verifikasi=N", "susun_surat_tugas", "verifikasi=Y", "..."])
    )
    assert run.run.status == "completed"
    assert run.history[-1].step == "arsip"
    assert run.run.at - run.run.started_at == timedelta(days=3, hours=12, minutes=40)


def test_a_chain_that_leaves_the_path_fails_with_the_path():
    with pytest.raises(ScenarioFailed) as caught:
        play(PENGAWALAN).auto("verifikasi").complete("verifikasi", "Y", by="camat")
    said = str(caught.value)
    assert '"camat" may not do "verifikasi"; who may: "Sekcam"' in said
    assert "terima_perintah (camat)" in said


def test_assertions_hold_any_engine_to_what_is_expected():
    engine = SimulatedEngine("2024-03-12 08:00 WIB")
    engine.register(PENGAWALAN)
    run = engine.start("pengawalan", "camat")
    assert_run(engine, run, status="running", active=["terima_perintah"], late=[])
    engine.clock.advance(timedelta(hours=2))
    assert_run(engine, run, late=["terima_perintah"], now=engine.clock.now())
    with pytest.raises(ScenarioFailed, match=r"(?s)open.*arsip.*terima_perintah"):
        assert_run(engine, run, active=["arsip"])
    with assert_refused("not-authorized"):
        engine.complete(run.id, "terima_perintah", "komandan")
    with pytest.raises(ScenarioFailed, match="but must be refused"), assert_refused("not-authorized"):
        engine.complete(run.id, "terima_perintah", "camat")
    with (
        pytest.raises(ScenarioFailed, match='"not-active", not "not-authorized"'),
        assert_refused("not-authorized"),
    ):
        engine.complete(run.id, "arsip", "camat")
    with pytest.raises(TypeError):
        assert_run(engine, run, statuss="running")
