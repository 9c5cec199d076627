"""The documents that a cell lists, and what the other cells of its table say of it."""

from __future__ import annotations

import pytest

from sopflow.paper.listed import Titles, listed

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
        ("Surat: undangan rapat", (), ("Surat: undangan rapat",), "certain"),
    ],
)  # fmt: skip
def test_what_a_cell_lists(cell, others, items, reading):
    found = listed(cell, Titles(others))
    assert (found.items, found.reading) == (items, reading)


def test_a_heading_is_kept_in_the_note():
    assert '"Perencanaan pengadaan"' in listed(PARTS).why
