"""An SOP is tried on the page: somebody walks through it, and plays its scenarios."""

from __future__ import annotations

import pytest

from tests.studio.editor import append, drawn, write


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
