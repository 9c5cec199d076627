"""Nobody is kept from using the page: by what they see, by the keyboard alone, at any size."""

from __future__ import annotations

import pytest


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
