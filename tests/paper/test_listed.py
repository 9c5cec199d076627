"""The documents that a cell lists, and what the other cells of its table say of it."""

from __future__ import annotations

import pytest

from sopflow.paper.listed import Titles, listed
from sopflow.paper.listing import is_tangled, side_by_side, untangled

PARTS = "Perencanaan pengadaan:\n1. Identifikasi kebutuhan\n2. Penetapan jenis"
SHORT = "Hasil evaluasi administrasi, teknis dan kualifikasi"


@pytest.mark.parametrize(
    ("cell", "others", "items", "reading"),
    [
        (PARTS, (), ("Identifikasi kebutuhan", "Penetapan jenis"), "probable"),
        (PARTS.replace(":", ""), (), ("Identifikasi kebutuhan", "Penetapan jenis"), "probable"),
        (PARTS.replace("\n", " "), (), ("Identifikasi kebutuhan", "Penetapan jenis"), "probable"),
        (PARTS, ("Perencanaan Pengadaan",), ("Perencanaan pengadaan",), "probable"),
        ("Penetapan: metode; syarat; serta jadwal", (), ("metode", "syarat", "jadwal"), "probable"),
        ("Penetapan:\nmetode; syarat; jadwal", ("Penetapan",), ("Penetapan",), "probable"),
        ("Surat: undangan; KTP", (), ("Surat: undangan", "KTP"), "certain"),
        ("Surat; Data: nama; alamat; nomor", (), ("Surat", "Data: nama", "alamat", "nomor"), "certain"),
        ("Kertas kerja, (notulen rapat)", (), ("Kertas kerja, (notulen rapat)",), "certain"),
        ("Kertas kerja\n(notulen rapat)\nSurat", (), ("Kertas kerja (notulen rapat)", "Surat"), "probable"),
        ("Uang muka, jaminan.\n(Dokumen persiapan).", (), ("Uang muka, jaminan", "(Dokumen persiapan)"), "certain"),
        ("(1) Surat\n(2) KTP", (), ("Surat", "KTP"), "certain"),
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
        ("Surat usulan. (Apabila ditolak, tidak ada perubahan).", (), ("Surat usulan",), "probable"),
        ("1. Surat usulan; (apabila ada)\n2. Perubahan.", (), ("Surat usulan", "Perubahan"), "probable"),
        ("Surat usulan (apabila ada)", (), ("Surat usulan (apabila ada)",), "certain"),
        ("a. Surat; dan\nb. KTP, serta\nc. KK", (), ("Surat", "KTP", "KK"), "certain"),
        ("- Surat,\n- KTP dan\n- KK", (), ("Surat", "KTP", "KK"), "certain"),
        ("Surat,\nKTP", (), ("Surat", "KTP"), "probable"),
        ("Surat; KTP; serta KK", (), ("Surat", "KTP", "KK"), "certain"),
        ("Surat; dan/atau KTP; atau\nKK", (), ("Surat", "dan/atau KTP", "atau KK"), "certain"),
        ("Data yang dimasukkan\nke aplikasi\nKTP", (), ("Data yang dimasukkan ke aplikasi", "KTP"), "probable"),
        ("Laporan tentang\nArsip\nKTP", (), ("Laporan tentang Arsip", "KTP"), "probable"),
        ("1. Laporan tentang\nArsip\n2. KTP", (), ("Laporan tentang Arsip", "KTP"), "certain"),
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


COLUMNS = {
    "down": ("1. Alat tulis  4. Mesin cetak", "2. Cap kantor 5.Jaringan", "3. Laptop\t6. Aplikasi"),
    "across": ("1. Alat tulis 2. Cap kantor 3. Laptop", "4. Mesin cetak 5. Jaringan 6. Aplikasi"),
    "one is shorter": ("1. Alat tulis 5. Jaringan", "2. Cap kantor 6. Aplikasi", "3. Laptop", "4. Mesin cetak"),
    "one line": ("1. Alat tulis 2. Cap kantor 3. Laptop 4. Mesin cetak 5. Jaringan 6. Aplikasi",),
}
ITEMS = "Alat tulis", "Cap kantor", "Laptop", "Mesin cetak", "Jaringan", "Aplikasi"


@pytest.mark.parametrize("lines", COLUMNS.values(), ids=COLUMNS.keys())
def test_items_beside_each_other_are_parted_in_the_order_of_their_numbers(lines):
    assert is_tangled(lines)
    assert side_by_side(lines) == ITEMS


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Alat tulis 4. Mesin cetak", "kantor berwarna", "2. Cap kantor", "3. Laptop"),
        ("1. Alat tulis 3. Laptop", "2."),
    ],
    ids=["a line that may go on with either", "a number without a text"],
)
def test_a_list_in_columns_whose_parts_are_not_sure_is_only_told(lines):
    assert is_tangled(lines)
    assert side_by_side(lines) == ()


def with_laws(tmp_path, lines):
    """A document that is read whose legal basis has these lines."""
    from sopflow.paper.importing import import_table

    (tmp_path / "x.md").write_text(
        f"| Nomor SOP | 1 |\n|---|---|\n| Tanggal Efektif | 5 Mei 2026 |\n| Dasar Hukum | {'<br>'.join(lines)} |\n\n"
        "| No | Kegiatan | Kasi | Waktu | Output |\n|---|---|---|---|---|\n| 1 | Memaraf | v | 1 jam | surat |\n",
        "utf-8",
    )
    return import_table(tmp_path / "x.md")


def test_a_list_in_columns_is_parted_and_said_so(tmp_path):
    made = with_laws(tmp_path, COLUMNS["across"])
    assert made.draft.identity.lists["legal_basis"] == list(ITEMS)
    assert [note.reading for note in made.draft.sources if note.cell == "identity.legal_basis"] == ["probable"]


def test_a_tangled_list_without_semicolons_is_told(tmp_path):
    made = with_laws(tmp_path, [line.replace(";", "") for line in LAWS])
    assert [one["cell"] for one in made.open_readings] == ["identity.legal_basis"]


def test_a_colon_without_a_heading_names_no_document():
    for known in ((), ("",)):
        assert "" not in listed(":-1", known).items
