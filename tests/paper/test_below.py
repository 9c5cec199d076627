"""What stands below the last row of a table belongs to none of its rows."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.paper.importing import import_table

HEADS = ["No", "Kegiatan", "Staf", "Kasi", "Kelengkapan", "Waktu", "Output", "Keterangan"]
ROWS = [
    ["1", "Menyusun draf", "v", "", "Berkas", "30 menit", "Draf", ""],
    ["2", "Mengirim surat", "v", "", "Draf", "10 menit", "Resi", ""],
]
NOTHING = [""] * 8


def imported(folder, *below):
    file = folder / "surat.csv"
    lines = [["Surat Keluar"], HEADS, *ROWS, *below]
    file.write_text("".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines), "utf-8")
    one = import_table(file)
    return sopflow.loads(one.text)


def alone(column, text):
    return [text if at == column else "" for at in range(8)]


@pytest.mark.parametrize("column", [1, 4, 7])
@pytest.mark.parametrize("text", ["Catatan: ganti kop", "Keterangan : v = dikerjakan", "Ket.: v = dikerjakan"])
def test_a_note_below_the_last_row_is_none_of_its_cells(tmp_path, column, text):
    sop = imported(tmp_path, alone(column, text))
    assert [step.activity for step in sop.steps] == ["Menyusun draf", "Mengirim surat"]
    assert sop.steps[1].remarks is None
    assert text in [note.text for note in sop.source]


def test_a_text_below_an_empty_row_is_none_of_the_last_rows_cells(tmp_path):
    sop = imported(tmp_path, NOTHING, alone(1, "Berlaku sejak ditandatangani"))
    assert sop.steps[1].activity == "Mengirim surat"
    assert "Berlaku sejak ditandatangani" in [note.text for note in sop.source]


def test_a_line_right_below_the_last_row_goes_on_with_it(tmp_path):
    sop = imported(tmp_path, alone(1, "melalui pos"))
    assert sop.steps[1].activity == "Mengirim surat melalui pos"


def test_a_total_below_an_empty_row_is_still_the_total(tmp_path):
    total = ["", "Jumlah", "", "", "", "40 menit", "", ""]
    assert (
        str(imported(tmp_path, NOTHING, total, NOTHING, alone(1, "Berlaku tahun ini")).stated_total) == "40 menit"
    )
