"""What a beginner writes around a table instead of an identity page: a number, a day, a title, and who signs below."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.paper.completing import drafted
from sopflow.paper.rows import paper_of
from sopflow.paper.sheet import Sheet, Table
from sopflow.paper.writing import written

TABLE = Table((("No", "Kegiatan", "Pelaksana", "Waktu", "Output"), ("1", "Memaraf", "Kasi", "1 jam", "Surat")))
BLOCK = ("Lurah Sukamaju", "ttd", "Siti Aminah, S.Sos", "NIP. 19700101 199503 2 001")


def read(*above, below=()):
    paper = paper_of(Sheet((*above, TABLE, *below)))
    assert paper is not None
    draft = drafted(paper, "berkas")
    return sopflow.loads(written(draft)), [note.text for note in draft.sources]


@pytest.mark.parametrize("mark", ["Nomor : ", "No. : ", "NOMOR: ", "No : "])
def test_a_number_above_the_table(mark):
    sop, _ = read("Surat Masuk", f"{mark}045.2/07/SEK")
    assert (sop.title, sop.identity.number) == ("Surat Masuk", "045.2/07/SEK")


@pytest.mark.parametrize("mark", ["Tanggal : ", "Tgl. : ", "tanggal: "])
def test_a_day_above_the_table(mark):
    sop, _ = read("Surat Masuk", f"{mark}5 Mei 2026")
    assert sop.identity.created.isoformat() == "2026-05-05"


def test_the_number_of_a_law_is_none_of_the_procedure():
    sop, sources = read("Surat Masuk", "Undang-Undang", "Nomor : 5 Tahun 2014")
    assert sop.identity.number is None
    assert "Nomor : 5 Tahun 2014" in sources


@pytest.mark.parametrize("line", ["SOP: Surat Masuk", "Sop : Surat Masuk", "SOP - Surat Masuk"])
def test_a_title_is_without_its_label_which_is_kept(line):
    sop, sources = read(line)
    assert sop.title == "Surat Masuk"
    assert line in sources


@pytest.mark.parametrize("line", ["SOP", "Sopan santun di kantor", "SOP Surat Masuk"])
def test_other_titles_are_as_they_are(line):
    sop, _ = read("Standar Operasional Prosedur", line) if line == "SOP" else read(line)
    assert sop.title == ("berkas" if line == "SOP" else line)


def test_a_name_below_the_table_is_that_of_the_position_on_the_page():
    sop, sources = read("Surat Masuk", "Disahkan oleh: Lurah Sukamaju", below=BLOCK)
    said = sop.identity.approved_by
    assert (said.title, said.name, said.nip) == ("Lurah Sukamaju", "Siti Aminah, S.Sos", "19700101 199503 2 001")
    assert " / ".join(BLOCK) in sources


def test_the_block_begins_with_the_position():
    sop, _ = read("Surat Masuk", below=BLOCK)
    said = sop.identity.approved_by
    assert (said.title, said.name, said.nip) == ("Lurah Sukamaju", "Siti Aminah, S.Sos", "19700101 199503 2 001")


def test_the_name_of_another_position_is_not_taken():
    sop, sources = read("Surat Masuk", "Disahkan oleh: Camat Sukamaju", below=BLOCK)
    assert sop.identity.approved_by.name is None
    assert "Siti Aminah, S.Sos" in sources
