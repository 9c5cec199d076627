"""The editor of the page: its findings, its table beside it, and what it offers."""

from __future__ import annotations

import pytest

from tests.studio.editor import write
from tests.studio.served import ROOT


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
