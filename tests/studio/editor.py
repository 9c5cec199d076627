"""What somebody does at the keyboard in the editor of the page."""

from __future__ import annotations


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
