"""What somebody gains who puts another definition, or another identity page, into an exported file: nothing."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.definition.loading import neighbours
from sopflow.paper.importing import import_table
from sopflow.paper.seal import sealed
from sopflow.paper.table import table_of
from sopflow.render.exporting import EXPORTS, export

from .exported import FILES, SURAT
from .test_merging_consequences import rewritten

EVIL = SURAT.replace("may_start: [staf]", "may_start: [tamu]")
OWN_PAGE = SURAT.replace(
    "agency: Kecamatan   # bukan di tabel",
    "agency: Kecamatan\n  number: 045/12/2026\n  legal_basis: [Perda Nomor 8 Tahun 2018]\n"
    "  approved_by: {title: Camat, name: Siti Aminah}",
)


def seal_of(text):
    return sealed(text, table_of(sopflow.loads(text)).grid)


@pytest.mark.long
@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_word_document_that_nobody_touched_is_its_definition(file, paper, tmp_path):
    text = file.read_text("utf-8")
    path = tmp_path / "sop.docx"
    export(sopflow.load(file, others=neighbours([file])), text, path, paper=paper)
    one = import_table(path, exports=EXPORTS)
    assert (one.is_original, one.text, one.warning) == (True, text, None)


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_definitions_in_a_table_none_is_taken(is_first, tmp_path):
    """Both are of this very table, so that nobody sees which of them would come back."""
    path = tmp_path / "surat.csv"
    export(sopflow.loads(SURAT), SURAT, path)
    lines = path.read_text("utf-8-sig").splitlines(keepends=True)
    lines.insert(0 if is_first else len(lines), f"# {seal_of(EVIL)}\n")
    path.write_text("".join(lines), "utf-8")
    one = import_table(path, exports=EXPORTS)
    assert (one.is_original, one.differences) == (False, None)
    assert one.warning is not None
    assert "may_start" not in one.text


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_definitions_in_a_document_none_is_taken(is_first, tmp_path):
    path = tmp_path / "surat.docx"
    export(sopflow.loads(SURAT), SURAT, path)
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{seal_of(EVIL)}</w:t></w:r></w:p>"

    def put(text):
        at = text.index("<w:body>") + 8 if is_first else text.rindex("<w:sectPr")
        return text[:at] + hidden + text[at:]

    one = rewritten(path, put)
    assert (one.is_original, one.differences) == (False, None)
    assert one.warning is not None
    assert "may_start" not in one.text


@pytest.mark.parametrize(
    ("printed", "carried", "field"),
    [
        ("045/12/2026", "999/PALSU/2026", "number"),
        ("Perda Nomor 8 Tahun 2018", "Perda Nomor 9 Tahun 2025", "legal_basis"),
        ("Siti Aminah", "Walikota Palsu", "approved_by"),
    ],
)
def test_of_a_forged_identity_page_what_is_printed_counts(printed, carried, field, tmp_path):
    """The definition that is carried says one thing, and the page that people see says another."""
    path = tmp_path / "surat.docx"
    forged = OWN_PAGE.replace(printed, carried)
    export(sopflow.loads(forged), forged, path)
    one = rewritten(path, lambda text: text.replace(carried, printed))
    assert not one.is_original
    (told,) = [d for d in one.differences if d.kind == "identity"]
    assert told.row == field
    assert printed in str(told.now)
    if told.applied:
        assert printed in str(getattr(sopflow.loads(one.text).identity, field))
        assert carried not in one.text
    else:
        (note,) = [note for note in sopflow.loads(one.text).source if note.reading == "open"]
        assert printed in note.text
