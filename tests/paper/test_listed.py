"""The documents that a cell lists, and what the other cells of its table say of it."""

from __future__ import annotations

import pytest

from sopflow.paper.listed import Titles, listed
from sopflow.paper.listing import is_tangled, untangled

PARTS = "Perencanaan pengadaan:\n1. Identifikasi kebutuhan\n2. Penetapan jenis"
SHORT = "Hasil evaluasi administrasi, teknis dan kualifikasi"


@pytest.mark.parametrize(
    ("cell", "others", "items", "reading"),
    [
        (PARTS, (), ("Identifikasi kebutuhan", "Penetapan jenis"), "probable"),
        (PARTS.replace(":", ""), (), ("Identifikasi kebutuhan", "Penetapan jenis"), "probable"),
        (PARTS.replace("\n", " "), (), ("Identifikasi kebutuhan", "Penetapan jenis"), "probable"),
        (PARTS, ("Perencanaan Pengadaan",), ("Perencanaan pengadaan",), "probable"),
        ("Persyaratan: a. KTP b. KK", (), ("KTP", "KK"), "probable"),
        ("1.Surat\n2.KTP", (), ("Surat", "KTP"), "certain"),
        ("a.Surat\nb.Nota dinas", (), ("Surat", "Nota dinas"), "certain"),
        ("1. Formulir 2.A\n2. KTP", (), ("Formulir 2.A", "KTP"), "certain"),
        ("a. KTP\nb. KK", (), ("KTP", "KK"), "certain"),
        ("Surat permohonan, KTP", (), ("Surat permohonan", "KTP"), "probable"),
        ("Surat permohonan, Berita acara", ("Surat permohonan\nBerita acara",), ("Surat permohonan", "Berita acara"), "certain"),
        ("KTP, KK dan Akta", ("KTP", "KK; Akta"), ("KTP", "KK", "Akta"), "certain"),
        (SHORT, (), ("Hasil evaluasi administrasi", "teknis dan kualifikasi"), "probable"),
        (SHORT, (f"{SHORT}\nSurat",), (SHORT,), "probable"),
        ("Dokumen administrasi, teknis,\ndan keuangan.", (), ("Dokumen administrasi", "teknis", "keuangan"), "probable"),
        ("Surat\ndan lampirannya", (), ("Surat dan lampirannya",), "certain"),
        ("Surat permohonan\nFC KTP\ndenah lokasi", (), ("Surat permohonan", "FC KTP", "denah lokasi"), "certain"),
        ("Surat (asli, salinan)", (), ("Surat (asli, salinan)",), "certain"),
        ("Berita acara (berkas\nI) dan lampiran", (), ("Berita acara (berkas I) dan lampiran",), "certain"),
        ("Surat usulan.\nDalam hal ditolak, maka tidak ada perubahan.", (), ("Surat usulan",), "probable"),
        ("1. Surat usulan;\n2. Perubahan. Jika ditolak, berhenti.", (), ("Surat usulan", "Perubahan"), "probable"),
        ("Surat: undangan rapat", (), ("Surat: undangan rapat",), "certain"),
    ],
)  # fmt: skip
def test_what_a_cell_lists(cell, others, items, reading):
    found = listed(cell, Titles(others))
    assert (found.items, found.reading) == (items, reading)


def test_a_heading_is_kept_in_the_note():
    assert '"Perencanaan pengadaan"' in listed(PARTS).why


LAWS = (
    "1. Undang-undang tentang statistik;",
    "Peraturan tentang pelaksanaan Undang-Undang 2.",
    "Nomor 43 Tahun 2009;",
    "3. Peraturan tentang naskah dinas; Peraturan tentang tata kerja 4.",
    "badan di daerah.",
)


def test_numbers_in_the_middle_of_what_they_number():
    assert is_tangled(LAWS)
    assert untangled(LAWS) == (
        "Undang-undang tentang statistik;",
        "Peraturan tentang pelaksanaan Undang-Undang Nomor 43 Tahun 2009;",
        "Peraturan tentang naskah dinas;",
        "Peraturan tentang tata kerja badan di daerah.",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Undang-undang;", "2. Peraturan sebagaimana Pasal 3.", "3. Keputusan"),
        ("1. Undang-undang tentang statistik", "dan turunannya", "2. Peraturan"),
        ("Undang-undang", "Peraturan Nomor 1."),
    ],
)
def test_other_lists_are_read_line_by_line(lines):
    assert not is_tangled(lines)


def test_a_tangled_list_without_semicolons_is_told(tmp_path):
    from sopflow.paper.importing import import_table

    laws = "<br>".join(line.replace(";", "") for line in LAWS)
    (tmp_path / "x.md").write_text(
        f"| Nomor SOP | 1 |\n|---|---|\n| Tanggal Efektif | 5 Mei 2026 |\n| Dasar Hukum | {laws} |\n\n"
        "| No | Kegiatan | Kasi | Waktu | Output |\n|---|---|---|---|---|\n| 1 | Memaraf | v | 1 jam | surat |\n",
        "utf-8",
    )
    made = import_table(tmp_path / "x.md")
    assert [one["cell"] for one in made.open_readings] == ["identity.legal_basis"]
