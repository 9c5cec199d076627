"""Runs written as chains in Python, and assertions that read as a scenario's failures do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, find, settings

import sopflow
from sopflow.testing import ScenarioFailed, SimulatedEngine, assert_refused, assert_run, definitions, play

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
    assert '"Camat" may not do "4. Sekcam menerima draft surat' in said
    assert '; who may: "Sekcam"' in said
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


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda run: run.auto(verivikasi="N"), 'did you mean "verifikasi"'),
        (lambda run: run.auto(verifikasi="tidak"), '"tidak" is not an outcome'),
        (lambda run: run.auto("verifikasi", verifikasi="N"), "answers that were not used: verifikasi: N"),
        (lambda run: run.auto("verivikasi"), 'has no step "verivikasi"; did you mean "verifikasi"?'),
        (lambda run: run.auto("verifikasi").start("camat"), "start can only be the first step"),
        (lambda run: run.expect(active=["verivikasi"]), 'did you mean "verifikasi"'),
        (lambda run: run.expect(worklist={"sekcm": []}), 'did you mean "sekcam"'),
    ],
)
def test_what_a_chain_names_and_nobody_uses_fails(act, said):
    with pytest.raises(ScenarioFailed) as caught:
        act(play(PENGAWALAN))
    assert said in str(caught.value)
    assert ":1:1:" not in str(caught.value)  # a chain stands in no file that is checked


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda run: run.expect(aktive=[]), 'nothing called "aktive" can be expected; did you mean "active"'),
        (lambda run: run.expect(span=(1, 1, 1, 1)), 'nothing called "span"'),
        *(
            (lambda run, name=name: run.expect(**{name: "kawal"}), f"{name} must be a list, not 'kawal'")
            for name in ("late", "active", "path", "missing", "documents")
        ),
        (lambda run: run.expect(worklist={"sekcam": "verifikasi"}), "worklist must be a list"),
        (lambda run: run.complete("terima_perintah", at="2024-03-12 10:00 WIB", after="1 jam"), "at or after"),
        (lambda run: run.start().with_people({"x": "camat"}), "before anything happens"),
    ],
)
def test_a_chain_takes_no_argument_that_it_would_misread(act, said):
    with pytest.raises(TypeError) as caught:
        act(play(PENGAWALAN))
    assert said in str(caught.value)


def test_auto_inside_goes_on_in_the_called_sop_only():
    run = play(Path(__file__).parents[2] / "definitions/penertiban-pedagang-kaki-lima.yaml")
    run.auto("limpahkan", putuskan="limpahkan").auto(inside="limpahkan")
    run.expect(active=["arsipkan"], status="running")


@pytest.mark.parametrize("what", ["rows", "the whole"])
def test_generated_sops_are_extended_as_rows_and_as_a_whole(what):
    found = find(
        definitions(),
        lambda sop: sop.extension is not None if what == "the whole" else any(s.extension for s in sop.steps),
        settings=settings(database=None, deadline=None, phases=[Phase.generate]),
    )
    assert found.steps
