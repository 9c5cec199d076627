"""What reviewers leave in a Word document besides its text: comments, tracked changes, boxes."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.paper.importing import import_table
from sopflow.render.exporting import EXPORTS, export

from .exported import SURAT, lines_that_differ, told

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WHO = 'w:id="900" w:author="Kasi" w:date="2026-01-05T08:00:00Z"'


class Reviewed:
    """An exported document in the hands of a reviewer."""

    def __init__(self, folder):
        from docx import Document

        self.path = folder / "surat.docx"
        export(sopflow.loads(SURAT), SURAT, self.path)
        self.document = Document(str(self.path))

    def paragraph(self, text):
        tables = self.document.tables
        return next(c.paragraphs[0] for t in tables for r in t.rows for c in r.cells if c.text == text)

    def add(self, text, xml):
        from docx.oxml import parse_xml

        self.paragraph(text)._p.append(parse_xml(xml))

    def delete(self, text):
        """As Word does where changes are tracked."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        paragraph = self.paragraph(text)._p
        for run in paragraph.findall(qn("w:r")):
            for part in run.findall(qn("w:t")):
                part.tag = qn("w:delText")
            deleted = parse_xml(f"<w:del {W} {WHO}/>")
            paragraph.replace(run, deleted)
            deleted.append(run)

    def back(self):
        self.document.save(str(self.path))
        return import_table(self.path, exports=EXPORTS)


@pytest.fixture
def surat(tmp_path):
    return Reviewed(tmp_path)


def test_a_comment_is_told_with_its_place_and_is_open(surat):
    surat.document.add_comment(
        surat.paragraph("30 menit").runs, text="Tolong 45 menit", author="Kasi", initials="K"
    )
    one = surat.back()
    (line,) = told(one, "en")
    assert line.startswith("outside of the table: Tolong 45 menit; check: table 2, row 4")
    assert line.endswith(": a comment")
    (note,) = sopflow.loads(one.text).source
    assert (note.text, note.reading) == ("Tolong 45 menit", "open")


def test_what_was_deleted_with_tracked_changes_is_deleted(surat):
    surat.delete("Pakai kop")
    surat.add(
        "30 menit",
        f'<w:ins {W} {WHO}><w:r><w:t xml:space="preserve"> - 1 jam</w:t></w:r></w:ins>',
    )
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == [
        "-    duration: 30 menit",
        "-    remarks: Pakai kop",
        "+    duration: 30 menit - 1 jam",
    ] or lines_that_differ(SURAT, one.text) == [
        "-    duration: 30 menit",
        "+    duration: 30 menit - 1 jam",
        "-    remarks: Pakai kop",
    ]
    assert len(told(one)) == 2


def test_words_in_a_box_that_was_read_as_a_symbol_are_kept_and_told(surat):
    surat.add(
        "Pakai kop",
        f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:shape style="position:absolute;margin-left:0;margin-top:0;width:100pt;height:20pt"><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>Periksa nomornya</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>",
    )
    one = surat.back()
    assert any("Periksa nomornya" in line for line in told(one))
    assert any(note.text == "Periksa nomornya" for note in sopflow.loads(one.text).step("susun").source)


@pytest.mark.parametrize("text", ["v", "✓", "□", "ikut hadir"])
@pytest.mark.parametrize("head", ["Camat", "Staf"])
def test_what_is_typed_into_a_column_of_actors_is_told_and_kept(surat, text, head):
    """A user of Word types where another would draw: the symbol stays, and somebody decides."""
    (table,) = (
        t for t in surat.document.tables if any(c.text == "Mengirim surat" for r in t.rows for c in r.cells)
    )
    heads = next([c.text for c in row.cells] for row in table.rows if any(c.text == head for c in row.cells))
    row = next(row for row in table.rows if any(c.text == "Mengirim surat" for c in row.cells))
    row.cells[heads.index(head)].add_paragraph(text)
    one = surat.back()
    assert told(one, "en") == [f"row 5, actor: {text}; check: written in the column {head}"]
    (note,) = sopflow.loads(one.text).step("kirim").source
    assert (note.text, note.reading) == (text, "open")
