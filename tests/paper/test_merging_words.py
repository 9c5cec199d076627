"""What somebody writes into a cell of documents and is none of them is kept, and told."""

from __future__ import annotations

import pytest

import sopflow

from .exported import INPUTS, KASI, OUTPUTS, SURAT, lines_that_differ, told


def kept(one, step):
    """What the row's notes say that somebody must decide about."""
    return [
        (str(note.cell), note.text) for note in sopflow.loads(one.text).step(step).source if note.reading == "open"
    ]


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        (OUTPUTS, "Surat\njika tidak, kembali ke langkah 2", "Surat jika tidak, kembali ke langkah 2"),
        (OUTPUTS, "Surat; bila perlu", "Surat; bila perlu"),
        (INPUTS, "Draf surat\nCatatan: asli", "Draf surat Catatan: asli"),
        (INPUTS, "Berkas:\n1. Draf surat\n2. Surat", "Berkas: 1. Draf surat 2. Surat"),
        (OUTPUTS, "Surat (asli)\nDalam hal ditolak, kembalikan", "Surat (asli) Dalam hal ditolak, kembalikan"),
    ],
)
def test_words_that_are_no_document_are_kept_and_told(surat, column, cell, text):
    surat.cell(4, column, cell)
    one = surat.back()
    kind = "inputs" if column == INPUTS else "outputs"
    assert (kind, text) in kept(one, "tanda_tangan")
    assert any(text in line for line in told(one))


def test_words_beside_the_documents_of_a_new_row_are_kept_and_told(surat):
    surat.insert(4, "5", "Mencatat nomor surat", "", "□", "", "", "Surat; bila perlu", "5 menit", "Agenda", "")
    one = surat.back()
    assert [line for line in told(one) if "bila perlu" in line]
    assert "bila perlu" in one.text


def test_a_list_of_the_same_documents_written_otherwise_is_no_change(surat):
    surat.cell(2, INPUTS, "1. Permohonan\n2. KTP (bila warga baru)")
    one = surat.back()
    assert one.is_original
    assert one.text == SURAT


def test_an_answer_that_leads_nowhere_is_told_with_its_reason(surat):
    surat.cell(3, KASI, "◇ Y → 4, N → 2, batal → ?")
    one = surat.back()
    assert "row 3, arrows: batal → ?; check: it is not clear where it leads" in told(one, "en")
    assert "batal: unknown" in one.text


def test_a_new_row_with_an_answer_that_leads_nowhere_is_added(surat):
    surat.insert(3, "", "Memaraf surat", "", "", "◇ Y → 4, N → ?", "", "", "5 menit", "", "")
    one = surat.back()
    step = sopflow.loads(one.text).step("memaraf_surat")
    assert [branch.name for branch in step.branches] == ["Y", "N"]
    assert any("it is not clear where it leads" in line for line in told(one, "en"))


def test_a_reason_is_told_in_the_language_asked_for(surat):
    surat.cell(4, OUTPUTS, "Surat; bila perlu")
    assert told(surat.back(), "en") == [
        "row 4, outputs: Surat; bila perlu; check: read as 1 document(s); the sentence behind them is left out"
    ]


def test_a_document_in_other_letters_everywhere_is_the_same_document(surat):
    for number, column in ((2, OUTPUTS), (3, INPUTS), (3, OUTPUTS), (4, INPUTS)):
        surat.cell(number, column, "Draf Surat")
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == [
        "-  draf: {title: Draf surat, draft_of: surat}",
        "+  draf: {title: Draf Surat, draft_of: surat}",
    ]
    assert one.open_readings == []
