"""A list of changes has the numbers of the table that the reader holds; an arrow around a new row leads around it."""

from __future__ import annotations

import sopflow

from .exported import CAMAT, KASI, REMARKS, STAF, SURAT, TAMU, edits, told


def renumbered(surat):
    for number, row in enumerate(surat.rows, start=1):
        row[0] = str(number)


def test_an_arrow_drawn_around_a_new_row_leads_around_it(surat):
    surat.insert(4, "5", "Mencatat surat", "", "□", "", "", "", "5 menit", "", "")
    renumbered(surat)
    surat.cell(4, CAMAT, "□ → 6")
    one = surat.back()
    assert sopflow.loads(one.text).step("tanda_tangan").next == ("kirim",)
    assert told(one) == ["baris baru sesudah 4: Mencatat surat", "baris 4, panah: (kosong) menjadi → 6"]


def test_every_change_has_the_number_of_the_table_as_it_is_now(surat):
    surat.insert(0, "0", "Menerima tamu", "", "Mulai", "", "", "", "", "", "")
    renumbered(surat)
    surat.cell(2, TAMU, "□")
    surat.cell(4, KASI, "◇ Y → 5, N → 3")
    surat.cell(5, REMARKS, "Segera")
    surat.cell(6, STAF, "□ → 3")
    surat.cell(6, REMARKS, "Catat")
    listed = told(surat.back())
    assert "baris 5, Keterangan: (kosong) → Segera" in listed
    assert "baris 6, Keterangan: (kosong) → Catat" in listed
    assert any(line.startswith("baris 6, panah: ") for line in listed)
    assert not any(line.startswith(("baris 1,", "baris 2,")) for line in listed)


def test_a_row_that_is_gone_has_its_old_number(surat):
    surat.remove(2)
    renumbered(surat)
    assert "baris lama 2 dihapus: Menyusun draf surat" in " ".join(told(surat.back()))


def test_an_arrow_that_cannot_be_read_is_not_said_to_stay(surat):
    surat.insert(4, "5", "Mencatat surat", "", "□", "", "", "", "5 menit", "", "")
    renumbered(surat)
    surat.cell(6, STAF, "□ → 4")  # now nothing leads to an end
    listed = told(surat.back())
    assert [line for line in listed if "tidak terbaca" in line or "tidak ada jalan" in line]
    assert not any("bernomor lain" in line for line in listed)


def test_what_could_not_be_written_says_which_key_to_change(surat, monkeypatch):
    """The arrow is read, and nothing writes it."""
    monkeypatch.setattr("sopflow.paper.merging.order._Order.lead", lambda *_: None)
    surat.cell(1, TAMU, "Mulai → 3")
    surat.cell(5, REMARKS, "Segera")
    one = surat.back()
    assert [line for line in edits(SURAT, one) if "ubah next atau branches langkah ini di berkas YAML" in line]
    assert [d.kind for d in one.differences if d.open is not None] == ["arrows"]
