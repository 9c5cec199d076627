"""What rows of official tables say together: merged cells, signs that repeat, titles over rows, totals, and several SOPs."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.definition.loading import check_bytes
from sopflow.paper.choosing import NoSuchHead, NoSuchProcedure, procedures_in
from sopflow.paper.completing import drafted
from sopflow.paper.rows import paper_of, papers_of
from sopflow.paper.sheet import Section, Sheet, Table, Tall
from sopflow.paper.writing import written
from tests.share import share

HEADS = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan")
NO, ACTIVITY, ACTOR, INPUTS, TIME, OUTPUT, REMARKS = range(7)


def row(number, activity, inputs="Berkas", time="1 jam", output="Surat", remarks="", actor="Camat"):
    return (number, activity, actor, inputs, time, output, remarks)


def draft_of(*rows, tall=(), heads=HEADS):
    return drafted(paper_of(Sheet(("Judul", Table((heads, *rows), tall=tall)))), "berkas")


def loaded(draft):
    made = check_bytes(written(draft).encode(), "x.yaml")
    assert [d for d in made.findings if d.severity == "error"] == [], written(draft)
    return made.definition


def titles(draft, items):
    return [draft.documents.get(item, item) for item in items]


def open_texts(draft):
    return [(step and step.number, note.cell, note.text) for step, note in draft.open_notes]


def test_inputs_and_outputs_that_are_merged_down_belong_to_each_row():
    draft = draft_of(
        row("1", "Menyusun", inputs="Nota"),
        row("2", "Memeriksa", inputs="", output="Konsep"),
        row("3", "Mengirim", inputs="Konsep", output=""),
        tall=[Tall(1, INPUTS, 2), Tall(2, OUTPUT, 2)],
    )
    assert [titles(draft, s.inputs) for s in draft.steps] == [["Nota"], ["Nota"], ["Konsep"]]
    assert [titles(draft, s.outputs) for s in draft.steps] == [["Surat"], ["Konsep"], ["Konsep"]]
    assert draft.open_notes == []


def test_a_time_that_is_merged_down_is_open_in_each_of_its_rows():
    draft = draft_of(
        row("1", "Menyusun", time="3 hari"),
        row("2", "Memeriksa", time=""),
        row("3", "Mengirim"),
        tall=[Tall(1, TIME, 2)],
    )
    assert [step.time for step in draft.steps] == ["3 hari", None, "1 jam"]
    assert open_texts(draft) == [("1", "duration", "3 hari"), ("2", "duration", "3 hari")]


def test_an_activity_that_is_merged_down_is_that_of_each_numbered_row_and_open():
    draft = draft_of(row("1", "Menyusun"), row("2", "", actor="Kasi"), tall=[Tall(1, ACTIVITY, 2)])
    assert [step.activity for step in draft.steps] == ["Menyusun", "Menyusun"]
    assert [(number, cell) for number, cell, _ in open_texts(draft)] == [("1", "activity"), ("2", "activity")]


def test_a_mark_that_is_merged_down_is_that_of_each_row_and_open():
    heads = ("No", "Kegiatan", "Kasi", "Camat", "Kelengkapan", "Waktu", "Output")
    rows = [
        ("1", "Menyusun", "v", "", "Nota", "1 jam", "Surat"),
        ("2", "Memeriksa", "", "", "Surat", "1 jam", "Konsep"),
    ]
    draft = draft_of(*rows, heads=heads, tall=[Tall(1, 2, 2)])
    assert [step.actors for step in draft.steps] == [["kasi"], ["kasi"]]
    assert [(number, cell) for number, cell, _ in open_texts(draft)] == [("1", "actor"), ("2", "actor")]


def test_a_row_that_is_one_over_several_lines_of_the_file_is_one_step():
    """Its number and its activity are merged down; its documents stand in lines of their own."""
    draft = draft_of(
        row("1", "Menyusun", inputs="Nota"),
        ("", "", "", "Lampiran", "", "", ""),
        row("2", "Mengirim"),
        tall=[Tall(1, column, 2) for column in (NO, ACTIVITY, ACTOR, TIME, OUTPUT)],
    )
    assert [titles(draft, step.inputs) for step in draft.steps] == [["Nota", "Lampiran"], ["Berkas"]]
    assert draft.open_notes == []


@pytest.mark.parametrize("sign", ["sda", "s.d.a", "s.d.a.", "SDA", "idem", '"', "”", "ditto"])
def test_a_sign_that_repeats_has_the_text_of_the_row_above(sign):
    draft = draft_of(
        row("1", "Menyusun", inputs="Nota", time="2 hari", output="Konsep"),
        row("2", "Memeriksa", inputs=sign, time=sign, output=sign),
        row("3", "Mengirim", time=sign),
    )
    assert [titles(draft, s.inputs) for s in draft.steps] == [["Nota"], ["Nota"], ["Berkas"]]
    assert [step.time for step in draft.steps] == ["2 hari", "2 hari", "2 hari"]
    assert titles(draft, draft.steps[1].outputs) == ["Konsep"]
    notes = [(n.cell, n.text, n.reading) for n in draft.steps[1].sources if "sama dengan" in n.why]
    assert notes == [("inputs", sign, "probable"), ("duration", sign, "probable"), ("outputs", sign, "probable")]


def test_a_sign_that_repeats_nothing_is_open():
    draft = draft_of(row("1", "Menyusun", output="sda"))
    assert ("1", "outputs", "sda") in open_texts(draft)


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("A. Kegiatan Awal", "awal"),
        ("Tahap Awal", "awal"),
        ("II. KEGIATAN INTI", "utama"),
        ("Kegiatan Utama", "utama"),
        ("c. Akhir", "akhir"),
        ("A. Persiapan", ""),
        ("TAHAP PELAKSANAAN", ""),
    ],
)
@pytest.mark.parametrize("column", [NO, ACTIVITY])
def test_a_title_over_rows_is_their_phase_or_a_note(title, phase, column):
    if title == "c. Akhir" and column == ACTIVITY:
        title = "C. Akhir"
    over = tuple(title if at == column else "" for at in range(7))
    draft = draft_of(row("1", "Menyusun"), over, row("2", "Memeriksa"), row("3", "Mengirim"))
    assert [step.activity for step in draft.steps] == ["Menyusun", "Memeriksa", "Mengirim"]
    assert [step.phase for step in draft.steps] == ["", phase, phase]
    assert title in [note.text for note in draft.steps[1].sources]
    assert loaded(draft).steps[1].phase == (phase or None)


def test_a_letter_with_a_title_and_nothing_else_is_no_step():
    draft = draft_of(("A", "Persiapan", "", "", "", "", ""), row("1", "Menyusun"), row("2", "Mengirim"))
    assert [step.number for step in draft.steps] == ["1", "2"]
    assert "A Persiapan" in [note.text for note in draft.steps[0].sources]


@pytest.mark.parametrize("below", [("1.1", "1.2"), ("1a", "1b")])
def test_a_number_with_a_title_over_its_parts_is_no_step(below):
    draft = draft_of(("1", "Persiapan", "", "", "", "", ""), row(below[0], "Menyusun"), row(below[1], "Mengirim"))
    assert [step.number for step in draft.steps] == list(below)
    assert [step.number for step in loaded(draft).steps] == list(below)


def test_rows_go_by_their_position_whatever_number_is_printed():
    draft = draft_of(row("1", "Menyusun"), row("3", "Memeriksa"), row("3", "Mengirim"), row("", "Mencatat"))
    assert [step.number for step in draft.steps] == ["1", "3", "3", ""]
    assert [n.text for n in draft.steps[2].sources if n.cell == "no"] == ["3"]
    assert len(loaded(draft).steps) == 4


def test_rows_of_a_table_without_numbers_are_numbered_by_their_position():
    draft = draft_of(*(row("", activity) for activity in ("Menyusun", "Memeriksa")))
    assert [step.number for step in loaded(draft).steps] == [None, None] or [s.number for s in draft.steps] == [
        "1",
        "2",
    ]
    assert "no:" not in written(draft)


def test_bare_numbers_have_the_unit_of_the_head():
    heads = (*HEADS[:TIME], "Waktu (menit)", *HEADS[OUTPUT:])
    draft = draft_of(row("1", "Menyusun", time="5"), row("2", "Mengirim", time="1 jam"), heads=heads)
    assert [step.time for step in draft.steps] == ["5 menit", "1 jam"]
    assert "Waktu (menit)" in [note.text for note in draft.sources]


def test_a_time_that_says_more_than_a_duration_has_a_limit():
    draft = draft_of(row("1", "Menyusun", time="± 10 mnt"), row("2", "Mengirim", time="15 menit/berkas"))
    first, second = loaded(draft).steps
    assert (first.duration.text, str(first.duration.at_most)) == ("± 10 mnt", "10 menit")
    assert (second.duration.text, second.duration.at_most) == ("15 menit/berkas", None)
    assert open_texts(draft) == []  # it stands there as it is printed


@pytest.mark.parametrize(
    ("cells", "total", "difference"),
    [
        (("", "Jumlah", "", "", "2 jam 30 menit", "", ""), "2 jam 30 menit", ""),
        (("", "Total waktu", "", "", "150 menit", "", ""), "150 menit", ""),
        (("Jumlah waktu: 2 (dua) jam 30 menit", "", "", "", "", "", ""), "2 jam 30 menit", ""),
        (("", "Jumlah", "", "", "3 jam", "", ""), "3 jam", "baris-barisnya berjumlah 2 jam 30 menit"),
        (("", "Jumlah", "", "", "1 hari", "", ""), "1 hari", "baris-barisnya berjumlah 2 jam 30 menit"),
    ],
)
def test_the_total_is_compared_with_the_rows(cells, total, difference):
    draft = draft_of(row("1", "Menyusun"), row("2", "Mengirim", time="90 menit"), cells)
    assert (len(draft.steps), draft.total) == (2, total)
    assert [note.why for _, note in draft.open_notes] == ([difference] if difference else [])


def test_a_total_that_is_no_time_is_open():
    draft = draft_of(row("1", "Menyusun"), row("2", "Mengirim"), ("", "Jumlah", "", "", "dua berkas", "", ""))
    assert [(note.cell, note.text) for _, note in draft.open_notes] == [("stated_total", "Jumlah | dua berkas")]


def test_an_activity_that_counts_something_is_no_total():
    draft = draft_of(row("1", "Menyusun"), row("", "Jumlah berkas dihitung"), row("2", "Mengirim"))
    assert [step.activity for step in draft.steps] == ["Menyusun", "Jumlah berkas dihitung", "Mengirim"]


def test_a_column_without_a_place_is_kept_and_named():
    heads = (*HEADS[:OUTPUT], "Biaya", *HEADS[OUTPUT:])
    draft = draft_of((*row("1", "Menyusun")[:OUTPUT], "Rp10.000", "Surat", ""), heads=heads)
    assert [(n.text, n.reading) for n in draft.steps[0].sources if "Biaya" in n.why] == [("Rp10.000", "certain")]
    assert "Biaya" in [note.text for note in draft.sources]


# -- several procedures in a document


def sop(title, *activities):
    rows = [row(str(at), activity) for at, activity in enumerate(activities, start=1)]
    return (title, Table((HEADS, *rows)))


FIRST, SECOND = sop("Surat masuk", "Menerima", "Mencatat"), sop("Surat keluar", "Menyusun", "Mengirim")
IDENTITY = Table((("Nomor SOP", "2/2024"), ("Nama SOP", "Surat keluar")))
SEVERAL = {
    "numbers begin again": (*FIRST, *SECOND),
    "an identity page between": (*FIRST, IDENTITY, SECOND[1]),
    "sheets of a workbook": (Section("Masuk"), *FIRST, Section("Keluar"), *SECOND),
}


@pytest.mark.parametrize("parts", SEVERAL.values(), ids=SEVERAL)
def test_a_document_may_hold_several_procedures(parts):
    papers = papers_of(Sheet(parts))
    assert [paper.before[0] for paper in papers] == ["Surat masuk", "Surat keluar"]
    assert [[r.cells["activity"] for r in paper.rows] for paper in papers] == [
        ["Menerima", "Mencatat"],
        ["Menyusun", "Mengirim"],
    ]


def test_a_table_whose_numbers_go_on_is_of_the_same_procedure():
    parts = (*FIRST, "halaman 2", Table((HEADS, row("3", "Mengirim"))))
    assert [len(paper.rows) for paper in papers_of(Sheet(parts))] == [3]


def test_a_procedure_that_is_not_there_is_refused_with_those_that_are():
    from sopflow.paper.choosing import chosen

    papers = procedures_in(Sheet((*FIRST, *SECOND)), "x.docx")
    assert chosen(papers, 2, "x.docx").before[0] == "Surat keluar"
    with pytest.raises(NoSuchProcedure, match='"1 Surat masuk", "2 Surat keluar"'):
        chosen(papers, 3, "x.docx")


def test_a_head_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(
        NoSuchHead, match='"No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"'
    ):
        procedures_in(Sheet(FIRST), "x.docx", (("time", "Lama"),))


# -- nothing is lost

WORDS = st.lists(
    st.sampled_from(
        [
            "surat",
            "Nota",
            "sda",
            "5",
            "menit",
            "1.",
            "a.",
            "(dua)",
            "±",
            "A.",
            "Kegiatan",
            "Awal",
            "Jumlah",
            "-",
            "•",
            "x",
        ]
    ),
    max_size=3,
).map(" ".join)
LABELS = st.sampled_from(["Nomor SOP", "Dasar Hukum", "Disahkan oleh", "Keterangan lain", "PEMERINTAH KOTA", ""])


@given(
    st.lists(st.tuples(LABELS, WORDS, WORDS), max_size=4),
    st.lists(st.lists(WORDS, min_size=7, max_size=8).map(tuple), min_size=1, max_size=6),
    st.lists(WORDS, max_size=3),
    st.data(),
)
@settings(max_examples=share(300), deadline=None)
def test_every_word_of_a_document_is_in_its_draft(page, rows, below, data):
    tall = [
        Tall(data.draw(st.integers(1, len(rows))), data.draw(st.integers(0, 6)), 2)
        for _ in range(data.draw(st.integers(0, 2)))
    ]
    rows = [(number or str(at), *rest) for at, (number, *rest) in enumerate(rows, start=1)]
    parts = (
        (Table(tuple(page)), Table((HEADS, *rows), tall=tuple(tall)), *below)
        if page
        else (Table((HEADS, *rows)), *below)
    )
    paper = paper_of(Sheet(parts))
    if paper is None or not paper.rows:
        return
    draft = drafted(paper, "berkas")
    loaded(draft)
    has = re.sub(r"[\W_]+", "", str(yaml.load(written(draft), yaml.BaseLoader))).casefold()
    for text in (
        *(c for r in page for c in r),
        *(c for r in rows for c in r if c != r[0] or not c.isdigit()),
        *below,
    ):
        for word in text.split():
            bare = re.sub(r"[\W_]+", "", word).casefold()
            is_label = text in ("Nomor SOP", "Dasar Hukum", "Disahkan oleh")
            is_marker = re.fullmatch(r"\(?\w[.)]|[-•]", word)
            assert is_label or is_marker or bare in has, f"{word}: {page} {rows} {below} {tall}"


@pytest.mark.parametrize(
    ("cell", "documents", "is_probable"),
    [
        ("Surat tugas, nota dinas", ["Surat tugas", "nota dinas"], True),
        ("Surat tugas, nota dinas, dan daftar hadir", ["Surat tugas", "nota dinas", "daftar hadir"], True),
        ("Penawaran teknis, harga dan jadwal", ["Penawaran teknis", "harga dan jadwal"], True),
        ("surat, kartu", ["surat", "kartu"], True),
        ("- Surat tugas\n- Nota dinas", ["Surat tugas", "Nota dinas"], False),
        ("• Surat tugas\n• Nota dinas", ["Surat tugas", "Nota dinas"], False),
        ("➢ Surat tugas\n➢ Nota dinas", ["Surat tugas", "Nota dinas"], False),
        ("a. Surat tugas\nb. Nota dinas", ["Surat tugas", "Nota dinas"], False),
        ("1) Surat tugas\n2) Nota dinas", ["Surat tugas", "Nota dinas"], False),
        (
            "1. Surat tugas yang\nditandatangani\n2. Nota dinas",
            ["Surat tugas yang ditandatangani", "Nota dinas"],
            False,
        ),
        ("Surat tugas\nNota dinas", ["Surat tugas", "Nota dinas"], False),
    ],
)
def test_a_cell_that_lists_documents_is_split_and_says_where_that_is_not_plain(cell, documents, is_probable):
    draft = draft_of(row("1", "Menyusun", inputs=cell))
    assert titles(draft, draft.steps[0].inputs) == documents
    readings = [note.reading for note in draft.steps[0].sources if note.cell == "inputs"]
    assert ("probable" in readings, "open" in readings) == (is_probable, False)
