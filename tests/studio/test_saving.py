"""What is saved from the page, and what another has saved meanwhile."""

from __future__ import annotations

import pytest

from tests.studio.editor import write


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
