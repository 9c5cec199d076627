"""The HTML in a real browser: texts stand where they were laid out, and it prints to the same pages as the PDF."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.render import render
from sopflow.render.layout import picture_of
from tests.render.dense import dense

ROOT = Path(__file__).parents[2]
FILES = sorted(definition_files(ROOT / "definitions"))
PIXELS = 96 / 25.4
CELLS = """() => [...document.querySelectorAll('.sop-cell')].map(cell => {
    const box = cell.getBoundingClientRect(), page = cell.closest('.sop-page').getBoundingClientRect();
    const range = document.createRange(); range.selectNodeContents(cell);
    const text = range.getBoundingClientRect();
    return {left: text.left - page.left, top: text.top - page.top, width: text.width, height: text.height,
            room: box.width, page: [page.width, page.height], text: cell.textContent};
})"""


@pytest.fixture
def page(chromium):
    context = chromium.new_context(offline=True)
    page = context.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url) if request.url.startswith("http") else None)
    yield page
    assert problems == []
    context.close()


def shown(page, definition, tmp_path, **options):
    (tmp_path / "sop.html").write_bytes(render(definition, "html", **options))
    page.goto(f"file://{tmp_path}/sop.html")
    page.evaluate("() => document.fonts.ready")


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_texts_stand_where_they_were_laid_out(page, file, tmp_path):
    definition = sopflow.load(file)
    shown(page, definition, tmp_path)
    assert page.evaluate("() => document.fonts.check('12px \"Sopflow Sans\"')")
    cells = page.evaluate(CELLS)
    laid_out = [
        (cell, p) for p in picture_of(definition).pages for row in p.rows for cell in row.cells
        if any(cell.lines) and (row.is_head or row.kind or row.step is not None or p.kind == "identity")
    ]  # fmt: skip
    assert sorted(c["text"] for c in cells) == sorted("".join(cell.lines) for cell, _ in laid_out)
    for found in cells:
        assert found["width"] <= found["room"] + 0.5, found
    drawn = page.locator("svg text").evaluate_all(
        "all => all.map(t => t.getBoundingClientRect().right <= t.closest('.sop-page').getBoundingClientRect().right)"
    )
    assert all(drawn)


@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.long
def test_it_prints_to_the_same_pages_as_the_pdf(page, paper, tmp_path):
    for definition in (sopflow.load(ROOT / "definitions/pengawalan.yaml"), dense(11, rows=21, actors=8)):
        shown(page, definition, tmp_path, paper=paper)
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        ours = pypdfium2.PdfDocument(render(definition, "pdf", paper=paper))
        assert len(printed) == len(ours)
        for one, other in zip(printed, ours, strict=True):
            assert one.get_size() == pytest.approx(other.get_size(), abs=1.5)
            assert _words(one) == _words(other)


def _words(page):
    return sorted("".join(page.get_textpage().get_text_bounded().split()))


@pytest.mark.long
def test_nothing_keeps_a_reader_out(page, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    shown(page, sopflow.load(ROOT / "definitions/rekomendasi-izin-keramaian.yaml"), tmp_path)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["impact"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_the_table_is_a_table_to_a_screen_reader(page, tmp_path):
    definition = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    shown(page, definition, tmp_path)
    tables = page.get_by_role("table")
    assert tables.count() == 3
    rows = page.locator("tr[data-step]")
    assert rows.count() == len(definition.steps)
    fourth = rows.nth(3)
    assert fourth.get_by_role("cell").count() == 6 + len(definition.actors)
    assert "N → baris 3 (Komandan)" in fourth.inner_text()
    assert page.get_by_role("columnheader", name="Sekcam").count() == 2
