"""What is drawn into a picture: a run, the coverage of scenarios, measured times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import sopflow
from sopflow.definition.arcs import FlowArc
from sopflow.engine.measuring import measured
from sopflow.people.loading import load_directory
from sopflow.render.layout import picture_of
from sopflow.render.overlays import coverage_overlay, instance_overlay, measures_overlay
from sopflow.scenarios.suite import Suite
from tests.render.geometry import flaws
from tests.sop import engine_for, sop

ROOT = Path(__file__).parents[2]
START = datetime(2024, 3, 12, 1, 0, tzinfo=UTC)
SOP = sopflow.load(ROOT / "definitions/pengawalan.yaml")


def sent_back():
    """An escort whose letter came back once; the second draft is open and late."""
    clock = sopflow.ManualClock(START)
    engine = engine_for(SOP, clock=clock)
    run = engine.start("pengawalan", by="camat", subject="Kunjungan Gubernur")
    for step, by, outcome in (
        ("terima_perintah", "camat", None), ("perintah_camat", "kasi_trantib", None),
        ("susun_surat_tugas", "komandan", None), ("verifikasi", "sekcam", "N"),
    ):  # fmt: skip
        clock.advance(timedelta(minutes=10))
        run = engine.complete(run.id, step, by, outcome)
    return engine, run, clock


def test_a_run_shows_what_is_done_open_late_and_back():
    engine, run, clock = sent_back()
    flow = engine.flow("pengawalan", run.version)
    overlay = instance_overlay(flow, run, engine.history(run.id), "id", now=clock.now(), zone=UTC)
    assert {step: mark.tone for step, mark in overlay.steps.items()} == {
        "terima_perintah": "done", "perintah_camat": "done", "susun_surat_tugas": "active", "verifikasi": "done",
    }  # fmt: skip
    assert overlay.steps["verifikasi"].notes == ("Sekcam, 12-03-2024 01:40",)
    assert overlay.steps["susun_surat_tugas"].notes[0].startswith("terbuka, batas ")
    assert set(overlay.arcs) == {
        FlowArc("terima_perintah", "done", "perintah_camat"), FlowArc("perintah_camat", "done", "susun_surat_tugas"),
        FlowArc("susun_surat_tugas", "done", "verifikasi"), FlowArc("verifikasi", "N", "susun_surat_tugas"),
    }  # fmt: skip
    later = instance_overlay(
        flow, run, engine.history(run.id), "en", now=clock.now() + timedelta(days=9), zone=UTC
    )
    assert later.steps["susun_surat_tugas"].tone == "late"
    assert later.steps["susun_surat_tugas"].notes[0].startswith("LATE")
    picture = picture_of(SOP, overlay=overlay)
    assert flaws(picture, SOP) == []
    tones = {s.symbol.step: s.tone for page in picture.pages for s in page.shapes if s.symbol.step}
    assert tones["susun_surat_tugas"] == "active"
    assert tones["arsip"] is None
    assert "Kunjungan Gubernur" in " ".join(t for page in picture.pages for text in page.texts for t in text.lines)


def test_how_often_a_row_was_done_is_said():
    engine, run, clock = sent_back()
    run = engine.complete(run.id, "susun_surat_tugas", "komandan")
    overlay = instance_overlay(
        engine.flow("pengawalan", run.version), run, engine.history(run.id), "id", now=clock.now(), zone=None
    )
    assert overlay.steps["susun_surat_tugas"].notes[-1] == "dikerjakan 2 kali"


def test_a_person_whom_nothing_names_is_shown_by_id():
    engine = engine_for(
        sop("- {id: p, activity: Menulis, actor: a}\n- {id: q, activity: Lagi, actor: a}"),
        clock=sopflow.ManualClock(START),
    )
    run = engine.start("uji", "a", people={"a": ["budi"]})
    run = engine.complete(run.id, "p", "budi")
    overlay = instance_overlay(engine.flow("uji"), run, engine.history(run.id), "id", now=START, zone=UTC)
    assert overlay.steps["p"].notes == ("budi, 12-03-2024 01:00",)


def test_what_was_undone_is_not_done_and_a_skip_says_so(tmp_path):
    (tmp_path / "k.directory.yaml").write_text(
        "sopflow: 1\ndirectory: k\ntitle: K\ntime_zone: Asia/Jakarta\npositions: {a: A}\n"
        "people: {ani: {name: Ani Suryani, holds: {position: a, from: 2020-01-01}}}\n",
        "utf-8",
    )
    definition = sop(
        "- {id: p, activity: Menulis, actor: a}\n- {id: q, activity: Menilai, actor: a, optional: true}"
    )
    directory = load_directory(tmp_path / "k.directory.yaml")
    engine = engine_for(definition, clock=sopflow.ManualClock(START), directory=directory)
    run = engine.start("uji", "ani")
    engine.complete(run.id, "p", "ani")
    engine.undo_last(run.id, "ani", "keliru")

    def drawn(language="id"):
        state = engine.instance(run.id)
        return instance_overlay(
            engine.flow("uji"),
            state,
            engine.history(run.id),
            language,
            now=START,
            zone=UTC,
            people=directory.names,
        )

    assert drawn().steps["p"].tone == "active"
    assert not [note for note in drawn().steps["p"].notes if "Ani" in note]
    assert drawn().arcs == {}
    engine.complete(run.id, "p", "ani")
    engine.skip(run.id, "q", "ani", "tidak perlu")
    assert [note for note in drawn().steps["p"].notes if "Ani Suryani" in note]
    assert drawn().steps["q"].notes[0].startswith("dilewati oleh ")
    assert drawn("en").steps["q"].notes[0].startswith("skipped by ")
    assert not [
        note for mark in drawn().steps.values() for note in mark.notes if " kali" in note or " ani," in note
    ]


def test_coverage_tells_what_no_scenario_takes():
    suite = Suite([ROOT / "definitions/pengawalan.yaml"])
    coverage = suite.coverage["pengawalan"]
    nothing = coverage_overlay(coverage, "id")
    assert {mark.tone for mark in nothing.steps.values()} == {"missed"}
    for _ in suite.play():
        pass
    full = coverage_overlay(coverage, "en")
    assert {mark.tone for mark in full.steps.values()} == {"done"}
    assert set(full.arcs.values()) == {"done"}
    assert full.title == f"coverage 100 %, {coverage.scenarios} scenarios"
    drawn = [line for page in picture_of(SOP, overlay=full).pages for line in page.lines if line.arrow.arc]
    assert {line.tone for line in drawn} == {"done"}


def test_measures_show_where_the_time_goes():
    engine, run, clock = sent_back()
    clock.advance(timedelta(days=1))
    engine.complete(run.id, "susun_surat_tugas", "komandan")
    (measure,) = measured(engine.instances(), engine.history, engine.flow, engine.calendar)
    overlay = measures_overlay(measure, "id")
    assert overlay.steps["susun_surat_tugas"].tone == "strong"
    assert "kembali 1 kali" in overlay.steps["susun_surat_tugas"].notes
    assert overlay.steps["verifikasi"].tone is None
    assert "arsip" not in overlay.steps
    assert flaws(picture_of(SOP, overlay=overlay), SOP) == []
