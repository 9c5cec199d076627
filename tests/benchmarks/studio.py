"""How fast the page follows whoever writes: `python -m tests.benchmarks.studio [--rows 50] [--keys 10]`.

A real Chromium; from a key to the new picture, beside what the drawing alone takes in the same run. Prints; never fails on a
time.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import sopflow
from sopflow.render import render
from tests.services import BROWSERS
from tests.studio.served import copied, served

WATCH = """() => { window.times = []; const editor = document.querySelector('.cm-content');
editor.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
new MutationObserver(() => { if (window.pressed) { document.querySelector('.table .pages').getBoundingClientRect();
  window.times.push(performance.now() - window.pressed); window.pressed = 0; } })
  .observe(document.querySelector('.table .pages'), {childList: true}); }"""


def long_sop(rows: int) -> str:
    steps = "".join(
        f"  - {{id: s{at}, activity: Menyusun berkas nomor {at} untuk diperiksa, actor: p{at % 5}, duration: 1 jam}}\n"
        for at in range(rows)
    )
    return (
        f"sopflow: 1\nid: panjang\ntitle: Panjang\nactors: {{p0: A, p1: B, p2: C, p3: D, p4: E}}\nsteps:\n{steps}"
    )


def pressed(browser: Browser, address: str, keys: int) -> list[float]:
    """Milliseconds from each key to its picture."""
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("button", name="panjang.yaml", exact=True).click()
    page.wait_for_selector(".table .sop-page")
    page.evaluate(WATCH)
    page.locator(".cm-line", has_text="nomor 3 untuk").click()
    page.keyboard.press("Home")
    for _ in range(len("- {id: s3, activity: Men")):
        page.keyboard.press("ArrowRight")
    for count in range(1, keys + 1):
        page.keyboard.press("x")
        page.wait_for_function("count => times.length >= count", arg=count)
        page.wait_for_timeout(500)
    return page.evaluate("times")


def drawn(text: str, times: int) -> float:
    """Milliseconds to read and draw the text."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        render(sopflow.loads(text), "html")
        took.append((time.perf_counter() - begin) * 1000)
    return statistics.median(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50)
    parser.add_argument("--keys", type=int, default=10)
    arguments = parser.parse_args()
    text = long_sop(arguments.rows)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = copied(Path(place) / "sop")
        (folder / "panjang.yaml").write_text(text, "utf-8")
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        with served(folder) as address:
            took = sorted(pressed(browser, address, arguments.keys))
        browser.close()
    alone = drawn(text, arguments.keys)
    middle = statistics.median(took)
    print(
        f"key to picture, {arguments.rows} rows: median {middle:.0f} ms, worst {took[-1]:.0f} ms; "
        f"{middle / alone:.1f} times reading and drawing ({alone:.0f} ms)"
    )


if __name__ == "__main__":
    main()
