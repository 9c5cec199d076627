"""The office of the page: who starts instances, and how they go on to their end."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.people.loading import load_directory
from sopflow.sql import SQLStore
from tests.studio.served import ROOT


@pytest.mark.long
def test_what_was_typed_in_the_office_is_there_after_something_else_was_done(opened, tmp_path):
    page = opened(engine=sopflow.Engine(SQLStore(str(tmp_path / "proses.db"))))
    page.get_by_role("tab", name="Kantor").click()
    page.locator("[data-do=who]").fill("camat")
    subject = page.get_by_label("Perihal")
    for name in ("Kunjungan Gubernur", "Kunjungan Menteri"):
        subject.fill(name)
        page.get_by_role("button", name="Mulai proses dari SOP ini").click()
        page.get_by_role("heading", name=name).wait_for()
    assert subject.input_value() == ""
    subject.fill("Kunjungan Presiden")
    rows = page.locator(".work .item[data-step=terima_perintah]")
    rows.nth(1).wait_for()
    rows.nth(1).locator("input").fill("menunggu surat")
    rows.nth(0).get_by_role("button", name="Selesai dikerjakan").click()
    rows.nth(1).wait_for(state="detached")
    assert rows.locator("input").input_value() == "menunggu surat"
    page.get_by_role("tab", name="Tabel").click()
    page.get_by_role("tab", name="Kantor").click()
    rows.wait_for()
    assert (subject.input_value(), rows.locator("input").input_value()) == ("Kunjungan Presiden", "menunggu surat")


@pytest.mark.long
def test_an_instance_to_its_end(opened, folder, tmp_path):
    store = SQLStore(str(tmp_path / "proses.db"))
    engine = sopflow.Engine(store)
    page = opened(engine=engine)
    page.get_by_role("tab", name="Kantor").click()
    who = page.locator("[data-do=who]")
    who.fill("camat")
    page.get_by_label("Perihal").fill("Kunjungan Gubernur")
    page.get_by_role("button", name="Mulai proses dari SOP ini").click()
    page.get_by_role("heading", name="Kunjungan Gubernur").wait_for()
    for by, step, outcome in (
        ("camat", "terima_perintah", "done"), ("kasi_trantib", "perintah_camat", "done"), ("komandan", "susun_surat_tugas", "done"),
        ("sekcam", "verifikasi", "Y"), ("camat", "tanda_tangan", "done"), ("kasi_trantib", "teruskan", "done"),
        ("komandan", "siapkan_anggota", "done"), ("anggota_trantib", "kawal", "done"), ("komandan", "susun_laporan", "done"),
        ("kasi_trantib", "terima_laporan", "done"), ("kasi_trantib", "arsip", "done"),
    ):  # fmt: skip
        who.fill(by)
        page.get_by_role("button", name="Daftar kerja", exact=True).click()
        page.locator(f".work .item[data-step={step}] button[data-outcome={outcome}]").click()
        page.locator(f".work .item[data-step={step}]").wait_for(state="detached")
    page.locator(".office .state[data-status=completed]").wait_for()
    (run,) = engine.instances()
    assert run.status == "completed"
    assert len([e for e in engine.history(run.id) if e.type == "completed"]) == 11


@pytest.mark.long
def test_who_starts_is_asked_for_and_the_directory_says_who_there_is(opened, tmp_path):
    directory = load_directory(ROOT / "examples/tangerang.directory.yaml")
    engine = sopflow.Engine(SQLStore(str(tmp_path / "proses.db")), directory=directory)
    page = opened(engine=engine)
    status = page.locator("p.status")
    page.get_by_role("tab", name="Kantor").click()
    page.get_by_role("button", name="Mulai proses dari SOP ini").click()
    page.get_by_text("Pilih dulu siapa yang memulai proses ini.").wait_for()
    assert list(engine.instances()) == []
    people = page.locator("#people option")
    assert people.count() == len(directory.people)
    assert (people.first.get_attribute("value"), people.first.inner_text()) == ("ani", "Ani Suryani, Camat")
    assert page.locator("#units option").evaluate_all("all => all.map(one => one.value)") == list(
        directory.units()
    )
    page.locator("[data-do=who]").fill("citra")
    page.get_by_label("Unit").fill("kec-tangerang")
    page.get_by_role("button", name="Mulai proses dari SOP ini").click()
    page.get_by_role("button", name="berjalan").wait_for()
    assert status.inner_text() == ""  # what was told of the last attempt is gone
    (run,) = engine.instances()
    assert (run.started_by, run.unit) == ("citra", "kec-tangerang")


@pytest.mark.long
@pytest.mark.parametrize(
    ("act", "status", "said"),
    [("suspend", "suspended", "Ditunda: waktunya berhenti"), ("cancel", "cancelled", "Dibatalkan")],
)
def test_an_instance_that_does_not_go_on_is_not_said_to_be_running(opened, tmp_path, act, status, said):
    engine = sopflow.Engine(SQLStore(str(tmp_path / "proses.db")))
    engine.register(sopflow.load(ROOT / "definitions/pengawalan.yaml"))
    run = engine.start("pengawalan", "camat", subject="Kunjungan Gubernur")
    getattr(engine, act)(run.id, "camat")
    page = opened(engine=engine)
    page.get_by_role("tab", name="Kantor").click()
    page.locator(".instances button").click()
    assert page.locator(f".office .state[data-status={status}]").inner_text() == said


@pytest.mark.long
def test_without_a_directory_the_actors_of_the_sop_are_offered(opened, tmp_path):
    page = opened(engine=sopflow.Engine(SQLStore(str(tmp_path / "proses.db"))))
    page.get_by_role("tab", name="Kantor").click()
    page.locator("#people option").first.wait_for(state="attached")
    offered = page.locator("#people option").evaluate_all("all => all.map(one => one.value)")
    assert offered == list(map(str, sopflow.load(ROOT / "definitions/pengawalan.yaml").actors))
    assert page.locator("[aria-label=Unit]").is_hidden()


WAITING = """\
sopflow: 1
id: tunggu
title: Menunggu Tanggapan
actors: {petugas: Petugas, kasi: Kasi}
documents: {tanggapan: {title: Tanggapan Warga, external: true}}
steps:
  - {id: umumkan, activity: Mengumumkan rencana, actor: petugas, optional: true}
  - {id: tunggu, activity: Menunggu tanggapan, wait: {until: tanggapan}}
  - {id: sahkan, activity: Mengesahkan rencana, actor: [petugas, kasi], sign_off: all}
"""


@pytest.mark.long
def test_in_the_office_a_row_is_skipped_a_document_arrives_and_a_row_is_signed(opened, folder, tmp_path):
    (folder / "tunggu.yaml").write_text(WAITING, "utf-8")
    store = SQLStore(str(tmp_path / "proses.db"))
    engine = sopflow.Engine(store)
    page = opened("tunggu.yaml", engine=engine)
    page.get_by_role("tab", name="Kantor").click()
    who = page.locator("[data-do=who]")
    who.fill("petugas")
    page.get_by_label("Perihal").fill("Rencana Jalan")
    page.get_by_role("button", name="Mulai proses dari SOP ini").click()

    def click(step, name):
        page.locator(f"article[data-step={step}]").first.get_by_role("button", name=name).click()

    page.locator("article[data-step=umumkan]").first.get_by_label("Catatan").fill("sudah diumumkan")
    click("umumkan", "Lewati")
    click("tunggu", "Tanggapan Warga tiba")
    click("sahkan", "Tanda tangan")
    page.locator(".work article[data-step=sahkan]").wait_for(state="detached")
    who.fill("kasi")
    click("sahkan", "Tanda tangan")
    page.locator("article[data-step=sahkan]").first.wait_for(state="detached")
    (run,) = engine.find().items
    assert [event.type for event in engine.history(run.id)] == [
        "started",
        "skipped",
        "received",
        "signed_off",
        "completed",
    ]
