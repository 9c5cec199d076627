"""Identity pages in the forms in which offices print them: each becomes the same identity, and nothing is dropped."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from sopflow.definition.loading import check_bytes
from sopflow.definition.model import UNKNOWN
from sopflow.paper.identity.days import day_of
from sopflow.paper.identity.signing import signer_of
from sopflow.paper.importing import import_table
from sopflow.paper.listing import items_of

TABLE = [
    ["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"],
    ["1", "Menyusun surat", "Kasi Umum", "Nota", "1 jam", "Konsep", ""],
    ["2", "Menandatangani surat", "Camat", "Konsep", "1 hari", "Surat", ""],
]
LEGAL = ["Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik", "Peraturan Wali Kota Nomor 12 Tahun 2020"]
SIGNED = "Camat Contoh\nDrs. Budi Santoso, M.Si\nPembina Tk. I\nNIP. 19700101 199003 1 001"


def numbered(items):
    return "\n".join(f"{at}. {item}" for at, item in enumerate(items, start=1))


BESIDE = [
    ["PEMERINTAH KOTA CONTOH\nSEKSI UMUM", "Nomor SOP", "12/KEC/2024"],
    ["", "Tanggal Pembuatan", "2 Januari 2024"],
    ["", "Tanggal Revisi", "-"],
    ["", "Tanggal Efektif", "01/04/2024"],
    ["", "Disahkan oleh", SIGNED],
    ["", "Nama SOP", "Surat Keterangan Usaha"],
    ["Dasar Hukum", "Kualifikasi Pelaksana", ""],
    [numbered(LEGAL), "a. Memahami tata naskah\nb. Menguasai komputer", ""],
    ["Keterkaitan", "Peralatan/Perlengkapan", ""],
    ["SOP Legalisasi", "- Komputer\n- Printer", ""],
    ["Peringatan", "Pencatatan dan Pendataan", ""],
    ["Bila tidak dilaksanakan, pelayanan terhambat.", "Disimpan sebagai data elektronik dan manual", ""],
]
IN_CELLS = [
    [
        "PEMERINTAH KOTA CONTOH\nSEKSI UMUM",
        f"NOMOR SOP : 12/KEC/2024\nTGL. PEMBUATAN : 2 Januari 2024\nTGL. REVISI : -\nTGL. EFEKTIF : 01/04/2024\nDISAHKAN OLEH : {SIGNED}",
    ],
    ["", "NAMA SOP : Surat Keterangan\nUsaha"],
    [
        f"Dasar Hukum:\n{numbered(LEGAL)}",
        "Kualifikasi Pelaksanaan:\n1. Memahami tata naskah\n2. Menguasai komputer",
    ],
    ["Keterkaitan:\nSOP Legalisasi", "Peralatan/ Perlengkapan :\n1) Komputer\n2) Printer"],
    [
        "Peringatan:\nBila tidak dilaksanakan,\npelayanan terhambat.",
        "Pencatatan dan Pendataan:\n• Disimpan sebagai data elektronik dan manual",
    ],
]
COLONS = [
    ["PEMERINTAH KOTA CONTOH", "", "Nomor SOP", ":", "12/KEC/2024"],
    ["SEKSI UMUM", "", "Tgl Pembuatan", ":", "2 Januari 2024"],
    ["", "", "Tgl Revisi", ":", ""],
    ["", "", "Tgl Efektif", ":", "01/04/2024"],
    ["", "", "Disahkan oleh", ":", "Camat Contoh"],
    ["", "", "", "", "Drs. Budi Santoso, M.Si"],
    ["", "", "", "", "Pembina Tk. I"],
    ["", "", "", "", "NIP. 19700101 199003 1 001"],
    ["", "", "Nama SOP", ":", "Surat Keterangan Usaha"],
    ["Dasar Hukum", "", "Kualifikasi Pelaksana", "", ""],
    [f"1. {LEGAL[0]}", "", "1. Memahami tata naskah", "", ""],
    [f"2. {LEGAL[1]}", "", "2. Menguasai komputer", "", ""],
    ["Keterkaitan", "", "Peralatan", "", ""],
    ["SOP Legalisasi", "", "1. Komputer", "", ""],
    ["", "", "2. Printer", "", ""],
    ["Peringatan", "", "Pencatatan", "", ""],
    [
        "Bila tidak dilaksanakan, pelayanan terhambat.",
        "",
        "Disimpan sebagai data elektronik dan manual",
        "",
        "",
    ],
]
LINES = [
    "PEMERINTAH KOTA CONTOH",
    "SEKSI UMUM",
    "STANDAR OPERASIONAL PROSEDUR",
    "Nomor SOP : 12/KEC/2024",
    "Tanggal Pembuatan : 2 Januari 2024",
    "Tanggal Revisi : -",
    "Tanggal Efektif : 01/04/2024",
    "Disahkan oleh : Camat Contoh",
    "Drs. Budi Santoso, M.Si",
    "Pembina Tk. I",
    "NIP. 19700101 199003 1 001",
    "Nama SOP : Surat Keterangan Usaha",
    "Dasar Hukum :",
    *(f"{at}. {text}" for at, text in enumerate(LEGAL, start=1)),
    "Kualifikasi Pelaksana :",
    "1. Memahami tata naskah",
    "2. Menguasai komputer",
    "Keterkaitan : SOP Legalisasi",
    "Peralatan/Perlengkapan :",
    "- Komputer",
    "- Printer",
    "Peringatan : Bila tidak dilaksanakan, pelayanan terhambat.",
    "Pencatatan dan Pendataan : Disimpan sebagai data elektronik dan manual",
]


def markdown(rows):
    line = lambda row: "| " + " | ".join(c.replace("\n", "<br>") for c in row) + " |"  # noqa: E731
    return "\n".join(map(line, rows)) + "\n"


PAGES = {
    "labels beside and above": markdown(BESIDE),
    "labels and values in one cell": markdown(IN_CELLS),
    "a column of colons, a row for each line": markdown(COLONS),
    "lines": "\n".join(LINES) + "\n",
}


def imported(text, tmp_path):
    path = tmp_path / "berkas.md"
    path.write_text(text, "utf-8")
    one = import_table(path)
    made = check_bytes(one.text.encode(), "x.yaml")
    assert [d for d in made.findings if d.severity == "error"] == [], one.text
    return one, made.definition


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_form_of_the_page_is_the_same_identity(page, tmp_path):
    one, sop = imported(PAGES[page] + "\n" + markdown(TABLE), tmp_path)
    identity = sop.identity
    assert sop.title == "Surat Keterangan Usaha"
    assert (identity.agency, identity.unit) == ("PEMERINTAH KOTA CONTOH", "SEKSI UMUM")
    assert identity.number == "12/KEC/2024"
    assert (identity.created, identity.revised, identity.effective) == (
        dt.date(2024, 1, 2),
        None,
        dt.date(2024, 4, 1),
    )
    assert (identity.approved_by.title, identity.approved_by.name) == ("Camat Contoh", "Drs. Budi Santoso, M.Si")
    assert identity.legal_basis == tuple(LEGAL)
    assert identity.qualifications == ("Memahami tata naskah", "Menguasai komputer")
    assert identity.related_sops == ("SOP Legalisasi",)
    assert identity.equipment == ("Komputer", "Printer")
    assert identity.warnings == ("Bila tidak dilaksanakan, pelayanan terhambat.",)
    assert identity.records == ("Disimpan sebagai data elektronik dan manual",)
    assert [len(sop.steps), one.draft.open_notes] == [2, []]
    for kept in ("Pembina Tk. I", "19700101 199003 1 001", "01/04/2024"):
        assert kept in one.text


def test_what_has_no_label_stays_in_the_source(tmp_path):
    rows = [["Kode arsip", "", "HK.01"], *BESIDE]
    one, _ = imported("Salinan resmi\n\n" + markdown(rows) + "\n" + markdown(TABLE), tmp_path)
    texts = [note.get("text") for note in yaml.load(one.text, yaml.BaseLoader)["source"]]
    assert {"Salinan resmi", "HK.01"} <= set(texts)
    assert "Kode arsip" in one.text


LONG = ["Renstra", "Laporan Kinerja Instansi Pemerintah Daerah", "Rencana Aksi", "dan perubahannya"]


def test_lines_of_one_cell_are_items_and_long_lines_in_cells_of_their_own_may_go_on(tmp_path):
    own = [["Nama SOP", "Surat", ""], ["Keterkaitan", ":", ""], *(["", "", line] for line in LONG)]
    one = [["Nama SOP", "Surat", ""], ["Keterkaitan:", "\n".join(LONG), ""]]
    below = [["Nama SOP", "Surat", ""], ["Keterkaitan:", "", ""], ["\n".join(LONG), "", ""]]
    whole = ("Renstra", "Laporan Kinerja Instansi Pemerintah Daerah", "Rencana Aksi dan perubahannya")
    glued = ("Renstra", " ".join(LONG[1:]))
    for rows, items in ((own, glued), (one, whole), (below, whole)):
        _, sop = imported(markdown(rows) + "\n" + markdown(TABLE), tmp_path)
        assert sop.identity.related_sops == items


@pytest.mark.parametrize("box", ["Maksud: Menghitung surat", "Ruang lingkup kerja :\nMenghitung surat"])
def test_a_label_that_the_format_does_not_have_ends_the_list_above_and_is_kept(box, tmp_path):
    rows = [
        ["Nama SOP", "Surat", ""], ["Peringatan:", "", "Pencatatan:"], ["Bila lalai, terhambat", "", "Agenda"], [box, "", ""],
    ]  # fmt: skip
    one, sop = imported(markdown(rows) + "\n" + markdown(TABLE), tmp_path)
    assert (sop.identity.warnings, sop.identity.records) == (("Bila lalai, terhambat",), ("Agenda",))
    why = "label halaman identitas yang tidak punya tempat di draf"
    label, _, text = " ".join(box.split()).replace(" :", ":").partition(": ")
    assert [note.text for note in one.draft.sources if note.why == why] == [f"{label}: {text}"]


@pytest.mark.parametrize("label", ["Maksud dan tujuan", "TUJUAN", "Ruang lingkup"])
@pytest.mark.parametrize("between", ["\n", " "])
def test_what_offices_add_below_an_empty_list_is_not_of_the_list(label, between, tmp_path):
    rows = [
        ["Nama SOP", "Surat", ""], ["Peringatan:", "", "Pencatatan:"], [f"{label} :{between}Menghitung surat", "", ""],
    ]  # fmt: skip
    one, sop = imported(markdown(rows) + "\n" + markdown(TABLE), tmp_path)
    assert (sop.identity.warnings, sop.identity.records) == ((), ())
    assert f"{label}: Menghitung surat" in [note.text for note in one.draft.sources]


def test_a_sentence_that_begins_with_such_a_word_is_of_the_list(tmp_path):
    rows = [["Nama SOP", "Surat", ""], ["Peringatan:", "", ""], ["Tujuan surat harus jelas: bila tidak, terhambat", "", ""]]  # fmt: skip
    _, sop = imported(markdown(rows) + "\n" + markdown(TABLE), tmp_path)
    assert sop.identity.warnings == ("Tujuan surat harus jelas: bila tidak, terhambat",)


@pytest.mark.parametrize(
    "value", ["Perhatian: bila lalai, terhambat", "bila lalai: pelayanan terhambat", "Pasal 5: bila lalai"]
)
def test_a_colon_in_the_first_value_of_a_label_does_not(value, tmp_path):
    rows = [["Nama SOP", "Surat", ""], ["Peringatan:", "", "Pencatatan:"], [value, "", ""]]
    _, sop = imported(markdown(rows) + "\n" + markdown(TABLE), tmp_path)
    assert sop.identity.warnings == (value,)


BROKEN = ["Nomor SOP : 045", "Tanggal : 2 Mei 2024", "Pembuatan : 3 Mei 2025", "Tanggal Revisi : 10 Mei 2025", "Tanggal Efektif : Camat", "Disahkan oleh", "Budi"]  # fmt: skip


def of_labels(lines, tmp_path, *, in_table=True):
    """What is read of lines with labels: the days, who signed, and the cells that are not sure."""
    page = markdown([["PEMERINTAH KOTA", "<br>".join(lines)], ["", "Nama SOP : Surat"]])
    one, sop = imported((page if in_table else "\n\n".join(lines)) + "\n" + markdown(TABLE), tmp_path)
    identity = sop.identity
    unsure = {note.cell: note.reading for note in one.draft.sources if note.reading != "certain"}
    unsure.pop("identity.agency", None)
    days = [str(day) for day in (identity.created, identity.revised, identity.effective)]
    return days, identity.approved_by and identity.approved_by.title, unsure


@pytest.mark.parametrize("in_table", [True, False])
def test_values_beside_a_label_that_is_broken_over_two_lines_are_those_of_their_labels(in_table, tmp_path):
    lines = BROKEN if in_table else [*BROKEN[:-2], "Disahkan oleh : "]
    days, title, unsure = of_labels(lines, tmp_path, in_table=in_table)
    assert days == ["2024-05-02", "2025-05-03", "2025-05-10"]
    assert title == "Camat"
    assert unsure == {f"identity.{key}": "probable" for key in ("created", "revised", "effective", "approved_by")}


def test_a_broken_label_with_one_value_shifts_nothing(tmp_path):
    lines = ["Nomor SOP : 045", "Tanggal :", "Pembuatan : 2 Mei 2024", "Tanggal Revisi : -", "Tanggal", "Efektif : 3 Mei 2024"]  # fmt: skip
    days, _, unsure = of_labels([*lines, "Disahkan", "oleh : Camat", "Budi"], tmp_path)
    assert (days, unsure) == (["2024-05-02", "None", "2024-05-03"], {})


def test_values_that_cannot_be_those_of_the_labels_are_open(tmp_path):
    _, _, unsure = of_labels([*BROKEN[:-2], "Disahkan oleh : Camat", "Budi"], tmp_path)
    assert unsure["identity.created"] == unsure["identity.effective"] == "open"


def test_a_month_is_no_day(tmp_path):
    text = "Nama SOP : Surat\nTanggal Efektif : April 2015\n\n" + markdown(TABLE)
    one, sop = imported(text, tmp_path)
    assert sop.identity.effective == UNKNOWN
    assert [note.text for _, note in one.draft.open_notes] == ["Tanggal Efektif: April 2015"]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("01/04/2024", dt.date(2024, 4, 1)),
        ("1-4-2024", dt.date(2024, 4, 1)),
        ("1.4.2024", dt.date(2024, 4, 1)),
        ("1 April 2015", dt.date(2015, 4, 1)),
        ("02 Januari 2024", dt.date(2024, 1, 2)),
        ("2 Jan. 2024", dt.date(2024, 1, 2)),
        (": 9 Nopember 2021", dt.date(2021, 11, 9)),
        ("Senin, 2 Januari 2024", dt.date(2024, 1, 2)),
        ("2024-04-01 00:00:00", dt.date(2024, 4, 1)),
        ("April 2015", None),
        ("31/02/2024", None),
        ("2015", None),
    ],
)
def test_days_are_read_with_the_day_before_the_month(printed, day):
    assert day_of(printed) == day


@pytest.mark.parametrize(
    ("lines", "title", "name", "rest"),
    [
        (["Kepala Badan Contoh", "Budi Santoso"], "Kepala Badan Contoh", "Budi Santoso", ("", "", "")),
        (
            ["Plt. Camat", "", "BUDI SANTOSO, S.Sos", "NIP 197001011990031001"],
            "Camat",
            "BUDI SANTOSO, S.Sos",
            ("Plt.", "", "197001011990031001"),
        ),
        (
            ["Kepala Dinas Kependudukan", "Kabupaten Contoh,", "Budi", "Pembina Utama Muda (IV/c)", "NIP. 1970"],
            "Kepala Dinas Kependudukan Kabupaten Contoh, NIP. 1970",
            "Budi",
            ("", "Pembina Utama Muda (IV/c)", ""),
        ),
        (["Camat Contoh"], "Camat Contoh", "", ("", "", "")),
        (
            ["Contoh, 2 Januari 2024", "Mengetahui,", "Lurah", "(Siti Aminah)", "NIP. 19800101 200501 2 003"],
            "Lurah",
            "Siti Aminah",
            ("", "", "19800101 200501 2 003"),
        ),
    ],
)
def test_who_signed_is_read_from_lines(lines, title, name, rest):
    signer = signer_of(lines)
    assert (signer.title, signer.name, (signer.capacity, signer.rank, signer.nip)) == (title, name, rest)


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["1. Satu", "2. Dua yang", "panjang", "3. Tiga"], ("Satu", "Dua yang panjang", "Tiga")),
        (["- satu", "- dua"], ("satu", "dua")),
        (["➢ satu", "➢ dua"], ("satu", "dua")),
        (["a. satu", "b. dua"], ("satu", "dua")),
        (["1) satu", "2) dua"], ("satu", "dua")),
        (["1, Undang-Undang", "2. Peraturan"], ("Undang-Undang", "Peraturan")),
        (["Komputer", "Printer", "ATK"], ("Komputer", "Printer", "ATK")),
        (
            ["Disimpan sebagai data elektronik dan", "manual di kantor"],
            ("Disimpan sebagai data elektronik dan manual di kantor",),
        ),
        (["-"], ()),
        (["1.", "Satu", "2.", "Dua"], ("Satu", "Dua")),
    ],
)
def test_lists_are_split_at_their_markers(lines, items):
    assert items_of(lines) == items


@pytest.mark.parametrize("is_table", [False, True])
def test_the_block_of_signatures_below_the_table_says_who_approved(is_table, tmp_path):
    lines = [
        "Ditetapkan di Contoh",
        "pada tanggal 2 Januari 2024",
        "CAMAT CONTOH,",
        "Budi Santoso",
        "NIP. 19700101 199003 1 001",
    ]
    below = markdown([["", line] for line in lines]) if is_table else "\n".join(lines) + "\n"
    one, sop = imported("# Surat\n\n" + markdown(TABLE) + "\nCatatan: berlaku umum\n" + below, tmp_path)
    assert (sop.identity.approved_by.title, sop.identity.approved_by.name) == ("CAMAT CONTOH", "Budi Santoso")
    assert len(sop.steps) == 2
    for kept in ("Catatan: berlaku umum", "Ditetapkan di Contoh", "pada tanggal 2 Januari 2024", "199003 1 001"):
        assert kept in one.text


def test_a_block_of_signatures_may_stand_in_the_rows_of_the_table(tmp_path):
    rows = [
        *TABLE,
        ["", "", "", "", "", "Contoh, 2 Januari 2024", ""],
        ["", "", "", "", "", "Camat", ""],
        ["", "", "", "", "", "Budi Santoso", ""],
        ["", "", "", "", "", "NIP. 19700101 199003 1 001", ""],
    ]
    _, sop = imported("# Surat\n\n" + markdown(rows), tmp_path)
    assert (sop.identity.approved_by.title, sop.identity.approved_by.name) == ("Camat", "Budi Santoso")
    assert len(sop.steps) == 2


@pytest.mark.parametrize(
    ("block", "agency", "unit", "is_open"),
    [
        ("BADAN ARSIP\nPROVINSI CONTOH\nJEJARING PERUBAHAN", "BADAN ARSIP PROVINSI CONTOH", "JEJARING PERUBAHAN", "unit"),
        ("BADAN ARSIP PROVINSI CONTOH\nJEJARING PERUBAHAN", "BADAN ARSIP PROVINSI CONTOH", "JEJARING PERUBAHAN", "unit"),
        ("BADAN ARSIP\nJEJARING PERUBAHAN", "BADAN ARSIP JEJARING PERUBAHAN", None, "agency"),
        ("BADAN ARSIP\nJEJARING PERUBAHAN\nSEKSI UMUM", "BADAN ARSIP JEJARING PERUBAHAN", "SEKSI UMUM", "agency"),
        ("PEMERINTAH KOTA CONTOH\nSATUAN PENJAGA", "PEMERINTAH KOTA CONTOH SATUAN PENJAGA", None, "agency"),
        ("BADAN ARSIP\nPROVINSI CONTOH\nTIM PENATA", "BADAN ARSIP PROVINSI CONTOH", "TIM PENATA", None),
        ("PEMERINTAH KABUPATEN\nCONTOH\nDINAS ARSIP", "PEMERINTAH KABUPATEN CONTOH DINAS ARSIP", None, None),
        ("DINAS ARSIP DAN\nPERPUSTAKAAN", "DINAS ARSIP DAN PERPUSTAKAAN", None, None),
    ],
)  # fmt: skip
def test_a_line_of_the_agency_that_may_name_a_unit_is_open(block, agency, unit, is_open, tmp_path):
    rows = [[block, *BESIDE[0][1:]], *BESIDE[1:]]
    one, sop = imported(markdown(rows) + "\n" + markdown(TABLE), tmp_path)
    assert (sop.identity.agency, sop.identity.unit) == (agency, unit)
    assert [note.cell for _, note in one.draft.open_notes] == ([f"identity.{is_open}"] if is_open else [])
