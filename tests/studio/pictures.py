"""Pictures of the page in its main states, for `docs/pictures/`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import sopflow
from sopflow.sql import SQLStore
from tests.studio.served import copied, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def pictures(browser: Browser, target: Path) -> None:
    """Write `studio-*.png`."""
    with tempfile.TemporaryDirectory() as place:
        folder = copied(Path(place) / "sop")
        engine = sopflow.Engine(SQLStore(f"{place}/proses.db"))
        with served(folder, engine) as address:
            for width, height, tag in ((1280, 800, ""), (1920, 1080, "-wide")):
                context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
                page = context.new_page()
                page.goto(address)
                page.get_by_role("button", name="pengawalan.yaml", exact=True).click()
                page.wait_for_selector(".table .sop-page")
                page.evaluate("document.querySelectorAll('.table .sop-page')[1].scrollIntoView()")
                _shot(page, target, f"studio-table{tag}")
                if not tag:
                    _states(page, target)
                context.close()


def _states(page: Page, target: Path) -> None:
    page.get_by_role("tab", name="Jalankan").click()
    for step in ("terima_perintah", "perintah_camat", "susun_surat_tugas"):
        page.locator(f".walk .item[data-step={step}] button.outcome").click()
    page.locator(".walk .item[data-step=verifikasi] button[data-outcome=N]").click()
    page.locator(".walk .item[data-step=susun_surat_tugas]").wait_for()
    _shot(page, target, "studio-walk")
    page.get_by_role("tab", name="Skenario").click()
    page.get_by_role("button", name="Jalankan skenario").click()
    page.locator(".summary").wait_for()
    _shot(page, target, "studio-scenarios")
    page.get_by_role("tab", name="Kantor").click()
    page.locator("[data-do=who]").fill("camat")
    page.get_by_label("Perihal").fill("Kunjungan Gubernur, 12 Maret")
    page.get_by_role("button", name="Mulai proses dari SOP ini").click()
    page.locator(".work .item").wait_for()
    _shot(page, target, "studio-office")
    page.get_by_role("tab", name="Tabel").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    text = (Path(__file__).parents[2] / "definitions/pengawalan.yaml").read_text("utf-8")
    page.keyboard.insert_text(text.replace("      N: susun_surat_tugas", "      N: susun_surat_tugs"))
    page.locator(".findings .error button").first.click()
    _shot(page, target, "studio-finding")


def _shot(page: Page, target: Path, name: str) -> None:
    page.wait_for_timeout(500)
    page.screenshot(path=target / f"{name}.png")
    print(f"{name}.png")
