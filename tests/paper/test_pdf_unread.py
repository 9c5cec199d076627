"""What a PDF document has and the reader does not understand is told; nothing of its text is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sopflow.paper.sheets import UnreadableSheet, read

from .drawing import CHIEF, STAFF, Paper
from .seen import TWO, said

if TYPE_CHECKING:
    from pathlib import Path


class TestWhatIsNotUnderstood:
    def unread(self, path: Path) -> list[tuple[str, str]]:
        return [(one.text, one.place) for one in read(path).unread]

    def test_a_line_that_leads_nowhere_is_told_with_its_place(self, path):
        paper = Paper(path)
        paper.table(TWO)
        paper.line((STAFF, 215), (STAFF, 245))
        paper.save()
        assert self.unread(path) == [("garis", "halaman 1, baris 2")]

    def test_a_small_picture_where_an_arrow_could_be_is_told_with_its_place(self, path, picture):
        paper = Paper(path)
        paper.table(TWO)
        paper.canvas.drawImage(picture, STAFF, paper.height - 190, 30, 12)
        paper.save()
        assert self.unread(path) == [("gambar", "halaman 1, baris 1")]

    def test_a_table_that_is_a_picture_is_refused_with_its_page(self, path, picture):
        paper = Paper(path)
        paper.text(50, 50, "SOP Pengarsipan")
        paper.next()
        paper.canvas.drawImage(picture, 40, 100, 760, 400)
        paper.save()
        with pytest.raises(UnreadableSheet, match="page 2: its table is a picture"):
            read(path)

    def test_every_word_is_somewhere(self, path):
        paper = Paper(path)
        paper.text(50, 40, "SOP Pengarsipan naskah")
        a, b = paper.table(TWO)
        paper.diamond(STAFF, a)
        paper.text(STAFF - 8, a + 2, "Siap?", 6)
        paper.box(CHIEF, b)
        paper.arrow((STAFF, a + 12), (STAFF, b), (CHIEF - 20, b))
        paper.text(STAFF + 4, a + 22, "Ya", 6)
        paper.text(CHIEF - 10, a, "paraf", 6)
        paper.text(50, 500, "Disahkan di Serang")
        paper.save()
        sheet = read(path)
        assert said(sheet) >= {
            "SOP",
            "Pengarsipan",
            "naskah",
            "Siap?",
            "Ya",
            "paraf",
            "Disahkan",
            "di",
            "Serang",
            "Menyusun",
            "Memaraf",
            "konsep",
            "Surat",
            "1",
            "2",
            "hari",
            "Berkas",
        }


@pytest.fixture
def picture(tmp_path: Path) -> str:
    from PIL import Image

    file = tmp_path / "gambar.png"
    Image.new("RGB", (60, 24), (200, 200, 200)).save(file)
    return str(file)
