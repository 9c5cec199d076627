"""Files that are dropped on the page, printed from it and downloaded."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.studio.served import ROOT

DRAWN = """ratio => { const one = document.querySelector(".table .sop-page")?.getBoundingClientRect();
    return one && Math.abs(one.width / one.height - ratio) < 0.02; }"""
"""Whether the table is drawn on paper of that shape."""


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
        page.wait_for_function(DRAWN, arg=size[0] / size[1])
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
