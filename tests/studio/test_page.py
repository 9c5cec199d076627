"""The page in a real browser: write, see, mend, walk, test, save, and an instance to its end."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

import sopflow
from sopflow.people.loading import load_directory
from sopflow.sql import SQLStore
from tests.studio.served import ROOT


def write(page, text):
    """Replace the whole text, as somebody who pastes."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def append(page, text):
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def drawn(page):
    return int(page.evaluate("document.body.dataset.drawn ?? 0"))


def test_write_see_the_finding_mend_it_see_the_table(opened):
    page = opened()
    text = (ROOT / "definitions/pengawalan.yaml").read_text("utf-8")
    assert page.locator(".table g.symbol[data-step=verifikasi]").count() == 1
    write(page, text.replace("      N: susun_surat_tugas", "      N: susun_surat_tugs"))
    finding = page.locator(".findings li.error").first
    finding.wait_for()
    assert "susun_surat_tugas" in finding.inner_text()
    assert page.locator(".table .pages.stale").count() == 1
    finding.get_by_role("button").click()
    assert "N: susun_surat_tugs" in page.locator(".cm-activeLine").inner_text()
    page.keyboard.press("Control+z")
    page.locator(".table .pages:not(.stale)").wait_for()
    assert page.locator(".findings li.error").count() == 0


@pytest.mark.long
def test_a_symbol_leads_to_its_row(opened):
    page = opened()
    page.locator(".table g.symbol[data-step=arsip]").click()
    assert "id: arsip" in page.locator(".cm-activeLine").inner_text()
    assert page.locator(".table g.symbol.here[data-step=arsip]").count() == 1


@pytest.mark.long
def test_walk_and_back(opened):
    page = opened()
    page.get_by_role("tab", name="Jalankan").click()
    for step in ("terima_perintah", "perintah_camat", "susun_surat_tugas"):
        page.locator(f".walk .item[data-step={step}] button.outcome").click()
    decision = page.locator(".walk .item[data-step=verifikasi]")
    decision.wait_for()
    assert "2 Jam" not in decision.inner_text()
    decision.locator("select").select_option("camat")
    decision.get_by_role("button", name="N", exact=True).click()
    page.locator(".walk .refused").wait_for()
    assert "sekcam" in page.locator(".walk .refused").inner_text().lower()
    page.locator(".walk g.arrow.clickable[data-outcome=N] text").click()
    page.locator(".walk .item[data-step=susun_surat_tugas]").wait_for()
    assert page.locator(".walk .history li").count() == 5
    page.get_by_role("button", name="Mundur selangkah").click()
    page.locator(".walk .item[data-step=verifikasi]").wait_for()
    for step, outcome in (
        ("verifikasi", "Y"),
        *(
            (s, "done")
            for s in (
                "tanda_tangan",
                "teruskan",
                "siapkan_anggota",
                "kawal",
                "susun_laporan",
                "terima_laporan",
                "arsip",
            )
        ),
    ):
        page.locator(f".walk .item[data-step={step}] button.outcome[data-outcome={outcome}]").click()
    page.locator(".walk .state[data-status=completed]").wait_for()


@pytest.mark.long
def test_what_was_typed_on_a_row_is_there_when_it_is_drawn_again(opened):
    page = opened()
    tab = page.get_by_role("tab", name="Jalankan")
    tab.click()
    for step in ("terima_perintah", "perintah_camat", "susun_surat_tugas"):
        page.locator(f".walk .item[data-step={step}] button.outcome").click()
    row = page.locator(".walk .item[data-step=verifikasi]")
    row.locator("input").fill("Nama tamu keliru")
    row.locator("select").select_option("camat")
    row.get_by_role("button", name="N", exact=True).click()
    page.locator(".walk .refused").wait_for()
    assert row.locator("input").input_value() == "Nama tamu keliru"
    before = drawn(page)
    append(page, "# catatan")
    page.wait_for_function("before => Number(document.body.dataset.drawn) > before + 1", arg=before)
    assert row.locator("input").input_value() == "Nama tamu keliru"
    page.get_by_label("Bahasa").select_option("en")
    page.get_by_role("button", name="Start again").wait_for()
    assert row.locator("input").input_value() == "Nama tamu keliru"
    row.get_by_role("button", name="N", exact=True).click()
    page.locator(".walk .history li", has_text="Nama tamu keliru").wait_for()
    page.get_by_role("button", name="Back a step").click()
    row.wait_for()
    assert row.locator("input").input_value() == ""  # it was sent


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
def test_scenarios_are_played_on_what_stands_in_the_editor(opened, folder):
    page = opened()
    page.get_by_role("tab", name="Skenario").click()
    page.get_by_role("button", name="Jalankan skenario").click()
    page.locator(".summary").wait_for()
    assert "17 dari 17 skenario lulus, cakupan 100 %" in page.locator(".summary").inner_text()
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    write(page, text.replace("duration: 2 Hari", "duration: 3 Hari"))
    page.get_by_role("button", name="Jalankan skenario").click()
    page.locator(".results li.failed").first.wait_for()
    place = page.locator(".results li.failed .place").first
    assert place.inner_text().startswith("pengawalan.scenarios.yaml:")


@pytest.mark.long
def test_save_reload_and_a_conflict_on_disk(opened, folder):
    page = opened()
    file = folder / "pengawalan.yaml"
    text = file.read_text("utf-8")
    write(page, text + "# satu\n")
    page.keyboard.press("Control+s")
    page.get_by_text("pengawalan.yaml disimpan").wait_for()
    assert file.read_text("utf-8") == text + "# satu\n"
    page.reload()
    page.wait_for_selector(".table .sop-page")
    file.write_text(text + "# orang lain\n", "utf-8")
    write(page, text + "# dua\n")
    page.keyboard.press("Control+s")
    page.get_by_role("dialog").wait_for()
    assert file.read_text("utf-8") == text + "# orang lain\n"
    page.get_by_role("button", name="Batal").click()
    assert file.read_text("utf-8") == text + "# orang lain\n"
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Pakai milik saya").click()
    page.get_by_text("pengawalan.yaml disimpan").wait_for()
    assert file.read_text("utf-8") == text + "# dua\n"


@pytest.mark.long
@pytest.mark.parametrize("leave", ["dialog button:last-child", "escape"])
def test_a_key_right_after_a_dialog_is_not_lost(opened, folder, leave):
    """The browser tells of a closed dialog later than of the next key."""
    page = opened()
    file = folder / "pengawalan.yaml"
    text = file.read_text("utf-8")
    write(page, text + "# dua\n")
    file.write_text(text + "# orang lain\n", "utf-8")
    page.keyboard.press("Control+s")
    page.get_by_role("dialog").wait_for()
    page.evaluate(
        """async (leave) => {
            const dialog = document.querySelector("dialog");
            if (leave === "escape") dialog.requestClose();
            else document.querySelector(leave).click();
            for (let turn = 0; turn < 20; turn++) await null;
            window.dispatchEvent(new KeyboardEvent("keydown", { key: "s", ctrlKey: true }));
        }""",
        leave,
    )
    page.get_by_role("button", name="Pakai milik saya").click()
    page.get_by_text("pengawalan.yaml disimpan").wait_for()
    assert file.read_text("utf-8") == text + "# dua\n"


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


@pytest.mark.long
def test_import_by_dropping_a_file(opened, folder):
    page = opened(None)
    table = (ROOT / "tests/paper/pengawalan.txt").read_text("utf-8")
    page.evaluate(
        """text => { const data = new DataTransfer(); data.items.add(new File([text], 'tabel.txt'));
        document.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }""",
        table,
    )
    page.locator(".table .sop-page").first.wait_for()
    assert page.locator("h1").inner_text().startswith("tabel.yaml · belum disimpan")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("tabel.yaml disimpan").wait_for()
    assert (folder / "tabel.yaml").is_file()


@pytest.mark.long
def test_it_prints_the_pages_of_the_table_and_nothing_else(opened):
    page = opened()
    for paper, size in (("a4", (841.9, 595.3)), ("f4", (935.4, 609.4))):
        page.get_by_label("Kertas").select_option(paper)
        page.wait_for_timeout(600)
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        assert len(printed) == page.locator(".table .sop-page").count()
        assert printed[1].get_size() == pytest.approx(size, abs=1.5)
        text = "".join(one.get_textpage().get_text_bounded() for one in printed)
        assert "Anggota" in text
        assert "Simpan" not in text


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.long
def test_an_export_is_downloaded(opened, form):
    page = opened()
    with page.expect_download() as waiting:
        page.get_by_label("Ekspor").select_option(form)
    assert waiting.value.suggested_filename == f"pengawalan.{form}"
    assert Path(waiting.value.path()).stat().st_size > 5_000


@pytest.mark.long
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("    actor: sek", "sekcam"), ("    next: veri", "verifikasi"), ("    next: en", "end"), ("    same_as: veri", "verifikasi"),
        ("    outputs: [surat", "surat_perintah"), ("    on_late: {escalate: sek", "sekcam"), ("    branches: {Y: veri", "verifikasi"),
        ("may:\n  cancel: [sek", "sekcam"),
    ],
)  # fmt: skip
def test_ids_are_offered_where_their_key_says_so(opened, line, offered):
    page = opened()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    plain, brace, inside = line.partition("{")
    page.keyboard.insert_text(f"\n{plain}")
    page.keyboard.type(brace + inside)  # the editor closes a brace
    page.keyboard.press("Control+Space")
    page.locator(".cm-tooltip-autocomplete li", has_text=offered).first.wait_for()


@pytest.mark.long
def test_completion_and_hover_come_from_the_schema(opened):
    page = opened()
    write(
        page,
        "sopflow: 1\nid: uji\ntitle: Uji\nactors: {kepala: Kepala}\nsteps:\n  - id: satu\n    activity: Kerja\n    actor: kepala\n    dura",
    )
    page.keyboard.press("Control+Space")
    page.locator(".cm-tooltip-autocomplete li", has_text="duration").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".cm-line", has_text="activity: Kerja").locator("span").first.hover()
    page.locator(".hover p").first.wait_for()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("locale", ["id-ID", "en-GB"])
@pytest.mark.long
def test_nothing_keeps_anybody_out(opened, size, locale):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(size=size, locale=locale)
    names = ("Tabel", "Jalankan", "Skenario") if locale == "id-ID" else ("Table", "Walk", "Scenarios")
    for name in names:
        page.get_by_role("tab", name=name).click()
        page.wait_for_timeout(300)
        found = Axe().run(page).response["violations"]
        assert [
            (v["id"], [n["html"][:120] for n in v["nodes"]][:2])
            for v in found
            if v["impact"] in ("serious", "critical")
        ] == []
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]


@pytest.mark.long
def test_the_keyboard_is_enough(opened):
    page = opened()
    tab = page.get_by_role("tab", name="Tabel")
    tab.focus()
    page.keyboard.press("ArrowRight")
    page.locator(".walk .item button.outcome").first.wait_for()
    page.locator(".walk .item button.outcome").first.focus()
    page.keyboard.press("Enter")
    page.locator(".walk .item[data-step=perintah_camat]").wait_for()


@pytest.mark.long
def test_the_language_changes_everything_that_the_page_says(opened):
    page = opened()
    page.get_by_label("Bahasa").select_option("en")
    page.get_by_role("tab", name="Table").wait_for()
    page.locator(".table th", has_text="Activity").first.wait_for(state="attached")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_shipped_files_are_those_that_the_sources_say():
    page = ROOT / "sopflow/studio"
    assert (page / "static/index.html").read_bytes() == (page / "page/src/index.html").read_bytes()
    assert (page / "static/studio.css").read_bytes() == (page / "page/src/studio.css").read_bytes()
    assert Path(page / "static/studio.js").stat().st_size > 100_000


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
