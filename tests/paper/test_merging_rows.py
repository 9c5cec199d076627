"""Rows that somebody puts in, takes away or moves, and arrows that lead elsewhere, are so in the definition."""

from __future__ import annotations

import sopflow

from .exported import (
    ABOVE,
    CAMAT,
    HEADS,
    KASI,
    STAF,
    SURAT,
    TAMU,
    Printed,
    edits,
    follows,
    lines_that_differ,
    told,
)


def test_a_new_row_stands_where_it_was_put(surat):
    surat.insert(
        4, "5", "Mencatat surat", "", "□", "", "", "Surat", "5 menit", "Buku agenda\nLembar kendali", "Bila perlu"
    )
    surat.rows[-1][0] = "6"
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == [
        "+  - id: mencatat_surat",
        "+    activity: Mencatat surat",
        "+    actor: staf",
        "+    inputs: [surat]",
        "+    duration: 5 menit",
        "+    outputs: [Buku agenda, Lembar kendali]",
        "+    optional: true",
        "+",
    ]
    assert told(one) == ["baris baru sesudah 4: Mencatat surat"]
    assert [str(s.id) for s in sopflow.loads(one.text).steps][3:] == ["tanda_tangan", "mencatat_surat", "kirim"]


def test_a_new_row_at_the_beginning_and_at_the_end(surat):
    surat.insert(0, "0", "Menerima tamu", "", "Mulai", "", "", "", "", "", "")
    surat.insert(6, "7", "Menyimpan arsip", "", "Selesai", "", "", "", "", "", "")
    surat.row(5)[STAF] = "□"
    for number, row in enumerate(surat.rows, start=1):
        row[0] = str(number)
    surat.cell(4, KASI, "◇ Y → 5, N → 3")
    one = surat.back()
    after = sopflow.loads(one.text)
    assert [str(s.id) for s in after.steps] == [
        "menerima_tamu", "ajukan", "susun", "periksa", "tanda_tangan", "kirim", "menyimpan_arsip",
    ]  # fmt: skip
    assert after.step("kirim").next == ("menyimpan_arsip",)
    assert after.step("periksa").branches == sopflow.loads(SURAT).step("periksa").branches
    assert [d.kind for d in one.differences if d.kind != "finding"] == ["row-added", "row-added"]
    assert one.text.count("#") == SURAT.count("#")


def test_arrows_that_nobody_renumbered_stay_at_their_rows_and_are_told(surat):
    """A row was put in and the rows below it were numbered anew; the arrows kept the old numbers."""
    surat.insert(1, "2", "Mencatat permohonan", "", "□", "", "", "", "5 menit", "Agenda", "")
    for number, row in enumerate(surat.rows, start=1):
        row[0] = str(number)
    one = surat.back()
    after = sopflow.loads(one.text)
    assert [b.targets for b in after.step("periksa").branches] == [("tanda_tangan",), ("susun",)]
    assert [d.kind for d in one.differences if d.open is not None] == ["arrows"]


def test_a_row_that_is_gone_is_gone(surat):
    surat.remove(5)
    surat.row(4)[CAMAT] = "Selesai"
    one = surat.back()
    start = SURAT.index("\n  - id: kirim")
    assert one.text == SURAT[:start]
    assert told(one) == ["baris lama 5 dihapus: Mengirim surat"]


def test_a_row_that_answers_lead_to_leaves_them_open(surat):
    surat.remove(4)
    surat.row(5)[0] = "4"
    one = surat.back()
    after = sopflow.loads(one.text)
    assert [str(s.id) for s in after.steps] == ["ajukan", "susun", "periksa", "kirim"]
    yes, no = after.step("periksa").branches
    assert (yes.note_required, no.targets) == (True, ("susun",))
    assert not isinstance(yes.targets, tuple)
    assert [d.step for d in one.differences if d.open is not None and d.kind != "finding"] == ["periksa"]
    assert "reading: open" in one.text
    assert follows(one) == [
        'akibatnya, baris 2: "Draf surat" tidak pernah menjadi "Surat": tidak ada langkah sesudahnya yang menghasilkannya (SOP315)',
        'akibatnya, baris 4: tidak ada jalan dari langkah pertama ke "kirim" (SOP301)',
        'akibatnya, baris 4: tidak ada langkah yang menghasilkan "Surat" (SOP311)',
    ]


def test_a_row_that_a_rule_names_is_not_taken_away(surat):
    """Whoever signs must be another than who wrote: the row of who wrote cannot go without a decision."""
    surat.remove(2)
    surat.cell(3, KASI, "◇ Y → 4, N → 1")
    one = surat.back()
    after = sopflow.loads(one.text)
    assert "susun" in [str(s.id) for s in after.steps]
    assert ("row-removed", False) in [(d.kind, d.applied) for d in one.differences]
    assert after.step("susun").source[0].reading == "open"
    assert after.step("periksa").branches[1].targets == ("ajukan",)


def test_a_row_that_moved_moves_with_its_text(surat):
    moved = surat.records.pop(ABOVE + HEADS + 1)
    surat.records.insert(ABOVE + HEADS + 2, moved)
    surat.rows[1][0], surat.rows[2][0] = "2", "3"
    surat.cell(2, KASI, "◇ Y → 4, N → 3")
    one = surat.back()
    assert [str(s.id) for s in sopflow.loads(one.text).steps][1:3] == ["periksa", "susun"]
    assert not [line for line in SURAT.splitlines() if line not in one.text]
    assert told(one) == ["baris 3 pindah ke urutan ke-2"]


def test_an_arrow_that_leads_elsewhere_leads_elsewhere(surat):
    surat.cell(3, KASI, "◇ Y → 5, N → 1")
    one = surat.back()
    assert edits(SURAT, one) == [
        "-      Y: {to: tanda_tangan, note: required}",
        "-      N: susun   # kembali",
        "+      Y: {to: kirim, note: required}",
        "+      N: ajukan   # kembali",
    ]
    assert told(one) == ["baris 3, panah: Y → 4, N → 2 menjadi Y → 5, N → 1"]


def test_an_answer_that_is_called_otherwise_is_renamed_and_to_be_looked_at(surat):
    surat.cell(3, KASI, "◇ Ya → 4, N → 2")
    one = surat.back()
    assert lines_that_differ(SURAT, one.text)[:2] == [
        "-      Y: {to: tanda_tangan, note: required}",
        "+      Ya: {to: tanda_tangan, note: required}",
    ]
    assert [found["row"] for found in one.open_readings] == ["3 periksa"]


def test_a_further_answer_and_an_end_are_added(surat):
    surat.cell(3, KASI, "◇ Y → 4, N → 2, ditolak → selesai (ditolak)")
    one = surat.back()
    assert lines_that_differ(SURAT, one.text) == ["+      ditolak: {end: ditolak}"]


def test_an_arrow_over_rows_is_drawn_and_taken_away(surat):
    surat.cell(1, TAMU, "Mulai → 3")
    one = surat.back()
    assert edits(SURAT, one) == ["+    next: periksa"]
    again = Printed(surat.path.parent, one.text)
    again.cell(1, TAMU, "Mulai")
    assert edits(SURAT, again.back()) == []
