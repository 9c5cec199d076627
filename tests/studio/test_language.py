"""The language of the page: the one that it is started with, unless somebody chooses another on it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest

FILES = {"id": "Berkas", "en": "Files"}


@pytest.fixture
def started(folder):
    """The address of `sopflow studio` with more options."""
    processes = []

    def at(*options):
        words = [sys.executable, "-m", "sopflow", "studio", str(folder), "--no-browser", *options]
        processes.append(process := subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
        return re.search(r"http://\S+", process.stdout.readline()).group()

    yield at
    for process in processes:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        process.stdout.close()


@pytest.mark.parametrize(
    ("options", "locale", "spoken"),
    [
        (("--lang", "id"), "en-GB", "id"),
        (("--lang", "en"), "id-ID", "en"),
        ((), "en-GB", "en"),
        ((), "id-ID", "id"),
    ],
)
def test_the_language_that_is_asked_for_goes_before_that_of_the_browser(
    chromium, started, options, locale, spoken
):
    page = chromium.new_page(locale=locale)
    page.goto(started(*options))
    page.locator(".files li").first.wait_for()
    assert page.locator(".side h2").inner_text() == FILES[spoken]
    assert page.locator("html").get_attribute("lang") == spoken
    page.close()


def test_a_language_that_is_chosen_on_the_page_stays(chromium, started):
    context = chromium.new_context(locale="id-ID")
    page = context.new_page()
    page.goto(started("--lang", "id"))
    page.get_by_label("Bahasa").select_option("en")
    page.reload()
    page.locator(".files li").first.wait_for()
    assert page.locator(".side h2").inner_text() == "Files"
    context.close()


@pytest.mark.long
def test_the_language_changes_everything_that_the_page_says(opened):
    page = opened()
    page.get_by_label("Bahasa").select_option("en")
    page.get_by_role("tab", name="Table").wait_for()
    page.locator(".table th", has_text="Activity").first.wait_for(state="attached")
    assert page.evaluate("document.documentElement.lang") == "en"
